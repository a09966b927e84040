// Packing of activations and stored weights for the bfloat16 products.
#include "../ck_gemm_internal.h"

#if CK_HAS_AVX512
#include "ck_pack_avx512_internal.h"

// 32 floats as bfloat16 in order.
CK_INLINE __m512i ck_round(__m512 first, __m512 second) { return (__m512i)_mm512_cvtne2ps_pbh(second, first); }

CK_TARGET_AVX512 void ck_bf16_pack_rows_avx512(const float *x, size_t stride, size_t rows, size_t k, uint16_t *target, size_t target_stride) {
    size_t even = (k + 1) / 2 * 2;
    for (size_t r = 0; r < rows; r++, x += stride, target += target_stride) {
        size_t i = 0;
        for (; i + 32 <= k; i += 32) {
            _mm512_storeu_si512(target + i, ck_round(_mm512_loadu_ps(x + i), _mm512_loadu_ps(x + i + 16)));
        }
        if (i < even) {
            size_t rest = k - i;
            __m512 first = _mm512_maskz_loadu_ps(ck_first(rest), x + i);
            __m512 second = rest > 16 ? _mm512_maskz_loadu_ps(ck_first(rest - 16), x + i + 16) : _mm512_setzero_ps();
            __mmask32 kept = (__mmask32)((1ull << (even - i)) - 1);
            _mm512_mask_storeu_epi16(target + i, kept, ck_round(first, second));
        }
    }
}

CK_TARGET_AVX512 void ck_bf16_pack_columns_avx512(const float *x, size_t stride, size_t rows, size_t columns,
                                                  uint16_t *target, size_t target_stride) {
    size_t even = (rows + 1) / 2 * 2;
    for (size_t r = 0; r < rows; r += 16) {
        __mmask16 kept = ck_first(even - r);
        for (size_t c = 0; c < columns; c += 16) {
            __m512i tile[16];
            for (size_t i = 0; i < 16; i++) {
                tile[i] = r + i < rows ? (__m512i)_mm512_maskz_loadu_ps(ck_first(columns - c), x + (r + i) * stride + c)
                                       : _mm512_setzero_si512();
            }
            ck_transpose(tile);
            for (size_t i = 0; i < 16 && c + i < columns; i++) {
                _mm256_mask_storeu_epi16(target + (c + i) * target_stride + r, kept,
                                         (__m256i)_mm512_cvtneps_pbh((__m512)tile[i]));
            }
        }
    }
}

CK_INLINE __m512 ck_nibbles16(__m128i bytes) { return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(bytes)); }

CK_INLINE __m512i ck_scaled32(__m128i first, __m128i second, __m512 scale, __m512 offset) {
    return ck_round(_mm512_fmadd_ps(ck_nibbles16(first), scale, offset),
                    _mm512_fmadd_ps(ck_nibbles16(second), scale, offset));
}

// One block of 32 weights as bfloat16, for the formats that need no more than this; `format` is a constant.
CK_INLINE __m512i ck_block32(int format, const uint8_t *block) {
    const __m128i mask = _mm_set1_epi8(15);
    __m512 scale = _mm512_set1_ps(_cvtsh_ss(ck_load_u16(block)));
    if (format == CK_Q8_0) {
        __m512i first = _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(block + 2)));
        __m512i second = _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(block + 18)));
        return ck_round(_mm512_mul_ps(_mm512_cvtepi32_ps(first), scale),
                        _mm512_mul_ps(_mm512_cvtepi32_ps(second), scale));
    }
    __m128i packed = _mm_loadu_si128((const __m128i *)(block + (format == CK_Q4_1 ? 4 : 2)));
    __m512 offset = format == CK_Q4_1 ? _mm512_set1_ps(_cvtsh_ss(ck_load_u16(block + 2)))
                                      : _mm512_mul_ps(scale, _mm512_set1_ps(-8.0f));
    return ck_scaled32(_mm_and_si128(packed, mask), _mm_and_si128(_mm_srli_epi16(packed, 4), mask), scale, offset);
}

CK_INLINE void ck_pack_blocks(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                              uint16_t *target) {
    size_t bytes = format == CK_Q8_0 ? 34 : format == CK_Q4_1 ? 20 : 18;
    for (size_t r = 0; r < rows; r += CK_PANEL, target += CK_PANEL * columns) {
        size_t count = rows - r < CK_PANEL ? rows - r : CK_PANEL;
        for (size_t c = 0; c < columns; c += 32) {
            __m512i tile[CK_PANEL];
            const uint8_t *block = weights + r * row_bytes + c / 32 * bytes;
            for (size_t i = 0; i < count; i++, block += row_bytes) {
                tile[i] = ck_block32(format, block);
            }
            for (size_t i = count; i < CK_PANEL; i++) {
                tile[i] = _mm512_setzero_si512();
            }
            ck_store_tile(tile, target + c * CK_PANEL, 16);
        }
    }
}

// Any format: pieces of 32 rows are expanded to floats first.
static CK_TARGET_AVX512 void ck_pack_expanded(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                              size_t columns, uint16_t *target) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format), even = (columns + 1) / 2 * 2;
    float piece[CK_PANEL][CK_PIECE];
    for (size_t r = 0; r < rows; r += CK_PANEL, target += CK_PANEL * even) {
        size_t count = rows - r < CK_PANEL ? rows - r : CK_PANEL;
        for (size_t c = 0; c < columns; c += CK_PIECE) {
            size_t width = columns - c < CK_PIECE ? columns - c : CK_PIECE;
            for (size_t i = 0; i < count; i++) {
                ck_expand(CK_AVX512, format, weights + (r + i) * row_bytes + c / block * bytes, piece[i], width);
            }
            for (size_t at = 0; at < width; at += 32) {
                size_t rest = width - at;
                __m512i tile[CK_PANEL];
                for (size_t i = 0; i < count; i++) {
                    __m512 first = _mm512_maskz_loadu_ps(ck_first(rest), piece[i] + at);
                    __m512 second = rest > 16 ? _mm512_maskz_loadu_ps(ck_first(rest - 16), piece[i] + at + 16)
                                              : _mm512_setzero_ps();
                    tile[i] = ck_round(first, second);
                }
                for (size_t i = count; i < CK_PANEL; i++) {
                    tile[i] = _mm512_setzero_si512();
                }
                ck_store_tile(tile, target + (c + at) * CK_PANEL, rest < 32 ? (rest + 1) / 2 : 16);
            }
        }
    }
}

// Floats need no expansion.
static CK_TARGET_AVX512 void ck_pack_floats(const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                                            uint16_t *target) {
    size_t even = (columns + 1) / 2 * 2;
    for (size_t r = 0; r < rows; r += CK_PANEL, target += CK_PANEL * even) {
        size_t count = rows - r < CK_PANEL ? rows - r : CK_PANEL;
        for (size_t c = 0; c < columns; c += 32) {
            size_t rest = columns - c;
            __m512i tile[CK_PANEL];
            for (size_t i = 0; i < count; i++) {
                const float *row = (const float *)(weights + (r + i) * row_bytes) + c;
                __m512 first = _mm512_maskz_loadu_ps(ck_first(rest), row);
                __m512 second = rest > 16 ? _mm512_maskz_loadu_ps(ck_first(rest - 16), row + 16) : _mm512_setzero_ps();
                tile[i] = ck_round(first, second);
            }
            for (size_t i = count; i < CK_PANEL; i++) {
                tile[i] = _mm512_setzero_si512();
            }
            ck_store_tile(tile, target + c * CK_PANEL, rest < 32 ? (rest + 1) / 2 : 16);
        }
    }
}

CK_TARGET_AVX512 void ck_bf16_pack_weights_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                                  size_t columns, uint16_t *target) {
    switch (format) {
    case CK_F32: ck_pack_floats(weights, row_bytes, rows, columns, target); break;
    case CK_Q4_0: ck_pack_blocks(CK_Q4_0, weights, row_bytes, rows, columns, target); break;
    case CK_Q4_1: ck_pack_blocks(CK_Q4_1, weights, row_bytes, rows, columns, target); break;
    case CK_Q8_0: ck_pack_blocks(CK_Q8_0, weights, row_bytes, rows, columns, target); break;
    default: ck_pack_expanded(format, weights, row_bytes, rows, columns, target);
    }
}

// Two rows of 16 bfloat16 numbers, one after the other, as 16 pairs.
CK_INLINE __m512i ck_interleave(__m512i rows) {
    const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6,
                                           21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(order, rows);
}

CK_INLINE void ck_across_blocks(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                                uint16_t *target) {
    size_t bytes = format == CK_Q8_0 ? 34 : format == CK_Q4_1 ? 20 : 18, pairs = (rows + 1) / 2;
    for (size_t p = 0; p < pairs; p++) {
        const uint8_t *one = weights + 2 * p * row_bytes;
        for (size_t c = 0; c < columns; c += 32, one += bytes) {
            __m512i a = ck_block32(format, one);
            __m512i b = 2 * p + 1 < rows ? ck_block32(format, one + row_bytes) : _mm512_setzero_si512();
            uint16_t *place = target + (c * pairs + p * CK_PANEL) * 2;
            _mm512_storeu_si512(place, ck_interleave(_mm512_shuffle_i64x2(a, b, 0x44)));
            _mm512_storeu_si512(place + CK_PANEL, ck_interleave(_mm512_shuffle_i64x2(a, b, 0xee)));
        }
    }
}

static CK_TARGET_AVX512 void ck_across_expanded(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                                size_t columns, uint16_t *target) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format), pairs = (rows + 1) / 2;
    float piece[2][CK_PIECE];
    for (size_t p = 0; p < pairs; p++) {
        for (size_t c = 0; c < columns; c += CK_PIECE) {
            size_t width = columns - c < CK_PIECE ? columns - c : CK_PIECE;
            memset(piece, 0, sizeof piece);
            for (size_t i = 0; i < 2 && 2 * p + i < rows; i++) {
                ck_expand(CK_AVX512, format, weights + (2 * p + i) * row_bytes + c / block * bytes, piece[i], width);
            }
            for (size_t at = 0; at < width; at += 16) {
                __m512i both = ck_round(_mm512_loadu_ps(piece[0] + at), _mm512_loadu_ps(piece[1] + at));
                size_t lane = c + at;
                _mm512_storeu_si512(target + (lane / CK_PANEL * pairs + p) * 2 * CK_PANEL + lane % CK_PANEL * 2,
                                    ck_interleave(both));
            }
            if (width % CK_PANEL != 0 && width % CK_PANEL <= 16) {
                size_t lane = c + width / CK_PANEL * CK_PANEL + 16;
                _mm512_storeu_si512(target + (lane / CK_PANEL * pairs + p) * 2 * CK_PANEL + CK_PANEL,
                                    _mm512_setzero_si512());
            }
        }
    }
}

static CK_TARGET_AVX512 void ck_across_floats(const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                                              uint16_t *target) {
    size_t pairs = (rows + 1) / 2, even = (columns + CK_PANEL - 1) / CK_PANEL * CK_PANEL;
    for (size_t p = 0; p < pairs; p++) {
        const float *one = (const float *)(weights + 2 * p * row_bytes);
        const float *other = (const float *)(weights + (2 * p + 1) * row_bytes);
        for (size_t c = 0; c < even; c += 16) {
            __mmask16 kept = c < columns ? ck_first(columns - c) : 0;
            __m512 a = _mm512_maskz_loadu_ps(kept, one + c);
            __m512 b = 2 * p + 1 < rows ? _mm512_maskz_loadu_ps(kept, other + c) : _mm512_setzero_ps();
            _mm512_storeu_si512(target + (c / CK_PANEL * pairs + p) * 2 * CK_PANEL + c % CK_PANEL * 2,
                                ck_interleave(ck_round(a, b)));
        }
    }
}

CK_TARGET_AVX512 void ck_bf16_pack_weights_across_avx512(int format, const uint8_t *weights, size_t row_bytes,
                                                         size_t rows, size_t columns, uint16_t *target) {
    switch (format) {
    case CK_F32: ck_across_floats(weights, row_bytes, rows, columns, target); break;
    case CK_Q4_0: ck_across_blocks(CK_Q4_0, weights, row_bytes, rows, columns, target); break;
    case CK_Q4_1: ck_across_blocks(CK_Q4_1, weights, row_bytes, rows, columns, target); break;
    case CK_Q8_0: ck_across_blocks(CK_Q8_0, weights, row_bytes, rows, columns, target); break;
    default: ck_across_expanded(format, weights, row_bytes, rows, columns, target);
    }
}
#endif
