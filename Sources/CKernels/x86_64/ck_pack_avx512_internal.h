// Shared by the sources that pack operands with 512-bit registers; not part of the interface.
#ifndef CK_PACK_AVX512_INTERNAL_H
#define CK_PACK_AVX512_INTERNAL_H

#include "../ck_gemm_internal.h"

#if CK_HAS_AVX512
#include <immintrin.h>

#define CK_INLINE static inline __attribute__((always_inline)) CK_TARGET_AVX512

CK_INLINE __mmask16 ck_first(size_t count) { return count >= 16 ? 0xffff : (__mmask16)((1u << count) - 1); }

// Transposes 16 rows of 16 double words in registers.
CK_INLINE void ck_transpose(__m512i r[16]) {
    __m512i t[16];
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; i++) {
        t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
        r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
        r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
        t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
        t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
        t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
        r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
        r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
        r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
    }
}

// Stores a tile of up to 32 rows by 32 columns, a row a register, as 16 pairs of a panel.
CK_INLINE void ck_store_tile(__m512i rows[32], uint16_t *panel, size_t pairs) {
    ck_transpose(rows);
    ck_transpose(rows + 16);
    for (size_t p = 0; p < pairs; p++) {
        _mm512_storeu_si512(panel + 2 * CK_PANEL * p, rows[p]);
        _mm512_storeu_si512(panel + 2 * CK_PANEL * p + CK_PANEL, rows[16 + p]);
    }
}

#endif

#endif
