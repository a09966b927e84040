// Shared by the sources of the products of packed operands; not part of the interface.
#ifndef CK_GEMM_INTERNAL_H
#define CK_GEMM_INTERNAL_H

#include "ck_weights_internal.h"
#include "include/ck_gemm_f32.h"

// Columns of stored weights that are expanded at once: a multiple of every format's block.
#define CK_PIECE 256

#if CK_HAS_AVX512
void ck_f32_product_avx512(size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *b, float *c,
                           size_t c_stride, int accumulate);
#endif

#if CK_HAS_AVX2
void ck_f32_product_avx2(size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *b, float *c,
                         size_t c_stride, int accumulate);
#endif

#endif
