#include "include/ck_attention.h"

#include "ck_softmax_internal.h"

CK_BODY size_t ck_visible(size_t visible, size_t row, size_t columns) {
    return visible + row < columns ? visible + row : columns;
}

CK_BODY void ck_causal_softmax_body(float *scores, size_t rows, size_t stride, size_t columns, size_t visible,
                                    float scale, float *log_sum_exp, size_t log_stride) {
    for (size_t r = 0; r < rows; r++, scores += stride) {
        size_t count = ck_visible(visible, r, columns);
        float best = ck_maximum(scores, count);
        float sum = ck_exponentials(scores, count, best, scale);
        float inverse = 1.0f / sum;
        for (size_t i = 0; i < count; i++) {
            scores[i] *= inverse;
        }
        memset(scores + count, 0, (columns - count) * sizeof(float));
        if (log_sum_exp) {
            log_sum_exp[r * log_stride] = scale * best + logf(sum);
        }
    }
}

CK_VARIANT(ck_causal_softmax,
           (float *scores, size_t rows, size_t stride, size_t columns, size_t visible, float scale,
            float *log_sum_exp, size_t log_stride),
           (scores, rows, stride, columns, visible, scale, log_sum_exp, log_stride))

void ck_causal_softmax_f32(ck_level level, float *scores, size_t rows, size_t stride, size_t columns,
                           size_t visible, float scale, float *log_sum_exp, size_t log_stride) {
    CK_DISPATCH(level, ck_causal_softmax,
                (scores, rows, stride, columns, visible, scale, log_sum_exp, log_stride));
}
