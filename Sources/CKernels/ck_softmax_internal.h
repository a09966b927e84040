// Parts of the softmax that several kernels share; not part of the interface.
#ifndef CK_SOFTMAX_INTERNAL_H
#define CK_SOFTMAX_INTERNAL_H

#include "ck_internal.h"

// Largest of `count` >= 1 values.
CK_BODY float ck_maximum(const float *x, size_t count) {
    CK_REASSOCIATE
    float best = x[0];
    for (size_t i = 1; i < count; i++) {
        best = x[i] > best ? x[i] : best;
    }
    return best;
}

// x[i] = e^(scale · (x[i] - best)) in place; returns their sum.
CK_BODY float ck_exponentials(float *x, size_t count, float best, float scale) {
    CK_REASSOCIATE
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        float e = ck_exp(scale * (x[i] - best));
        x[i] = e;
        sum += e;
    }
    return sum;
}

#endif
