#include "ck_attention_internal.h"


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

// scores[h, i] = query[h] · keys[i].
CK_BODY void ck_key_products_body(const float *query, size_t heads, const float *keys, size_t stride, size_t count,
                             size_t dimension, float *scores) {
    for (size_t h = 0; h < heads; h++) {
        for (size_t i = 0; i < count; i++) {
            CK_REASSOCIATE
            float sum = 0;
            for (size_t d = 0; d < dimension; d++) {
                sum += query[h * dimension + d] * keys[i * stride + d];
            }
            scores[h * count + i] = sum;
        }
    }
}

// output[h] = Σ over i of weights[h, i] · values[i].
CK_BODY void ck_value_sums_body(const float *weights, size_t heads, const float *values, size_t stride, size_t count,
                           size_t dimension, float *restrict output) {
    memset(output, 0, heads * dimension * sizeof(float));
    for (size_t h = 0; h < heads; h++) {
        for (size_t i = 0; i < count; i++) {
            float p = weights[h * count + i];
            for (size_t d = 0; d < dimension; d++) {
                output[h * dimension + d] += p * values[i * stride + d];
            }
        }
    }
}

CK_VARIANT(ck_key_products,
           (const float *query, size_t heads, const float *keys, size_t stride, size_t count, size_t dimension,
            float *scores),
           (query, heads, keys, stride, count, dimension, scores))
CK_VARIANT(ck_value_sums,
           (const float *weights, size_t heads, const float *values, size_t stride, size_t count,
            size_t dimension, float *output),
           (weights, heads, values, stride, count, dimension, output))

CK_BODY void ck_softmax_rows_body(float *scores, size_t rows, size_t count, float scale) {
    for (size_t r = 0; r < rows; r++, scores += count) {
        float sum = ck_exponentials(scores, count, ck_maximum(scores, count), scale);
        float inverse = 1.0f / sum;
        for (size_t i = 0; i < count; i++) {
            scores[i] *= inverse;
        }
    }
}

CK_VARIANT(ck_softmax_rows, (float *scores, size_t rows, size_t count, float scale),
           (scores, rows, count, scale))

void ck_attention_row_f32(ck_level level, const float *query, size_t heads, const float *keys,
                          const float *values, size_t stride, size_t count, size_t dimension, float scale,
                          float *scores, float *output) {
#if CK_HAS_AVX2
    if (level >= CK_AVX2 && dimension % 32 == 0) {
        ck_key_products_wide_avx2(query, heads, keys, stride, count, dimension, scores);
        ck_softmax_rows_avx2(scores, heads, count, scale);
        ck_value_sums_wide_avx2(scores, heads, values, stride, count, dimension, output);
        return;
    }
#endif
    CK_DISPATCH(level, ck_key_products, (query, heads, keys, stride, count, dimension, scores));
    CK_DISPATCH(level, ck_softmax_rows, (scores, heads, count, scale));
    CK_DISPATCH(level, ck_value_sums, (scores, heads, values, stride, count, dimension, output));
}
