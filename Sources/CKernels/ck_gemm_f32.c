#include "ck_gemm_internal.h"

size_t ck_f32_panel_count(size_t k, size_t n) { return (n + CK_PANEL - 1) / CK_PANEL * CK_PANEL * k; }

void ck_f32_pack_weights(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                         size_t columns, float *target) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format);
    float piece[CK_PANEL][CK_PIECE];
    for (size_t r = 0; r < rows; r += CK_PANEL, target += CK_PANEL * columns) {
        size_t count = rows - r < CK_PANEL ? rows - r : CK_PANEL;
        memset(piece, 0, sizeof piece);
        for (size_t c = 0; c < columns; c += CK_PIECE) {
            size_t width = columns - c < CK_PIECE ? columns - c : CK_PIECE;
            for (size_t i = 0; i < count; i++) {
                ck_expand(level, format, (const uint8_t *)weights + (r + i) * row_bytes + c / block * bytes, piece[i],
                          width);
            }
            for (size_t i = 0; i < width; i++) {
                for (size_t lane = 0; lane < CK_PANEL; lane++) {
                    target[(c + i) * CK_PANEL + lane] = piece[lane][i];
                }
            }
        }
    }
}

void ck_f32_pack_weights_across(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                                size_t columns, float *target) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format);
    float piece[CK_PIECE];
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c += CK_PIECE) {
            size_t width = columns - c < CK_PIECE ? columns - c : CK_PIECE;
            ck_expand(level, format, (const uint8_t *)weights + r * row_bytes + c / block * bytes, piece, width);
            memset(piece + width, 0, (CK_PIECE - width) * sizeof(float));
            for (size_t at = 0; at < width; at += CK_PANEL) {
                memcpy(target + ((c + at) * rows + r * CK_PANEL), piece + at, CK_PANEL * sizeof(float));
            }
        }
    }
}

void ck_f32_pack_columns(ck_level level, const float *x, size_t stride, size_t rows, size_t columns,
                         float *target, size_t target_stride) {
    (void)level;
    for (size_t c = 0; c < columns; c++) {
        for (size_t r = 0; r < rows; r++) {
            target[c * target_stride + r] = x[r * stride + c];
        }
    }
}

static void ck_f32_product_portable(size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *b,
                                    float *c, size_t c_stride, int accumulate) {
    for (size_t row = 0; row < m; row++) {
        for (size_t lane = 0; lane < n; lane += CK_PANEL) {
            size_t lanes = n - lane < CK_PANEL ? n - lane : CK_PANEL;
            const float *panel = b + lane * k;
            float sums[CK_PANEL] = {0};
            if (accumulate) {
                memcpy(sums, c + row * c_stride + lane, lanes * sizeof(float));
            }
            for (size_t i = 0; i < k; i++, panel += CK_PANEL) {
                float x = a[row * a_stride + i];
                for (size_t l = 0; l < CK_PANEL; l++) {
                    sums[l] += x * panel[l];
                }
            }
            memcpy(c + row * c_stride + lane, sums, lanes * sizeof(float));
        }
    }
}

void ck_f32_product(ck_level level, size_t m, size_t n, size_t k, const float *a, size_t a_stride,
                    const float *b, float *c, size_t c_stride, int accumulate) {
#if CK_HAS_AVX512
    if (level >= CK_AVX512) {
        ck_f32_product_avx512(m, n, k, a, a_stride, b, c, c_stride, accumulate);
        return;
    }
#endif
#if CK_HAS_AVX2
    if (level >= CK_AVX2) {
        ck_f32_product_avx2(m, n, k, a, a_stride, b, c, c_stride, accumulate);
        return;
    }
#endif
    (void)level;
    ck_f32_product_portable(m, n, k, a, a_stride, b, c, c_stride, accumulate);
}
