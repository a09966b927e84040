#include "ck_internal.h"
#include "include/ck_layers.h"

CK_BODY void ck_rmsnorm_body(const float *x, const float *gain, float epsilon, float *y, size_t rows,
                             size_t columns) {
    for (size_t t = 0; t < rows; t++, x += columns, y += columns) {
        float squares = 0;
        {
            CK_REASSOCIATE
            for (size_t c = 0; c < columns; c++) {
                squares += x[c] * x[c];
            }
        }
        float scale = 1.0f / sqrtf(squares / (float)columns + epsilon);
        CK_ELEMENTWISE
        for (size_t c = 0; c < columns; c++) {
            y[c] = x[c] * scale * gain[c];
        }
    }
}

CK_VARIANT(ck_rmsnorm,
           (const float *x, const float *gain, float epsilon, float *y, size_t rows, size_t columns),
           (x, gain, epsilon, y, rows, columns))

void ck_rmsnorm_f32(ck_level level, const float *x, const float *gain, float epsilon, float *y, size_t rows,
                    size_t columns) {
    CK_DISPATCH(level, ck_rmsnorm, (x, gain, epsilon, y, rows, columns));
}

// With s = 1 / sqrt(mean x² + epsilon): dx = s · gain · dy - x · s³ / C · Σ gain · dy · x.
CK_BODY void ck_rmsnorm_gradient_body(const float *x, const float *gain, float epsilon, const float *dy,
                                      float *dx, int accumulate, size_t rows, size_t columns) {
    for (size_t t = 0; t < rows; t++, x += columns, dy += columns, dx += columns) {
        float squares = 0, product = 0;
        {
            CK_REASSOCIATE
            for (size_t c = 0; c < columns; c++) {
                squares += x[c] * x[c];
                product += gain[c] * dy[c] * x[c];
            }
        }
        float scale = 1.0f / sqrtf(squares / (float)columns + epsilon);
        float pull = product * scale * scale * scale / (float)columns;
        if (accumulate) {
            CK_ELEMENTWISE
            for (size_t c = 0; c < columns; c++) {
                dx[c] += scale * gain[c] * dy[c] - pull * x[c];
            }
        } else {
            CK_ELEMENTWISE
            for (size_t c = 0; c < columns; c++) {
                dx[c] = scale * gain[c] * dy[c] - pull * x[c];
            }
        }
    }
}

CK_VARIANT(ck_rmsnorm_gradient,
           (const float *x, const float *gain, float epsilon, const float *dy, float *dx, int accumulate,
            size_t rows, size_t columns),
           (x, gain, epsilon, dy, dx, accumulate, rows, columns))

void ck_rmsnorm_gradient_f32(ck_level level, const float *x, const float *gain, float epsilon, const float *dy,
                             float *dx, int accumulate, size_t rows, size_t columns) {
    CK_DISPATCH(level, ck_rmsnorm_gradient, (x, gain, epsilon, dy, dx, accumulate, rows, columns));
}
