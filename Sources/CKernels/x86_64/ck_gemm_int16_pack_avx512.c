// Packing of activations and stored weights for the products in 16-bit integers with 512-bit registers.
#include "../ck_gemm_int16_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512

// Columns of weights whose rows are the inner dimension that are expanded at once, in formats with short blocks.
#define CK_STRIP 64

CK_INLINE __mmask16 ck_first(size_t count) { return count >= 16 ? 0xffff : (__mmask16)((1u << count) - 1); }

// Transposes 16 rows of 16 double words in registers.
CK_INLINE void ck_transpose(__m512i r[16]) {
    __m512i t[16];
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; i++) {
        t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
        t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
        t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
        t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
        r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
        r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
        r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
    }
}

// Stores a tile of up to 32 rows by 32 columns, a row a register, as 16 pairs of a panel.
CK_INLINE void ck_store_tile(__m512i rows[32], int16_t *panel, size_t pairs) {
    ck_transpose(rows);
    ck_transpose(rows + 16);
    for (size_t p = 0; p < pairs; p++) {
        _mm512_storeu_si512(panel + 2 * CK_PANEL * p, rows[p]);
        _mm512_storeu_si512(panel + 2 * CK_PANEL * p + CK_PANEL, rows[16 + p]);
    }
}

CK_INLINE __m512i ck_magnitudes(__m512 x) {
    return _mm512_and_si512((__m512i)x, _mm512_set1_epi32(0x7fffffff));
}

// Scales of numbers whose largest magnitudes have the given bits, and what the numbers are multiplied by.
CK_INLINE __m512 ck_scales(__m512i largest, __m512 *inverse) {
    __m512 values = (__m512)largest;
    __mmask16 sound = _mm512_cmplt_epu32_mask(largest, _mm512_set1_epi32(0x7f800000));
    __mmask16 used = _mm512_mask_cmp_ps_mask(sound, values, _mm512_set1_ps(CK_BLOCK_LEAST), _CMP_GE_OQ);
    *inverse = _mm512_maskz_div_ps(used, _mm512_set1_ps(CK_BLOCK_LARGEST), values);
    __m512 scale = _mm512_maskz_mul_ps(used, values, _mm512_set1_ps(1.0f / CK_BLOCK_LARGEST));
    return _mm512_mask_mov_ps(_mm512_set1_ps(NAN), sound, scale);
}

// Numbers of a block whose inverse is 0 are 0, whatever they were: infinity times 0 is no number.
CK_INLINE __m512i ck_integers(__m512 x, __m512 inverse) {
    __mmask16 used = _mm512_cmp_ps_mask(inverse, _mm512_setzero_ps(), _CMP_NEQ_OQ);
    return _mm512_maskz_cvtps_epi32(used, _mm512_mul_ps(x, inverse));
}

// Rounds a block of at most CK_BLOCK floats that share a scale, which is given back.
CK_INLINE float ck_pack_block(const float *x, size_t count, int16_t *target) {
    __m512i largest = _mm512_setzero_si512();
    for (size_t i = 0; i < count; i += 16) {
        largest = _mm512_max_epu32(largest, ck_magnitudes(_mm512_maskz_loadu_ps(ck_first(count - i), x + i)));
    }
    __m512 inverse;
    __m512 scale = ck_scales(_mm512_set1_epi32((int)_mm512_reduce_max_epu32(largest)), &inverse);
    for (size_t i = 0; i < count; i += 16) {
        __mmask16 kept = ck_first(count - i);
        __m512i numbers = ck_integers(_mm512_maskz_loadu_ps(kept, x + i), inverse);
        _mm256_mask_storeu_epi16(target + i, kept, _mm512_cvtepi32_epi16(numbers));
    }
    return _mm512_cvtss_f32(scale);
}

CK_TARGET_AVX512 void ck_int16_pack_rows_avx512(const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
                                                size_t target_stride) {
    for (size_t r = 0; r < rows; r++, x += stride, target += target_stride) {
        float *scales = (float *)(target + ck_int16_scales_at(k));
        for (size_t first = 0; first < k; first += CK_BLOCK) {
            scales[first / CK_BLOCK] = ck_pack_block(x + first, k - first < CK_BLOCK ? k - first : CK_BLOCK, target + first);
        }
        if (k % 2) {
            target[k] = 0;
        }
    }
}

CK_TARGET_AVX512 void ck_int16_pack_weights_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                                   size_t columns, int16_t *target) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format), pairs = (columns + 1) / 2;
    float piece[CK_PIECE];
    // Rounded rows of one piece, to be turned over.
    int16_t numbers[CK_PANEL][CK_PIECE];
    for (size_t r = 0; r < rows; r += CK_PANEL, target += ck_int16_panel_count(columns, CK_PANEL)) {
        size_t count = rows - r < CK_PANEL ? rows - r : CK_PANEL;
        float *scales = (float *)(target + pairs * 2 * CK_PANEL);
        memset(numbers, 0, sizeof numbers);
        for (size_t c = 0; c < columns; c += CK_PIECE) {
            size_t width = columns - c < CK_PIECE ? columns - c : CK_PIECE;
            for (size_t i = 0; i < CK_PANEL; i++) {
                if (i < count) {
                    ck_expand(CK_AVX512, format, weights + (r + i) * row_bytes + c / block * bytes, piece, width);
                    if (width % 2) {
                        numbers[i][width] = 0;
                    }
                }
                for (size_t at = 0; at < width; at += CK_BLOCK) {
                    scales[(c + at) / CK_BLOCK * CK_PANEL + i] =
                        i < count ? ck_pack_block(piece + at, width - at < CK_BLOCK ? width - at : CK_BLOCK, numbers[i] + at) : 0;
                }
            }
            for (size_t at = 0; at < width; at += 32) {
                __m512i tile[CK_PANEL];
                for (size_t i = 0; i < CK_PANEL; i++) {
                    tile[i] = _mm512_loadu_si512(numbers[i] + at);
                }
                ck_store_tile(tile, target + (c + at) * CK_PANEL, width - at < 32 ? (width - at + 1) / 2 : 16);
            }
        }
    }
}

// Rounds up to CK_BLOCK rows of 16 lanes, of which `kept` exist, to pairs of rows; the scales of the lanes go to `scales`.
CK_INLINE void ck_pack_across(const float *x, size_t stride, size_t rows, __mmask16 kept, int16_t *target, float *scales) {
    __m512i largest = _mm512_setzero_si512();
    for (size_t r = 0; r < rows; r++) {
        largest = _mm512_max_epu32(largest, ck_magnitudes(_mm512_maskz_loadu_ps(kept, x + r * stride)));
    }
    __m512 inverse;
    _mm512_storeu_ps(scales, ck_scales(largest, &inverse));
    for (size_t r = 0; r < rows; r += 2, target += 2 * CK_PANEL) {
        __m512i one = ck_integers(_mm512_maskz_loadu_ps(kept, x + r * stride), inverse);
        __m512i other = r + 1 < rows ? ck_integers(_mm512_maskz_loadu_ps(kept, x + (r + 1) * stride), inverse)
                                     : _mm512_setzero_si512();
        __m512i both = _mm512_mask_blend_epi16(0xaaaaaaaa, one, _mm512_slli_epi32(other, 16));
        _mm512_storeu_si512(target, both);
    }
}

CK_TARGET_AVX512 void ck_int16_pack_weights_across_avx512(int format, const uint8_t *weights, size_t row_bytes,
                                                          size_t rows, size_t columns, int16_t *target) {
    size_t weights_in_block = ck_block_weights(format), bytes = ck_block_bytes(format), pairs = (rows + 1) / 2;
    size_t panel = ck_int16_panel_count(rows, CK_PANEL), strip = weights_in_block > CK_STRIP ? CK_PIECE : CK_STRIP;
    float room[CK_BLOCK * CK_PIECE];
    for (size_t first = 0; first < rows; first += CK_BLOCK) {
        size_t count = rows - first < CK_BLOCK ? rows - first : CK_BLOCK;
        for (size_t c = 0; c < columns; c += strip) {
            size_t width = columns - c < strip ? columns - c : strip;
            const uint8_t *source = weights + first * row_bytes + c / weights_in_block * bytes;
            const float *x = format == CK_F32 ? (const float *)source : room;
            size_t stride = format == CK_F32 ? row_bytes / sizeof(float) : strip;
            for (size_t r = 0; r < count && format != CK_F32; r++) {
                ck_expand(CK_AVX512, format, source + r * row_bytes, room + r * strip, width);
            }
            for (size_t at = 0; at < (width + CK_PANEL - 1) / CK_PANEL * CK_PANEL; at += 16) {
                int16_t *numbers = target + (c + at) / CK_PANEL * panel;
                float *scales = (float *)(numbers + pairs * 2 * CK_PANEL) + first / CK_BLOCK * CK_PANEL;
                size_t half = (c + at) % CK_PANEL;
                ck_pack_across(x + at, stride, count, at < width ? ck_first(width - at) : 0,
                               numbers + first * CK_PANEL + 2 * half, scales + half);
            }
        }
    }
}
#endif
