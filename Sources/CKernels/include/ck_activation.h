// Activations other than the gated silu, biases, scales and soft caps, each forward beside its gradient.
#ifndef CK_ACTIVATION_H
#define CK_ACTIVATION_H

#include <stddef.h>

#include "ck_level.h"

typedef enum {
    // x / (1 + e^-x).
    CK_SILU = 0,
    // x · Φ(x) by its tanh approximation.
    CK_GELU_TANH = 1,
    // x · Φ(x) with Φ the normal distribution, within 2e-7.
    CK_GELU = 2,
} ck_activation;

// y = f(x) · up; `up` may be null, which is y = f(x). In place is allowed.
void ck_activation_f32(ck_level level, ck_activation function, const float *x, const float *up, float *y,
                       size_t count);

// Gradients of the above given dy. d_x may be x or dy, d_up may be up; both up and d_up are null when there was none.
void ck_activation_gradient_f32(ck_level level, ck_activation function, const float *x, const float *up,
                                const float *dy, float *d_x, float *d_up, size_t count);

// y[t, c] += bias[c].
void ck_add_bias_f32(ck_level level, const float *bias, float *y, size_t rows, size_t columns);

// x = x · factor.
void ck_scale_f32(ck_level level, float factor, float *x, size_t count);

// x = cap · tanh(scale · x / cap) / scale, in place: what follows multiplies by `scale` once more.
void ck_soft_cap_f32(ck_level level, float cap, float scale, float *x, size_t count);

// Gradient of the above for its input, in place of dy: dy · (1 - (scale · y / cap)²), given the result y.
void ck_soft_cap_gradient_f32(ck_level level, float cap, float scale, const float *y, float *dy, size_t count);

#endif
