// The blocks of GGUF's formats of 2 and 3 bits, of tables, and of 8 bits with sums: these are always expanded first.
// Every product below fits into the 24 bits of a float, so the order of the operations does not change a result.
#ifndef CK_WEIGHTS_RARE_INTERNAL_H
#define CK_WEIGHTS_RARE_INTERNAL_H

#include "ck_internal.h"

// Q2_K: 16 bytes of scales (low nibble) and minima (high nibble) for 16 weights each, 64 bytes of pairs of bits,
// the scale's scale, the minima's scale.
CK_BODY void ck_expand_q2_k_block(const uint8_t *block, float *y) {
    const uint8_t *scales = block;
    const uint8_t *q = block + 16;
    float d = ck_from_half(ck_load_u16(block + 80));
    float dmin = ck_from_half(ck_load_u16(block + 82));
    for (int half = 0; half < 2; half++, q += 32) {
        for (int shift = 0; shift < 8; shift += 2, scales += 2, y += 32) {
            float d1 = d * (float)(int)(scales[0] & 15), o1 = dmin * (float)(int)(scales[0] >> 4);
            float d2 = d * (float)(int)(scales[1] & 15), o2 = dmin * (float)(int)(scales[1] >> 4);
            for (int l = 0; l < 16; l++) {
                y[l] = d1 * (float)(int)(q[l] >> shift & 3) - o1;
                y[l + 16] = d2 * (float)(int)(q[l + 16] >> shift & 3) - o2;
            }
        }
    }
}

// Scale number `j` of the sixteen that Q3_K packs into 12 bytes: four low bits each, then two high bits each.
CK_BODY int ck_k3_scale(const uint8_t *packed, int j) {
    int low = j < 8 ? packed[j] & 15 : packed[j - 8] >> 4;
    int high = packed[8 + j % 4] >> (2 * (j / 4)) & 3;
    return (low | high << 4) - 32;
}

// Q3_K: 32 bytes with the third bit of eight weights each, 64 bytes of pairs of bits, 12 bytes of scales, their
// scale. A third bit that is not set takes 4 off.
CK_BODY void ck_expand_q3_k_block(const uint8_t *block, float *y) {
    const uint8_t *third = block;
    const uint8_t *q = block + 32;
    float d = ck_from_half(ck_load_u16(block + 108));
    for (int row = 0; row < 8; row++, y += 32) {
        float d1 = d * (float)ck_k3_scale(block + 96, 2 * row);
        float d2 = d * (float)ck_k3_scale(block + 96, 2 * row + 1);
        const uint8_t *pairs = q + 32 * (row / 4);
        int shift = 2 * (row % 4);
        for (int l = 0; l < 16; l++) {
            int one = (int)(pairs[l] >> shift & 3) + ((third[l] >> row & 1) << 2) - 4;
            int two = (int)(pairs[l + 16] >> shift & 3) + ((third[l + 16] >> row & 1) << 2) - 4;
            y[l] = d1 * (float)one;
            y[l + 16] = d2 * (float)two;
        }
    }
}

// Q8_K: a 32-bit scale, 256 signed bytes, and 16 sums of neighbours that only integer products need.
CK_BODY void ck_expand_q8_k_block(const uint8_t *block, float *y) {
    uint32_t bits;
    memcpy(&bits, block, sizeof bits);
    float d = ck_from_bits(bits);
    const int8_t *q = (const int8_t *)(block + 4);
    for (int j = 0; j < 256; j++) {
        y[j] = d * (float)q[j];
    }
}

// The sixteen weights that a nibble of IQ4_NL and IQ4_XS stands for.
static const int8_t ck_nibble_table[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                           1,    13,   25,  38,  53,  69,  89,  113};

CK_BODY void ck_expand_table_nibbles(float d, const uint8_t *q, float *y) {
    for (int j = 0; j < 16; j++) {
        y[j] = d * (float)ck_nibble_table[q[j] & 15];
        y[j + 16] = d * (float)ck_nibble_table[q[j] >> 4];
    }
}

// IQ4_NL: a scale and 16 bytes of nibbles for 32 weights.
CK_BODY void ck_expand_iq4_nl_block(const uint8_t *block, float *y) {
    ck_expand_table_nibbles(ck_from_half(ck_load_u16(block)), block + 2, y);
}

// IQ4_XS: the scales' scale, eight pairs of high bits, eight nibbles of low bits, 128 bytes of nibbles.
CK_BODY void ck_expand_iq4_xs_block(const uint8_t *block, float *y) {
    float d = ck_from_half(ck_load_u16(block));
    int high = ck_load_u16(block + 2);
    for (int group = 0; group < 8; group++) {
        int low = block[4 + group / 2] >> (4 * (group % 2)) & 15;
        int scale = (low | (high >> (2 * group) & 3) << 4) - 32;
        ck_expand_table_nibbles(d * (float)scale, block + 8 + 16 * group, y + 32 * group);
    }
}

#endif
