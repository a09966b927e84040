// Matrix products in 16-bit integers: numbers share a scale in blocks of the inner dimension.
//
// Both operands are packed first. The inner dimension K is rounded up to an even number and padded with zeros. M are
// rows of activations, N are lanes: the columns of the result, in panels of CK_PANEL.
//
// The largest number of a block becomes CK_BLOCK_LARGEST, small enough that a block's products sum up in 32 bits, and the
// others keep 12 bits below it: for activations and gradients about what bfloat16 keeps, or more. Sums over blocks are
// 32-bit floats. Scales lie behind the numbers that they belong to.
#ifndef CK_GEMM_INT16_H
#define CK_GEMM_INT16_H

#include <stdint.h>

#include <stddef.h>

#include "ck_gemm_f32.h"
#include "ck_level.h"

// Inner positions that share a scale.
#define CK_BLOCK 128
// The largest number of a block: CK_BLOCK products of two such numbers stay below 2^31.
#define CK_BLOCK_LARGEST 4095

// Elements from one packed row of K numbers with its scales to the next.
size_t ck_int16_stride(size_t k);

// Elements of a packed right operand with its scales; for N = CK_PANEL those from one panel to the next.
size_t ck_int16_panel_count(size_t k, size_t n);

// Where the scales of a packed row of K numbers begin.
size_t ck_int16_scales_at(size_t k);

// Rounds `rows` rows of `k` floats, one every `stride` floats, to packed rows, one every `target_stride` elements.
// A block that holds something that is not a number gets a scale that is none.
void ck_int16_pack_rows(ck_level level, const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
                        size_t target_stride);

// Packs stored weights [rows, columns], one row every `row_bytes` bytes, so that the rows are the lanes N and the columns
// are the inner dimension K: x · Wᵀ. `columns` is a multiple of the format's block.
void ck_int16_pack_weights(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                           size_t columns, int16_t *target);

// Packs the same so that the columns are the lanes N and the rows are the inner dimension K: dy · W.
void ck_int16_pack_weights_across(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                                  size_t columns, int16_t *target);

// c [m, n] = a · b, added to c when `accumulate` is not 0. `a` are packed rows, one every `a_stride` elements, with the
// first scale of row 0 at `a_scales`; K of them from the beginning of a block on are used. `b` are packed panels of K.
void ck_int16_product(ck_level level, size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride,
                      const float *a_scales, const int16_t *b, float *c, size_t c_stride, int accumulate);

#endif
