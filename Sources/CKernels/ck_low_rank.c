#include "ck_internal.h"
#include "include/ck_low_rank.h"

#define CK_BLOCK 32
#define CK_BLOCK_BYTES 34

// One block of outputs after the other, so that they are read and written once.
CK_BODY void ck_add_rows_body(const uint8_t *weights, size_t row_bytes, size_t rank, size_t columns,
                              const float *factors, float *y) {
    for (size_t b = 0; b < columns / CK_BLOCK; b++, y += CK_BLOCK) {
        float sums[CK_BLOCK];
        memcpy(sums, y, sizeof sums);
        for (size_t r = 0; r < rank; r++) {
            const uint8_t *block = weights + r * row_bytes + b * CK_BLOCK_BYTES;
            const int8_t *q = (const int8_t *)(block + 2);
            float factor = factors[r] * ck_from_half(ck_load_u16(block));
            for (size_t i = 0; i < CK_BLOCK; i++) {
                sums[i] += factor * (float)q[i];
            }
        }
        memcpy(y, sums, sizeof sums);
    }
}

CK_VARIANT(ck_add_rows,
           (const uint8_t *weights, size_t row_bytes, size_t rank, size_t columns, const float *factors, float *y),
           (weights, row_bytes, rank, columns, factors, y))

#if CK_HAS_AVX512
#include <immintrin.h>

static CK_TARGET_AVX512 void ck_add_rows_avx512(const uint8_t *weights, size_t row_bytes, size_t rank,
                                                size_t columns, const float *factors, float *y) {
    for (size_t b = 0; b < columns / CK_BLOCK; b++, y += CK_BLOCK) {
        __m512 low = _mm512_loadu_ps(y), high = _mm512_loadu_ps(y + 16);
        const uint8_t *block = weights + b * CK_BLOCK_BYTES;
        for (size_t r = 0; r < rank; r++, block += row_bytes) {
            __m512 factor = _mm512_set1_ps(factors[r] * _cvtsh_ss(ck_load_u16(block)));
            __m512i q0 = _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(block + 2)));
            __m512i q1 = _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(block + 18)));
            low = _mm512_fmadd_ps(factor, _mm512_cvtepi32_ps(q0), low);
            high = _mm512_fmadd_ps(factor, _mm512_cvtepi32_ps(q1), high);
        }
        _mm512_storeu_ps(y, low);
        _mm512_storeu_ps(y + 16, high);
    }
}
#endif

void ck_add_rows_q8_0(ck_level level, const void *weights, size_t row_bytes, size_t rank, size_t columns,
                      const float *factors, float *y) {
#if CK_HAS_AVX512
    if (level >= CK_AVX512) {
        ck_add_rows_avx512(weights, row_bytes, rank, columns, factors, y);
        return;
    }
#endif
    CK_DISPATCH(level, ck_add_rows, (weights, row_bytes, rank, columns, factors, y));
}
