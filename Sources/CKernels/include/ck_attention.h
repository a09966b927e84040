// The parts of attention that are not matrix products.
#ifndef CK_ATTENTION_H
#define CK_ATTENTION_H

#include <stddef.h>

#include "ck_level.h"

// Softmax of causal score rows, in place. Row r of `scores` [rows, stride] keeps its first `visible` + r entries,
// each times `scale`; entries from there to `columns` become 0. log_sum_exp, when not null, receives
// log Σ e^(scale · score) of row r at r · log_stride.
void ck_causal_softmax_f32(ck_level level, float *scores, size_t rows, size_t stride, size_t columns,
                           size_t visible, float scale, float *log_sum_exp, size_t log_stride);

// Rebuilds the probabilities of the above from raw scores and log_sum_exp, in place.
void ck_causal_probabilities_f32(ck_level level, float *scores, size_t rows, size_t stride, size_t columns,
                                 size_t visible, float scale, const float *log_sum_exp, size_t log_stride);

// Gradient of the scaled scores, in place of d_probabilities:
// d_scores = probability · (d_probability - Σ over d of d_output · output) · scale.
// output and d_output are [rows, dimension], one row every `stride_output` floats.
void ck_softmax_gradient_f32(ck_level level, const float *probabilities, float *d_probabilities, size_t rows,
                             size_t stride, size_t columns, float scale, const float *output,
                             const float *d_output, size_t stride_output, size_t dimension);

#endif
