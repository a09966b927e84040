// Products of quantized rows with float activations for AVX2: weights are widened in registers, never stored.
#include "../ck_weights_internal.h"

#if CK_HAS_AVX2
#include "ck_avx2_internal.h"

CK_INLINE float ck_half(const uint8_t *bytes) { return _cvtsh_ss(ck_load_u16(bytes)); }

// Widens 8 of the 16 bytes that both halves hold to 32-bit lanes: the first 8 or the last 8.
CK_INLINE __m256i ck_widen(__m256i bytes, int last) {
    const __m256i first = _mm256_setr_epi32((int)0x80808000, (int)0x80808001, (int)0x80808002, (int)0x80808003,
                                            (int)0x80808004, (int)0x80808005, (int)0x80808006, (int)0x80808007);
    const __m256i eight = _mm256_set1_epi32(8);
    return _mm256_shuffle_epi8(bytes, last ? _mm256_add_epi32(first, eight) : first);
}

// Sum of 32 nibbles times 32 floats: low nibbles are the first 16 weights, high nibbles the rest. One shuffle
// widens eight bytes to 32-bit lanes, which serve both their nibbles.
CK_INLINE __m256 ck_nibbles(const uint8_t *bytes, const float *x) {
    const __m256i mask = _mm256_set1_epi32(15);
    __m256i packed = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)bytes));
    __m256i a = ck_widen(packed, 0);
    __m256i b = ck_widen(packed, 1);
    __m256 sum = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_and_si256(a, mask)), _mm256_loadu_ps(x));
    __m256 other = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_and_si256(b, mask)), _mm256_loadu_ps(x + 8));
    sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(_mm256_srli_epi32(a, 4)), _mm256_loadu_ps(x + 16), sum);
    other = _mm256_fmadd_ps(_mm256_cvtepi32_ps(_mm256_srli_epi32(b, 4)), _mm256_loadu_ps(x + 24), other);
    return _mm256_add_ps(sum, other);
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
    // Scale and minimum are neighbours: both are converted at once, and lane 1 gathers minimum times sum.
    __m128 offsets = _mm_setzero_ps();
    for (size_t b = 0; b < columns / 32; b++, row += 20, x += 32) {
        __m128 pair = _mm_cvtph_ps(_mm_loadu_si32(row));
        total = _mm256_fmadd_ps(_mm256_broadcastss_ps(pair), ck_nibbles(row + 4, x), total);
        offsets = _mm_fmadd_ps(pair, _mm_broadcast_ss(sums + b), offsets);
    }
    return ck_sum8(total) + _mm_cvtss_f32(_mm_movehdup_ps(offsets));
}

// Sum of 16 unsigned bytes, held by both halves, times 16 floats.
CK_INLINE __m256 ck_sixteen(__m256i bytes, const float *x) {
    __m256 sum = _mm256_mul_ps(_mm256_cvtepi32_ps(ck_widen(bytes, 0)), _mm256_loadu_ps(x));
    return _mm256_fmadd_ps(_mm256_cvtepi32_ps(ck_widen(bytes, 1)), _mm256_loadu_ps(x + 8), sum);
}

// Sum of 32 unsigned bytes times 32 floats.
CK_INLINE __m256 ck_bytes(__m256i bytes, const float *x) {
    return _mm256_add_ps(ck_sixteen(_mm256_permute4x64_epi64(bytes, 0x44), x),
                         ck_sixteen(_mm256_permute4x64_epi64(bytes, 0xee), x + 16));
}

CK_INLINE float ck_dot_q5_0(const uint8_t *row, size_t columns, const float *x, const float *sums) {
    __m256 total = _mm256_setzero_ps();
    float offset = 0;
    for (size_t b = 0; b < columns / 32; b++, row += 22, x += 32) {
        float d = ck_half(row);
        total = _mm256_fmadd_ps(_mm256_set1_ps(d), ck_bytes(ck_five_bits(row + 2, row + 6), x), total);
        offset += d * sums[b];
    }
    return ck_sum8(total) - 16.0f * offset;
}

CK_INLINE float ck_dot_q5_1(const uint8_t *row, size_t columns, const float *x, const float *sums) {
    __m256 total = _mm256_setzero_ps();
    float offset = 0;
    for (size_t b = 0; b < columns / 32; b++, row += 24, x += 32) {
        total = _mm256_fmadd_ps(_mm256_set1_ps(ck_half(row)), ck_bytes(ck_five_bits(row + 4, row + 8), x), total);
        offset += ck_half(row + 2) * sums[b];
    }
    return ck_sum8(total) + offset;
}

// Q4_K, or Q5_K when `is_five`: eight groups of 32 with a scale and a minimum each.
CK_INLINE float ck_dot_k45(const uint8_t *row, size_t columns, const float *x, const float *sums, int is_five) {
    const __m256i mask = _mm256_set1_epi8(15);
    __m256 total = _mm256_setzero_ps();
    float offset = 0;
    for (size_t b = 0; b < columns / CK_SUPER; b++, row += is_five ? 176 : 144) {
        float d = ck_half(row), dmin = ck_half(row + 2);
        __m256i high = is_five ? _mm256_loadu_si256((const __m256i *)(row + 16)) : _mm256_setzero_si256();
        const uint8_t *q = row + (is_five ? 48 : 16);
        for (int pair = 0; pair < 4; pair++, q += 32, x += 64, sums += 2) {
            int s1, m1, s2, m2;
            ck_k4_scale(row + 4, 2 * pair, &s1, &m1);
            ck_k4_scale(row + 4, 2 * pair + 1, &s2, &m2);
            __m256i packed = _mm256_loadu_si256((const __m256i *)q);
            __m256i a = _mm256_and_si256(packed, mask);
            __m256i c = _mm256_and_si256(_mm256_srli_epi16(packed, 4), mask);
            if (is_five) {
                const __m256i sixteen = _mm256_set1_epi8(16);
                __m256i bits = _mm256_srl_epi16(high, _mm_cvtsi32_si128(2 * pair));
                a = _mm256_or_si256(a, _mm256_and_si256(_mm256_slli_epi16(bits, 4), sixteen));
                c = _mm256_or_si256(c, _mm256_and_si256(_mm256_slli_epi16(bits, 3), sixteen));
            }
            total = _mm256_fmadd_ps(_mm256_set1_ps(d * (float)s1), ck_bytes(a, x), total);
            total = _mm256_fmadd_ps(_mm256_set1_ps(d * (float)s2), ck_bytes(c, x + 32), total);
            offset += dmin * ((float)m1 * sums[0] + (float)m2 * sums[1]);
        }
    }
    return ck_sum8(total) - offset;
}

// Adds two groups of 16 six-bit numbers, each with its own scale; 32 is taken off through the sum of x.
CK_INLINE __m256 ck_six_bits(__m256i bytes, const float *x, float d, const int8_t *scales, int step,
                             __m256 total) {
    const __m256 middle = _mm256_set1_ps(-32.0f);
    __m256 one = ck_sixteen(_mm256_permute4x64_epi64(bytes, 0x44), x);
    __m256 two = ck_sixteen(_mm256_permute4x64_epi64(bytes, 0xee), x + 16);
    one = _mm256_fmadd_ps(middle, _mm256_add_ps(_mm256_loadu_ps(x), _mm256_loadu_ps(x + 8)), one);
    two = _mm256_fmadd_ps(middle, _mm256_add_ps(_mm256_loadu_ps(x + 16), _mm256_loadu_ps(x + 24)), two);
    total = _mm256_fmadd_ps(_mm256_set1_ps(d * (float)scales[step]), one, total);
    return _mm256_fmadd_ps(_mm256_set1_ps(d * (float)scales[step + 1]), two, total);
}

CK_INLINE float ck_dot_q6_k(const uint8_t *row, size_t columns, const float *x) {
    const __m256i nibble = _mm256_set1_epi8(15), upper = _mm256_set1_epi8(48);
    __m256 total = _mm256_setzero_ps();
    for (size_t b = 0; b < columns / CK_SUPER; b++, row += 210) {
        float d = ck_half(row + 208);
        for (int half = 0; half < 2; half++, x += 128) {
            const int8_t *scales = (const int8_t *)(row + 192 + 8 * half);
            __m256i l0 = _mm256_loadu_si256((const __m256i *)(row + 64 * half));
            __m256i l1 = _mm256_loadu_si256((const __m256i *)(row + 64 * half + 32));
            __m256i h = _mm256_loadu_si256((const __m256i *)(row + 128 + 32 * half));
            __m256i q1 = _mm256_or_si256(_mm256_and_si256(l0, nibble),
                                         _mm256_and_si256(_mm256_slli_epi16(h, 4), upper));
            __m256i q2 = _mm256_or_si256(_mm256_and_si256(l1, nibble),
                                         _mm256_and_si256(_mm256_slli_epi16(h, 2), upper));
            __m256i q3 = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(l0, 4), nibble),
                                         _mm256_and_si256(h, upper));
            __m256i q4 = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(l1, 4), nibble),
                                         _mm256_and_si256(_mm256_srli_epi16(h, 2), upper));
            total = ck_six_bits(q1, x, d, scales, 0, total);
            total = ck_six_bits(q2, x + 32, d, scales, 2, total);
            total = ck_six_bits(q3, x + 64, d, scales, 4, total);
            total = ck_six_bits(q4, x + 96, d, scales, 6, total);
        }
    }
    return ck_sum8(total);
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
    // Rows of a low-rank matrix may be no longer than this.
    for (; c + 8 <= columns; c += 8) {
        s0 = _mm256_fmadd_ps(_mm256_loadu_ps(w + c), _mm256_loadu_ps(x + c), s0);
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

CK_TARGET_AVX2 void ck_expand_f16_avx2(const uint8_t *source, float *y, size_t count) {
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        _mm256_storeu_ps(y + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(source + 2 * i))));
    }
    for (; i < count; i++) {
        y[i] = ck_half(source + 2 * i);
    }
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
    case CK_Q5_0: CK_ROWS(ck_dot_q5_0(row, columns, x, sums))
    case CK_Q5_1: CK_ROWS(ck_dot_q5_1(row, columns, x, sums))
    case CK_Q8_0: CK_ROWS(ck_dot_q8_0(row, columns, x))
    case CK_Q4_K: CK_ROWS(ck_dot_k45(row, columns, x, sums, 0))
    case CK_Q5_K: CK_ROWS(ck_dot_k45(row, columns, x, sums, 1))
    case CK_Q6_K: CK_ROWS(ck_dot_q6_k(row, columns, x))
    default: return 0;
    }
}
#endif
