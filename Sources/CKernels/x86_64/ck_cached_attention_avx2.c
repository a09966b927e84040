#include "../ck_internal.h"

#if CK_HAS_AVX2
#include <immintrin.h>

#define CK_VECTOR __m256
#define CK_LANES 8
#define CK_TARGET CK_TARGET_AVX2
#define CK_LOAD_F32(p) _mm256_loadu_ps(p)
#define CK_LOAD_F16(p) _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(p)))
#define CK_SET1(x) _mm256_set1_ps(x)
#define CK_FMA(a, b, c) _mm256_fmadd_ps(a, b, c)
#define CK_ADD(a, b) _mm256_add_ps(a, b)
#define CK_ZERO() _mm256_setzero_ps()
#define CK_STORE(p, v) _mm256_storeu_ps(p, v)
#define CK_SCORES ck_cached_scores_avx2
#define CK_VALUES ck_cached_values_avx2
#include "ck_cached_attention_vector.h"
#endif
