// The loss and the optimizer.
#ifndef CK_TRAINING_H
#define CK_TRAINING_H

#include <stddef.h>
#include <stdint.h>

#include "ck_level.h"

// Log of the sum of exponentials of one row of logits.
float ck_log_sum_exp_f32(ck_level level, const float *logits, size_t count);

// Cross-entropy of one row [V]: returns -log softmax(logits)[target] and, when gradient_scale is not 0, replaces
// the logits by (softmax(logits) - one-hot(target)) · gradient_scale. target < count.
float ck_cross_entropy_f32(ck_level level, float *logits, size_t count, size_t target, float gradient_scale);

// One AdamW step over `count` parameters. `first` and `second` are the moments, updated in place; the corrections
// are 1 - beta^step. Decoupled weight decay comes first: p -= rate · decay · p.
void ck_adamw_f32(ck_level level, float *parameters, const float *gradients, float *first, float *second,
                  size_t count, float rate, float beta1, float beta2, float correction1, float correction2,
                  float epsilon, float decay, float gradient_scale);

#endif
