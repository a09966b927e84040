// Frozen weights in the formats of GGUF files: expansion to floats and products with float activations.
#ifndef CK_WEIGHTS_H
#define CK_WEIGHTS_H

#include <stdint.h>

#include <stddef.h>

#include "ck_ahead.h"
#include "ck_level.h"

// The numbers are those of GGUF's tensor types.
typedef enum {
    CK_F32 = 0,
    CK_F16 = 1,
    CK_Q4_0 = 2,
    CK_Q4_1 = 3,
    CK_Q5_0 = 6,
    CK_Q5_1 = 7,
    CK_Q8_0 = 8,
    CK_Q2_K = 10,
    CK_Q3_K = 11,
    CK_Q4_K = 12,
    CK_Q5_K = 13,
    CK_Q6_K = 14,
    CK_Q8_K = 15,
    CK_IQ4_NL = 20,
    CK_IQ4_XS = 23,
    CK_BF16 = 30,
} ck_format;

// Weights in one block of the format; 0 for a number that is none of the above.
size_t ck_block_weights(int format);

// Bytes of one block of the format; 0 for a number that is none of the above.
size_t ck_block_bytes(int format);

// Expands `count` weights, a multiple of the format's block, from `source` into `target`.
// `source` needs no alignment.
void ck_expand(ck_level level, int format, const void *source, float *target, size_t count);

// Whether ck_quantize makes blocks of the format: F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1 and Q8_0.
int ck_can_quantize(int format);

// Rounds `count` floats, a multiple of the format's block, to the format. The floats are finite.
void ck_quantize(int format, const float *x, void *target, size_t count);

// Sums of 32 neighbours: sums[b] = x[32 b] + … + x[32 b + 31], for `count` / 32 blocks.
void ck_block_sums(ck_level level, const float *x, float *sums, size_t count);

// y[r] = weights[r, :] · x for `rows` rows of `columns` weights, one row every `row_bytes` bytes.
// `sums` are the block sums of x and may be null for F32, F16 and BF16.
void ck_dot_rows(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                 size_t columns, const float *x, const float *sums, float *y);

// Bytes of a row of `columns` activations in 16-bit integers with a scale for each block of 32.
size_t ck_int16_row_bytes(size_t columns);

// Whether weights of a format can be multiplied by activations in 16-bit integers: the formats in whole numbers.
int ck_has_int16(int format);

// Rounds activations to 16-bit integers, off by at most 1.6e-5 of the largest of their block, and stores them as the
// products of this level read them. `row` is aligned to 64 bytes.
void ck_quantize_int16(ck_level level, const float *x, size_t columns, void *row);

// y[t, r] = weights[r, :] · x[t, :] for a format that ck_has_int16. `x` holds rows of ck_quantize_int16 one after the
// other; y has a row every `y_stride` floats. An element does not depend on which others are computed with it. `ahead` is
// what may be asked for in the meantime, or NULL.
void ck_dot_rows_int16(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                       size_t columns, void *x, size_t tokens, float *y, size_t y_stride, ck_ahead *ahead);

#endif
