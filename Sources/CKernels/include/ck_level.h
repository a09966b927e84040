// Which instructions the kernels may use.
#ifndef CK_LEVEL_H
#define CK_LEVEL_H

typedef enum {
    // Plain C for the compiler's baseline.
    CK_PORTABLE = 0,
    // AVX2, FMA and F16C.
    CK_AVX2 = 1,
    // AVX-512 with its products of integers (VNNI).
    CK_AVX512 = 2,
} ck_level;

// The best level that this processor can run.
ck_level ck_best_level(void);

// Tells the processor that the calling thread is spinning.
static inline void ck_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
