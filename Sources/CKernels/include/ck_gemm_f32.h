// Matrix products in 32-bit floats over packed panels: the exact twin of the products of integers in ck_gemm_int16.h.
//
// The left operand is read where it lies, row by row; only the right one is packed. M are rows of activations, N are
// lanes: the columns of the result, in panels of CK_PANEL.
#ifndef CK_GEMM_F32_H
#define CK_GEMM_F32_H

#include <stddef.h>

#include "ck_level.h"

// Lanes of one panel of the right operand.
#define CK_PANEL 32

// Floats of a packed right operand: N rounded up to whole panels, times K.
size_t ck_f32_panel_count(size_t k, size_t n);

// Packs stored weights [rows, columns], one row every `row_bytes` bytes, so that the rows are the lanes N and the columns
// are the inner dimension K: x · Wᵀ. `columns` is a multiple of the format's block.
void ck_f32_pack_weights(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                         size_t columns, float *target);

// Packs the same so that the columns are the lanes N and the rows are the inner dimension K: dy · W.
void ck_f32_pack_weights_across(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                                size_t columns, float *target);

// Copies the columns of [rows, columns] floats to rows: row c of the target is column c, `rows` numbers long.
void ck_f32_pack_columns(ck_level level, const float *x, size_t stride, size_t rows, size_t columns,
                         float *target, size_t target_stride);

// c [m, n] = a · b, added to c when `accumulate` is not 0. `a` has one row every `a_stride` floats; `b` are packed
// panels; c has one row every `c_stride` floats. Every element is one sum in the order of K.
void ck_f32_product(ck_level level, size_t m, size_t n, size_t k, const float *a, size_t a_stride,
                    const float *b, float *c, size_t c_stride, int accumulate);

#endif
