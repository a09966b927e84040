// Products in 32-bit floats with 256-bit registers: 6 rows times half a panel stay in registers.
#include "../ck_gemm_internal.h"

#if CK_HAS_AVX2
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX2
#define CK_BLOCK_ROWS 6
#define CK_HALF (CK_PANEL / 2)
// Inner positions whose half panel stays in the first-level cache beside the rows it meets.
#define CK_INNER 256

// `rows` is a constant at every call, so that the sums stay in registers.
CK_INLINE void ck_block(size_t rows, size_t k, const float *a, size_t a_stride, const float *b, float *c,
                        size_t c_stride, int accumulate) {
    __m256 low[CK_BLOCK_ROWS], high[CK_BLOCK_ROWS];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        low[r] = accumulate ? _mm256_loadu_ps(c + r * c_stride) : _mm256_setzero_ps();
        high[r] = accumulate ? _mm256_loadu_ps(c + r * c_stride + 8) : _mm256_setzero_ps();
    }
    for (size_t i = 0; i < k; i++, b += CK_PANEL) {
        __m256 b0 = _mm256_loadu_ps(b), b1 = _mm256_loadu_ps(b + 8);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < rows; r++) {
            __m256 x = _mm256_broadcast_ss(a + r * a_stride + i);
            low[r] = _mm256_fmadd_ps(x, b0, low[r]);
            high[r] = _mm256_fmadd_ps(x, b1, high[r]);
        }
    }
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
        _mm256_storeu_ps(c + r * c_stride, low[r]);
        _mm256_storeu_ps(c + r * c_stride + 8, high[r]);
    }
}

#define CK_ROWS(count)                                                                                           \
    case count: ck_block(count, k, a, a_stride, b, c, c_stride, accumulate); break;

static CK_TARGET_AVX2 void ck_whole(size_t rows, size_t k, const float *a, size_t a_stride, const float *b, float *c,
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
static CK_TARGET_AVX2 void ck_part(size_t rows, size_t lanes, size_t k, const float *a, size_t a_stride,
                                   const float *b, float *c, size_t c_stride, int accumulate) {
    float room[CK_BLOCK_ROWS * CK_HALF];
    memset(room, 0, sizeof room);
    for (size_t r = 0; r < rows && accumulate; r++) {
        memcpy(room + r * CK_HALF, c + r * c_stride, lanes * sizeof(float));
    }
    ck_whole(rows, k, a, a_stride, b, room, CK_HALF, accumulate);
    for (size_t r = 0; r < rows; r++) {
        memcpy(c + r * c_stride, room + r * CK_HALF, lanes * sizeof(float));
    }
}

CK_TARGET_AVX2 void ck_f32_product_avx2(size_t m, size_t n, size_t k, const float *a, size_t a_stride,
                                        const float *b, float *c, size_t c_stride, int accumulate) {
    for (size_t first = 0; first < k || first == 0; first += CK_INNER) {
        size_t inner = k - first < CK_INNER ? k - first : CK_INNER;
        int adds = accumulate || first > 0;
        for (size_t row = 0; row < m; row += CK_BLOCK_ROWS) {
            size_t rows = m - row < CK_BLOCK_ROWS ? m - row : CK_BLOCK_ROWS;
            for (size_t lane = 0; lane < n; lane += CK_HALF) {
                const float *left = a + row * a_stride + first;
                const float *right = b + lane / CK_PANEL * CK_PANEL * k + first * CK_PANEL + lane % CK_PANEL;
                float *result = c + row * c_stride + lane;
                if (n - lane >= CK_HALF) {
                    ck_whole(rows, inner, left, a_stride, right, result, c_stride, adds);
                } else {
                    ck_part(rows, n - lane, inner, left, a_stride, right, result, c_stride, adds);
                }
            }
        }
    }
}
#endif
