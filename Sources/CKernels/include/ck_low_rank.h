// What low-rank adapters add: products of 8-bit matrices that are laid out for them.
#ifndef CK_LOW_RANK_H
#define CK_LOW_RANK_H

#include <stddef.h>

#include "ck_ahead.h"
#include "ck_level.h"

// Bytes of the tiles of a matrix of `outputs` rows and `inputs` columns.
size_t ck_tiles_bytes(size_t outputs, size_t inputs);

// Rounds a row-major matrix to 8 bits with a scale for each 32 columns of a row. Returns 0 when a number is not finite or
// too large for a scale; `tiles` holds nothing of use then.
int ck_tiles_pack(const float *weights, size_t outputs, size_t inputs, void *tiles);

// Products of `rows` rows of ck_quantize_int16, one every `x_stride` bytes and padded with zeros to whole blocks of 32,
// with `count` outputs from `first`, which is a multiple of 16: y[r, o - first] is set, or added to when `adds` is not 0.
// A row of `y` begins every `y_stride` floats.
void ck_tiles_dot(ck_level level, const void *tiles, size_t outputs, size_t inputs, size_t first, size_t count,
                  void *x, size_t x_stride, size_t rows, int adds, float *y, size_t y_stride);

// Where the tiles of some outputs are: their scales and their bytes.
#define CK_TILE_PIECES 2
void ck_tiles_pieces(const void *tiles, size_t outputs, size_t inputs, size_t first, size_t count,
                     ck_piece pieces[CK_TILE_PIECES]);

#endif
