#include "ck_internal.h"
#include "include/ck_layers.h"

CK_BODY void ck_rotary_body(float *x, size_t stride, const float *cosines, const float *sines, size_t rows,
                            size_t heads, size_t dimension, size_t turned, int interleaved, float sign) {
    size_t half = turned / 2;
    size_t step = interleaved ? 2 : 1;
    size_t partner = interleaved ? 1 : half;
    for (size_t t = 0; t < rows; t++, x += stride, cosines += half, sines += half) {
        for (size_t h = 0; h < heads; h++) {
            float *head = x + h * dimension;
            for (size_t i = 0; i < half; i++) {
                float a = head[i * step], b = head[i * step + partner];
                float c = cosines[i], s = sign * sines[i];
                head[i * step] = a * c - b * s;
                head[i * step + partner] = a * s + b * c;
            }
        }
    }
}

// Two bodies with constant layout, so that the compiler sees the strides.
CK_BODY void ck_rotary_pairs_body(float *x, size_t stride, const float *cosines, const float *sines,
                                  size_t rows, size_t heads, size_t dimension, size_t turned, float sign) {
    ck_rotary_body(x, stride, cosines, sines, rows, heads, dimension, turned, 1, sign);
}

CK_BODY void ck_rotary_halves_body(float *x, size_t stride, const float *cosines, const float *sines,
                                   size_t rows, size_t heads, size_t dimension, size_t turned, float sign) {
    ck_rotary_body(x, stride, cosines, sines, rows, heads, dimension, turned, 0, sign);
}

CK_VARIANT(ck_rotary_pairs,
           (float *x, size_t stride, const float *cosines, const float *sines, size_t rows, size_t heads,
            size_t dimension, size_t turned, float sign),
           (x, stride, cosines, sines, rows, heads, dimension, turned, sign))
CK_VARIANT(ck_rotary_halves,
           (float *x, size_t stride, const float *cosines, const float *sines, size_t rows, size_t heads,
            size_t dimension, size_t turned, float sign),
           (x, stride, cosines, sines, rows, heads, dimension, turned, sign))

void ck_rotary_f32(ck_level level, float *x, size_t stride, const float *cosines, const float *sines,
                   size_t rows, size_t heads, size_t dimension, size_t turned, int interleaved, int inverse) {
    float sign = inverse ? -1.0f : 1.0f;
    if (interleaved) {
        CK_DISPATCH(level, ck_rotary_pairs, (x, stride, cosines, sines, rows, heads, dimension, turned, sign));
    } else {
        CK_DISPATCH(level, ck_rotary_halves, (x, stride, cosines, sines, rows, heads, dimension, turned, sign));
    }
}
