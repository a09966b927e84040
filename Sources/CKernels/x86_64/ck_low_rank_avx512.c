// Products of 8-bit tiles for AVX-512: one instruction multiplies 64 weights by four bytes that all outputs share. An
// activation is two signed bytes, 256 h + l.
#include "../ck_low_rank_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512

// The most rows whose sums stay in registers.
#define CK_TILE_ROWS 4

CK_INLINE __m512i ck_word(const void *word) {
    int32_t bits;
    memcpy(&bits, word, sizeof bits);
    return _mm512_set1_epi32(bits);
}

// Adds `groups` groups of a tile times one row, of which the numbers begin at `x`.
CK_INLINE void ck_add_groups(const uint8_t *w, size_t groups, const uint8_t *x, __m512i *high, __m512i *low) {
#pragma clang loop unroll(full)
    for (size_t g = 0; g < groups; g++) {
        __m512i q = _mm512_loadu_si512(w + g * CK_GROUP_BYTES);
        *high = _mm512_dpbusd_epi32(*high, q, ck_word(x + 4 * g));
        *low = _mm512_dpbusd_epi32(*low, q, ck_word(x + 32 + 4 * g));
    }
}

// One block of a tile times one row.
CK_INLINE __m512 ck_tile_block(const uint8_t *w, size_t groups, const ck_int16_row *x, size_t b, __m512 scale,
                               __m512 sum) {
    const uint8_t *numbers = (const uint8_t *)x->numbers + 64 * b;
    __m512i high = _mm512_setzero_si512(), high2 = high, low2 = high;
    __m512i low = _mm512_slli_epi32(_mm512_set1_epi32(x->totals[4 * b + 2]), 7);
    size_t g = 0;
    // Two sums take turns, because a processor finishes a product later than it could begin the next.
    for (; g + 4 <= groups; g += 4) {
        ck_add_groups(w + g * CK_GROUP_BYTES, 2, numbers + 4 * g, &high, &low);
        ck_add_groups(w + (g + 2) * CK_GROUP_BYTES, 2, numbers + 4 * g + 8, &high2, &low2);
    }
    for (; g < groups; g++) {
        ck_add_groups(w + g * CK_GROUP_BYTES, 1, numbers + 4 * g, &high, &low);
    }
    high = _mm512_slli_epi32(_mm512_add_epi32(high, high2), 8);
    __m512 products = _mm512_cvtepi32_ps(_mm512_add_epi32(high, _mm512_add_epi32(low, low2)));
    return _mm512_fmadd_ps(_mm512_mul_ps(products, _mm512_set1_ps(x->scales[b])), scale, sum);
}

CK_INLINE __m512 ck_tile_scales(const uint16_t *scales) {
    __m256i halves = _mm256_loadu_si256((const __m256i *)scales);
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
}

// A tile times some rows, of which the first is number `r`.
CK_INLINE void ck_tile_rows(const ck_tiles *tiles, size_t tile, size_t rows, const ck_int16_row *x,
                            const ck_tile_call *call, __mmask16 mask, float *y) {
    const uint8_t *w = tiles->bytes + tile * tiles->groups * CK_GROUP_BYTES;
    const uint16_t *scales = tiles->scales + tile * tiles->blocks * CK_TILE_OUTPUTS;
    __m512 sums[CK_TILE_ROWS];
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
        sums[i] = _mm512_setzero_ps();
    }
    size_t b = 0, whole = tiles->groups / 8;
    for (; b < whole; b++, w += 8 * CK_GROUP_BYTES) {
        __m512 scale = ck_tile_scales(scales + b * CK_TILE_OUTPUTS);
#pragma clang loop unroll(full)
        for (size_t i = 0; i < rows; i++) {
            sums[i] = ck_tile_block(w, 8, x + i, b, scale, sums[i]);
        }
    }
    size_t rest = tiles->groups - 8 * whole;
    if (rest > 0) {
        __m512 scale = ck_tile_scales(scales + b * CK_TILE_OUTPUTS);
        for (size_t i = 0; i < rows; i++) {
            // Ranks of 16 are the usual ones.
            sums[i] = rest == 4 ? ck_tile_block(w, 4, x + i, b, scale, sums[i])
                                : ck_tile_block(w, rest, x + i, b, scale, sums[i]);
        }
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
        float *place = y + i * call->y_stride;
        __m512 before = call->adds ? _mm512_maskz_loadu_ps(mask, place) : _mm512_setzero_ps();
        _mm512_mask_storeu_ps(place, mask, _mm512_add_ps(before, sums[i]));
    }
}

// All tiles of some rows, of which the first is number `r`.
CK_INLINE void ck_tiles_rows(const ck_tiles *tiles, size_t first, size_t count, size_t r, size_t rows,
                             const ck_tile_call *call) {
    ck_int16_row x[CK_TILE_ROWS];
    for (size_t i = 0; i < rows; i++) {
        x[i] = ck_int16_row_at(call->x + (r + i) * call->x_stride, 32 * tiles->blocks);
    }
    float *y = call->y + r * call->y_stride;
    for (size_t o = 0; o < count; o += CK_TILE_OUTPUTS) {
        size_t some = count - o;
        __mmask16 mask = some < CK_TILE_OUTPUTS ? (__mmask16)((1u << some) - 1) : (__mmask16)0xffff;
        ck_tile_rows(tiles, (first + o) / CK_TILE_OUTPUTS, rows, x, call, mask, y + o);
    }
}

CK_TARGET_AVX512 void ck_tiles_dot_avx512(const ck_tiles *tiles, size_t first, size_t count,
                                          const ck_tile_call *call) {
    size_t r = 0;
    for (; r + CK_TILE_ROWS <= call->rows; r += CK_TILE_ROWS) {
        ck_tiles_rows(tiles, first, count, r, CK_TILE_ROWS, call);
    }
    for (; r < call->rows; r++) {
        ck_tiles_rows(tiles, first, count, r, 1, call);
    }
}
#endif
