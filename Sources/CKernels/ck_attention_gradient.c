#include "ck_internal.h"
#include "include/ck_attention_gradient.h"

CK_BODY void ck_row_products_body(const float *a, const float *b, size_t rows, size_t stride, size_t columns,
                                  float *sums) {
    for (size_t r = 0; r < rows; r++, a += stride, b += stride) {
        CK_REASSOCIATE
        float sum = 0;
        for (size_t c = 0; c < columns; c++) {
            sum += a[c] * b[c];
        }
        sums[r] = sum;
    }
}

CK_VARIANT(ck_row_products,
           (const float *a, const float *b, size_t rows, size_t stride, size_t columns, float *sums),
           (a, b, rows, stride, columns, sums))

void ck_row_products_f32(ck_level level, const float *a, const float *b, size_t rows, size_t stride,
                         size_t columns, float *sums) {
    CK_DISPATCH(level, ck_row_products, (a, b, rows, stride, columns, sums));
}

// Queries that see row r: from `*first` up to the result.
CK_BODY size_t ck_seeing(size_t r, size_t count, ptrdiff_t ahead, size_t window, size_t *first) {
    ptrdiff_t from = ahead + (ptrdiff_t)r;
    ptrdiff_t to = window ? from + (ptrdiff_t)window : (ptrdiff_t)count;
    from = from < 0 ? 0 : from > (ptrdiff_t)count ? (ptrdiff_t)count : from;
    to = to < from ? from : to > (ptrdiff_t)count ? (ptrdiff_t)count : to;
    *first = (size_t)from;
    return (size_t)to;
}

CK_BODY void ck_attention_gradient_body(float *restrict scores, float *restrict slopes, size_t rows, size_t stride,
                                        size_t count, ptrdiff_t ahead, size_t window, float scale, float soft_cap,
                                        const float *restrict log_sum_exp, const float *restrict deltas) {
    for (size_t r = 0; r < rows; r++, scores += stride, slopes += stride) {
        size_t first, end = ck_seeing(r, count, ahead, window, &first);
        // Whole rows are computed, which is simpler for vectors than their visible part, and then cut.
        if (soft_cap == 0) {
            for (size_t i = 0; i < count; i++) {
                float p = ck_exp(scale * scores[i] - log_sum_exp[i]);
                slopes[i] = p * (slopes[i] - deltas[i]) * scale;
                scores[i] = p;
            }
        } else {
            for (size_t i = 0; i < count; i++) {
                float t = ck_tanh(scale / soft_cap * scores[i]);
                float p = ck_exp(soft_cap * t - log_sum_exp[i]);
                slopes[i] = p * (slopes[i] - deltas[i]) * scale * (1.0f - t * t);
                scores[i] = p;
            }
        }
        memset(scores, 0, first * sizeof(float));
        memset(slopes, 0, first * sizeof(float));
        memset(scores + end, 0, (count - end) * sizeof(float));
        memset(slopes + end, 0, (count - end) * sizeof(float));
    }
}

#define CK_PARAMETERS                                                                                             \
    (float *scores, float *slopes, size_t rows, size_t stride, size_t count, ptrdiff_t ahead, size_t window,      \
     float scale, float soft_cap, const float *log_sum_exp, const float *deltas)
#define CK_ARGUMENTS (scores, slopes, rows, stride, count, ahead, window, scale, soft_cap, log_sum_exp, deltas)

CK_VARIANT(ck_attention_gradient, CK_PARAMETERS, CK_ARGUMENTS)

void ck_attention_gradient_f32(ck_level level, float *scores, float *slopes, size_t rows, size_t stride,
                               size_t count, ptrdiff_t ahead, size_t window, float scale, float soft_cap,
                               const float *log_sum_exp, const float *deltas) {
    CK_DISPATCH(level, ck_attention_gradient, CK_ARGUMENTS);
}
