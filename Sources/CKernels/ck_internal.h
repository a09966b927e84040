// Shared by the kernels' sources; not part of the interface.
//
// A kernel is written once as a `CK_BODY` function. `CK_VARIANT` gives it a second life: the body is
// inlined into a function with a target attribute, so the compiler vectorizes the same C for wider registers
// without any flag in the manifest. Reductions allow reassociation in their own block, never globally.
#ifndef CK_INTERNAL_H
#define CK_INTERNAL_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define CK_HAS_AVX2 1
#define CK_TARGET_AVX2 __attribute__((target("avx2,fma,f16c,bmi,bmi2")))
#define CK_HAS_AVX512 1
#define CK_TARGET_AVX512                                                                  \
    __attribute__((target("avx2,fma,f16c,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#endif

#define CK_BODY static inline __attribute__((always_inline))
// Put first in a block whose sums may be reordered: it lets the compiler use vector accumulators.
#define CK_REASSOCIATE _Pragma("clang fp reassociate(on) contract(fast)")

// Put before a loop over elements whose result may be one of its inputs: element i depends on nothing else, so
// vectors are as right as single elements, which the compiler cannot see by itself.
#define CK_ELEMENTWISE _Pragma("clang loop vectorize(assume_safety)")

#if CK_HAS_AVX2
// Defines `ck_NAME`, which runs `ck_NAME_body` for the given level.
#define CK_VARIANT(name, parameters, arguments)                                       \
    static CK_TARGET_AVX2 void name##_avx2 parameters { name##_body arguments; }      \
    static void name##_portable parameters { name##_body arguments; }
#define CK_DISPATCH(level, name, arguments)                                           \
    ((level) >= CK_AVX2 ? name##_avx2 arguments : name##_portable arguments)
#else
#define CK_VARIANT(name, parameters, arguments)                                       \
    static void name##_portable parameters { name##_body arguments; }
#define CK_DISPATCH(level, name, arguments) ((void)(level), name##_portable arguments)
#endif

CK_BODY float ck_from_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

CK_BODY uint32_t ck_to_bits(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

CK_BODY uint16_t ck_load_u16(const uint8_t *bytes) {
    uint16_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

// IEEE half to float without tables: normal numbers by an exponent shift, subnormal ones by a subtraction.
CK_BODY float ck_from_half(uint16_t half) {
    uint32_t sign = (uint32_t)(half & 0x8000u) << 16;
    uint32_t rest = half & 0x7fffu;
    float normal = ck_from_bits((rest << 13) + 0x38000000u);
    float subnormal = ck_from_bits((rest << 13) + 0x38800000u) - ck_from_bits(0x38800000u);
    float special = ck_from_bits((rest << 13) | 0x7f800000u);
    float value = rest >= 0x7c00u ? special : (rest < 0x0400u ? subnormal : normal);
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return ck_from_bits(bits | sign);
}

// Float to IEEE half, to the nearest, ties to even. Too large numbers become infinite, NaN stays NaN. Without branches,
// so that loops over it vectorize.
CK_BODY uint16_t ck_to_half(float value) {
    uint32_t bits = ck_to_bits(value);
    uint32_t sign = bits >> 16 & 0x8000u;
    uint32_t rest = bits & 0x7fffffffu;
    uint32_t normal = (rest + 0xfffu + (rest >> 13 & 1u) - 0x38000000u) >> 13;
    // Subnormal: adding 0.5 moves the wanted bits to the end of the significand, rounded by the addition itself.
    uint32_t subnormal = ck_to_bits(ck_from_bits(rest) + 0.5f) - 0x3f000000u;
    uint32_t half = rest < 0x38800000u ? subnormal : normal;
    half = rest >= 0x477ff000u ? 0x7c00u : half;
    half = rest > 0x7f800000u ? 0x7e00u : half;
    return (uint16_t)(sign | half);
}

CK_BODY float ck_from_bfloat(uint16_t bits) { return ck_from_bits((uint32_t)bits << 16); }

// Round to nearest, ties to even; NaN stays NaN.
CK_BODY uint16_t ck_to_bfloat(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    if ((bits & 0x7fffffffu) > 0x7f800000u) {
        return (uint16_t)(bits >> 16 | 0x40u);
    }
    return (uint16_t)((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

// e^x within two units in the last place for x in [-87, 88]; below that it falls to 0, above it saturates.
// Branch-free, so that loops over it vectorize. NaN stays NaN.
CK_BODY float ck_exp(float x) {
    float clamped = x > 88.0f ? 88.0f : x;
    clamped = clamped < -87.0f ? -87.0f : clamped;
    // Round to nearest by the magic constant 1.5 * 2^23: exact for |value| < 2^22.
    float magic = 12582912.0f;
    float shifted = clamped * 1.44269504088896341f + magic;
    float n = shifted - magic;
    float r = (clamped - n * 0.693359375f) - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    float y = p * (r * r) + r + 1.0f;
    int32_t exponent;
    memcpy(&exponent, &shifted, sizeof exponent);
    float power = ck_from_bits((uint32_t)((exponent - 0x4b400000 + 127) << 23));
    float result = y * power;
    result = x < -87.0f ? 0.0f : result;
    return x != x ? x : result;
}

// tanh by e^2x, and by its series near 0, where the difference would lose digits.
CK_BODY float ck_tanh(float x) {
    float square = x * x;
    float p = 62.0f / 2835.0f;
    p = p * square - 17.0f / 315.0f;
    p = p * square + 2.0f / 15.0f;
    p = p * square - 1.0f / 3.0f;
    float near = x + x * square * p;
    float magnitude = 1.0f - 2.0f / (1.0f + ck_exp(2.0f * fabsf(x)));
    float far = x < 0 ? -magnitude : magnitude;
    return square < 0.0625f ? near : far;
}

#endif
