#include "ck_weights_internal.h"

#define CK_ALIGNED(bytes) (((bytes) + 63) / 64 * 64)

size_t ck_int16_row_bytes(size_t columns) {
    size_t blocks = columns / 32;
    return CK_ALIGNED(columns * sizeof(int16_t)) + 2 * CK_ALIGNED(blocks * sizeof(float))
           + CK_ALIGNED(2 * blocks * sizeof(float));
}

ck_int16_row ck_int16_row_at(void *memory, size_t columns) {
    uint8_t *start = memory;
    size_t blocks = CK_ALIGNED(columns / 32 * sizeof(float));
    ck_int16_row row;
    row.numbers = (int16_t *)start;
    row.scales = (float *)(start + CK_ALIGNED(columns * sizeof(int16_t)));
    row.sums = (float *)((uint8_t *)row.scales + blocks);
    row.pairs = (float *)((uint8_t *)row.sums + blocks);
    return row;
}

int ck_has_int16(int format) {
    switch (format) {
    case CK_Q4_0: case CK_Q4_1: case CK_Q5_0: case CK_Q5_1: case CK_Q8_0:
    case CK_Q4_K: case CK_Q5_K: case CK_Q6_K: return 1;
    default: return 0;
    }
}

static void ck_quantize_int16_portable(const float *x, size_t count, int16_t *q, float *scales, float *sums,
                                       float *pairs) {
    for (size_t b = 0; b < count / 32; b++, x += 32, q += 32) {
        float most = 0, sum = 0;
        for (int i = 0; i < 32; i++) {
            most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
            sum += x[i];
        }
        float inverse = most > 0 ? CK_INT16_MOST / most : 0;
        for (int i = 0; i < 32; i++) {
            float scaled = fmaxf(-CK_INT16_MOST, fminf(CK_INT16_MOST, x[i] * inverse));
            q[i] = (int16_t)rintf(scaled);
        }
        ck_store_scale(b, most, sum, scales, sums, pairs);
    }
}

void ck_quantize_int16(ck_level level, const float *x, size_t columns, ck_int16_row row) {
#if CK_HAS_AVX2
    if (level >= CK_AVX2) {
        ck_quantize_int16_avx2(x, columns, row.numbers, row.scales, row.sums, row.pairs);
        return;
    }
#endif
    (void)level;
    ck_quantize_int16_portable(x, columns, row.numbers, row.scales, row.sums, row.pairs);
}

// The plain form: weights and activations as floats, a piece at a time.
static void ck_dot_rows_int16_portable(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                       size_t columns, ck_int16_row x, float *y) {
    size_t block = ck_block_weights(format), bytes = ck_block_bytes(format);
    float piece[CK_SUPER];
    for (size_t r = 0; r < rows; r++) {
        float sum = 0;
        for (size_t c = 0; c < columns; c += block) {
            ck_expand_body(format, weights + r * row_bytes + c / block * bytes, piece, block);
            for (size_t i = 0; i < block; i++) {
                sum += piece[i] * ((float)x.numbers[c + i] * x.scales[(c + i) / 32]);
            }
        }
        y[r] = sum;
    }
}

void ck_dot_rows_int16(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                       size_t columns, ck_int16_row x, float *y) {
#if CK_HAS_AVX2
    if (level >= CK_AVX2) {
        ck_dot_rows_int16_avx2(format, weights, row_bytes, rows, columns, x.numbers, x.scales, x.sums, x.pairs, y);
        return;
    }
#endif
    (void)level;
    ck_dot_rows_int16_portable(format, weights, row_bytes, rows, columns, x, y);
}
