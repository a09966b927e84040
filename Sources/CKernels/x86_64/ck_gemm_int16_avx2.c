// Products of packed 16-bit integers with 256-bit registers: a block of rows times half a panel stays in registers for a
// block of the inner dimension, and is then scaled and added up in floats.
#include "../ck_gemm_int16_internal.h"

#if CK_HAS_AVX2
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX2

// The most rows of one block: two registers of sums a row leave room for half a panel's two.
#define CK_BLOCK_ROWS 6
#define CK_HALF (CK_PANEL / 2)

CK_INLINE __m256i ck_pair(const int16_t *pair) {
    int32_t bits;
    memcpy(&bits, pair, sizeof bits);
    return _mm256_set1_epi32(bits);
}

// What a block adds to the floats at c: sums times the scales of its row and lanes.
CK_INLINE void ck_add_block(__m256i sums, __m256 scale, float *c, int accumulate) {
    __m256 value = _mm256_cvtepi32_ps(sums);
    value = accumulate ? _mm256_fmadd_ps(value, scale, _mm256_loadu_ps(c)) : _mm256_mul_ps(value, scale);
    _mm256_storeu_ps(c, value);
}

// `rows` is a constant at every call, so that the sums stay in registers.
CK_INLINE void ck_block(size_t rows, size_t pairs, const int16_t *a, size_t a_stride, const float *a_scales,
                        const int16_t *b, const float *b_scales, float *c, size_t c_stride, int accumulate) {
    __m256i low[CK_BLOCK_ROWS], high[CK_BLOCK_ROWS];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        low[r] = high[r] = _mm256_setzero_si256();
    }
    for (size_t p = 0; p < pairs; p++, b += 2 * CK_PANEL) {
        __m256i b0 = _mm256_loadu_si256((const __m256i *)b);
        __m256i b1 = _mm256_loadu_si256((const __m256i *)(b + CK_HALF));
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            __m256i x = ck_pair(a + r * a_stride + 2 * p);
            low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(x, b0));
            high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(x, b1));
        }
    }
    __m256 scale0 = _mm256_loadu_ps(b_scales), scale1 = _mm256_loadu_ps(b_scales + 8);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        __m256 scale = _mm256_set1_ps(a_scales[r * (a_stride / 2)]);
        ck_add_block(low[r], _mm256_mul_ps(scale, scale0), c + r * c_stride, accumulate);
        ck_add_block(high[r], _mm256_mul_ps(scale, scale1), c + r * c_stride + 8, accumulate);
    }
}

#define CK_ROWS(count)                                                                                            \
    case count: ck_block(count, pairs, a, a_stride, a_scales, b, b_scales, c, c_stride, accumulate); break;

static CK_TARGET_AVX2 void ck_whole(size_t rows, size_t pairs, const int16_t *a, size_t a_stride,
                                    const float *a_scales, const int16_t *b, const float *b_scales, float *c,
                                    size_t c_stride, int accumulate) {
    switch (rows) {
        CK_ROWS(6)
        CK_ROWS(5)
        CK_ROWS(4)
        CK_ROWS(3)
        CK_ROWS(2)
        CK_ROWS(1)
    }
}

// Half a panel of which only the first `lanes` belong to the result.
static CK_TARGET_AVX2 void ck_part(size_t rows, size_t lanes, size_t pairs, const int16_t *a, size_t a_stride,
                                   const float *a_scales, const int16_t *b, const float *b_scales, float *c,
                                   size_t c_stride, int accumulate) {
    float room[CK_BLOCK_ROWS * CK_HALF];
    memset(room, 0, sizeof room);
    for (size_t r = 0; r < rows && accumulate; r++) {
        memcpy(room + r * CK_HALF, c + r * c_stride, lanes * sizeof(float));
    }
    ck_whole(rows, pairs, a, a_stride, a_scales, b, b_scales, room, CK_HALF, accumulate);
    for (size_t r = 0; r < rows; r++) {
        memcpy(c + r * c_stride, room + r * CK_HALF, lanes * sizeof(float));
    }
}

CK_TARGET_AVX2 void ck_int16_product_avx2(size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride,
                                          const float *a_scales, const int16_t *b, float *c, size_t c_stride,
                                          int accumulate) {
    size_t all = (k + 1) / 2, panel = ck_int16_panel_count(k, CK_PANEL);
    for (size_t first = 0; first < all; first += CK_BLOCK / 2) {
        size_t pairs = all - first < CK_BLOCK / 2 ? all - first : CK_BLOCK / 2;
        size_t block = first / (CK_BLOCK / 2);
        int adds = accumulate || first > 0;
        for (size_t row = 0; row < m; row += CK_BLOCK_ROWS) {
            size_t rows = m - row < CK_BLOCK_ROWS ? m - row : CK_BLOCK_ROWS;
            const int16_t *left = a + row * a_stride + 2 * first;
            const float *left_scales = a_scales + row * (a_stride / 2) + block;
            for (size_t lane = 0; lane < n; lane += CK_HALF) {
                const int16_t *numbers = b + lane / CK_PANEL * panel;
                const float *scales = (const float *)(numbers + all * 2 * CK_PANEL) + block * CK_PANEL;
                const int16_t *right = numbers + first * 2 * CK_PANEL + 2 * (lane % CK_PANEL);
                float *result = c + row * c_stride + lane;
                if (n - lane >= CK_HALF) {
                    ck_whole(rows, pairs, left, a_stride, left_scales, right, scales + lane % CK_PANEL, result,
                             c_stride, adds);
                } else {
                    ck_part(rows, n - lane, pairs, left, a_stride, left_scales, right, scales + lane % CK_PANEL,
                            result, c_stride, adds);
                }
            }
        }
    }
}
#endif
