// Layer normalisation with gain and bias, forward beside its gradient. T rows of C columns.
#ifndef CK_LAYERNORM_H
#define CK_LAYERNORM_H

#include <stddef.h>

#include "ck_level.h"

// y[t, c] = (x[t, c] - mean) / sqrt(variance + epsilon) · gain[c] + bias[c], with mean and variance over c.
// `bias` may be null. In place is allowed.
void ck_layernorm_f32(ck_level level, const float *x, const float *gain, const float *bias, float epsilon,
                      float *y, size_t rows, size_t columns);

// dx = gradient of the above with respect to x, given dy; added to dx when `accumulate`. dx may be dy.
void ck_layernorm_gradient_f32(ck_level level, const float *x, const float *gain, float epsilon,
                               const float *dy, float *dx, int accumulate, size_t rows, size_t columns);

#endif
