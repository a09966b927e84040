#include "../ck_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_VECTOR __m512
#define CK_LANES 16
#define CK_TARGET CK_TARGET_AVX512
#define CK_LOAD_F32(p) _mm512_loadu_ps(p)
#define CK_LOAD_F16(p) _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(p)))
#define CK_SET1(x) _mm512_set1_ps(x)
#define CK_FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
#define CK_ADD(a, b) _mm512_add_ps(a, b)
#define CK_ZERO() _mm512_setzero_ps()
#define CK_STORE(p, v) _mm512_storeu_ps(p, v)
#define CK_SCORES ck_cached_scores_avx512
#define CK_VALUES ck_cached_values_avx512
#include "ck_cached_attention_vector.h"
#endif
