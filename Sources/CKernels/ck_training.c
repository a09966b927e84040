#include "ck_internal.h"
#include "include/ck_training.h"

// max and log Σ e^(x - max), in one place for the loss and the log-probabilities.
CK_BODY void ck_log_sum_exp_body(const float *logits, size_t count, float *result) {
    CK_REASSOCIATE
    float best = logits[0];
    for (size_t i = 1; i < count; i++) {
        best = logits[i] > best ? logits[i] : best;
    }
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += ck_exp(logits[i] - best);
    }
    *result = best + logf(sum);
}

CK_VARIANT(ck_log_sum_exp, (const float *logits, size_t count, float *result), (logits, count, result))

float ck_log_sum_exp_f32(ck_level level, const float *logits, size_t count) {
    float result;
    CK_DISPATCH(level, ck_log_sum_exp, (logits, count, &result));
    return result;
}

CK_BODY void ck_cross_entropy_gradient_body(float *logits, size_t count, float total, float scale) {
    for (size_t i = 0; i < count; i++) {
        logits[i] = ck_exp(logits[i] - total) * scale;
    }
}

CK_VARIANT(ck_cross_entropy_gradient, (float *logits, size_t count, float total, float scale),
           (logits, count, total, scale))

float ck_cross_entropy_f32(ck_level level, float *logits, size_t count, size_t target, float gradient_scale) {
    float total = ck_log_sum_exp_f32(level, logits, count);
    float loss = total - logits[target];
    if (gradient_scale != 0) {
        CK_DISPATCH(level, ck_cross_entropy_gradient, (logits, count, total, gradient_scale));
        logits[target] -= gradient_scale;
    }
    return loss;
}

CK_BODY void ck_adamw_body(float *parameters, const float *gradients, float *first, float *second,
                           size_t count, float rate, float beta1, float beta2, float correction1,
                           float correction2, float epsilon, float decay, float gradient_scale) {
    float inverse1 = 1.0f / correction1, inverse2 = 1.0f / correction2;
    CK_ELEMENTWISE
    for (size_t i = 0; i < count; i++) {
        float g = gradients[i] * gradient_scale;
        float m = beta1 * first[i] + (1.0f - beta1) * g;
        float v = beta2 * second[i] + (1.0f - beta2) * g * g;
        first[i] = m;
        second[i] = v;
        float p = parameters[i] - rate * decay * parameters[i];
        parameters[i] = p - rate * (m * inverse1) / (__builtin_elementwise_sqrt(v * inverse2) + epsilon);
    }
}

CK_VARIANT(ck_adamw,
           (float *parameters, const float *gradients, float *first, float *second, size_t count, float rate,
            float beta1, float beta2, float correction1, float correction2, float epsilon, float decay,
            float gradient_scale),
           (parameters, gradients, first, second, count, rate, beta1, beta2, correction1, correction2, epsilon,
            decay, gradient_scale))

void ck_adamw_f32(ck_level level, float *parameters, const float *gradients, float *first, float *second,
                  size_t count, float rate, float beta1, float beta2, float correction1, float correction2,
                  float epsilon, float decay, float gradient_scale) {
    CK_DISPATCH(level, ck_adamw,
                (parameters, gradients, first, second, count, rate, beta1, beta2, correction1, correction2,
                 epsilon, decay, gradient_scale));
}
