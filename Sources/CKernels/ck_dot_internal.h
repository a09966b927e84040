// Products with activations in 16-bit integers; not part of the interface.
#ifndef CK_DOT_INTERNAL_H
#define CK_DOT_INTERNAL_H

#include "ck_weights_internal.h"
#include "include/ck_ahead.h"

// The largest activation of a block: 127 · 256 + 127, so that both halves of the number are signed bytes.
#define CK_INT16_MOST 32639.0f

// Tokens whose sums a kernel keeps at once.
#define CK_INT16_TOKENS 16

// One row of activations, a view of the memory that ck_quantize_int16 fills.
typedef struct {
    // For AVX-512, 64 bytes for each block of 32: the upper halves, then the lower ones. Else one number after the other.
    int16_t *numbers;
    // For each block: what a number is multiplied by, and the sum of the rounded activations.
    float *scales, *sums;
    // Both of the above side by side.
    float *pairs;
    // For each block, negated: the sum of the first 16 numbers, of the last 16, and of all; then a zero.
    int32_t *totals;
} ck_int16_row;

#define CK_ALIGNED(bytes) (((bytes) + 63) / 64 * 64)

// The row whose arrays begin at `memory`, each on a boundary of 64 bytes.
CK_BODY ck_int16_row ck_int16_row_at(void *memory, size_t columns) {
    size_t blocks = columns / 32;
    uint8_t *start = memory;
    ck_int16_row row;
    row.numbers = (int16_t *)start;
    row.scales = (float *)(start += blocks * 64);
    row.sums = (float *)(start += CK_ALIGNED(blocks * sizeof(float)));
    row.pairs = (float *)(start += CK_ALIGNED(blocks * sizeof(float)));
    row.totals = (int32_t *)(start + CK_ALIGNED(2 * blocks * sizeof(float)));
    return row;
}

// Activations that are not a number make the scale not a number either, so that they are never hidden.
CK_BODY void ck_store_scales(size_t block, float most, float sum, int first, int second, ck_int16_row row) {
    float scale = most / CK_INT16_MOST + 0.0f * sum;
    row.scales[block] = row.pairs[2 * block] = scale;
    row.sums[block] = row.pairs[2 * block + 1] = scale * (float)(first + second);
    int32_t totals[4] = {-first, -second, -first - second, 0};
    memcpy(row.totals + 4 * block, totals, sizeof totals);
}

#if CK_HAS_AVX2
// `splits` says whether numbers are stored as two halves.
void ck_quantize_int16_avx2(const float *x, size_t columns, int splits, ck_int16_row row);

// Products of at most CK_INT16_TOKENS tokens.
void ck_dot_rows_int16_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                            const uint8_t *x, size_t x_stride, size_t tokens, float *y, size_t y_stride);
#endif
#if CK_HAS_AVX512
void ck_dot_rows_int16_avx512(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                              const uint8_t *x, size_t x_stride, size_t tokens, float *y, size_t y_stride,
                              ck_ahead *ahead);
#endif

#endif
