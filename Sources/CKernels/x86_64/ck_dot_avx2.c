// Products of quantized rows with float activations for AVX2: weights are widened in registers, never stored.
#include "../ck_weights_internal.h"

#if CK_HAS_AVX2
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX2

CK_INLINE float ck_sum8(__m256 v) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    s = _mm_add_ss(s, _mm_movehdup_ps(s));
    return _mm_cvtss_f32(s);
}

CK_INLINE float ck_half(const uint8_t *bytes) { return _cvtsh_ss(ck_load_u16(bytes)); }

// Sum of 16 unsigned bytes times 16 floats, added lane by lane to `sum`.
CK_INLINE __m256 ck_madd_u8(__m128i q, const float *x, __m256 sum) {
    __m256 low = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(q));
    __m256 high = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_srli_si128(q, 8)));
    sum = _mm256_fmadd_ps(low, _mm256_loadu_ps(x), sum);
    return _mm256_fmadd_ps(high, _mm256_loadu_ps(x + 8), sum);
}

// Sum of 32 nibbles times 32 floats: low nibbles are the first 16 weights, high nibbles the rest.
CK_INLINE __m256 ck_nibbles(const uint8_t *bytes, const float *x) {
    __m128i mask = _mm_set1_epi8(15);
    __m128i packed = _mm_loadu_si128((const __m128i *)bytes);
    __m256 sum = ck_madd_u8(_mm_and_si128(packed, mask), x, _mm256_setzero_ps());
    return ck_madd_u8(_mm_and_si128(_mm_srli_epi16(packed, 4), mask), x + 16, sum);
}

CK_INLINE float ck_dot_q4_0(const uint8_t *row, size_t columns, const float *x, const float *sums) {
    __m256 total = _mm256_setzero_ps();
    float offset = 0;
    for (size_t b = 0; b < columns / 32; b++, row += 18, x += 32) {
        float d = ck_half(row);
        total = _mm256_fmadd_ps(_mm256_set1_ps(d), ck_nibbles(row + 2, x), total);
        offset += d * sums[b];
    }
    return ck_sum8(total) - 8.0f * offset;
}

CK_INLINE float ck_dot_q4_1(const uint8_t *row, size_t columns, const float *x, const float *sums) {
    __m256 total = _mm256_setzero_ps();
    float offset = 0;
    for (size_t b = 0; b < columns / 32; b++, row += 20, x += 32) {
        total = _mm256_fmadd_ps(_mm256_set1_ps(ck_half(row)), ck_nibbles(row + 4, x), total);
        offset += ck_half(row + 2) * sums[b];
    }
    return ck_sum8(total) + offset;
}

CK_INLINE float ck_dot_q8_0(const uint8_t *row, size_t columns, const float *x) {
    __m256 total = _mm256_setzero_ps();
    for (size_t b = 0; b < columns / 32; b++, row += 34, x += 32) {
        __m256 sum = _mm256_setzero_ps();
        for (int j = 0; j < 32; j += 8) {
            __m128i q = _mm_loadl_epi64((const __m128i *)(row + 2 + j));
            sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(q)), _mm256_loadu_ps(x + j), sum);
        }
        total = _mm256_fmadd_ps(_mm256_set1_ps(ck_half(row)), sum, total);
    }
    return ck_sum8(total);
}

CK_INLINE float ck_dot_f32(const uint8_t *row, size_t columns, const float *x) {
    const float *w = (const float *)row;
    __m256 s0 = _mm256_setzero_ps(), s1 = s0, s2 = s0, s3 = s0;
    size_t c = 0;
    for (; c + 32 <= columns; c += 32) {
        s0 = _mm256_fmadd_ps(_mm256_loadu_ps(w + c), _mm256_loadu_ps(x + c), s0);
        s1 = _mm256_fmadd_ps(_mm256_loadu_ps(w + c + 8), _mm256_loadu_ps(x + c + 8), s1);
        s2 = _mm256_fmadd_ps(_mm256_loadu_ps(w + c + 16), _mm256_loadu_ps(x + c + 16), s2);
        s3 = _mm256_fmadd_ps(_mm256_loadu_ps(w + c + 24), _mm256_loadu_ps(x + c + 24), s3);
    }
    float sum = ck_sum8(_mm256_add_ps(_mm256_add_ps(s0, s1), _mm256_add_ps(s2, s3)));
    for (; c < columns; c++) {
        sum += w[c] * x[c];
    }
    return sum;
}

CK_INLINE float ck_dot_f16(const uint8_t *row, size_t columns, const float *x) {
    __m256 s0 = _mm256_setzero_ps(), s1 = s0;
    size_t c = 0;
    for (; c + 16 <= columns; c += 16) {
        __m256 w0 = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(row + 2 * c)));
        __m256 w1 = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(row + 2 * c + 16)));
        s0 = _mm256_fmadd_ps(w0, _mm256_loadu_ps(x + c), s0);
        s1 = _mm256_fmadd_ps(w1, _mm256_loadu_ps(x + c + 8), s1);
    }
    float sum = ck_sum8(_mm256_add_ps(s0, s1));
    for (; c < columns; c++) {
        sum += ck_half(row + 2 * c) * x[c];
    }
    return sum;
}

CK_INLINE __m256 ck_bfloats(const uint8_t *bytes) {
    __m256i wide = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)bytes));
    return _mm256_castsi256_ps(_mm256_slli_epi32(wide, 16));
}

CK_INLINE float ck_dot_bf16(const uint8_t *row, size_t columns, const float *x) {
    __m256 s0 = _mm256_setzero_ps(), s1 = s0;
    size_t c = 0;
    for (; c + 16 <= columns; c += 16) {
        s0 = _mm256_fmadd_ps(ck_bfloats(row + 2 * c), _mm256_loadu_ps(x + c), s0);
        s1 = _mm256_fmadd_ps(ck_bfloats(row + 2 * c + 16), _mm256_loadu_ps(x + c + 8), s1);
    }
    float sum = ck_sum8(_mm256_add_ps(s0, s1));
    for (; c < columns; c++) {
        sum += ck_from_bfloat(ck_load_u16(row + 2 * c)) * x[c];
    }
    return sum;
}

#define CK_ROWS(product)                                                                             \
    for (size_t r = 0; r < rows; r++) {                                                              \
        const uint8_t *row = weights + r * row_bytes;                                                \
        y[r] = product;                                                                              \
    }                                                                                                \
    return 1;

CK_TARGET_AVX2 int ck_dot_rows_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                    size_t columns, const float *x, const float *sums, float *y) {
    switch (format) {
    case CK_F32: CK_ROWS(ck_dot_f32(row, columns, x))
    case CK_F16: CK_ROWS(ck_dot_f16(row, columns, x))
    case CK_BF16: CK_ROWS(ck_dot_bf16(row, columns, x))
    case CK_Q4_0: CK_ROWS(ck_dot_q4_0(row, columns, x, sums))
    case CK_Q4_1: CK_ROWS(ck_dot_q4_1(row, columns, x, sums))
    case CK_Q8_0: CK_ROWS(ck_dot_q8_0(row, columns, x))
    default: return 0;
    }
}
#endif
