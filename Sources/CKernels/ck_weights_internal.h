// The blocks of GGUF's quantized formats, shared by expansion and products.
#ifndef CK_WEIGHTS_INTERNAL_H
#define CK_WEIGHTS_INTERNAL_H

#include "ck_internal.h"
#include "ck_weights_rare_internal.h"
#include "include/ck_weights.h"

// The weights of one block of the K formats.
#define CK_SUPER 256

CK_BODY void ck_expand_q4_0_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    const uint8_t *q = block + 2;
    for (int j = 0; j < 16; j++) {
        y[j] = (float)((int)(q[j] & 15) - 8) * d;
        y[j + 16] = (float)((int)(q[j] >> 4) - 8) * d;
    }
}

CK_BODY void ck_expand_q4_1_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    float m = ck_from_half(ck_load_u16(block + 2));
    const uint8_t *q = block + 4;
    for (int j = 0; j < 16; j++) {
        y[j] = (float)(int)(q[j] & 15) * d + m;
        y[j + 16] = (float)(int)(q[j] >> 4) * d + m;
    }
}

CK_BODY void ck_expand_q5_block(float d, float offset, const uint8_t *high, const uint8_t *q, float *y) {
    uint32_t bits;
    memcpy(&bits, high, sizeof bits);
    for (int j = 0; j < 16; j++) {
        int low = (int)(q[j] & 15) | (int)((bits >> j) << 4 & 16);
        int upper = (int)(q[j] >> 4) | (int)((bits >> (j + 16)) << 4 & 16);
        y[j] = (float)low * d + offset;
        y[j + 16] = (float)upper * d + offset;
    }
}

CK_BODY void ck_expand_q5_0_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    ck_expand_q5_block(d, -16.0f * d, block + 2, block + 6, y);
}

CK_BODY void ck_expand_q5_1_block(const uint8_t *block, float *y) {
    ck_expand_q5_block(ck_from_half(ck_load_u16(block)), ck_from_half(ck_load_u16(block + 2)), block + 4,
                       block + 8, y);
}

CK_BODY void ck_expand_q8_0_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    const int8_t *q = (const int8_t *)(block + 2);
    for (int j = 0; j < 32; j++) {
        y[j] = (float)q[j] * d;
    }
}

// Scale and minimum number `j` of the eight that Q4_K and Q5_K pack into 12 bytes, 6 bits each.
CK_BODY void ck_k4_scale(const uint8_t *packed, int j, int *scale, int *minimum) {
    if (j < 4) {
        *scale = packed[j] & 63;
        *minimum = packed[j + 4] & 63;
    } else {
        *scale = (packed[j + 4] & 15) | (packed[j - 4] >> 6) << 4;
        *minimum = (packed[j + 4] >> 4) | (packed[j] >> 6) << 4;
    }
}

CK_BODY void ck_expand_q4_k_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    float dmin = ck_from_half(ck_load_u16(block + 2));
    const uint8_t *scales = block + 4;
    const uint8_t *q = block + 16;
    for (int pair = 0; pair < 4; pair++, q += 32, y += 64) {
        int s1, m1, s2, m2;
        ck_k4_scale(scales, 2 * pair, &s1, &m1);
        ck_k4_scale(scales, 2 * pair + 1, &s2, &m2);
        float d1 = d * (float)s1, d2 = d * (float)s2;
        float o1 = dmin * (float)m1, o2 = dmin * (float)m2;
        for (int l = 0; l < 32; l++) {
            y[l] = d1 * (float)(int)(q[l] & 15) - o1;
            y[l + 32] = d2 * (float)(int)(q[l] >> 4) - o2;
        }
    }
}

CK_BODY void ck_expand_q5_k_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    float dmin = ck_from_half(ck_load_u16(block + 2));
    const uint8_t *scales = block + 4;
    const uint8_t *high = block + 16;
    const uint8_t *q = block + 48;
    for (int pair = 0; pair < 4; pair++, q += 32, y += 64) {
        int s1, m1, s2, m2;
        ck_k4_scale(scales, 2 * pair, &s1, &m1);
        ck_k4_scale(scales, 2 * pair + 1, &s2, &m2);
        float d1 = d * (float)s1, d2 = d * (float)s2;
        float o1 = dmin * (float)m1, o2 = dmin * (float)m2;
        for (int l = 0; l < 32; l++) {
            int fifth1 = (high[l] >> (2 * pair) & 1) << 4;
            int fifth2 = (high[l] >> (2 * pair + 1) & 1) << 4;
            y[l] = d1 * (float)((int)(q[l] & 15) + fifth1) - o1;
            y[l + 32] = d2 * (float)((int)(q[l] >> 4) + fifth2) - o2;
        }
    }
}

CK_BODY void ck_expand_q6_k_block(const uint8_t *block, float *y) {
    const uint8_t *low = block;
    const uint8_t *high = block + 128;
    const int8_t *scales = (const int8_t *)(block + 192);
    float d = ck_from_half(ck_load_u16(block + 208));
    for (int half = 0; half < 2; half++, y += 128, low += 64, high += 32, scales += 8) {
        for (int sixteen = 0; sixteen < 2; sixteen++) {
            float d1 = d * (float)scales[sixteen], d2 = d * (float)scales[sixteen + 2];
            float d3 = d * (float)scales[sixteen + 4], d4 = d * (float)scales[sixteen + 6];
            for (int l = 16 * sixteen; l < 16 * sixteen + 16; l++) {
                y[l] = d1 * (float)(((int)(low[l] & 15) | (high[l] & 3) << 4) - 32);
                y[l + 32] = d2 * (float)(((int)(low[l + 32] & 15) | (high[l] >> 2 & 3) << 4) - 32);
                y[l + 64] = d3 * (float)(((int)(low[l] >> 4) | (high[l] >> 4 & 3) << 4) - 32);
                y[l + 96] = d4 * (float)(((int)(low[l + 32] >> 4) | (high[l] >> 6 & 3) << 4) - 32);
            }
        }
    }
}

// Expands whole blocks: `count` is a multiple of the format's block.
CK_BODY void ck_expand_body(int format, const uint8_t *source, float *y, size_t count) {
    switch (format) {
    case CK_F32:
        memcpy(y, source, count * sizeof(float));
        break;
    case CK_F16:
        for (size_t i = 0; i < count; i++) {
            y[i] = ck_from_half(ck_load_u16(source + 2 * i));
        }
        break;
    case CK_BF16:
        for (size_t i = 0; i < count; i++) {
            y[i] = ck_from_bfloat(ck_load_u16(source + 2 * i));
        }
        break;
    case CK_Q4_0:
        for (size_t i = 0; i < count; i += 32, source += 18) ck_expand_q4_0_block(source, y + i);
        break;
    case CK_Q4_1:
        for (size_t i = 0; i < count; i += 32, source += 20) ck_expand_q4_1_block(source, y + i);
        break;
    case CK_Q5_0:
        for (size_t i = 0; i < count; i += 32, source += 22) ck_expand_q5_0_block(source, y + i);
        break;
    case CK_Q5_1:
        for (size_t i = 0; i < count; i += 32, source += 24) ck_expand_q5_1_block(source, y + i);
        break;
    case CK_Q8_0:
        for (size_t i = 0; i < count; i += 32, source += 34) ck_expand_q8_0_block(source, y + i);
        break;
    case CK_Q4_K:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 144) ck_expand_q4_k_block(source, y + i);
        break;
    case CK_Q5_K:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 176) ck_expand_q5_k_block(source, y + i);
        break;
    case CK_Q6_K:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 210) ck_expand_q6_k_block(source, y + i);
        break;
    case CK_Q2_K:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 84) ck_expand_q2_k_block(source, y + i);
        break;
    case CK_Q3_K:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 110) ck_expand_q3_k_block(source, y + i);
        break;
    case CK_Q8_K:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 292) ck_expand_q8_k_block(source, y + i);
        break;
    case CK_IQ4_NL:
        for (size_t i = 0; i < count; i += 32, source += 18) ck_expand_iq4_nl_block(source, y + i);
        break;
    case CK_IQ4_XS:
        for (size_t i = 0; i < count; i += CK_SUPER, source += 136) ck_expand_iq4_xs_block(source, y + i);
        break;
    default:
        break;
    }
}

CK_BODY float ck_dot_f32_body(const float *restrict a, const float *restrict b, size_t count) {
    CK_REASSOCIATE
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

#if CK_HAS_AVX2
// Products with hand-written vector code, in x86_64/ck_dot_avx2.c. Returns 0 when the format has none.
int ck_dot_rows_avx2(int format, const uint8_t *weights, size_t row_bytes, size_t rows, size_t columns,
                     const float *x, const float *sums, float *y);

// Half precision by the processor's own instruction.
void ck_expand_f16_avx2(const uint8_t *source, float *y, size_t count);
#endif

#endif
