// Products of packed 16-bit integers: a block of rows times one panel of 32 lanes stays in registers for a block of the
// inner dimension, and is then scaled and added up in floats.
#include "../ck_gemm_int16_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512

// The most rows of one block: two registers of sums a row leave room for a panel's two.
#define CK_BLOCK_ROWS 12

CK_INLINE __m512i ck_pair(const int16_t *pair) {
    int32_t bits;
    memcpy(&bits, pair, sizeof bits);
    return _mm512_set1_epi32(bits);
}

// sums += x · b, pair by pair. Written out, because the compiler would make a product and a sum of it, which takes twice as
// long where it matters.
CK_INLINE void ck_add_pairs(__m512i *sums, __m512i x, __m512i b) {
    __asm__("vpdpwssd %2, %1, %0" : "+v"(*sums) : "v"(x), "v"(b));
}

// What a block adds to the floats at c: sums times the scales of its row and lanes.
CK_INLINE void ck_add_block(__m512i sums, __m512 scale, float *c, __mmask16 mask, int accumulate) {
    __m512 value = _mm512_cvtepi32_ps(sums);
    value = accumulate ? _mm512_fmadd_ps(value, scale, _mm512_maskz_loadu_ps(mask, c)) : _mm512_mul_ps(value, scale);
    _mm512_mask_storeu_ps(c, mask, value);
}

// `rows` and `halves` are constants at every call, so that the sums stay in registers.
CK_INLINE void ck_block(size_t rows, size_t halves, size_t lanes, size_t pairs, const int16_t *a, size_t a_stride,
                        const float *a_scales, const int16_t *b, const float *b_scales, float *c, size_t c_stride,
                        int accumulate) {
    __m512i low[CK_BLOCK_ROWS], high[CK_BLOCK_ROWS];
    __mmask16 low_mask = lanes >= 16 ? 0xffff : (__mmask16)((1u << lanes) - 1);
    __mmask16 high_mask = lanes >= 32 ? 0xffff : lanes > 16 ? (__mmask16)((1u << (lanes - 16)) - 1) : 0;
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        low[r] = high[r] = _mm512_setzero_si512();
    }
    for (size_t p = 0; p < pairs; p++, b += 2 * CK_PANEL) {
        __m512i b0 = _mm512_loadu_si512(b);
        __m512i b1 = halves > 1 ? _mm512_loadu_si512(b + CK_PANEL) : b0;
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            __m512i x = ck_pair(a + r * a_stride + 2 * p);
            ck_add_pairs(&low[r], x, b0);
            if (halves > 1) {
                ck_add_pairs(&high[r], x, b1);
            }
        }
    }
    __m512 scale0 = _mm512_loadu_ps(b_scales), scale1 = _mm512_loadu_ps(b_scales + 16);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        __m512 scale = _mm512_set1_ps(a_scales[r * (a_stride / 2)]);
        ck_add_block(low[r], _mm512_mul_ps(scale, scale0), c + r * c_stride, low_mask, accumulate);
        if (halves > 1) {
            ck_add_block(high[r], _mm512_mul_ps(scale, scale1), c + r * c_stride + 16, high_mask, accumulate);
        }
    }
}

#define CK_ROWS(count)                                                                                            \
    case count:                                                                                                   \
        if (lanes > 16) {                                                                                         \
            ck_block(count, 2, lanes, pairs, a, a_stride, a_scales, b, b_scales, c, c_stride, accumulate);        \
        } else {                                                                                                  \
            ck_block(count, 1, lanes, pairs, a, a_stride, a_scales, b, b_scales, c, c_stride, accumulate);        \
        }                                                                                                         \
        break;

static CK_TARGET_AVX512 void ck_panel(size_t rows, size_t lanes, size_t pairs, const int16_t *a, size_t a_stride,
                                      const float *a_scales, const int16_t *b, const float *b_scales, float *c,
                                      size_t c_stride, int accumulate) {
    switch (rows) {
        CK_ROWS(12)
        CK_ROWS(11)
        CK_ROWS(10)
        CK_ROWS(9)
        CK_ROWS(8)
        CK_ROWS(7)
        CK_ROWS(6)
        CK_ROWS(5)
        CK_ROWS(4)
        CK_ROWS(3)
        CK_ROWS(2)
        CK_ROWS(1)
    }
}

CK_TARGET_AVX512 void ck_int16_product_avx512(size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride,
                                              const float *a_scales, const int16_t *b, float *c, size_t c_stride,
                                              int accumulate) {
    size_t all = (k + 1) / 2, panel = ck_int16_panel_count(k, CK_PANEL);
    for (size_t first = 0; first < all; first += CK_BLOCK / 2) {
        size_t pairs = all - first < CK_BLOCK / 2 ? all - first : CK_BLOCK / 2;
        size_t block = first / (CK_BLOCK / 2);
        for (size_t row = 0; row < m; row += CK_BLOCK_ROWS) {
            size_t rows = m - row < CK_BLOCK_ROWS ? m - row : CK_BLOCK_ROWS;
            for (size_t lane = 0; lane < n; lane += CK_PANEL) {
                const int16_t *numbers = b + lane / CK_PANEL * panel;
                const float *scales = (const float *)(numbers + all * 2 * CK_PANEL);
                ck_panel(rows, n - lane < CK_PANEL ? n - lane : CK_PANEL, pairs, a + row * a_stride + 2 * first,
                         a_stride, a_scales + row * (a_stride / 2) + block, numbers + first * 2 * CK_PANEL,
                         scales + block * CK_PANEL, c + row * c_stride + lane, c_stride, accumulate || first > 0);
            }
        }
    }
}
#endif
