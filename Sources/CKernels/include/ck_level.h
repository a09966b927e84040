// Which instructions the kernels may use.
#ifndef CK_LEVEL_H
#define CK_LEVEL_H

typedef enum {
    // Plain C for the compiler's baseline.
    CK_PORTABLE = 0,
    // AVX2, FMA and F16C.
    CK_AVX2 = 1,
    // AVX-512 with its integer (VNNI) and bfloat16 (BF16) products.
    CK_AVX512 = 2,
} ck_level;

// The best level that this processor can run.
ck_level ck_best_level(void);

// Whether products of 16-bit integers are faster than those of 32-bit floats and of bfloat16: with AVX2, which has none of
// bfloat16, and with AVX-512 on a processor of Intel, of which the one that was measured does four pairs of integers in the
// time of one pair of bfloat16 numbers. The latter goes by the maker alone.
int ck_prefers_int16(ck_level level);

// Tells the processor that the calling thread is spinning.
static inline void ck_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
