// Shared by the sources of the bfloat16 products; not part of the interface.
#ifndef CK_GEMM_INTERNAL_H
#define CK_GEMM_INTERNAL_H

#include "ck_weights_internal.h"
#include "include/ck_gemm.h"
#include "include/ck_gemm_f32.h"

// Columns of stored weights that are expanded at once: a multiple of every format's block.
#define CK_PIECE 256

#if CK_HAS_AVX512
void ck_bf16_pack_rows_avx512(const float *x, size_t stride, size_t rows, size_t k, uint16_t *target,
                              size_t target_stride);
void ck_bf16_pack_columns_avx512(const float *x, size_t stride, size_t rows, size_t columns, uint16_t *target,
                                 size_t target_stride);
void ck_bf16_pack_weights_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                                 uint16_t *target);
void ck_bf16_pack_weights_across_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                        size_t columns, uint16_t *target);
void ck_bf16_product_avx512(size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride, const uint16_t *b,
                            float *c, size_t c_stride, int accumulate);
void ck_f32_product_avx512(size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *b, float *c,
                           size_t c_stride, int accumulate);
#endif

#if CK_HAS_AVX2
void ck_f32_product_avx2(size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *b, float *c,
                         size_t c_stride, int accumulate);
#endif

#endif
