// 8-bit matrices in tiles; not part of the interface.
//
// A tile is 16 outputs, and a lane is an output: 64 bytes hold four neighbouring inputs of each, so that a processor reads
// the memory from its beginning to its end, sums never cross lanes, and no scale is needed within a block. The scales of
// all tiles stand first, 16 for each block of 32 inputs.
#ifndef CK_LOW_RANK_INTERNAL_H
#define CK_LOW_RANK_INTERNAL_H

#include "ck_dot_internal.h"

// Outputs of a tile.
#define CK_TILE_OUTPUTS 16
// Inputs that stand side by side, and bytes of such a group of a tile.
#define CK_GROUP 4
#define CK_GROUP_BYTES 64
// What a stored byte is above its weight.
#define CK_TILE_CENTRE 128

// Where the parts of a matrix are.
typedef struct {
    // Upper halves of 32-bit floats, so that small weights keep their scale: 16 for each block of each tile.
    const uint16_t *scales;
    const uint8_t *bytes;
    // Blocks of 32 inputs, and groups of four.
    size_t blocks, groups;
} ck_tiles;

CK_BODY ck_tiles ck_tiles_at(const void *memory, size_t outputs, size_t inputs) {
    size_t count = (outputs + CK_TILE_OUTPUTS - 1) / CK_TILE_OUTPUTS;
    ck_tiles tiles;
    tiles.blocks = (inputs + 31) / 32;
    tiles.groups = (inputs + CK_GROUP - 1) / CK_GROUP;
    tiles.scales = memory;
    tiles.bytes = (const uint8_t *)memory + CK_ALIGNED(count * tiles.blocks * CK_TILE_OUTPUTS * sizeof(uint16_t));
    return tiles;
}

// The activations of a call, and where its results go.
typedef struct {
    uint8_t *x;
    size_t x_stride, rows;
    int adds;
    float *y;
    size_t y_stride;
} ck_tile_call;

#if CK_HAS_AVX2
void ck_tiles_dot_avx2(const ck_tiles *tiles, size_t first, size_t count, const ck_tile_call *call);
#endif
#if CK_HAS_AVX512
void ck_tiles_dot_avx512(const ck_tiles *tiles, size_t first, size_t count, const ck_tile_call *call);
#endif

#endif
