// What choosing a token and comparing two models need of rows of logits.
#ifndef CK_DISTRIBUTION_H
#define CK_DISTRIBUTION_H

#include <stddef.h>

#include "ck_level.h"

// Logits are looked at in blocks of so many; the last block may be shorter. Sums inside a block are floats, sums
// of blocks are doubles, so that a quarter of a million small terms keep their digits.
#define CK_DISTRIBUTION_BLOCK 256

// The largest number of each block, [ceil(count / block)]. Infinity and NaN count as negative infinity.
void ck_block_maxima_f32(ck_level level, const float *logits, size_t count, float *maxima);

// Σ e^((x - largest) · inverse_temperature) of each block, over the numbers that are finite.
void ck_block_exp_sums_f32(ck_level level, const float *logits, size_t count, float largest,
                           float inverse_temperature, double *sums);

// The Kullback-Leibler divergence KL(softmax(p) ‖ softmax(q)) of two rows of finite logits, in nats.
double ck_divergence_f32(ck_level level, const float *p, const float *q, size_t count);

#endif
