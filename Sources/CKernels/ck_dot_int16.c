#include "ck_dot_internal.h"

size_t ck_int16_row_bytes(size_t columns) {
    size_t blocks = columns / 32;
    return blocks * 64 + 2 * CK_ALIGNED(blocks * sizeof(float)) + CK_ALIGNED(2 * blocks * sizeof(float))
           + CK_ALIGNED(4 * blocks * sizeof(int32_t));
}

int ck_has_int16(int format) {
    switch (format) {
    case CK_Q4_0: case CK_Q4_1: case CK_Q5_0: case CK_Q5_1: case CK_Q8_0:
    case CK_Q4_K: case CK_Q5_K: case CK_Q6_K: return 1;
    default: return 0;
    }
}

static void ck_quantize_int16_portable(const float *x, size_t columns, ck_int16_row row) {
    for (size_t b = 0; b < columns / 32; b++, x += 32) {
        float most = 0, sum = 0;
        int totals[2] = {0, 0};
        for (int i = 0; i < 32; i++) {
            most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
            sum += x[i];
        }
        float inverse = most > 0 ? CK_INT16_MOST / most : 0;
        for (int i = 0; i < 32; i++) {
            float scaled = fmaxf(-CK_INT16_MOST, fminf(CK_INT16_MOST, x[i] * inverse));
            int16_t number = (int16_t)rintf(scaled);
            row.numbers[32 * b + (size_t)i] = number;
            totals[i / 16] += number;
        }
        ck_store_scales(b, most, sum, totals[0], totals[1], row);
    }
}

void ck_quantize_int16(ck_level level, const float *x, size_t columns, void *memory) {
    ck_int16_row row = ck_int16_row_at(memory, columns);
#if CK_HAS_AVX2
    if (level >= CK_AVX2) {
        ck_quantize_int16_avx2(x, columns, level >= CK_AVX512, row);
        return;
    }
#endif
    (void)level;
    ck_quantize_int16_portable(x, columns, row);
}

// The plain form: weights and activations as floats, a piece at a time.
static void ck_dot_rows_int16_portable(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                       size_t columns, uint8_t *x, size_t x_stride, size_t tokens, float *y,
                                       size_t y_stride) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format);
    float piece[CK_SUPER];
    for (size_t r = 0; r < rows; r++) {
        float sums[CK_INT16_TOKENS] = {0};
        for (size_t c = 0; c < columns; c += block) {
            ck_expand_body(format, weights + r * row_bytes + c / block * bytes, piece, block);
            for (size_t t = 0; t < tokens; t++) {
                ck_int16_row row = ck_int16_row_at(x + t * x_stride, columns);
                for (size_t i = 0; i < block; i++) {
                    sums[t] += piece[i] * ((float)row.numbers[c + i] * row.scales[(c + i) / 32]);
                }
            }
        }
        for (size_t t = 0; t < tokens; t++) {
            y[t * y_stride + r] = sums[t];
        }
    }
}

static void ck_dot_some_rows_int16(ck_level level, int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                   size_t columns, uint8_t *x, size_t x_stride, size_t tokens, float *y,
                                   size_t y_stride, ck_ahead *ahead) {
#if CK_HAS_AVX512
    if (level >= CK_AVX512) {
        ck_dot_rows_int16_avx512(format, weights, row_bytes, rows, columns, x, x_stride, tokens, y, y_stride, ahead);
        return;
    }
#endif
#if CK_HAS_AVX2
    if (level >= CK_AVX2) {
        ck_dot_rows_int16_avx2(format, weights, row_bytes, rows, columns, x, x_stride, tokens, y, y_stride);
        return;
    }
#endif
    (void)level;
    (void)ahead;
    ck_dot_rows_int16_portable(format, weights, row_bytes, rows, columns, x, x_stride, tokens, y, y_stride);
}

// Rows whose weights are still in the second-level cache when the next tokens read them.
#define CK_CACHED_BYTES 524288

void ck_dot_rows_int16(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                       size_t columns, void *x, size_t tokens, float *y, size_t y_stride, ck_ahead *ahead) {
    size_t x_stride = ck_int16_row_bytes(columns);
    size_t step = tokens <= CK_INT16_TOKENS ? rows : (CK_CACHED_BYTES / row_bytes + 16) / 16 * 16;
    for (size_t r = 0; r < rows; r += step) {
        size_t some = rows - r < step ? rows - r : step;
        for (size_t t = 0; t < tokens; t += CK_INT16_TOKENS) {
            size_t count = tokens - t < CK_INT16_TOKENS ? tokens - t : CK_INT16_TOKENS;
            ck_dot_some_rows_int16(level, format, (const uint8_t *)weights + r * row_bytes, row_bytes, some, columns,
                                   (uint8_t *)x + t * x_stride, x_stride, count, y + t * y_stride + r, y_stride, ahead);
        }
    }
}
