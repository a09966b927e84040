// What the AVX2 sources share; not part of the interface.
#ifndef CK_AVX2_INTERNAL_H
#define CK_AVX2_INTERNAL_H

#include "../ck_internal.h"

#if CK_HAS_AVX2
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX2

CK_INLINE float ck_sum8(__m256 v) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    s = _mm_add_ss(s, _mm_movehdup_ps(s));
    return _mm_cvtss_f32(s);
}

// The 32 numbers of 16 bytes of nibbles: the low ones first.
CK_INLINE __m256i ck_low_then_high(const uint8_t *q) {
    __m128i packed = _mm_loadu_si128((const __m128i *)q);
    return _mm256_and_si256(_mm256_set_m128i(_mm_srli_epi16(packed, 4), packed), _mm256_set1_epi8(15));
}

// The 32 five-bit numbers of a Q5_0 or Q5_1 block: nibbles below, one bit each above.
CK_INLINE __m256i ck_five_bits(const uint8_t *high, const uint8_t *q) {
    int bits;
    memcpy(&bits, high, sizeof bits);
    const __m256i spread = _mm256_setr_epi64x(0x0000000000000000, 0x0101010101010101, 0x0202020202020202,
                                              0x0303030303030303);
    __m256i ones = _mm256_shuffle_epi8(_mm256_set1_epi32(bits), spread);
    const __m256i mine = _mm256_set1_epi64x((long long)0x8040201008040201);
    __m256i fifth = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_and_si256(ones, mine), mine), _mm256_set1_epi8(16));
    return _mm256_or_si256(ck_low_then_high(q), fifth);
}
#endif

#endif
