// Products in 32-bit floats with 512-bit registers: 12 rows times a panel stay in registers.
#include "../ck_gemm_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512
#define CK_BLOCK_ROWS 12
// Inner positions whose panel stays in the first-level cache beside the rows it meets.
#define CK_INNER 256

// `rows` is a constant at every call, so that the sums stay in registers.
CK_INLINE void ck_block(size_t rows, size_t lanes, size_t k, const float *a, size_t a_stride, const float *b,
                        float *c, size_t c_stride, int accumulate) {
    __m512 low[CK_BLOCK_ROWS], high[CK_BLOCK_ROWS];
    __mmask16 low_mask = lanes >= 16 ? 0xffff : (__mmask16)((1u << lanes) - 1);
    __mmask16 high_mask = lanes >= 32 ? 0xffff : lanes > 16 ? (__mmask16)((1u << (lanes - 16)) - 1) : 0;
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        low[r] = accumulate ? _mm512_maskz_loadu_ps(low_mask, c + r * c_stride) : _mm512_setzero_ps();
        high[r] = accumulate ? _mm512_maskz_loadu_ps(high_mask, c + r * c_stride + 16) : _mm512_setzero_ps();
    }
    for (size_t i = 0; i < k; i++, b += CK_PANEL) {
        __m512 b0 = _mm512_loadu_ps(b), b1 = _mm512_loadu_ps(b + 16);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            __m512 x = _mm512_set1_ps(a[r * a_stride + i]);
            low[r] = _mm512_fmadd_ps(x, b0, low[r]);
            high[r] = _mm512_fmadd_ps(x, b1, high[r]);
        }
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        _mm512_mask_storeu_ps(c + r * c_stride, low_mask, low[r]);
        _mm512_mask_storeu_ps(c + r * c_stride + 16, high_mask, high[r]);
    }
}

#define CK_ROWS(count)                                                                                           \
    case count: ck_block(count, lanes, k, a, a_stride, b, c, c_stride, accumulate); break;

static CK_TARGET_AVX512 void ck_panel(size_t rows, size_t lanes, size_t k, const float *a, size_t a_stride,
                                      const float *b, float *c, size_t c_stride, int accumulate) {
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

CK_TARGET_AVX512 void ck_f32_product_avx512(size_t m, size_t n, size_t k, const float *a, size_t a_stride,
                                            const float *b, float *c, size_t c_stride, int accumulate) {
    for (size_t first = 0; first < k || first == 0; first += CK_INNER) {
        size_t inner = k - first < CK_INNER ? k - first : CK_INNER;
        int adds = accumulate || first > 0;
        for (size_t row = 0; row < m; row += CK_BLOCK_ROWS) {
            size_t rows = m - row < CK_BLOCK_ROWS ? m - row : CK_BLOCK_ROWS;
            for (size_t lane = 0; lane < n; lane += CK_PANEL) {
                ck_panel(rows, n - lane < CK_PANEL ? n - lane : CK_PANEL, inner, a + row * a_stride + first, a_stride,
                         b + lane * k + first * CK_PANEL, c + row * c_stride + lane, c_stride, adds);
            }
        }
    }
}
#endif
