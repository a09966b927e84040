// The layers between the matrix products, each forward beside its gradient. T rows of C columns.
#ifndef CK_LAYERS_H
#define CK_LAYERS_H

#include <stdint.h>

#include <stddef.h>

#include "ck_level.h"

// y[t, c] = x[t, c] · gain[c] / sqrt(mean over c of x² + epsilon). In place is allowed.
void ck_rmsnorm_f32(ck_level level, const float *x, const float *gain, float epsilon, float *y, size_t rows,
                    size_t columns);

// dx = gradient of the above with respect to x, given dy; added to dx when `accumulate`. dx may be dy.
void ck_rmsnorm_gradient_f32(ck_level level, const float *x, const float *gain, float epsilon, const float *dy,
                             float *dx, int accumulate, size_t rows, size_t columns);

// Turns each head's pairs by the angle of its row, in place. x is [T, stride], of which the first
// heads · dimension columns hold heads, each with its first `turned` columns turned; cosines and sines are
// [T, turned / 2]. Pair i is (2i, 2i + 1) when `interleaved`, else (i, i + turned / 2). `inverse` turns back, which is
// also the gradient.
void ck_rotary_f32(ck_level level, float *x, size_t stride, const float *cosines, const float *sines,
                   size_t rows, size_t heads, size_t dimension, size_t turned, int interleaved,
                   int inverse);

// y = silu(gate) · up, where silu(g) = g / (1 + e^-g). In place is allowed.
void ck_silu_multiply_f32(ck_level level, const float *gate, const float *up, float *y, size_t count);

// Gradients of the above given dy. d_gate may be gate or dy, d_up may be up.
void ck_silu_multiply_gradient_f32(ck_level level, const float *gate, const float *up, const float *dy,
                                   float *d_gate, float *d_up, size_t count);

// y += alpha · x.
void ck_axpy_f32(ck_level level, float alpha, const float *x, float *y, size_t count);

// y = a + b; y may be one of them.
void ck_add_f32(ck_level level, const float *a, const float *b, float *y, size_t count);

// Sum of squares in double precision.
double ck_sum_of_squares_f32(ck_level level, const float *x, size_t count);

#endif
