// The elementwise part of attention's gradient, with keys as rows and queries as columns.
#ifndef CK_ATTENTION_GRADIENT_H
#define CK_ATTENTION_GRADIENT_H

#include <stddef.h>

#include "ck_level.h"

// sums[r] = Σ over c of a[r, c] · b[r, c], for rows of `columns` floats, one every `stride` floats.
void ck_row_products_f32(ck_level level, const float *a, const float *b, size_t rows, size_t stride,
                         size_t columns, float *sums);

// A block of keys (rows) times queries (columns), both [rows, stride] with `count` columns. `scores` are raw products
// and become probabilities; `slopes` are gradients of the probabilities and become gradients of the raw products:
//   p = e^(scale · cap(score) - log_sum_exp[q]), slope = p · (slope - deltas[q]) · scale · cap'(score),
// where cap(s) = s for a soft_cap of 0, else soft_cap / scale · tanh(scale · s / soft_cap). Row r is seen by the queries
// from `ahead` + r on (all of them when that is negative), and by no more than `window` of them unless that is 0;
// everything else becomes 0.
void ck_attention_gradient_f32(ck_level level, float *scores, float *slopes, size_t rows, size_t stride,
                               size_t count, ptrdiff_t ahead, size_t window, float scale, float soft_cap,
                               const float *log_sum_exp, const float *deltas);

#endif
