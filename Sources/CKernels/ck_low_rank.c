#include "include/ck_low_rank.h"

#include "ck_low_rank_internal.h"

size_t ck_tiles_bytes(size_t outputs, size_t inputs) {
    ck_tiles tiles = ck_tiles_at(NULL, outputs, inputs);
    size_t count = (outputs + CK_TILE_OUTPUTS - 1) / CK_TILE_OUTPUTS;
    return (size_t)((uintptr_t)tiles.bytes) + count * tiles.groups * CK_GROUP_BYTES;
}

// The upper half of the least 32-bit float that is not below `value`; 0 when that is not finite.
static uint16_t ck_scale_above(float value) {
    uint32_t bits = ck_to_bits(value) + 0xffff;
    return bits >> 16 >= 0x7f80 ? 0 : (uint16_t)(bits >> 16);
}

// One block of one output. Returns whether it can be rounded.
static int ck_pack_block(const float *weights, size_t count, uint16_t *scale, uint8_t *bytes) {
    float most = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(weights[i])) {
            return 0;
        }
        most = fmaxf(most, fabsf(weights[i]));
    }
    *scale = ck_scale_above(most / 127);
    if (*scale == 0) {
        // Numbers that no float can scale count as zero, as in a product with them they would.
        return most < 1;
    }
    float inverse = 1 / ck_from_bits((uint32_t)*scale << 16);
    if (!isfinite(inverse)) {
        *scale = 0;
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        long number = lrintf(weights[i] * inverse);
        bytes[i / CK_GROUP * CK_GROUP_BYTES + i % CK_GROUP] = (uint8_t)(number + CK_TILE_CENTRE);
    }
    return 1;
}

int ck_tiles_pack(const float *weights, size_t outputs, size_t inputs, void *memory) {
    ck_tiles tiles = ck_tiles_at(memory, outputs, inputs);
    uint16_t *scales = memory;
    uint8_t *bytes = (uint8_t *)memory + (tiles.bytes - (const uint8_t *)memory);
    memset(memory, 0, (size_t)(bytes - (uint8_t *)memory));
    memset(bytes, CK_TILE_CENTRE, ck_tiles_bytes(outputs, inputs) - (size_t)(bytes - (uint8_t *)memory));
    for (size_t o = 0; o < outputs; o++) {
        size_t tile = o / CK_TILE_OUTPUTS, lane = o % CK_TILE_OUTPUTS;
        for (size_t b = 0; b < tiles.blocks; b++) {
            size_t count = inputs - 32 * b < 32 ? inputs - 32 * b : 32;
            uint8_t *groups = bytes + (tile * tiles.groups + 32 / CK_GROUP * b) * CK_GROUP_BYTES + CK_GROUP * lane;
            uint16_t *scale = scales + (tile * tiles.blocks + b) * CK_TILE_OUTPUTS + lane;
            if (!ck_pack_block(weights + o * inputs + 32 * b, count, scale, groups)) {
                return 0;
            }
        }
    }
    return 1;
}

static void ck_tiles_dot_portable(const ck_tiles *tiles, size_t first, size_t count, const ck_tile_call *call) {
    for (size_t r = 0; r < call->rows; r++) {
        ck_int16_row row = ck_int16_row_at(call->x + r * call->x_stride, 32 * tiles->blocks);
        for (size_t i = 0; i < count; i++) {
            size_t tile = (first + i) / CK_TILE_OUTPUTS, lane = (first + i) % CK_TILE_OUTPUTS;
            float total = 0;
            for (size_t b = 0; b < tiles->blocks; b++) {
                int32_t sum = 0;
                for (size_t g = 32 / CK_GROUP * b; g < tiles->groups && g < 32 / CK_GROUP * (b + 1); g++) {
                    const uint8_t *q = tiles->bytes + (tile * tiles->groups + g) * CK_GROUP_BYTES + CK_GROUP * lane;
                    for (size_t k = 0; k < CK_GROUP; k++) {
                        sum += ((int32_t)q[k] - CK_TILE_CENTRE) * row.numbers[CK_GROUP * g + k];
                    }
                }
                uint32_t scale = tiles->scales[(tile * tiles->blocks + b) * CK_TILE_OUTPUTS + lane];
                total += ck_from_bits(scale << 16) * ((float)sum * row.scales[b]);
            }
            float *y = call->y + r * call->y_stride + i;
            *y = call->adds ? *y + total : total;
        }
    }
}

void ck_tiles_dot(ck_level level, const void *memory, size_t outputs, size_t inputs, size_t first, size_t count,
                  void *x, size_t x_stride, size_t rows, int adds, float *y, size_t y_stride) {
    ck_tiles tiles = ck_tiles_at(memory, outputs, inputs);
    ck_tile_call call = {x, x_stride, rows, adds, y, y_stride};
#if CK_HAS_AVX512
    if (level >= CK_AVX512) {
        ck_tiles_dot_avx512(&tiles, first, count, &call);
        return;
    }
#endif
#if CK_HAS_AVX2
    if (level >= CK_AVX2) {
        ck_tiles_dot_avx2(&tiles, first, count, &call);
        return;
    }
#endif
    (void)level;
    ck_tiles_dot_portable(&tiles, first, count, &call);
}

void ck_tiles_pieces(const void *memory, size_t outputs, size_t inputs, size_t first, size_t count,
                     ck_piece pieces[CK_TILE_PIECES]) {
    ck_tiles tiles = ck_tiles_at(memory, outputs, inputs);
    size_t tile = first / CK_TILE_OUTPUTS, some = (count + CK_TILE_OUTPUTS - 1) / CK_TILE_OUTPUTS;
    pieces[0].start = tiles.scales + tile * tiles.blocks * CK_TILE_OUTPUTS;
    pieces[0].bytes = some * tiles.blocks * CK_TILE_OUTPUTS * sizeof(uint16_t);
    pieces[1].start = tiles.bytes + tile * tiles.groups * CK_GROUP_BYTES;
    pieces[1].bytes = some * tiles.groups * CK_GROUP_BYTES;
}
