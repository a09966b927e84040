// Shared by the sources of the products in 16-bit integers; not part of the interface.
#ifndef CK_GEMM_INT16_INTERNAL_H
#define CK_GEMM_INT16_INTERNAL_H

#include "ck_gemm_internal.h"
#include "include/ck_gemm_int16.h"

// Blocks whose largest number is smaller are taken for zeros: a reciprocal of it may not exist.
#define CK_BLOCK_LEAST 1e-30f

CK_BODY size_t ck_int16_blocks(size_t k) { return (k + CK_BLOCK - 1) / CK_BLOCK; }

#if CK_HAS_AVX2
void ck_int16_pack_rows_avx2(const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
                             size_t target_stride);
void ck_int16_pack_weights_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                                int16_t *target);
void ck_int16_pack_weights_across_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                       size_t columns, int16_t *target);
void ck_int16_product_avx2(size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride, const float *a_scales,
                           const int16_t *b, float *c, size_t c_stride, int accumulate);
#endif

#if CK_HAS_AVX512
void ck_int16_pack_rows_avx512(const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
                               size_t target_stride);
void ck_int16_pack_weights_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                                  int16_t *target);
void ck_int16_pack_weights_across_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                         size_t columns, int16_t *target);
void ck_int16_product_avx512(size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride, const float *a_scales,
                             const int16_t *b, float *c, size_t c_stride, int accumulate);
#endif

#endif
