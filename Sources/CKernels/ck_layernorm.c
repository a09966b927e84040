#include "ck_internal.h"
#include "include/ck_layernorm.h"

// Mean of a row and 1 / sqrt(variance + epsilon). The variance is that of the differences, not of squares less the
// square of the mean, which loses digits when the mean is large.
CK_BODY void ck_row_moments(const float *x, size_t columns, float epsilon, float *mean, float *scale) {
    CK_REASSOCIATE
    float sum = 0;
    for (size_t c = 0; c < columns; c++) {
        sum += x[c];
    }
    float m = sum / (float)columns;
    float squares = 0;
    for (size_t c = 0; c < columns; c++) {
        squares += (x[c] - m) * (x[c] - m);
    }
    *mean = m;
    *scale = 1.0f / sqrtf(squares / (float)columns + epsilon);
}

CK_BODY void ck_layernorm_body(const float *x, const float *gain, const float *bias, float epsilon, float *y,
                               size_t rows, size_t columns) {
    for (size_t t = 0; t < rows; t++, x += columns, y += columns) {
        float mean, scale;
        ck_row_moments(x, columns, epsilon, &mean, &scale);
        if (bias) {
            CK_ELEMENTWISE
            for (size_t c = 0; c < columns; c++) {
                y[c] = (x[c] - mean) * scale * gain[c] + bias[c];
            }
        } else {
            CK_ELEMENTWISE
            for (size_t c = 0; c < columns; c++) {
                y[c] = (x[c] - mean) * scale * gain[c];
            }
        }
    }
}

CK_VARIANT(ck_layernorm,
           (const float *x, const float *gain, const float *bias, float epsilon, float *y, size_t rows,
            size_t columns),
           (x, gain, bias, epsilon, y, rows, columns))

void ck_layernorm_f32(ck_level level, const float *x, const float *gain, const float *bias, float epsilon,
                      float *y, size_t rows, size_t columns) {
    CK_DISPATCH(level, ck_layernorm, (x, gain, bias, epsilon, y, rows, columns));
}

// With n = (x - mean) · s and g = gain · dy: dx = s · (g - mean of g - n · mean of (g · n)).
CK_BODY void ck_layernorm_gradient_body(const float *x, const float *gain, float epsilon, const float *dy,
                                        float *dx, int accumulate, size_t rows, size_t columns) {
    for (size_t t = 0; t < rows; t++, x += columns, dy += columns, dx += columns) {
        float mean, scale;
        ck_row_moments(x, columns, epsilon, &mean, &scale);
        float sum = 0, product = 0;
        {
            CK_REASSOCIATE
            for (size_t c = 0; c < columns; c++) {
                sum += gain[c] * dy[c];
                product += gain[c] * dy[c] * (x[c] - mean);
            }
        }
        float shift = scale * sum / (float)columns;
        float pull = product * scale * scale * scale / (float)columns;
        if (accumulate) {
            CK_ELEMENTWISE
            for (size_t c = 0; c < columns; c++) {
                dx[c] += scale * gain[c] * dy[c] - shift - pull * (x[c] - mean);
            }
        } else {
            CK_ELEMENTWISE
            for (size_t c = 0; c < columns; c++) {
                dx[c] = scale * gain[c] * dy[c] - shift - pull * (x[c] - mean);
            }
        }
    }
}

CK_VARIANT(ck_layernorm_gradient,
           (const float *x, const float *gain, float epsilon, const float *dy, float *dx, int accumulate,
            size_t rows, size_t columns),
           (x, gain, epsilon, dy, dx, accumulate, rows, columns))

void ck_layernorm_gradient_f32(ck_level level, const float *x, const float *gain, float epsilon,
                               const float *dy, float *dx, int accumulate, size_t rows, size_t columns) {
    CK_DISPATCH(level, ck_layernorm_gradient, (x, gain, epsilon, dy, dx, accumulate, rows, columns));
}
