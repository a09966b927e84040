// Shared by the sources of attention over pages; not part of the interface.
#ifndef CK_CACHED_ATTENTION_INTERNAL_H
#define CK_CACHED_ATTENTION_INTERNAL_H

#include "ck_internal.h"
#include "include/ck_cached_attention.h"

#if CK_HAS_AVX2
// Scores of the run's pages, [heads, stride]: column i belongs to position i of the first page. For dimensions that are
// multiples of 16.
void ck_cached_scores_avx2(const ck_cached_run *run, const float *query, size_t heads, float *scores, size_t stride);
void ck_cached_scores_avx512(const ck_cached_run *run, const float *query, size_t heads, float *scores,
                             size_t stride);
// output [heads, dimension] = weights · values of the run's positions.
void ck_cached_values_avx2(const ck_cached_run *run, const float *weights, size_t heads, size_t stride,
                           float *output);
void ck_cached_values_avx512(const ck_cached_run *run, const float *weights, size_t heads, size_t stride,
                             float *output);
#endif

#endif
