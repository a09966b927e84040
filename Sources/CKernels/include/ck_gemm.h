// Matrix products in bfloat16 with 32-bit sums, for processors that multiply pairs of bfloat16 numbers.
//
// Both operands are packed first. The inner dimension K is rounded up to an even number and padded with zeros. M are
// rows of activations, N are lanes: the columns of the result.
#ifndef CK_GEMM_H
#define CK_GEMM_H

#include <stdint.h>

#include <stddef.h>

#include "ck_level.h"

// Lanes of one panel of the right operand.
#define CK_PANEL 32

// Elements from one packed row of K numbers to the next: even, and never a multiple of a cache's stride.
size_t ck_bf16_stride(size_t k);

// Elements of a packed right operand: N rounded up to whole panels, K to even.
size_t ck_bf16_panel_count(size_t k, size_t n);

// Rounds `rows` rows of `k` floats, one every `stride` floats, to packed rows, one every `target_stride` elements
// from `target`; what follows the row up to an even number of elements becomes zero.
void ck_bf16_pack_rows(ck_level level, const float *x, size_t stride, size_t rows, size_t k, uint16_t *target, size_t target_stride);

// Rounds the columns of [rows, columns] floats to packed rows: row c of the target is column c, `rows` numbers long.
void ck_bf16_pack_columns(ck_level level, const float *x, size_t stride, size_t rows, size_t columns,
                          uint16_t *target, size_t target_stride);

// Packs stored weights [rows, columns], one row every `row_bytes` bytes, so that the rows are the lanes N and the columns
// are the inner dimension: x · Wᵀ. `columns` is a multiple of the format's block.
void ck_bf16_pack_weights(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                          size_t columns, uint16_t *target);

// Packs the same so that the columns are the lanes N and the rows are the inner dimension: dy · W.
void ck_bf16_pack_weights_across(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                                 size_t columns, uint16_t *target);

// c [m, n] = a · b, added to c when `accumulate` is not 0. `a` are packed rows, one every `a_stride` elements; `b` are
// packed panels; c has one row every `c_stride` floats.
void ck_bf16_product(ck_level level, size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride,
                     const uint16_t *b, float *c, size_t c_stride, int accumulate);

#endif
