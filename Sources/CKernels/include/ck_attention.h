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

#endif
