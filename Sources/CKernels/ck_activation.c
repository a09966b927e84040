#include "ck_internal.h"
#include "include/ck_activation.h"

#define CK_SQRT_2_OVER_PI 0.79788456080286535588f
#define CK_SQRT_HALF 0.70710678118654752440f
#define CK_INVERSE_SQRT_2_PI 0.39894228040143267794f
#define CK_GELU_CUBIC 0.044715f

CK_BODY float ck_sigmoid(float x) { return 1.0f / (1.0f + ck_exp(-x)); }

// The normal distribution function by Abramowitz and Stegun's formula 7.1.26, within 1e-7.
CK_BODY float ck_normal(float x, float *density) {
    float z = fabsf(x) * CK_SQRT_HALF;
    float t = 1.0f / (1.0f + 0.3275911f * z);
    float e = ck_exp(-z * z);
    float p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    float tail = 0.5f * p * t * e;
    *density = CK_INVERSE_SQRT_2_PI * e;
    return x < 0 ? tail : 1.0f - tail;
}

// f(x), and its derivative where asked for; `function` is a constant at every call.
CK_BODY float ck_activate(int function, float x, float *slope) {
    if (function == CK_SILU) {
        float s = ck_sigmoid(x);
        *slope = s * (1.0f + x * (1.0f - s));
        return x * s;
    }
    if (function == CK_GELU_TANH) {
        // (1 + tanh u) / 2 is the sigmoid of 2 u.
        float square = x * x;
        float s = ck_sigmoid(2.0f * CK_SQRT_2_OVER_PI * x * (1.0f + CK_GELU_CUBIC * square));
        *slope = s + x * s * (1.0f - s) * 2.0f * CK_SQRT_2_OVER_PI * (1.0f + 3.0f * CK_GELU_CUBIC * square);
        return x * s;
    }
    float density;
    float below = ck_normal(x, &density);
    *slope = below + x * density;
    return x * below;
}

CK_BODY void ck_activation_body(int function, const float *x, const float *up, float *y, size_t count) {
    float slope;
    if (up) {
        CK_ELEMENTWISE
        for (size_t i = 0; i < count; i++) {
            y[i] = ck_activate(function, x[i], &slope) * up[i];
        }
    } else {
        CK_ELEMENTWISE
        for (size_t i = 0; i < count; i++) {
            y[i] = ck_activate(function, x[i], &slope);
        }
    }
}

CK_BODY void ck_activation_gradient_body(int function, const float *x, const float *up, const float *dy,
                                         float *d_x, float *d_up, size_t count) {
    if (up) {
        CK_ELEMENTWISE
        for (size_t i = 0; i < count; i++) {
            float slope, u = up[i], d = dy[i];
            float value = ck_activate(function, x[i], &slope);
            d_x[i] = d * u * slope;
            d_up[i] = d * value;
        }
    } else {
        CK_ELEMENTWISE
        for (size_t i = 0; i < count; i++) {
            float slope, d = dy[i];
            ck_activate(function, x[i], &slope);
            d_x[i] = d * slope;
        }
    }
}

// One pair of bodies a function, so that the compiler sees which it is.
#define CK_ACTIVATION(name, function)                                                                        \
    CK_BODY void name##_body(const float *x, const float *up, float *y, size_t count) {                      \
        ck_activation_body(function, x, up, y, count);                                                       \
    }                                                                                                        \
    CK_VARIANT(name, (const float *x, const float *up, float *y, size_t count), (x, up, y, count))           \
    CK_BODY void name##_gradient_body(const float *x, const float *up, const float *dy, float *d_x,          \
                                      float *d_up, size_t count) {                                           \
        ck_activation_gradient_body(function, x, up, dy, d_x, d_up, count);                                  \
    }                                                                                                        \
    CK_VARIANT(name##_gradient,                                                                              \
               (const float *x, const float *up, const float *dy, float *d_x, float *d_up, size_t count),    \
               (x, up, dy, d_x, d_up, count))

CK_ACTIVATION(ck_silu, CK_SILU)
CK_ACTIVATION(ck_gelu_tanh, CK_GELU_TANH)
CK_ACTIVATION(ck_gelu, CK_GELU)

void ck_activation_f32(ck_level level, ck_activation function, const float *x, const float *up, float *y,
                       size_t count) {
    switch (function) {
    case CK_SILU:
        CK_DISPATCH(level, ck_silu, (x, up, y, count));
        break;
    case CK_GELU_TANH:
        CK_DISPATCH(level, ck_gelu_tanh, (x, up, y, count));
        break;
    case CK_GELU:
        CK_DISPATCH(level, ck_gelu, (x, up, y, count));
        break;
    }
}

void ck_activation_gradient_f32(ck_level level, ck_activation function, const float *x, const float *up,
                                const float *dy, float *d_x, float *d_up, size_t count) {
    switch (function) {
    case CK_SILU:
        CK_DISPATCH(level, ck_silu_gradient, (x, up, dy, d_x, d_up, count));
        break;
    case CK_GELU_TANH:
        CK_DISPATCH(level, ck_gelu_tanh_gradient, (x, up, dy, d_x, d_up, count));
        break;
    case CK_GELU:
        CK_DISPATCH(level, ck_gelu_gradient, (x, up, dy, d_x, d_up, count));
        break;
    }
}

CK_BODY void ck_add_bias_body(const float *bias, float *y, size_t rows, size_t columns) {
    for (size_t t = 0; t < rows; t++, y += columns) {
        CK_ELEMENTWISE
        for (size_t c = 0; c < columns; c++) {
            y[c] += bias[c];
        }
    }
}

CK_VARIANT(ck_add_bias, (const float *bias, float *y, size_t rows, size_t columns), (bias, y, rows, columns))

void ck_add_bias_f32(ck_level level, const float *bias, float *y, size_t rows, size_t columns) {
    CK_DISPATCH(level, ck_add_bias, (bias, y, rows, columns));
}

CK_BODY void ck_scale_body(float factor, float *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        x[i] *= factor;
    }
}

CK_VARIANT(ck_scale, (float factor, float *x, size_t count), (factor, x, count))

void ck_scale_f32(ck_level level, float factor, float *x, size_t count) {
    CK_DISPATCH(level, ck_scale, (factor, x, count));
}

CK_BODY void ck_soft_cap_body(float cap, float scale, float *x, size_t count) {
    float inner = scale / cap;
    float outer = cap / scale;
    for (size_t i = 0; i < count; i++) {
        x[i] = outer * ck_tanh(inner * x[i]);
    }
}

CK_VARIANT(ck_soft_cap, (float cap, float scale, float *x, size_t count), (cap, scale, x, count))

void ck_soft_cap_f32(ck_level level, float cap, float scale, float *x, size_t count) {
    CK_DISPATCH(level, ck_soft_cap, (cap, scale, x, count));
}

CK_BODY void ck_soft_cap_gradient_body(float cap, float scale, const float *y, float *dy, size_t count) {
    float inner = scale / cap;
    CK_ELEMENTWISE
    for (size_t i = 0; i < count; i++) {
        float t = inner * y[i];
        dy[i] *= 1.0f - t * t;
    }
}

CK_VARIANT(ck_soft_cap_gradient, (float cap, float scale, const float *y, float *dy, size_t count),
           (cap, scale, y, dy, count))

void ck_soft_cap_gradient_f32(ck_level level, float cap, float scale, const float *y, float *dy,
                              size_t count) {
    CK_DISPATCH(level, ck_soft_cap_gradient, (cap, scale, y, dy, count));
}
