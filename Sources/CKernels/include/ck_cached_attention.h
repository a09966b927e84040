// Attention of one token over keys and values of earlier tokens, which lie in pages.
//
// A page holds CK_PAGE positions of one layer. The keys of a head lie as [dimension][CK_PAGE], so that the scores of all
// positions of a page are computed side by side and nothing is summed across a register; its values lie as
// [CK_PAGE][dimension]. Heads follow each other.
#ifndef CK_CACHED_ATTENTION_H
#define CK_CACHED_ATTENTION_H

#include <stddef.h>
#include <stdint.h>

#include "ck_level.h"

// Positions of a page.
#define CK_PAGE 32
// Query heads that are computed at once.
#define CK_CACHED_HEADS 4

// How the numbers of a page are stored.
typedef enum {
    CK_CACHE_F32 = 0,
    // IEEE half precision; what is beyond its range becomes its largest number.
    CK_CACHE_F16 = 1,
} ck_cache_format;

// Puts one token's keys and values, [heads, dimension] each, at a place of a page.
void ck_cache_store(ck_level level, ck_cache_format format, const float *keys, const float *values, size_t heads,
                    size_t dimension, size_t place, void *page_keys, void *page_values);

// The reverse for the first `count` places of a page: rows of keys and values, one every `stride` floats.
void ck_cache_load(ck_level level, ck_cache_format format, const void *page_keys, const void *page_values,
                   size_t heads, size_t dimension, size_t count, float *keys, float *values, size_t stride);

// One key/value head of a run of pages, and the query heads that read it.
typedef struct {
    ck_cache_format format;
    // The pages; the head's keys and values start so many bytes into each.
    const uint8_t *const *pages;
    size_t keys_offset, values_offset;
    // Positions first to end, counted from the first page's start, are seen.
    size_t first, end;
    // Columns of a head.
    size_t dimension;
    float scale;
    // Scaled scores are kept within ± soft_cap by tanh; 0 leaves them.
    float soft_cap;
} ck_cached_run;

// Attention of `heads` <= CK_CACHED_HEADS query heads [heads, dimension] over one run. The result is not yet divided:
// output [heads, dimension] = Σ e^(score - maxima) · value, sums = Σ e^(score - maxima), one a head.
// `scores` is room for heads · the run's positions, rounded up to whole pages, floats.
void ck_cached_attention(ck_level level, const ck_cached_run *run, const float *query, size_t heads, float *scores,
                         float *output, float *maxima, float *sums);

// e^x as the scores above are weighted.
float ck_exponential_f32(float x);

#endif
