// Packing of activations and stored weights for the products in 16-bit integers with 256-bit registers.
#include "../ck_gemm_int16_internal.h"

#if CK_HAS_AVX2
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX2

// Columns of weights whose rows are the inner dimension that are expanded at once, in formats with short blocks.
#define CK_STRIP 64

CK_INLINE __m256i ck_magnitudes(__m256 x) {
    return _mm256_and_si256((__m256i)x, _mm256_set1_epi32(0x7fffffff));
}

CK_INLINE uint32_t ck_largest(__m256i v) {
    __m128i s = _mm_max_epu32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    s = _mm_max_epu32(s, _mm_unpackhi_epi64(s, s));
    s = _mm_max_epu32(s, _mm_shuffle_epi32(s, 1));
    return (uint32_t)_mm_cvtsi128_si32(s);
}

// Scales of numbers whose largest magnitudes have the given bits, and what the numbers are multiplied by.
CK_INLINE __m256 ck_scales(__m256i largest, __m256 *inverse) {
    __m256 values = (__m256)largest;
    // Magnitudes have no sign, so their bits compare as they do with one.
    __m256 sound = (__m256)_mm256_cmpgt_epi32(_mm256_set1_epi32(0x7f800000), largest);
    __m256 used = _mm256_and_ps(sound, _mm256_cmp_ps(values, _mm256_set1_ps(CK_BLOCK_LEAST), _CMP_GE_OQ));
    *inverse = _mm256_and_ps(used, _mm256_div_ps(_mm256_set1_ps(CK_BLOCK_LARGEST), values));
    __m256 scale = _mm256_and_ps(used, _mm256_mul_ps(values, _mm256_set1_ps(1.0f / CK_BLOCK_LARGEST)));
    return _mm256_blendv_ps(_mm256_set1_ps(NAN), scale, sound);
}

// Numbers of a block whose inverse is 0 are 0, whatever they were: infinity times 0 is no number.
CK_INLINE __m256i ck_integers(__m256 x, __m256 inverse) {
    __m256 used = _mm256_cmp_ps(inverse, _mm256_setzero_ps(), _CMP_NEQ_OQ);
    return _mm256_and_si256(_mm256_cvtps_epi32(_mm256_mul_ps(x, inverse)), (__m256i)used);
}

// Rounds a block of at most CK_BLOCK floats that share a scale, which is given back.
CK_INLINE float ck_pack_block(const float *x, size_t count, int16_t *target) {
    float room[CK_BLOCK];
    if (count % 16) {
        memset(room + count / 16 * 16, 0, 16 * sizeof(float));
        memcpy(room, x, count * sizeof(float));
        x = room;
    }
    __m256i largest = _mm256_setzero_si256();
    for (size_t i = 0; i < count; i += 8) {
        largest = _mm256_max_epu32(largest, ck_magnitudes(_mm256_loadu_ps(x + i)));
    }
    __m256 inverse;
    __m256 scale = ck_scales(_mm256_set1_epi32((int)ck_largest(largest)), &inverse);
    for (size_t i = 0; i < count; i += 16) {
        __m256i both = _mm256_packs_epi32(ck_integers(_mm256_loadu_ps(x + i), inverse),
                                          ck_integers(_mm256_loadu_ps(x + i + 8), inverse));
        both = _mm256_permute4x64_epi64(both, 0xd8);
        if (count - i >= 16) {
            _mm256_storeu_si256((__m256i *)(target + i), both);
        } else {
            int16_t rest[16];
            _mm256_storeu_si256((__m256i *)rest, both);
            memcpy(target + i, rest, (count - i) * sizeof *rest);
        }
    }
    return _mm256_cvtss_f32(scale);
}

CK_TARGET_AVX2 void ck_int16_pack_rows_avx2(const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
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

// Transposes 8 rows of 8 pairs in registers.
CK_INLINE void ck_transpose(__m256i r[8]) {
    __m256i t[8];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        t[2 * i] = _mm256_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm256_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 2; i++) {
        r[4 * i] = _mm256_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm256_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm256_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm256_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        t[i] = _mm256_permute2x128_si256(r[i], r[i + 4], 0x20);
        t[i + 4] = _mm256_permute2x128_si256(r[i], r[i + 4], 0x31);
    }
    memcpy(r, t, sizeof t);
}

CK_TARGET_AVX2 void ck_int16_pack_weights_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
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
                    ck_expand(CK_AVX2, format, weights + (r + i) * row_bytes + c / block * bytes, piece, width);
                    if (width % 2) {
                        numbers[i][width] = 0;
                    }
                }
                for (size_t at = 0; at < width; at += CK_BLOCK) {
                    scales[(c + at) / CK_BLOCK * CK_PANEL + i] =
                        i < count ? ck_pack_block(piece + at, width - at < CK_BLOCK ? width - at : CK_BLOCK, numbers[i] + at) : 0;
                }
            }
            for (size_t at = 0; at < width; at += 16) {
                size_t used = width - at < 16 ? (width - at + 1) / 2 : 8;
                for (size_t lane = 0; lane < CK_PANEL; lane += 8) {
                    __m256i tile[8];
#pragma clang loop unroll(full)
                    for (size_t i = 0; i < 8; i++) {
                        tile[i] = _mm256_loadu_si256((const __m256i *)(numbers[lane + i] + at));
                    }
                    ck_transpose(tile);
                    for (size_t p = 0; p < used; p++) {
                        _mm256_storeu_si256((__m256i *)(target + (c + at + 2 * p) * CK_PANEL + 2 * lane), tile[p]);
                    }
                }
            }
        }
    }
}

// Rounds up to CK_BLOCK rows of 8 lanes to pairs of rows; the scales of the lanes go to `scales`.
CK_INLINE void ck_pack_across(const float *x, size_t stride, size_t rows, int16_t *target, float *scales) {
    __m256i largest = _mm256_setzero_si256();
    for (size_t r = 0; r < rows; r++) {
        largest = _mm256_max_epu32(largest, ck_magnitudes(_mm256_loadu_ps(x + r * stride)));
    }
    __m256 inverse;
    _mm256_storeu_ps(scales, ck_scales(largest, &inverse));
    for (size_t r = 0; r < rows; r += 2, target += 2 * CK_PANEL) {
        __m256i one = ck_integers(_mm256_loadu_ps(x + r * stride), inverse);
        __m256i other = r + 1 < rows ? ck_integers(_mm256_loadu_ps(x + (r + 1) * stride), inverse)
                                     : _mm256_setzero_si256();
        __m256i both = _mm256_blend_epi16(one, _mm256_slli_epi32(other, 16), 0xaa);
        _mm256_storeu_si256((__m256i *)target, both);
    }
}

CK_TARGET_AVX2 void ck_int16_pack_weights_across_avx2(int format, const uint8_t *weights, size_t row_bytes,
                                                      size_t rows, size_t columns, int16_t *target) {
    size_t weights_in_block = ck_block_weights(format), bytes = ck_block_bytes(format), pairs = (rows + 1) / 2;
    size_t panel = ck_int16_panel_count(rows, CK_PANEL), strip = weights_in_block > CK_STRIP ? CK_PIECE : CK_STRIP;
    float room[CK_BLOCK * CK_PIECE];
    for (size_t first = 0; first < rows; first += CK_BLOCK) {
        size_t count = rows - first < CK_BLOCK ? rows - first : CK_BLOCK;
        for (size_t c = 0; c < columns; c += strip) {
            size_t width = columns - c < strip ? columns - c : strip;
            const uint8_t *source = weights + first * row_bytes + c / weights_in_block * bytes;
            // Lanes that do not exist are packed as zeros.
            size_t whole = (width + CK_PANEL - 1) / CK_PANEL * CK_PANEL;
            for (size_t r = 0; r < count; r++) {
                ck_expand(CK_AVX2, format, source + r * row_bytes, room + r * strip, width);
                memset(room + r * strip + width, 0, (whole - width) * sizeof(float));
            }
            for (size_t at = 0; at < whole; at += 8) {
                int16_t *numbers = target + (c + at) / CK_PANEL * panel;
                float *scales = (float *)(numbers + pairs * 2 * CK_PANEL) + first / CK_BLOCK * CK_PANEL;
                size_t lane = (c + at) % CK_PANEL;
                ck_pack_across(room + at, strip, count, numbers + first * CK_PANEL + 2 * lane, scales + lane);
            }
        }
    }
}
#endif
