// Shared by the sources of attention; not part of the interface.
#ifndef CK_ATTENTION_INTERNAL_H
#define CK_ATTENTION_INTERNAL_H

#include "ck_internal.h"
#include "include/ck_attention.h"

#if CK_HAS_AVX2
// scores[h, i] = query[h] · keys[i] for dimensions that are multiples of 32.
void ck_key_products_wide_avx2(const float *query, size_t heads, const float *keys, size_t stride,
                               size_t count, size_t dimension, float *scores);

// output[h] = Σ over i of weights[h, i] · values[i] for dimensions that are multiples of 32.
void ck_value_sums_wide_avx2(const float *weights, size_t heads, const float *values, size_t stride,
                             size_t count, size_t dimension, float *output);
#endif

#endif
