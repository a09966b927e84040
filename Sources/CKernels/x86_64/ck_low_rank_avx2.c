// Products of 8-bit tiles for AVX2: a weight is widened to 16 bits, and a pair of them is multiplied at once.
#include "../ck_low_rank_internal.h"

#if CK_HAS_AVX2
#include "ck_avx2_internal.h"

// Sums of 4 outputs each, in pairs of lanes, as 8 outputs in their order.
CK_INLINE __m256i ck_in_order(__m256i first, __m256i second) {
    return _mm256_permute4x64_epi64(_mm256_hadd_epi32(first, second), 0xd8);
}

CK_INLINE __m256 ck_scales8(const uint16_t *scales) {
    __m128i halves = _mm_loadu_si128((const __m128i *)scales);
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16));
}

// A tile times one row.
CK_INLINE void ck_tile_row(const ck_tiles *tiles, size_t tile, ck_int16_row x, float result[CK_TILE_OUTPUTS]) {
    const uint8_t *w = tiles->bytes + tile * tiles->groups * CK_GROUP_BYTES;
    const uint16_t *scales = tiles->scales + tile * tiles->blocks * CK_TILE_OUTPUTS;
    __m256 sums[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
    const __m128i centre = _mm_set1_epi8((char)CK_TILE_CENTRE);
    for (size_t b = 0, g = 0; b < tiles->blocks; b++) {
        __m256i products[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(),
                               _mm256_setzero_si256()};
        size_t end = g + 8 < tiles->groups ? g + 8 : tiles->groups;
        for (; g < end; g++, w += CK_GROUP_BYTES) {
            int64_t numbers;
            memcpy(&numbers, x.numbers + CK_GROUP * g, sizeof numbers);
            __m256i four = _mm256_set1_epi64x(numbers);
#pragma clang loop unroll(full)
            for (int i = 0; i < 4; i++) {
                __m128i q = _mm_xor_si128(_mm_loadu_si128((const __m128i *)(w + 16 * i)), centre);
                __m256i pairs = _mm256_madd_epi16(_mm256_cvtepi8_epi16(q), four);
                products[i] = _mm256_add_epi32(products[i], pairs);
            }
        }
        __m256 scale = _mm256_set1_ps(x.scales[b]);
#pragma clang loop unroll(full)
        for (int half = 0; half < 2; half++) {
            __m256 eight = _mm256_cvtepi32_ps(ck_in_order(products[2 * half], products[2 * half + 1]));
            __m256 own = ck_scales8(scales + b * CK_TILE_OUTPUTS + 8 * half);
            sums[half] = _mm256_fmadd_ps(_mm256_mul_ps(eight, scale), own, sums[half]);
        }
    }
    _mm256_storeu_ps(result, sums[0]);
    _mm256_storeu_ps(result + 8, sums[1]);
}

CK_TARGET_AVX2 void ck_tiles_dot_avx2(const ck_tiles *tiles, size_t first, size_t count, const ck_tile_call *call) {
    for (size_t o = 0; o < count; o += CK_TILE_OUTPUTS) {
        size_t some = count - o < CK_TILE_OUTPUTS ? count - o : CK_TILE_OUTPUTS;
        for (size_t r = 0; r < call->rows; r++) {
            float result[CK_TILE_OUTPUTS];
            float *y = call->y + r * call->y_stride + o;
            ck_tile_row(tiles, (first + o) / CK_TILE_OUTPUTS,
                        ck_int16_row_at(call->x + r * call->x_stride, 32 * tiles->blocks), result);
            for (size_t i = 0; i < some; i++) {
                y[i] = call->adds ? y[i] + result[i] : result[i];
            }
        }
    }
}
#endif
