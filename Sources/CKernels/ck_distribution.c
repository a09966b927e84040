#include "ck_internal.h"
#include "include/ck_distribution.h"

// Partial results that a loop keeps: a fixed number, so that all levels add in the same order.
#define CK_LANES 16

CK_BODY float ck_finite_or_below(float x) { return x < INFINITY ? x : -INFINITY; }

CK_BODY float ck_largest(const float *x, size_t count) {
    float lanes[CK_LANES];
    for (size_t j = 0; j < CK_LANES; j++) {
        lanes[j] = -INFINITY;
    }
    size_t i = 0;
    for (; i + CK_LANES <= count; i += CK_LANES) {
        for (size_t j = 0; j < CK_LANES; j++) {
            float value = ck_finite_or_below(x[i + j]);
            lanes[j] = value > lanes[j] ? value : lanes[j];
        }
    }
    for (; i < count; i++) {
        float value = ck_finite_or_below(x[i]);
        lanes[0] = value > lanes[0] ? value : lanes[0];
    }
    float best = lanes[0];
    for (size_t j = 1; j < CK_LANES; j++) {
        best = lanes[j] > best ? lanes[j] : best;
    }
    return best;
}

CK_BODY double ck_lane_sum(const float *lanes) {
    double sum = 0;
    for (size_t j = 0; j < CK_LANES; j++) {
        sum += lanes[j];
    }
    return sum;
}

CK_BODY size_t ck_block_length(size_t start, size_t count) {
    size_t left = count - start;
    return left < CK_DISTRIBUTION_BLOCK ? left : CK_DISTRIBUTION_BLOCK;
}

CK_BODY void ck_block_maxima_body(const float *logits, size_t count, float *maxima) {
    for (size_t start = 0; start < count; start += CK_DISTRIBUTION_BLOCK) {
        *maxima++ = ck_largest(logits + start, ck_block_length(start, count));
    }
}

CK_VARIANT(ck_block_maxima, (const float *logits, size_t count, float *maxima), (logits, count, maxima))

void ck_block_maxima_f32(ck_level level, const float *logits, size_t count, float *maxima) {
    CK_DISPATCH(level, ck_block_maxima, (logits, count, maxima));
}

CK_BODY float ck_weight(float x, float largest, float scale) {
    // -inf becomes 0 by the exponential itself.
    return x < INFINITY ? ck_exp((x - largest) * scale) : 0.0f;
}

CK_BODY void ck_block_exp_sums_body(const float *logits, size_t count, float largest, float scale,
                                    double *sums) {
    for (size_t start = 0; start < count; start += CK_DISTRIBUTION_BLOCK) {
        const float *x = logits + start;
        size_t length = ck_block_length(start, count), i = 0;
        float lanes[CK_LANES] = {0};
        for (; i + CK_LANES <= length; i += CK_LANES) {
            for (size_t j = 0; j < CK_LANES; j++) {
                lanes[j] += ck_weight(x[i + j], largest, scale);
            }
        }
        for (; i < length; i++) {
            lanes[0] += ck_weight(x[i], largest, scale);
        }
        *sums++ = ck_lane_sum(lanes);
    }
}

CK_VARIANT(ck_block_exp_sums, (const float *logits, size_t count, float largest, float scale, double *sums),
           (logits, count, largest, scale, sums))

void ck_block_exp_sums_f32(ck_level level, const float *logits, size_t count, float largest,
                           float inverse_temperature, double *sums) {
    CK_DISPATCH(level, ck_block_exp_sums, (logits, count, largest, inverse_temperature, sums));
}

// With p' = p - max p and q' = q - max q: KL = Σ e^p' · (p' - q') / Σ e^p' + log Σ e^q' - log Σ e^p'.
CK_BODY void ck_divergence_body(const float *p, const float *q, size_t count, double *result) {
    float largest_p = ck_largest(p, count), largest_q = ck_largest(q, count);
    double sum_p = 0, sum_q = 0, sum_cross = 0;
    for (size_t start = 0; start < count; start += CK_DISTRIBUTION_BLOCK) {
        const float *a = p + start, *b = q + start;
        size_t length = ck_block_length(start, count), i = 0;
        float lanes_p[CK_LANES] = {0}, lanes_q[CK_LANES] = {0}, lanes_cross[CK_LANES] = {0};
        for (; i + CK_LANES <= length; i += CK_LANES) {
            for (size_t j = 0; j < CK_LANES; j++) {
                float x = a[i + j] - largest_p, y = b[i + j] - largest_q, weight = ck_exp(x);
                lanes_p[j] += weight;
                lanes_q[j] += ck_exp(y);
                lanes_cross[j] += weight * (x - y);
            }
        }
        for (; i < length; i++) {
            float x = a[i] - largest_p, y = b[i] - largest_q, weight = ck_exp(x);
            lanes_p[0] += weight;
            lanes_q[0] += ck_exp(y);
            lanes_cross[0] += weight * (x - y);
        }
        sum_p += ck_lane_sum(lanes_p);
        sum_q += ck_lane_sum(lanes_q);
        sum_cross += ck_lane_sum(lanes_cross);
    }
    *result = sum_cross / sum_p + log(sum_q) - log(sum_p);
}

CK_VARIANT(ck_divergence, (const float *p, const float *q, size_t count, double *result),
           (p, q, count, result))

double ck_divergence_f32(ck_level level, const float *p, const float *q, size_t count) {
    double result;
    CK_DISPATCH(level, ck_divergence, (p, q, count, &result));
    return result;
}
