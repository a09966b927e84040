#include "ck_gemm_internal.h"

size_t ck_bf16_stride(size_t k) {
    // An odd number of cache lines, so that neighbouring rows never compete for the same places of a cache.
    size_t lines = (k + 31) / 32;
    return 32 * (lines | 1);
}

size_t ck_bf16_panel_count(size_t k, size_t n) {
    return (n + CK_PANEL - 1) / CK_PANEL * CK_PANEL * ((k + 1) / 2 * 2);
}

// Where lane `lane` of inner position `position` lies in packed panels.
CK_BODY size_t ck_place(size_t pairs, size_t position, size_t lane) {
    return (lane / CK_PANEL * pairs + position / 2) * 2 * CK_PANEL + lane % CK_PANEL * 2 + position % 2;
}

static void ck_bf16_pack_rows_portable(const float *x, size_t stride, size_t rows, size_t k, uint16_t *target, size_t target_stride) {
    for (size_t r = 0; r < rows; r++) {
        for (size_t i = 0; i < k; i++) {
            target[r * target_stride + i] = ck_to_bfloat(x[r * stride + i]);
        }
        if (k % 2) {
            target[r * target_stride + k] = 0;
        }
    }
}

static void ck_bf16_pack_columns_portable(const float *x, size_t stride, size_t rows, size_t columns, uint16_t *target,
                                          size_t target_stride) {
    for (size_t c = 0; c < columns; c++) {
        for (size_t r = 0; r < rows; r++) {
            target[c * target_stride + r] = ck_to_bfloat(x[r * stride + c]);
        }
        if (rows % 2) {
            target[c * target_stride + rows] = 0;
        }
    }
}

static void ck_bf16_pack_weights_portable(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                          size_t columns, uint16_t *target, int across) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format);
    size_t k = across ? rows : columns, n = across ? columns : rows, pairs = (k + 1) / 2;
    memset(target, 0, ck_bf16_panel_count(k, n) * sizeof *target);
    float piece[CK_PIECE];
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c += CK_PIECE) {
            size_t count = columns - c < CK_PIECE ? columns - c : CK_PIECE;
            ck_expand_body(format, weights + r * row_bytes + c / block * bytes, piece, count);
            for (size_t i = 0; i < count; i++) {
                target[across ? ck_place(pairs, r, c + i) : ck_place(pairs, c + i, r)] = ck_to_bfloat(piece[i]);
            }
        }
    }
}

static void ck_bf16_product_portable(size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride,
                                     const uint16_t *b, float *c, size_t c_stride, int accumulate) {
    size_t pairs = (k + 1) / 2;
    for (size_t row = 0; row < m; row++) {
        for (size_t lane = 0; lane < n; lane++) {
            float sum = accumulate ? c[row * c_stride + lane] : 0;
            for (size_t i = 0; i < k; i++) {
                sum += ck_from_bfloat(a[row * a_stride + i]) * ck_from_bfloat(b[ck_place(pairs, i, lane)]);
            }
            c[row * c_stride + lane] = sum;
        }
    }
}

#if CK_HAS_AVX512
#define CK_CHOOSE(level, name, arguments, portable)                                   \
    ((level) >= CK_AVX512 ? name##_avx512 arguments : name##_portable portable)
#else
#define CK_CHOOSE(level, name, arguments, portable) ((void)(level), name##_portable portable)
#endif

void ck_bf16_pack_rows(ck_level level, const float *x, size_t stride, size_t rows, size_t k, uint16_t *target, size_t target_stride) {
    CK_CHOOSE(level, ck_bf16_pack_rows, (x, stride, rows, k, target, target_stride),
              (x, stride, rows, k, target, target_stride));
}

void ck_bf16_pack_columns(ck_level level, const float *x, size_t stride, size_t rows, size_t columns,
                          uint16_t *target, size_t target_stride) {
    CK_CHOOSE(level, ck_bf16_pack_columns, (x, stride, rows, columns, target, target_stride),
              (x, stride, rows, columns, target, target_stride));
}

void ck_bf16_pack_weights(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                          size_t columns, uint16_t *target) {
    CK_CHOOSE(level, ck_bf16_pack_weights, (format, weights, row_bytes, rows, columns, target),
              (format, weights, row_bytes, rows, columns, target, 0));
}

void ck_bf16_pack_weights_across(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                                 size_t columns, uint16_t *target) {
#if CK_HAS_AVX512
    if (level >= CK_AVX512) {
        ck_bf16_pack_weights_across_avx512(format, weights, row_bytes, rows, columns, target);
        return;
    }
#endif
    (void)level;
    ck_bf16_pack_weights_portable(format, weights, row_bytes, rows, columns, target, 1);
}

void ck_bf16_product(ck_level level, size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride,
                     const uint16_t *b, float *c, size_t c_stride, int accumulate) {
    CK_CHOOSE(level, ck_bf16_product, (m, n, k, a, a_stride, b, c, c_stride, accumulate),
              (m, n, k, a, a_stride, b, c, c_stride, accumulate));
}
