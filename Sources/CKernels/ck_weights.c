#include "ck_weights_internal.h"

size_t ck_block_weights(int format) {
    switch (format) {
    case CK_F32: case CK_F16: case CK_BF16: return 1;
    case CK_Q4_0: case CK_Q4_1: case CK_Q5_0: case CK_Q5_1: case CK_Q8_0: case CK_IQ4_NL: return 32;
    case CK_Q2_K: case CK_Q3_K: case CK_Q4_K: case CK_Q5_K: case CK_Q6_K: case CK_Q8_K: case CK_IQ4_XS: return CK_SUPER;
    default: return 0;
    }
}

size_t ck_block_bytes(int format) {
    switch (format) {
    case CK_F32: return 4;
    case CK_F16: case CK_BF16: return 2;
    case CK_Q4_0: case CK_IQ4_NL: return 18;
    case CK_Q4_1: return 20;
    case CK_Q5_0: return 22;
    case CK_Q5_1: return 24;
    case CK_Q8_0: return 34;
    case CK_Q2_K: return 84;
    case CK_Q3_K: return 110;
    case CK_Q4_K: return 144;
    case CK_Q5_K: return 176;
    case CK_Q6_K: return 210;
    case CK_Q8_K: return 292;
    case CK_IQ4_XS: return 136;
    default: return 0;
    }
}

CK_VARIANT(ck_expand, (int format, const uint8_t *source, float *y, size_t count), (format, source, y, count))

void ck_expand(ck_level level, int format, const void *source, float *target, size_t count) {
#if CK_HAS_AVX2
    if (level >= CK_AVX2 && format == CK_F16) {
        ck_expand_f16_avx2(source, target, count);
        return;
    }
#endif
    CK_DISPATCH(level, ck_expand, (format, source, target, count));
}

CK_BODY void ck_block_sums_body(const float *restrict x, float *restrict sums, size_t count) {
    for (size_t b = 0; b < count / 32; b++) {
        CK_REASSOCIATE
        float sum = 0;
        for (int j = 0; j < 32; j++) {
            sum += x[32 * b + (size_t)j];
        }
        sums[b] = sum;
    }
}

CK_VARIANT(ck_block_sums, (const float *x, float *sums, size_t count), (x, sums, count))

void ck_block_sums(ck_level level, const float *x, float *sums, size_t count) {
    CK_DISPATCH(level, ck_block_sums, (x, sums, count));
}

// A row at a time: a piece of at most one large block is expanded into the first-level cache and multiplied there.
CK_BODY void ck_dot_rows_expanding_body(int format, const uint8_t *weights, size_t row_bytes, size_t rows,
                                        size_t columns, const float *x, float *y) {
    size_t block = ck_block_weights(format);
    size_t bytes = ck_block_bytes(format);
    float piece[CK_SUPER];
    for (size_t r = 0; r < rows; r++) {
        const uint8_t *row = weights + r * row_bytes;
        float sum = 0;
        for (size_t c = 0; c < columns; c += CK_SUPER) {
            size_t count = columns - c < CK_SUPER ? columns - c : CK_SUPER;
            ck_expand_body(format, row + c / block * bytes, piece, count);
            sum += ck_dot_f32_body(piece, x + c, count);
        }
        y[r] = sum;
    }
}

CK_VARIANT(ck_dot_rows_expanding,
           (int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns, const float *x,
            float *y),
           (format, weights, row_bytes, rows, columns, x, y))

void ck_dot_rows(ck_level level, int format, const void *weights, size_t row_bytes, size_t rows,
                 size_t columns, const float *x, const float *sums, float *y) {
#if CK_HAS_AVX2
    if (level >= CK_AVX2 && ck_dot_rows_avx2(format, weights, row_bytes, rows, columns, x, sums, y)) {
        return;
    }
#endif
    (void)sums;
    CK_DISPATCH(level, ck_dot_rows_expanding, (format, weights, row_bytes, rows, columns, x, y));
}
