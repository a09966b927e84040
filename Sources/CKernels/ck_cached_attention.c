#include "ck_cached_attention_internal.h"

#include "ck_softmax_internal.h"
#include "include/ck_activation.h"

#define CK_HALF_MOST 65504.0f
// Numbers that are converted at once, on the stack.
#define CK_CACHE_PIECE 64

CK_BODY void ck_to_halves_body(const float *x, size_t count, uint16_t *halves) {
    for (size_t i = 0; i < count; i++) {
        float high = x[i] > CK_HALF_MOST ? CK_HALF_MOST : x[i];
        halves[i] = ck_to_half(high < -CK_HALF_MOST ? -CK_HALF_MOST : high);
    }
}

CK_VARIANT(ck_to_halves, (const float *x, size_t count, uint16_t *halves), (x, count, halves))

CK_BODY void ck_to_floats_body(const uint16_t *halves, size_t count, float *x) {
    for (size_t i = 0; i < count; i++) {
        x[i] = ck_from_half(halves[i]);
    }
}

CK_VARIANT(ck_to_floats, (const uint16_t *halves, size_t count, float *x), (halves, count, x))

static float ck_cached_number(ck_cache_format format, const uint8_t *numbers, size_t index) {
    if (format == CK_CACHE_F32) {
        float value;
        memcpy(&value, numbers + index * sizeof value, sizeof value);
        return value;
    }
    return ck_from_half(ck_load_u16(numbers + index * sizeof(uint16_t)));
}

// `count` numbers of a head from column `column` on go to a place of its page.
static void ck_store_piece(ck_level level, ck_cache_format format, const float *keys, const float *values,
                           size_t count, size_t dimension, size_t column, size_t place, uint8_t *page_keys,
                           uint8_t *page_values) {
    if (format == CK_CACHE_F32) {
        float *target = (float *)page_keys + column * CK_PAGE + place;
        for (size_t d = 0; d < count; d++) {
            target[d * CK_PAGE] = keys[d];
        }
        memcpy((float *)page_values + place * dimension + column, values, count * sizeof *values);
        return;
    }
    uint16_t halves[CK_CACHE_PIECE];
    uint16_t *target = (uint16_t *)page_keys + column * CK_PAGE + place;
    CK_DISPATCH(level, ck_to_halves, (keys, count, halves));
    for (size_t d = 0; d < count; d++) {
        target[d * CK_PAGE] = halves[d];
    }
    CK_DISPATCH(level, ck_to_halves, (values, count, halves));
    memcpy((uint16_t *)page_values + place * dimension + column, halves, count * sizeof *halves);
}

void ck_cache_store(ck_level level, ck_cache_format format, const float *keys, const float *values, size_t heads,
                    size_t dimension, size_t place, void *page_keys, void *page_values) {
    size_t head_bytes = CK_PAGE * dimension * (format == CK_CACHE_F32 ? sizeof(float) : sizeof(uint16_t));
    for (size_t h = 0; h < heads; h++) {
        for (size_t column = 0; column < dimension; column += CK_CACHE_PIECE) {
            size_t count = dimension - column < CK_CACHE_PIECE ? dimension - column : CK_CACHE_PIECE;
            size_t start = h * dimension + column;
            ck_store_piece(level, format, keys + start, values + start, count, dimension, column, place,
                           (uint8_t *)page_keys + h * head_bytes, (uint8_t *)page_values + h * head_bytes);
        }
    }
}

static void ck_cache_floats(ck_level level, ck_cache_format format, const uint8_t *numbers, size_t count, float *x) {
    if (format == CK_CACHE_F32) {
        memcpy(x, numbers, count * sizeof *x);
    } else {
        CK_DISPATCH(level, ck_to_floats, ((const uint16_t *)(const void *)numbers, count, x));
    }
}

void ck_cache_load(ck_level level, ck_cache_format format, const void *page_keys, const void *page_values,
                   size_t heads, size_t dimension, size_t count, float *keys, float *values, size_t stride) {
    size_t size = format == CK_CACHE_F32 ? sizeof(float) : sizeof(uint16_t);
    for (size_t h = 0; h < heads; h++) {
        for (size_t d = 0; d < dimension; d++) {
            float column[CK_PAGE];
            size_t start = h * dimension + d;
            ck_cache_floats(level, format, (const uint8_t *)page_keys + start * CK_PAGE * size, count, column);
            for (size_t place = 0; place < count; place++) {
                keys[place * stride + start] = column[place];
            }
        }
        for (size_t place = 0; place < count; place++) {
            size_t start = (h * CK_PAGE + place) * dimension;
            ck_cache_floats(level, format, (const uint8_t *)page_values + start * size, dimension,
                            values + place * stride + h * dimension);
        }
    }
}

static void ck_cached_scores_portable(const ck_cached_run *run, const float *query, size_t heads, float *scores,
                                      size_t stride) {
    for (size_t i = run->first; i < run->end; i++) {
        const uint8_t *keys = run->pages[i / CK_PAGE] + run->keys_offset;
        for (size_t h = 0; h < heads; h++) {
            float sum = 0;
            for (size_t d = 0; d < run->dimension; d++) {
                sum += query[h * run->dimension + d]
                       * ck_cached_number(run->format, keys, d * CK_PAGE + i % CK_PAGE);
            }
            scores[h * stride + i] = sum;
        }
    }
}

static void ck_cached_values_portable(const ck_cached_run *run, const float *weights, size_t heads, size_t stride,
                                      float *output) {
    memset(output, 0, heads * run->dimension * sizeof *output);
    for (size_t i = run->first; i < run->end; i++) {
        const uint8_t *values = run->pages[i / CK_PAGE] + run->values_offset;
        for (size_t h = 0; h < heads; h++) {
            for (size_t d = 0; d < run->dimension; d++) {
                output[h * run->dimension + d] +=
                    weights[h * stride + i]
                    * ck_cached_number(run->format, values, i % CK_PAGE * run->dimension + d);
            }
        }
    }
}

CK_BODY void ck_cached_weights_body(float *scores, size_t heads, size_t stride, size_t count, float scale,
                                    float *maxima, float *sums) {
    for (size_t h = 0; h < heads; h++) {
        float best = ck_maximum(scores + h * stride, count);
        maxima[h] = scale * best;
        sums[h] = ck_exponentials(scores + h * stride, count, best, scale);
    }
}

CK_VARIANT(ck_cached_weights,
           (float *scores, size_t heads, size_t stride, size_t count, float scale, float *maxima, float *sums),
           (scores, heads, stride, count, scale, maxima, sums))

// The widest form that the columns of a head fill.
static ck_level ck_cached_level(ck_level level, size_t dimension) {
    if (level >= CK_AVX512 && dimension % 32 == 0) {
        return CK_AVX512;
    }
    return level >= CK_AVX2 && dimension % 16 == 0 ? CK_AVX2 : CK_PORTABLE;
}

static void ck_cached_scores(ck_level level, const ck_cached_run *run, const float *query, size_t heads,
                             float *scores, size_t stride) {
#if CK_HAS_AVX2
    switch (ck_cached_level(level, run->dimension)) {
    case CK_AVX512: ck_cached_scores_avx512(run, query, heads, scores, stride); return;
    case CK_AVX2: ck_cached_scores_avx2(run, query, heads, scores, stride); return;
    default: break;
    }
#endif
    (void)ck_cached_level;
    ck_cached_scores_portable(run, query, heads, scores, stride);
}

static void ck_cached_values(ck_level level, const ck_cached_run *run, const float *weights, size_t heads,
                             size_t stride, float *output) {
#if CK_HAS_AVX2
    switch (ck_cached_level(level, run->dimension)) {
    case CK_AVX512: ck_cached_values_avx512(run, weights, heads, stride, output); return;
    case CK_AVX2: ck_cached_values_avx2(run, weights, heads, stride, output); return;
    default: break;
    }
#endif
    (void)level;
    ck_cached_values_portable(run, weights, heads, stride, output);
}

void ck_cached_attention(ck_level level, const ck_cached_run *run, const float *query, size_t heads, float *scores,
                         float *output, float *maxima, float *sums) {
    size_t stride = (run->end + CK_PAGE - 1) / CK_PAGE * CK_PAGE;
    size_t count = run->end - run->first;
    ck_cached_scores(level, run, query, heads, scores, stride);
    if (run->soft_cap > 0) {
        for (size_t h = 0; h < heads; h++) {
            ck_soft_cap_f32(level, run->soft_cap, run->scale, scores + h * stride + run->first, count);
        }
    }
    CK_DISPATCH(level, ck_cached_weights,
                (scores + run->first, heads, stride, count, run->scale, maxima, sums));
    ck_cached_values(level, run, scores, heads, stride, output);
}

float ck_exponential_f32(float x) { return ck_exp(x); }
