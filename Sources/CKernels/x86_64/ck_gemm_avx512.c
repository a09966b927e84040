// Products of packed bfloat16 operands: a block of rows times one panel of 32 lanes stays in registers.
#include "../ck_gemm_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512

// The most rows of one block: two registers of sums a row leave room for a panel's two.
#define CK_BLOCK_ROWS 12

CK_INLINE __m512bh ck_pair(const uint16_t *pair) {
    int32_t bits;
    memcpy(&bits, pair, sizeof bits);
    return (__m512bh)_mm512_set1_epi32(bits);
}

// `rows` is a constant at every call, so that the sums stay in registers.
CK_INLINE void ck_block(size_t rows, size_t lanes, size_t pairs, const uint16_t *a, size_t a_stride,
                        const uint16_t *b, float *c, size_t c_stride, int accumulate) {
    __m512 low[CK_BLOCK_ROWS], high[CK_BLOCK_ROWS];
    __mmask16 low_mask = lanes >= 16 ? 0xffff : (__mmask16)((1u << lanes) - 1);
    __mmask16 high_mask = lanes >= 32 ? 0xffff : lanes > 16 ? (__mmask16)((1u << (lanes - 16)) - 1) : 0;
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        low[r] = accumulate ? _mm512_maskz_loadu_ps(low_mask, c + r * c_stride) : _mm512_setzero_ps();
        high[r] = accumulate ? _mm512_maskz_loadu_ps(high_mask, c + r * c_stride + 16) : _mm512_setzero_ps();
    }
    for (size_t p = 0; p < pairs; p++, b += 2 * CK_PANEL) {
        __m512bh b0 = (__m512bh)_mm512_loadu_si512(b), b1 = (__m512bh)_mm512_loadu_si512(b + CK_PANEL);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            __m512bh x = ck_pair(a + r * a_stride + 2 * p);
            low[r] = _mm512_dpbf16_ps(low[r], x, b0);
            high[r] = _mm512_dpbf16_ps(high[r], x, b1);
        }
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        _mm512_mask_storeu_ps(c + r * c_stride, low_mask, low[r]);
        _mm512_mask_storeu_ps(c + r * c_stride + 16, high_mask, high[r]);
    }
}

// A panel of at most 16 lanes: half the registers, so twice the rows.
CK_INLINE void ck_block_half(size_t rows, size_t lanes, size_t pairs, const uint16_t *a, size_t a_stride,
                             const uint16_t *b, float *c, size_t c_stride, int accumulate) {
    __m512 low[CK_BLOCK_ROWS];
    __mmask16 mask = lanes >= 16 ? 0xffff : (__mmask16)((1u << lanes) - 1);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        low[r] = accumulate ? _mm512_maskz_loadu_ps(mask, c + r * c_stride) : _mm512_setzero_ps();
    }
    for (size_t p = 0; p < pairs; p++, b += 2 * CK_PANEL) {
        __m512bh b0 = (__m512bh)_mm512_loadu_si512(b);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            low[r] = _mm512_dpbf16_ps(low[r], ck_pair(a + r * a_stride + 2 * p), b0);
        }
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        _mm512_mask_storeu_ps(c + r * c_stride, mask, low[r]);
    }
}

#define CK_ROWS(count)                                                                                           \
    case count:                                                                                                  \
        if (lanes > 16) {                                                                                        \
            ck_block(count, lanes, pairs, a, a_stride, b, c, c_stride, accumulate);                              \
        } else {                                                                                                 \
            ck_block_half(count, lanes, pairs, a, a_stride, b, c, c_stride, accumulate);                         \
        }                                                                                                        \
        break;

static CK_TARGET_AVX512 void ck_panel(size_t rows, size_t lanes, size_t pairs, const uint16_t *a, size_t a_stride,
                                      const uint16_t *b, float *c, size_t c_stride, int accumulate) {
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

// Pairs whose panel stays in the first-level cache beside the rows it meets.
#define CK_INNER_PAIRS 384

CK_TARGET_AVX512 void ck_bf16_product_avx512(size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride,
                                             const uint16_t *b, float *c, size_t c_stride, int accumulate) {
    size_t all = (k + 1) / 2;
    for (size_t first = 0; first < all; first += CK_INNER_PAIRS) {
        size_t pairs = all - first < CK_INNER_PAIRS ? all - first : CK_INNER_PAIRS;
        int adds = accumulate || first > 0;
        for (size_t row = 0; row < m; row += CK_BLOCK_ROWS) {
            size_t rows = m - row < CK_BLOCK_ROWS ? m - row : CK_BLOCK_ROWS;
            for (size_t lane = 0; lane < n; lane += CK_PANEL) {
                ck_panel(rows, n - lane < CK_PANEL ? n - lane : CK_PANEL, pairs, a + row * a_stride + 2 * first,
                         a_stride, b + (lane / CK_PANEL * all + first) * 2 * CK_PANEL,
                         c + row * c_stride + lane, c_stride, adds);
            }
        }
    }
}
#endif
