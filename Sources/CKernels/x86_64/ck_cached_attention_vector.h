// Scores and weighted values over pages, written once for registers of any width. A source defines before it:
// CK_VECTOR, CK_LANES, CK_TARGET, CK_LOAD_F32(p), CK_LOAD_F16(p), CK_SET1(x), CK_FMA(a, b, c), CK_ADD(a, b),
// CK_ZERO(), CK_STORE(p, v), CK_SCORES and CK_VALUES (the functions' names).
#include "../ck_cached_attention_internal.h"

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET

// Registers of positions, or of columns, that are summed side by side.
#define CK_WIDTH 2

CK_INLINE CK_VECTOR ck_load_cached(ck_cache_format format, const uint8_t *numbers, size_t index) {
    return format == CK_CACHE_F32 ? CK_LOAD_F32((const float *)(const void *)numbers + index)
                                  : CK_LOAD_F16(numbers + index * sizeof(uint16_t));
}

// What is needed after some keys: a page is short and lies far from the next one, so that a processor notices too late.
typedef struct {
    const uint8_t *keys, *values;
} ck_after;

CK_INLINE void ck_ask(const ck_after *after, size_t from, size_t bytes) {
    for (size_t at = from; at < from + bytes; at += 64) {
        _mm_prefetch((const char *)after->keys + at, _MM_HINT_T0);
        _mm_prefetch((const char *)after->values + at, _MM_HINT_T0);
    }
}

// `format` and `heads` are constants at every call, so the loops over heads unroll and the sums stay in registers. Even
// and odd columns are summed apart: one head alone would wait for each of its sums.
CK_INLINE void ck_page_scores(ck_cache_format format, size_t heads, const uint8_t *keys, const ck_after *after,
                              const float *query, size_t dimension, float *scores, size_t stride) {
    size_t pair = 2 * CK_PAGE * (format == CK_CACHE_F32 ? sizeof(float) : sizeof(uint16_t));
    for (size_t place = 0; place < CK_PAGE; place += CK_WIDTH * CK_LANES) {
        CK_VECTOR even[CK_CACHED_HEADS][CK_WIDTH], odd[CK_CACHED_HEADS][CK_WIDTH];
        for (size_t h = 0; h < heads; h++) {
            for (size_t w = 0; w < CK_WIDTH; w++) {
                even[h][w] = odd[h][w] = CK_ZERO();
            }
        }
        for (size_t d = 0; d < dimension; d += 2) {
            if (place == 0) {
                ck_ask(after, d / 2 * pair, pair);
            }
            for (size_t w = 0; w < CK_WIDTH; w++) {
                size_t index = d * CK_PAGE + place + w * CK_LANES;
                CK_VECTOR k0 = ck_load_cached(format, keys, index);
                CK_VECTOR k1 = ck_load_cached(format, keys, index + CK_PAGE);
                for (size_t h = 0; h < heads; h++) {
                    even[h][w] = CK_FMA(CK_SET1(query[h * dimension + d]), k0, even[h][w]);
                    odd[h][w] = CK_FMA(CK_SET1(query[h * dimension + d + 1]), k1, odd[h][w]);
                }
            }
        }
        for (size_t h = 0; h < heads; h++) {
            for (size_t w = 0; w < CK_WIDTH; w++) {
                CK_STORE(scores + h * stride + place + w * CK_LANES, CK_ADD(even[h][w], odd[h][w]));
            }
        }
    }
}

CK_INLINE void ck_run_scores(ck_cache_format format, size_t heads, const ck_cached_run *run, const float *query,
                             float *scores, size_t stride) {
    for (size_t p = 0; p * CK_PAGE < run->end; p++) {
        size_t next = (p + 1) * CK_PAGE < run->end ? p + 1 : p;
        ck_after after = {run->pages[next] + run->keys_offset, run->pages[p] + run->values_offset};
        ck_page_scores(format, heads, run->pages[p] + run->keys_offset, &after, query, run->dimension,
                       scores + p * CK_PAGE, stride);
    }
}

// CK_WIDTH registers of columns of all positions' values.
CK_INLINE void ck_column_values(ck_cache_format format, size_t heads, const ck_cached_run *run, size_t column,
                                const float *weights, size_t stride, float *output) {
    CK_VECTOR sums[CK_CACHED_HEADS][CK_WIDTH];
    for (size_t h = 0; h < heads; h++) {
        for (size_t w = 0; w < CK_WIDTH; w++) {
            sums[h][w] = CK_ZERO();
        }
    }
    for (size_t i = run->first; i < run->end; i++) {
        const uint8_t *values = run->pages[i / CK_PAGE] + run->values_offset;
        size_t index = i % CK_PAGE * run->dimension + column;
        for (size_t w = 0; w < CK_WIDTH; w++) {
            CK_VECTOR v = ck_load_cached(format, values, index + w * CK_LANES);
            for (size_t h = 0; h < heads; h++) {
                sums[h][w] = CK_FMA(CK_SET1(weights[h * stride + i]), v, sums[h][w]);
            }
        }
    }
    for (size_t h = 0; h < heads; h++) {
        for (size_t w = 0; w < CK_WIDTH; w++) {
            CK_STORE(output + h * run->dimension + column + w * CK_LANES, sums[h][w]);
        }
    }
}

CK_INLINE void ck_run_values(ck_cache_format format, size_t heads, const ck_cached_run *run, const float *weights,
                             size_t stride, float *output) {
    for (size_t column = 0; column < run->dimension; column += CK_WIDTH * CK_LANES) {
        ck_column_values(format, heads, run, column, weights, stride, output);
    }
}

#define CK_FOR_HEADS(format, function, ...)                                                         \
    switch (heads) {                                                                                \
    case 1: function(format, 1, __VA_ARGS__); break;                                                \
    case 2: function(format, 2, __VA_ARGS__); break;                                                \
    case 3: function(format, 3, __VA_ARGS__); break;                                                \
    default: function(format, 4, __VA_ARGS__); break;                                               \
    }

CK_TARGET void CK_SCORES(const ck_cached_run *run, const float *query, size_t heads, float *scores, size_t stride) {
    if (run->format == CK_CACHE_F32) {
        CK_FOR_HEADS(CK_CACHE_F32, ck_run_scores, run, query, scores, stride)
    } else {
        CK_FOR_HEADS(CK_CACHE_F16, ck_run_scores, run, query, scores, stride)
    }
}

CK_TARGET void CK_VALUES(const ck_cached_run *run, const float *weights, size_t heads, size_t stride, float *output) {
    if (run->format == CK_CACHE_F32) {
        CK_FOR_HEADS(CK_CACHE_F32, ck_run_values, run, weights, stride, output)
    } else {
        CK_FOR_HEADS(CK_CACHE_F16, ck_run_values, run, weights, stride, output)
    }
}
