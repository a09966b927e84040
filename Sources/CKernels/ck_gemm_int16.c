#include "ck_gemm_int16_internal.h"

size_t ck_int16_scales_at(size_t k) { return (k + 1) / 2 * 2; }

size_t ck_int16_stride(size_t k) {
    // An odd number of cache lines, so that neighbouring rows never compete for the same places of a cache.
    size_t lines = (ck_int16_scales_at(k) + 2 * ck_int16_blocks(k) + 31) / 32;
    return 32 * (lines | 1);
}

size_t ck_int16_panel_count(size_t k, size_t n) {
    return (n + CK_PANEL - 1) / CK_PANEL * 2 * CK_PANEL * ((k + 1) / 2 + ck_int16_blocks(k));
}

// The scale of numbers whose largest magnitude has the given bits, and what they are multiplied by before rounding.
CK_BODY float ck_block_scale(uint32_t largest, float *inverse) {
    float value = ck_from_bits(largest);
    if (largest >= 0x7f800000u) {
        *inverse = 0;
        return NAN;
    }
    if (value < CK_BLOCK_LEAST) {
        *inverse = 0;
        return 0;
    }
    *inverse = CK_BLOCK_LARGEST / value;
    return value * (1.0f / CK_BLOCK_LARGEST);
}

CK_BODY uint32_t ck_magnitude(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits & 0x7fffffffu;
}

CK_BODY int16_t ck_rounded(float value, float inverse) {
    return inverse == 0 ? 0 : (int16_t)lrintf(value * inverse);
}

static void ck_int16_pack_rows_portable(const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
                                        size_t target_stride) {
    for (size_t r = 0; r < rows; r++, x += stride, target += target_stride) {
        float *scales = (float *)(target + ck_int16_scales_at(k));
        for (size_t first = 0; first < k; first += CK_BLOCK) {
            size_t count = k - first < CK_BLOCK ? k - first : CK_BLOCK;
            uint32_t largest = 0;
            for (size_t i = 0; i < count; i++) {
                uint32_t magnitude = ck_magnitude(x[first + i]);
                largest = magnitude > largest ? magnitude : largest;
            }
            float inverse;
            scales[first / CK_BLOCK] = ck_block_scale(largest, &inverse);
            for (size_t i = 0; i < count; i++) {
                target[first + i] = ck_rounded(x[first + i], inverse);
            }
        }
        if (k % 2) {
            target[k] = 0;
        }
    }
}

static void ck_int16_pack_weights_portable(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                           size_t columns, int16_t *target, int across) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format);
    size_t k = across ? rows : columns, n = across ? columns : rows;
    size_t pairs = (k + 1) / 2, panel = ck_int16_panel_count(k, CK_PANEL);
    float piece[CK_PIECE];
    memset(target, 0, ck_int16_panel_count(k, n) * sizeof *target);
    // First the largest magnitude of every lane's blocks, in the places of their scales, then the numbers.
    for (int pass = 0; pass < 2; pass++) {
        for (size_t r = 0; r < rows; r++) {
            for (size_t c = 0; c < columns; c++) {
                if (c % CK_PIECE == 0) {
                    size_t width = columns - c < CK_PIECE ? columns - c : CK_PIECE;
                    ck_expand_body(format, weights + r * row_bytes + c / block * bytes, piece, width);
                }
                size_t position = across ? r : c, lane = across ? c : r;
                int16_t *numbers = target + lane / CK_PANEL * panel;
                float *scale = (float *)(numbers + pairs * 2 * CK_PANEL) + position / CK_BLOCK * CK_PANEL + lane % CK_PANEL;
                float value = piece[c % CK_PIECE], inverse;
                if (pass == 0) {
                    *scale = ck_from_bits(ck_magnitude(value) > ck_magnitude(*scale) ? ck_magnitude(value) : ck_magnitude(*scale));
                } else {
                    ck_block_scale(ck_magnitude(*scale), &inverse);
                    numbers[position / 2 * 2 * CK_PANEL + lane % CK_PANEL * 2 + position % 2] = ck_rounded(value, inverse);
                }
            }
        }
    }
    for (size_t lane = 0; lane < n; lane++) {
        float *scales = (float *)(target + lane / CK_PANEL * panel + pairs * 2 * CK_PANEL);
        for (size_t i = 0; i < ck_int16_blocks(k); i++) {
            float inverse, *scale = scales + i * CK_PANEL + lane % CK_PANEL;
            *scale = ck_block_scale(ck_magnitude(*scale), &inverse);
        }
    }
}

static void ck_int16_product_portable(size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride,
                                      const float *a_scales, const int16_t *b, float *c, size_t c_stride,
                                      int accumulate) {
    size_t pairs = (k + 1) / 2, panel = ck_int16_panel_count(k, CK_PANEL);
    for (size_t row = 0; row < m; row++) {
        for (size_t lane = 0; lane < n; lane++) {
            const int16_t *numbers = b + lane / CK_PANEL * panel;
            const float *scales = (const float *)(numbers + pairs * 2 * CK_PANEL) + lane % CK_PANEL;
            float sum = accumulate ? c[row * c_stride + lane] : 0;
            for (size_t first = 0; first < k; first += CK_BLOCK) {
                int32_t products = 0;
                for (size_t i = first; i < k && i < first + CK_BLOCK; i++) {
                    products += a[row * a_stride + i] * numbers[i / 2 * 2 * CK_PANEL + lane % CK_PANEL * 2 + i % 2];
                }
                sum += (float)products * (a_scales[row * (a_stride / 2) + first / CK_BLOCK] * scales[first / CK_BLOCK * CK_PANEL]);
            }
            c[row * c_stride + lane] = sum;
        }
    }
}

#if CK_HAS_AVX512
#define CK_CHOOSE(level, name, arguments, portable)                                                              \
    ((level) >= CK_AVX512 ? name##_avx512 arguments                                                             \
     : (level) >= CK_AVX2 ? name##_avx2 arguments                                                               \
                          : name##_portable portable)
#else
#define CK_CHOOSE(level, name, arguments, portable) ((void)(level), name##_portable portable)
#endif

void ck_int16_pack_rows(ck_level level, const float *x, size_t stride, size_t rows, size_t k, int16_t *target,
                        size_t target_stride) {
    CK_CHOOSE(level, ck_int16_pack_rows, (x, stride, rows, k, target, target_stride),
              (x, stride, rows, k, target, target_stride));
}

void ck_int16_pack_weights(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                           size_t columns, int16_t *target) {
    CK_CHOOSE(level, ck_int16_pack_weights, (format, weights, row_bytes, rows, columns, target),
              (format, weights, row_bytes, rows, columns, target, 0));
}

static void ck_int16_pack_weights_across_portable(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                                  size_t columns, int16_t *target) {
    ck_int16_pack_weights_portable(format, weights, row_bytes, rows, columns, target, 1);
}

void ck_int16_pack_weights_across(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                                  size_t columns, int16_t *target) {
    CK_CHOOSE(level, ck_int16_pack_weights_across, (format, weights, row_bytes, rows, columns, target),
              (format, weights, row_bytes, rows, columns, target));
}

void ck_int16_product(ck_level level, size_t m, size_t n, size_t k, const int16_t *a, size_t a_stride,
                      const float *a_scales, const int16_t *b, float *c, size_t c_stride, int accumulate) {
    CK_CHOOSE(level, ck_int16_product, (m, n, k, a, a_stride, a_scales, b, c, c_stride, accumulate),
              (m, n, k, a, a_stride, a_scales, b, c, c_stride, accumulate));
}
