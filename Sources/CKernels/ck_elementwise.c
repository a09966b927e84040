#include "ck_internal.h"
#include "include/ck_layers.h"

CK_BODY void ck_silu_multiply_body(const float *gate, const float *up, float *y, size_t count) {
    CK_ELEMENTWISE
    for (size_t i = 0; i < count; i++) {
        y[i] = gate[i] / (1.0f + ck_exp(-gate[i])) * up[i];
    }
}

CK_VARIANT(ck_silu_multiply, (const float *gate, const float *up, float *y, size_t count),
           (gate, up, y, count))

void ck_silu_multiply_f32(ck_level level, const float *gate, const float *up, float *y, size_t count) {
    CK_DISPATCH(level, ck_silu_multiply, (gate, up, y, count));
}

// With s = 1 / (1 + e^-g): silu = g · s and its derivative is s · (1 + g · (1 - s)).
CK_BODY void ck_silu_multiply_gradient_body(const float *gate, const float *up, const float *dy, float *d_gate,
                                            float *d_up, size_t count) {
    CK_ELEMENTWISE
    for (size_t i = 0; i < count; i++) {
        float g = gate[i], u = up[i], d = dy[i];
        float s = 1.0f / (1.0f + ck_exp(-g));
        d_gate[i] = d * u * s * (1.0f + g * (1.0f - s));
        d_up[i] = d * g * s;
    }
}

CK_VARIANT(ck_silu_multiply_gradient,
           (const float *gate, const float *up, const float *dy, float *d_gate, float *d_up, size_t count),
           (gate, up, dy, d_gate, d_up, count))

void ck_silu_multiply_gradient_f32(ck_level level, const float *gate, const float *up, const float *dy,
                                   float *d_gate, float *d_up, size_t count) {
    CK_DISPATCH(level, ck_silu_multiply_gradient, (gate, up, dy, d_gate, d_up, count));
}

CK_BODY void ck_axpy_body(float alpha, const float *x, float *y, size_t count) {
    for (size_t i = 0; i < count; i++) {
        y[i] += alpha * x[i];
    }
}

CK_VARIANT(ck_axpy, (float alpha, const float *x, float *y, size_t count), (alpha, x, y, count))

void ck_axpy_f32(ck_level level, float alpha, const float *x, float *y, size_t count) {
    CK_DISPATCH(level, ck_axpy, (alpha, x, y, count));
}

CK_BODY void ck_add_body(const float *a, const float *b, float *y, size_t count) {
    CK_ELEMENTWISE
    for (size_t i = 0; i < count; i++) {
        y[i] = a[i] + b[i];
    }
}

CK_VARIANT(ck_add, (const float *a, const float *b, float *y, size_t count), (a, b, y, count))

void ck_add_f32(ck_level level, const float *a, const float *b, float *y, size_t count) {
    CK_DISPATCH(level, ck_add, (a, b, y, count));
}

CK_BODY void ck_sum_of_squares_body(const float *x, size_t count, double *result) {
    CK_REASSOCIATE
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)x[i] * (double)x[i];
    }
    *result = sum;
}

CK_VARIANT(ck_sum_of_squares, (const float *x, size_t count, double *result), (x, count, result))

double ck_sum_of_squares_f32(ck_level level, const float *x, size_t count) {
    double result;
    CK_DISPATCH(level, ck_sum_of_squares, (x, count, &result));
    return result;
}
