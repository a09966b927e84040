// Attention of one token for AVX2: a key or value that was loaded serves up to three query heads that share it.
#include "../ck_attention_internal.h"

#if CK_HAS_AVX2
#include "ck_avx2_internal.h"

// `heads` is a constant at every call, so the loops over it unroll and the sums stay in registers.
CK_INLINE void ck_keys(const float *query, size_t heads, const float *keys, size_t stride, size_t count,
                       size_t dimension, float *scores) {
    for (size_t i = 0; i < count; i++, keys += stride) {
        __m256 even[3], odd[3];
        for (size_t h = 0; h < heads; h++) {
            even[h] = odd[h] = _mm256_setzero_ps();
        }
        for (size_t d = 0; d < dimension; d += 16) {
            __m256 k0 = _mm256_loadu_ps(keys + d), k1 = _mm256_loadu_ps(keys + d + 8);
            for (size_t h = 0; h < heads; h++) {
                even[h] = _mm256_fmadd_ps(_mm256_loadu_ps(query + h * dimension + d), k0, even[h]);
                odd[h] = _mm256_fmadd_ps(_mm256_loadu_ps(query + h * dimension + d + 8), k1, odd[h]);
            }
        }
        for (size_t h = 0; h < heads; h++) {
            scores[h * count + i] = ck_sum8(_mm256_add_ps(even[h], odd[h]));
        }
    }
}

// 32 columns of the weighted sums of all values.
CK_INLINE void ck_values(const float *weights, size_t heads, const float *values, size_t stride, size_t count,
                         size_t dimension, float *output) {
    __m256 sums[3][4];
    for (size_t h = 0; h < heads; h++) {
        for (int j = 0; j < 4; j++) {
            sums[h][j] = _mm256_setzero_ps();
        }
    }
    for (size_t i = 0; i < count; i++, values += stride) {
        for (size_t h = 0; h < heads; h++) {
            __m256 p = _mm256_broadcast_ss(weights + h * count + i);
            for (int j = 0; j < 4; j++) {
                sums[h][j] = _mm256_fmadd_ps(p, _mm256_loadu_ps(values + 8 * j), sums[h][j]);
            }
        }
    }
    for (size_t h = 0; h < heads; h++) {
        for (int j = 0; j < 4; j++) {
            _mm256_storeu_ps(output + h * dimension + 8 * (size_t)j, sums[h][j]);
        }
    }
}

CK_TARGET_AVX2 void ck_key_products_wide_avx2(const float *query, size_t heads, const float *keys, size_t stride,
                                              size_t count, size_t dimension, float *scores) {
    for (; heads >= 3; heads -= 3, query += 3 * dimension, scores += 3 * count) {
        ck_keys(query, 3, keys, stride, count, dimension, scores);
    }
    if (heads == 2) {
        ck_keys(query, 2, keys, stride, count, dimension, scores);
    } else if (heads == 1) {
        ck_keys(query, 1, keys, stride, count, dimension, scores);
    }
}

CK_TARGET_AVX2 void ck_value_sums_wide_avx2(const float *weights, size_t heads, const float *values, size_t stride,
                                            size_t count, size_t dimension, float *output) {
    for (; heads > 0;) {
        size_t pass = heads >= 3 ? 3 : heads;
        for (size_t c = 0; c < dimension; c += 32) {
            if (pass == 3) {
                ck_values(weights, 3, values + c, stride, count, dimension, output + c);
            } else if (pass == 2) {
                ck_values(weights, 2, values + c, stride, count, dimension, output + c);
            } else {
                ck_values(weights, 1, values + c, stride, count, dimension, output + c);
            }
        }
        heads -= pass;
        weights += pass * count;
        output += pass * dimension;
    }
}
#endif
