// Products of quantized rows with activations in 16-bit integers: a weight is widened to 16 bits and never becomes a
// float by itself, so a block of 32 costs two integer products, one conversion and one multiply-add.
#include "../ck_weights_internal.h"

#if CK_HAS_AVX2
#include "ck_avx2_internal.h"

CK_INLINE __m256i ck_load32(const uint8_t *bytes) { return _mm256_loadu_si256((const __m256i *)bytes); }

// Sums of neighbours of 16 signed bytes times 16 activations.
CK_INLINE __m256i ck_sixteen(__m128i bytes, const int16_t *x) {
    return _mm256_madd_epi16(_mm256_cvtepi8_epi16(bytes), _mm256_loadu_si256((const __m256i *)x));
}

// The sum of 32 bytes times 32 activations, in 8 lanes. No byte is above 127, so signed and unsigned agree.
CK_INLINE __m256 ck_products(__m256i bytes, const int16_t *x) {
    __m256i sum = _mm256_add_epi32(ck_sixteen(_mm256_castsi256_si128(bytes), x),
                                   ck_sixteen(_mm256_extracti128_si256(bytes, 1), x + 16));
    return _mm256_cvtepi32_ps(sum);
}

CK_INLINE __m256i ck_block_bytes32(int format, const uint8_t *block) {
    switch (format) {
    case CK_Q4_0: return ck_low_then_high(block + 2);
    case CK_Q4_1: return ck_low_then_high(block + 4);
    case CK_Q5_0: return ck_five_bits(block + 2, block + 6);
    case CK_Q5_1: return ck_five_bits(block + 4, block + 8);
    default: return ck_load32(block + 2);
    }
}

// The formats with blocks of 32. `pairs` are the activations' scale and sum for each block, so that one product with
// the block's scale (and its minimum beside it) gives the factor of the products and what an offset adds.
CK_INLINE float ck_row32(int format, size_t block_bytes, const uint8_t *row, size_t columns, const int16_t *x,
                         const float *pairs) {
    __m256 even = _mm256_setzero_ps(), odd = even;
    __m128 offsets = _mm_setzero_ps();
    int has_minimum = format == CK_Q4_1 || format == CK_Q5_1;
    for (size_t b = 0; b < columns / 32; b++, row += block_bytes, x += 32) {
        __m128 scale = has_minimum ? _mm_cvtph_ps(_mm_loadu_si32(row))
                                   : _mm_broadcastss_ps(_mm_cvtph_ps(_mm_cvtsi32_si128(ck_load_u16(row))));
        __m128 both = _mm_mul_ps(scale, _mm_castsi128_ps(_mm_loadl_epi64((const __m128i *)(pairs + 2 * b))));
        offsets = _mm_add_ps(offsets, both);
        __m256 products = ck_products(ck_block_bytes32(format, row), x);
        if (b % 2) {
            odd = _mm256_fmadd_ps(_mm256_broadcastss_ps(both), products, odd);
        } else {
            even = _mm256_fmadd_ps(_mm256_broadcastss_ps(both), products, even);
        }
    }
    float sum = ck_sum8(_mm256_add_ps(even, odd));
    float offset = _mm_cvtss_f32(_mm_movehdup_ps(offsets));
    switch (format) {
    case CK_Q4_0: return sum - 8.0f * offset;
    case CK_Q5_0: return sum - 16.0f * offset;
    case CK_Q8_0: return sum;
    default: return sum + offset;
    }
}

// Scales and minima of a block of Q4_K or Q5_K as eight floats each.
CK_INLINE void ck_k4_scales(const uint8_t *packed, __m256 *scales, __m256 *minima) {
    uint32_t words[3];
    memcpy(words, packed, sizeof words);
    uint32_t low = words[0] & 0x3f3f3f3f, low_minima = words[1] & 0x3f3f3f3f;
    uint32_t high = (words[2] & 0x0f0f0f0f) | (words[0] >> 6 & 0x03030303) << 4;
    uint32_t high_minima = (words[2] >> 4 & 0x0f0f0f0f) | (words[1] >> 6 & 0x03030303) << 4;
    __m128i s = _mm_cvtsi64_si128((long long)((uint64_t)high << 32 | low));
    __m128i m = _mm_cvtsi64_si128((long long)((uint64_t)high_minima << 32 | low_minima));
    *scales = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(s));
    *minima = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(m));
}

CK_INLINE float ck_row_k45(const uint8_t *row, size_t columns, const int16_t *x, const float *x_scales,
                           const float *sums, int is_five) {
    const __m256i mask = _mm256_set1_epi8(15), sixteen = _mm256_set1_epi8(16);
    __m256 even = _mm256_setzero_ps(), odd = even, offsets = even;
    for (size_t b = 0; b < columns / CK_SUPER; b++, row += is_five ? 176 : 144, x_scales += 8, sums += 8) {
        __m256 scales, minima;
        ck_k4_scales(row + 4, &scales, &minima);
        __m256 d = _mm256_set1_ps(_cvtsh_ss(ck_load_u16(row)));
        __m256 dmin = _mm256_set1_ps(_cvtsh_ss(ck_load_u16(row + 2)));
        offsets = _mm256_fmadd_ps(_mm256_mul_ps(dmin, minima), _mm256_loadu_ps(sums), offsets);
        float factor[8];
        _mm256_storeu_ps(factor, _mm256_mul_ps(_mm256_mul_ps(d, scales), _mm256_loadu_ps(x_scales)));
        __m256i high = is_five ? ck_load32(row + 16) : _mm256_setzero_si256();
        const uint8_t *q = row + (is_five ? 48 : 16);
        for (int pair = 0; pair < 4; pair++, q += 32, x += 64) {
            __m256i packed = ck_load32(q);
            __m256i a = _mm256_and_si256(packed, mask);
            __m256i c = _mm256_and_si256(_mm256_srli_epi16(packed, 4), mask);
            if (is_five) {
                __m256i bits = _mm256_srl_epi16(high, _mm_cvtsi32_si128(2 * pair));
                a = _mm256_or_si256(a, _mm256_and_si256(_mm256_slli_epi16(bits, 4), sixteen));
                c = _mm256_or_si256(c, _mm256_and_si256(_mm256_slli_epi16(bits, 3), sixteen));
            }
            even = _mm256_fmadd_ps(_mm256_broadcast_ss(factor + 2 * pair), ck_products(a, x), even);
            odd = _mm256_fmadd_ps(_mm256_broadcast_ss(factor + 2 * pair + 1), ck_products(c, x + 32), odd);
        }
    }
    return ck_sum8(_mm256_sub_ps(_mm256_add_ps(even, odd), offsets));
}

// 32 six-bit numbers of Q6_K with one scale for each 16 of them.
CK_INLINE void ck_six_bits(__m256i bytes, const int16_t *x, const float *factor, __m256 *even, __m256 *odd) {
    __m256i centred = _mm256_sub_epi8(bytes, _mm256_set1_epi8(32));
    __m256 one = _mm256_cvtepi32_ps(ck_sixteen(_mm256_castsi256_si128(centred), x));
    __m256 two = _mm256_cvtepi32_ps(ck_sixteen(_mm256_extracti128_si256(centred, 1), x + 16));
    *even = _mm256_fmadd_ps(_mm256_broadcast_ss(factor), one, *even);
    *odd = _mm256_fmadd_ps(_mm256_broadcast_ss(factor + 1), two, *odd);
}

CK_INLINE float ck_row_q6_k(const uint8_t *row, size_t columns, const int16_t *x, const float *x_scales) {
    const __m256i nibble = _mm256_set1_epi8(15), upper = _mm256_set1_epi8(48);
    const __m256i twice_low = _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3);
    const __m256i twice_high = _mm256_setr_epi32(4, 4, 5, 5, 6, 6, 7, 7);
    __m256 even = _mm256_setzero_ps(), odd = even;
    for (size_t b = 0; b < columns / CK_SUPER; b++, row += 210, x_scales += 8) {
        __m256 d = _mm256_set1_ps(_cvtsh_ss(ck_load_u16(row + 208)));
        __m128i packed = _mm_loadu_si128((const __m128i *)(row + 192));
        __m256 own = _mm256_mul_ps(d, _mm256_loadu_ps(x_scales));
        float factor[16];
        _mm256_storeu_ps(factor, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(packed)),
                                               _mm256_permutevar8x32_ps(own, twice_low)));
        _mm256_storeu_ps(factor + 8, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_srli_si128(packed, 8))),
                                                   _mm256_permutevar8x32_ps(own, twice_high)));
        for (int half = 0; half < 2; half++, x += 128) {
            const float *f = factor + 8 * half;
            __m256i l0 = ck_load32(row + 64 * half), l1 = ck_load32(row + 64 * half + 32);
            __m256i h = ck_load32(row + 128 + 32 * half);
            __m256i q1 = _mm256_or_si256(_mm256_and_si256(l0, nibble),
                                         _mm256_and_si256(_mm256_slli_epi16(h, 4), upper));
            __m256i q2 = _mm256_or_si256(_mm256_and_si256(l1, nibble),
                                         _mm256_and_si256(_mm256_slli_epi16(h, 2), upper));
            __m256i q3 = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(l0, 4), nibble),
                                         _mm256_and_si256(h, upper));
            __m256i q4 = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(l1, 4), nibble),
                                         _mm256_and_si256(_mm256_srli_epi16(h, 2), upper));
            ck_six_bits(q1, x, f, &even, &odd);
            ck_six_bits(q2, x + 32, f + 2, &even, &odd);
            ck_six_bits(q3, x + 64, f + 4, &even, &odd);
            ck_six_bits(q4, x + 96, f + 6, &even, &odd);
        }
    }
    return ck_sum8(_mm256_add_ps(even, odd));
}

CK_TARGET_AVX2 void ck_quantize_int16_avx2(const float *x, size_t count, int16_t *q, float *scales, float *sums,
                                           float *pairs) {
    const __m256 no_sign = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    for (size_t b = 0; b < count / 32; b++, x += 32, q += 32) {
        __m256 v[4];
        for (int i = 0; i < 4; i++) {
            v[i] = _mm256_loadu_ps(x + 8 * i);
        }
        __m256 top = _mm256_max_ps(_mm256_max_ps(_mm256_and_ps(v[0], no_sign), _mm256_and_ps(v[1], no_sign)),
                                   _mm256_max_ps(_mm256_and_ps(v[2], no_sign), _mm256_and_ps(v[3], no_sign)));
        __m128 t = _mm_max_ps(_mm256_castps256_ps128(top), _mm256_extractf128_ps(top, 1));
        t = _mm_max_ps(t, _mm_movehl_ps(t, t));
        float most = _mm_cvtss_f32(_mm_max_ss(t, _mm_movehdup_ps(t)));
        float sum = ck_sum8(_mm256_add_ps(_mm256_add_ps(v[0], v[1]), _mm256_add_ps(v[2], v[3])));
        __m256 inverse = _mm256_set1_ps(most > 0 ? CK_INT16_MOST / most : 0);
        __m256i w[4];
        for (int i = 0; i < 4; i++) {
            w[i] = _mm256_cvtps_epi32(_mm256_mul_ps(v[i], inverse));
        }
        // Packing works within halves of a register; the permutation puts the numbers back in order.
        for (int i = 0; i < 2; i++) {
            __m256i packed = _mm256_packs_epi32(w[2 * i], w[2 * i + 1]);
            _mm256_storeu_si256((__m256i *)(q + 16 * i), _mm256_permute4x64_epi64(packed, 0xd8));
        }
        ck_store_scale(b, most, sum, scales, sums, pairs);
    }
}

#define CK_ROWS(product)                                                                             \
    for (size_t r = 0; r < rows; r++) {                                                              \
        const uint8_t *row = weights + r * row_bytes;                                                \
        y[r] = product;                                                                              \
    }                                                                                                \
    break;

CK_TARGET_AVX2 void ck_dot_rows_int16_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                           size_t columns, const int16_t *x, const float *x_scales,
                                           const float *sums, const float *pairs, float *y) {
    switch (format) {
    case CK_Q4_0: CK_ROWS(ck_row32(CK_Q4_0, 18, row, columns, x, pairs))
    case CK_Q4_1: CK_ROWS(ck_row32(CK_Q4_1, 20, row, columns, x, pairs))
    case CK_Q5_0: CK_ROWS(ck_row32(CK_Q5_0, 22, row, columns, x, pairs))
    case CK_Q5_1: CK_ROWS(ck_row32(CK_Q5_1, 24, row, columns, x, pairs))
    case CK_Q8_0: CK_ROWS(ck_row32(CK_Q8_0, 34, row, columns, x, pairs))
    case CK_Q4_K: CK_ROWS(ck_row_k45(row, columns, x, x_scales, sums, 0))
    case CK_Q5_K: CK_ROWS(ck_row_k45(row, columns, x, x_scales, sums, 1))
    case CK_Q6_K: CK_ROWS(ck_row_q6_k(row, columns, x, x_scales))
    default: break;
    }
}
#endif
