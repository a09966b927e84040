// Products of quantized rows with activations in 16-bit integers for AVX2: a weight is widened to 16 bits once for all
// tokens and never becomes a float by itself, so a block of 32 costs a token two integer products, one conversion and
// one multiply-add.
#include "../ck_dot_internal.h"

#if CK_HAS_AVX2
#include "ck_avx2_internal.h"

// The most tokens whose sums stay in registers.
#define CK_REGISTER_TOKENS 4

// The activations of some tokens, of which the first begins at `x`, and the sums of one row of weights: two a token, which
// take turns, because a processor finishes an addition later than it could begin the next.
typedef struct {
    const uint8_t *x;
    size_t stride, columns;
    __m256 sums[CK_REGISTER_TOKENS][2];
} ck_batch;

CK_INLINE __m256i ck_load32(const void *bytes) { return _mm256_loadu_si256((const __m256i *)bytes); }

CK_INLINE float ck_half(const uint8_t *bytes) { return _cvtsh_ss(ck_load_u16(bytes)); }

CK_INLINE ck_int16_row ck_token(const ck_batch *batch, size_t t) {
    return ck_int16_row_at((void *)(batch->x + t * batch->stride), batch->columns);
}

// The sum of 32 weights times 32 activations, in 8 lanes.
CK_INLINE __m256 ck_products(__m256i first, __m256i second, const int16_t *x) {
    return _mm256_cvtepi32_ps(
        _mm256_add_epi32(_mm256_madd_epi16(first, ck_load32(x)), _mm256_madd_epi16(second, ck_load32(x + 16))));
}

CK_INLINE __m256i ck_first(__m256i bytes) { return _mm256_cvtepi8_epi16(_mm256_castsi256_si128(bytes)); }
CK_INLINE __m256i ck_second(__m256i bytes) { return _mm256_cvtepi8_epi16(_mm256_extracti128_si256(bytes, 1)); }

// The 32 weights of a block as signed bytes, before scale and minimum.
CK_INLINE __m256i ck_block_bytes32(int format, const uint8_t *block) {
    switch (format) {
    case CK_Q4_0: return _mm256_sub_epi8(ck_low_then_high(block + 2), _mm256_set1_epi8(8));
    case CK_Q4_1: return ck_low_then_high(block + 4);
    case CK_Q5_0: return _mm256_sub_epi8(ck_five_bits(block + 2, block + 6), _mm256_set1_epi8(16));
    case CK_Q5_1: return ck_five_bits(block + 4, block + 8);
    default: return ck_load32(block + 2);
    }
}

// Block number `b` of a format with blocks of 32; `turn` is b % 2.
CK_INLINE void ck_block_32(int format, const uint8_t *block, size_t b, int turn, size_t tokens, ck_batch *batch) {
    int has_minimum = format == CK_Q4_1 || format == CK_Q5_1;
    __m256 scale, minimum = _mm256_setzero_ps();
    if (has_minimum) {
        __m128 head = _mm_cvtph_ps(_mm_loadu_si32(block));
        scale = _mm256_broadcastss_ps(head);
        // The minimum counts once, so it stands in the first lane alone.
        minimum = _mm256_zextps128_ps256(_mm_insert_ps(head, head, 0x4e));
    } else {
        // In every lane: converting what a shorter load leaves beside it can take the processor a hundred cycles.
        scale = _mm256_cvtph_ps(_mm_set1_epi16((short)ck_load_u16(block)));
    }
    __m256i bytes = ck_block_bytes32(format, block);
    __m256i first = ck_first(bytes), second = ck_second(bytes);
#pragma clang loop unroll(full)
    for (size_t t = 0; t < tokens; t++) {
        ck_int16_row x = ck_token(batch, t);
        __m256 *sums = batch->sums[t];
        __m256 factor = _mm256_mul_ps(scale, _mm256_broadcast_ss(x.scales + b));
        __m256 products = ck_products(first, second, x.numbers + 32 * b);
        sums[turn] = _mm256_fmadd_ps(factor, products, sums[turn]);
        if (has_minimum) {
            sums[!turn] = _mm256_fmadd_ps(minimum, _mm256_broadcast_ss(x.sums + b), sums[!turn]);
        }
    }
}

CK_INLINE void ck_row_32(int format, size_t block_bytes, const uint8_t *row, size_t tokens, ck_batch *batch) {
    size_t blocks = batch->columns / 32, b = 0;
    for (; b + 2 <= blocks; b += 2) {
        ck_block_32(format, row + b * block_bytes, b, 0, tokens, batch);
        ck_block_32(format, row + (b + 1) * block_bytes, b + 1, 1, tokens, batch);
    }
    if (b < blocks) {
        ck_block_32(format, row + b * block_bytes, b, 0, tokens, batch);
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

CK_INLINE void ck_row_k45(int is_five, const uint8_t *row, size_t tokens, ck_batch *batch) {
    const __m256i mask = _mm256_set1_epi8(15), sixteen = _mm256_set1_epi8(16);
    float factors[CK_REGISTER_TOKENS][8];
    for (size_t b = 0; b < batch->columns / CK_SUPER; b++, row += is_five ? 176 : 144) {
        __m256 scales, minima;
        ck_k4_scales(row + 4, &scales, &minima);
        scales = _mm256_mul_ps(scales, _mm256_set1_ps(ck_half(row)));
        minima = _mm256_mul_ps(minima, _mm256_set1_ps(ck_half(row + 2)));
#pragma clang loop unroll(full)
        for (size_t t = 0; t < tokens; t++) {
            ck_int16_row x = ck_token(batch, t);
            batch->sums[t][0] = _mm256_fnmadd_ps(minima, _mm256_loadu_ps(x.sums + 8 * b), batch->sums[t][0]);
            _mm256_storeu_ps(factors[t], _mm256_mul_ps(scales, _mm256_loadu_ps(x.scales + 8 * b)));
        }
        __m256i high = is_five ? ck_load32(row + 16) : _mm256_setzero_si256();
        const uint8_t *q = row + (is_five ? 48 : 16);
        for (size_t pair = 0; pair < 4; pair++) {
            __m256i packed = ck_load32(q + 32 * pair);
#pragma clang loop unroll(full)
            for (size_t upper = 0; upper < 2; upper++) {
                size_t group = 2 * pair + upper;
                __m256i bytes = _mm256_and_si256(upper ? _mm256_srli_epi16(packed, 4) : packed, mask);
                if (is_five) {
                    bytes = _mm256_or_si256(bytes, _mm256_and_si256(_mm256_slli_epi16(high, 4), sixteen));
                    high = _mm256_srli_epi16(high, 1);
                }
                __m256i first = ck_first(bytes), second = ck_second(bytes);
#pragma clang loop unroll(full)
                for (size_t t = 0; t < tokens; t++) {
                    const int16_t *x = ck_token(batch, t).numbers + CK_SUPER * b + 32 * group;
                    __m256 *sum = &batch->sums[t][upper];
                    *sum = _mm256_fmadd_ps(_mm256_broadcast_ss(factors[t] + group), ck_products(first, second, x), *sum);
                }
            }
        }
    }
}

CK_INLINE void ck_row_q6_k(const uint8_t *row, size_t tokens, ck_batch *batch) {
    const __m256i nibble = _mm256_set1_epi8(15), upper = _mm256_set1_epi8(48), middle = _mm256_set1_epi8(32);
    float scales[16];
    for (size_t b = 0; b < batch->columns / CK_SUPER; b++, row += 210) {
        __m256 d = _mm256_set1_ps(ck_half(row + 208));
        __m128i packed = _mm_loadu_si128((const __m128i *)(row + 192));
        _mm256_storeu_ps(scales, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(packed)), d));
        packed = _mm_srli_si128(packed, 8);
        _mm256_storeu_ps(scales + 8, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(packed)), d));
#pragma clang loop unroll(full)
        for (size_t group = 0; group < 8; group++) {
            size_t half = group / 4, quarter = group % 4;
            __m256i low = ck_load32(row + 64 * half + 32 * (quarter % 2));
            __m256i high = ck_load32(row + 128 + 32 * half);
            low = _mm256_and_si256(quarter < 2 ? low : _mm256_srli_epi16(low, 4), nibble);
            high = quarter < 2 ? _mm256_slli_epi16(high, 4 - 2 * (int)quarter)
                               : _mm256_srli_epi16(high, 2 * (int)quarter - 4);
            __m256i bytes = _mm256_sub_epi8(_mm256_or_si256(low, _mm256_and_si256(high, upper)), middle);
            __m256i first = ck_first(bytes), second = ck_second(bytes);
            __m256 one = _mm256_broadcast_ss(scales + 2 * group), two = _mm256_broadcast_ss(scales + 2 * group + 1);
#pragma clang loop unroll(full)
            for (size_t t = 0; t < tokens; t++) {
                ck_int16_row x = ck_token(batch, t);
                const int16_t *numbers = x.numbers + CK_SUPER * b + 32 * group;
                __m256 a = _mm256_cvtepi32_ps(_mm256_madd_epi16(first, ck_load32(numbers)));
                __m256 c = _mm256_cvtepi32_ps(_mm256_madd_epi16(second, ck_load32(numbers + 16)));
                __m256 both = _mm256_fmadd_ps(two, c, _mm256_mul_ps(one, a));
                __m256 *sum = &batch->sums[t][group % 2];
                *sum = _mm256_fmadd_ps(both, _mm256_broadcast_ss(x.scales + 8 * b + group), *sum);
            }
        }
    }
}

CK_INLINE void ck_row(int format, const uint8_t *row, size_t tokens, ck_batch *batch) {
    switch (format) {
    case CK_Q4_0: ck_row_32(CK_Q4_0, 18, row, tokens, batch); break;
    case CK_Q4_1: ck_row_32(CK_Q4_1, 20, row, tokens, batch); break;
    case CK_Q5_0: ck_row_32(CK_Q5_0, 22, row, tokens, batch); break;
    case CK_Q5_1: ck_row_32(CK_Q5_1, 24, row, tokens, batch); break;
    case CK_Q8_0: ck_row_32(CK_Q8_0, 34, row, tokens, batch); break;
    case CK_Q4_K: ck_row_k45(0, row, tokens, batch); break;
    case CK_Q5_K: ck_row_k45(1, row, tokens, batch); break;
    case CK_Q6_K: ck_row_q6_k(row, tokens, batch); break;
    default: break;
    }
}

// `tokens` and `format` are constants at every call, so that the sums stay in registers.
CK_INLINE void ck_row_times(int format, const uint8_t *row, size_t tokens, ck_batch *batch, float *y,
                            size_t y_stride) {
#pragma clang loop unroll(full)
    for (size_t t = 0; t < tokens; t++) {
        batch->sums[t][0] = batch->sums[t][1] = _mm256_setzero_ps();
    }
    ck_row(format, row, tokens, batch);
#pragma clang loop unroll(full)
    for (size_t t = 0; t < tokens; t++) {
        y[t * y_stride] = ck_sum8(_mm256_add_ps(batch->sums[t][0], batch->sums[t][1]));
    }
}

CK_INLINE void ck_rows(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                       const uint8_t *x, size_t x_stride, size_t tokens, float *y, size_t y_stride) {
    for (size_t r = 0; r < rows; r++, weights += row_bytes) {
        for (size_t t = 0; t < tokens;) {
            ck_batch batch = {.x = x + t * x_stride, .stride = x_stride, .columns = columns};
            float *result = y + t * y_stride + r;
            if (tokens - t >= CK_REGISTER_TOKENS) {
                ck_row_times(format, weights, CK_REGISTER_TOKENS, &batch, result, y_stride);
                t += CK_REGISTER_TOKENS;
            } else if (tokens - t >= 2) {
                ck_row_times(format, weights, 2, &batch, result, y_stride);
                t += 2;
            } else {
                ck_row_times(format, weights, 1, &batch, result, y_stride);
                t += 1;
            }
        }
    }
}

#define CK_CASE(format)                                                                              \
    case format: ck_rows(format, weights, row_bytes, rows, columns, x, x_stride, tokens, y, y_stride); break;

CK_TARGET_AVX2 void ck_dot_rows_int16_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                           size_t columns, const uint8_t *x, size_t x_stride, size_t tokens, float *y,
                                           size_t y_stride) {
    switch (format) {
        CK_CASE(CK_Q4_0)
        CK_CASE(CK_Q4_1)
        CK_CASE(CK_Q5_0)
        CK_CASE(CK_Q5_1)
        CK_CASE(CK_Q8_0)
        CK_CASE(CK_Q4_K)
        CK_CASE(CK_Q5_K)
        CK_CASE(CK_Q6_K)
        default: break;
    }
}

CK_INLINE int ck_total(__m256i numbers) {
    __m256i pairs = _mm256_madd_epi16(numbers, _mm256_set1_epi16(1));
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4e));
    return _mm_cvtsi128_si32(_mm_add_epi32(s, _mm_shuffle_epi32(s, 0xb1)));
}

CK_TARGET_AVX2 void ck_quantize_int16_avx2(const float *x, size_t columns, int splits, ck_int16_row row) {
    const __m256 no_sign = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    int16_t *q = row.numbers;
    for (size_t b = 0; b < columns / 32; b++, x += 32, q += 32) {
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
        __m256i n[2];
        // Packing works within halves of a register; the permutation puts the numbers back in order.
        for (int i = 0; i < 2; i++) {
            __m256i packed = _mm256_packs_epi32(_mm256_cvtps_epi32(_mm256_mul_ps(v[2 * i], inverse)),
                                                _mm256_cvtps_epi32(_mm256_mul_ps(v[2 * i + 1], inverse)));
            n[i] = _mm256_permute4x64_epi64(packed, 0xd8);
        }
        ck_store_scales(b, most, sum, ck_total(n[0]), ck_total(n[1]), row);
        if (splits) {
            // The lower byte as it is, read as signed; the upper one makes up for it.
            const __m256i half = _mm256_set1_epi16(128), byte = _mm256_set1_epi16(255);
            __m256i high = _mm256_packs_epi16(_mm256_srai_epi16(_mm256_adds_epi16(n[0], half), 8),
                                              _mm256_srai_epi16(_mm256_adds_epi16(n[1], half), 8));
            __m256i low = _mm256_packus_epi16(_mm256_and_si256(n[0], byte), _mm256_and_si256(n[1], byte));
            n[0] = _mm256_permute4x64_epi64(high, 0xd8);
            n[1] = _mm256_permute4x64_epi64(low, 0xd8);
        }
        _mm256_storeu_si256((__m256i *)q, n[0]);
        _mm256_storeu_si256((__m256i *)(q + 16), n[1]);
    }
}
#endif
