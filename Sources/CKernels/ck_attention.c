#include "ck_internal.h"
#include "include/ck_attention.h"

// Largest of `count` >= 1 values.
CK_BODY float ck_maximum(const float *x, size_t count) {
    CK_REASSOCIATE
    float best = x[0];
    for (size_t i = 1; i < count; i++) {
        best = x[i] > best ? x[i] : best;
    }
    return best;
}

// x[i] = e^(scale · (x[i] - best)) in place; returns their sum.
CK_BODY float ck_exponentials(float *x, size_t count, float best, float scale) {
    CK_REASSOCIATE
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        float e = ck_exp(scale * (x[i] - best));
        x[i] = e;
        sum += e;
    }
    return sum;
}

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

CK_BODY void ck_causal_probabilities_body(float *scores, size_t rows, size_t stride, size_t columns,
                                          size_t visible, float scale, const float *log_sum_exp,
                                          size_t log_stride) {
    for (size_t r = 0; r < rows; r++, scores += stride) {
        size_t count = ck_visible(visible, r, columns);
        float total = log_sum_exp[r * log_stride];
        for (size_t i = 0; i < count; i++) {
            scores[i] = ck_exp(scale * scores[i] - total);
        }
        memset(scores + count, 0, (columns - count) * sizeof(float));
    }
}

CK_VARIANT(ck_causal_probabilities,
           (float *scores, size_t rows, size_t stride, size_t columns, size_t visible, float scale,
            const float *log_sum_exp, size_t log_stride),
           (scores, rows, stride, columns, visible, scale, log_sum_exp, log_stride))

void ck_causal_probabilities_f32(ck_level level, float *scores, size_t rows, size_t stride, size_t columns,
                                 size_t visible, float scale, const float *log_sum_exp, size_t log_stride) {
    CK_DISPATCH(level, ck_causal_probabilities,
                (scores, rows, stride, columns, visible, scale, log_sum_exp, log_stride));
}

CK_BODY void ck_softmax_gradient_body(const float *probabilities, float *d_probabilities, size_t rows,
                                      size_t stride, size_t columns, float scale, const float *output,
                                      const float *d_output, size_t stride_output, size_t dimension) {
    for (size_t r = 0; r < rows; r++) {
        float delta = 0;
        {
            CK_REASSOCIATE
            for (size_t d = 0; d < dimension; d++) {
                delta += output[d] * d_output[d];
            }
        }
        for (size_t i = 0; i < columns; i++) {
            d_probabilities[i] = probabilities[i] * (d_probabilities[i] - delta) * scale;
        }
        probabilities += stride;
        d_probabilities += stride;
        output += stride_output;
        d_output += stride_output;
    }
}

CK_VARIANT(ck_softmax_gradient,
           (const float *probabilities, float *d_probabilities, size_t rows, size_t stride, size_t columns,
            float scale, const float *output, const float *d_output, size_t stride_output, size_t dimension),
           (probabilities, d_probabilities, rows, stride, columns, scale, output, d_output, stride_output,
            dimension))

void ck_softmax_gradient_f32(ck_level level, const float *probabilities, float *d_probabilities, size_t rows,
                             size_t stride, size_t columns, float scale, const float *output,
                             const float *d_output, size_t stride_output, size_t dimension) {
    CK_DISPATCH(level, ck_softmax_gradient,
                (probabilities, d_probabilities, rows, stride, columns, scale, output, d_output,
                 stride_output, dimension));
}

CK_BODY void ck_attention_row_body(const float *query, const float *keys, const float *values, size_t stride,
                                   size_t count, size_t dimension, float scale, float *scores, float *output) {
    for (size_t i = 0; i < count; i++) {
        CK_REASSOCIATE
        const float *key = keys + i * stride;
        float sum = 0;
        for (size_t d = 0; d < dimension; d++) {
            sum += query[d] * key[d];
        }
        scores[i] = sum;
    }
    float sum = ck_exponentials(scores, count, ck_maximum(scores, count), scale);
    float inverse = 1.0f / sum;
    memset(output, 0, dimension * sizeof(float));
    for (size_t i = 0; i < count; i++) {
        const float *value = values + i * stride;
        float p = scores[i] * inverse;
        for (size_t d = 0; d < dimension; d++) {
            output[d] += p * value[d];
        }
    }
}

CK_VARIANT(ck_attention_row,
           (const float *query, const float *keys, const float *values, size_t stride, size_t count,
            size_t dimension, float scale, float *scores, float *restrict output),
           (query, keys, values, stride, count, dimension, scale, scores, output))

void ck_attention_row_f32(ck_level level, const float *query, const float *keys, const float *values,
                          size_t stride, size_t count, size_t dimension, float scale, float *scores,
                          float *output) {
    CK_DISPATCH(level, ck_attention_row,
                (query, keys, values, stride, count, dimension, scale, scores, output));
}
