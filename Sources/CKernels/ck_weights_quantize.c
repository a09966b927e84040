// From floats to the formats without superblocks. Scales are chosen as the format's own tools choose them, operation by
// operation, so that the blocks are equal bit for bit; nothing here may be contracted or reordered.
#include "ck_internal.h"
#include "include/ck_weights.h"

CK_BODY void ck_store_u16(uint8_t *bytes, uint16_t value) { memcpy(bytes, &value, sizeof value); }

CK_BODY float ck_inverse(float d) { return d == 0.0f ? 0.0f : 1.0f / d; }

// The first of 32 numbers that is farthest from 0.
CK_BODY float ck_farthest(const float *x) {
    float farthest = x[0];
    for (int j = 1; j < 32; j++) {
        if (fabsf(x[j]) > fabsf(farthest)) farthest = x[j];
    }
    return farthest;
}

CK_BODY void ck_range(const float *x, float *least, float *most) {
    *least = *most = x[0];
    for (int j = 1; j < 32; j++) {
        if (x[j] < *least) *least = x[j];
        if (x[j] > *most) *most = x[j];
    }
}

// (x - offset) · inverse + half, cut to a whole number from 0 to `most`.
CK_BODY int ck_step(float x, float offset, float inverse, float half, int most) {
#pragma clang fp contract(off)
    float scaled = (x - offset) * inverse;
    int q = (int)(scaled + half);
    return q < 0 ? 0 : (q > most ? most : q);
}

// 32 numbers of four or five bits: nibbles, low ones first, and the fifth bits apart.
CK_BODY void ck_pack(const int *q, uint8_t *nibbles, uint8_t *fifths) {
    uint32_t bits = 0;
    for (int j = 0; j < 16; j++) {
        nibbles[j] = (uint8_t)((q[j] & 15) | (q[j + 16] & 15) << 4);
        bits |= (uint32_t)(q[j] >> 4) << j | (uint32_t)(q[j + 16] >> 4) << (j + 16);
    }
    if (fifths) memcpy(fifths, &bits, sizeof bits);
}

// Q4_0 and Q5_0: the farthest number becomes the lowest step, so that it is met exactly.
static void ck_quantize_even(const float *x, uint8_t *block, int steps) {
    float d = ck_farthest(x) / (float)(-steps / 2);
    float inverse = ck_inverse(d);
    int q[32];
    for (int j = 0; j < 32; j++) q[j] = ck_step(x[j], 0.0f, inverse, (float)(steps / 2) + 0.5f, steps - 1);
    ck_store_u16(block, ck_to_half(d));
    ck_pack(q, block + (steps == 32 ? 6 : 2), steps == 32 ? block + 2 : NULL);
}

// Q4_1 and Q5_1: steps from the least to the greatest number.
static void ck_quantize_offset(const float *x, uint8_t *block, int steps) {
    float least, most;
    ck_range(x, &least, &most);
    float d = (most - least) / (float)(steps - 1);
    float inverse = ck_inverse(d);
    int q[32];
    for (int j = 0; j < 32; j++) q[j] = ck_step(x[j], least, inverse, 0.5f, steps - 1);
    ck_store_u16(block, ck_to_half(d));
    ck_store_u16(block + 2, ck_to_half(least));
    ck_pack(q, block + (steps == 32 ? 8 : 4), steps == 32 ? block + 4 : NULL);
}

static void ck_quantize_q8_0(const float *x, uint8_t *block) {
    float d = fabsf(ck_farthest(x)) / 127.0f;
    float inverse = ck_inverse(d);
    ck_store_u16(block, ck_to_half(d));
    for (int j = 0; j < 32; j++) block[2 + j] = (uint8_t)(int8_t)roundf(x[j] * inverse);
}

int ck_can_quantize(int format) {
    switch (format) {
    case CK_F32: case CK_F16: case CK_BF16: case CK_Q4_0: case CK_Q4_1: case CK_Q5_0: case CK_Q5_1: case CK_Q8_0:
        return 1;
    default: return 0;
    }
}

void ck_quantize(int format, const float *x, void *target, size_t count) {
    uint8_t *y = target;
    size_t bytes = ck_block_bytes(format), weights = ck_block_weights(format);
    if (!ck_can_quantize(format)) return;
    for (size_t i = 0; i < count; i += weights, y += bytes) {
        switch (format) {
        case CK_F32: memcpy(y, x + i, sizeof(float)); break;
        case CK_F16: ck_store_u16(y, ck_to_half(x[i])); break;
        case CK_BF16: ck_store_u16(y, ck_to_bfloat(x[i])); break;
        case CK_Q4_0: ck_quantize_even(x + i, y, 16); break;
        case CK_Q5_0: ck_quantize_even(x + i, y, 32); break;
        case CK_Q4_1: ck_quantize_offset(x + i, y, 16); break;
        case CK_Q5_1: ck_quantize_offset(x + i, y, 32); break;
        default: ck_quantize_q8_0(x + i, y); break;
        }
    }
}
