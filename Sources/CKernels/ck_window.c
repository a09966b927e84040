#include "ck_internal.h"
#include "include/ck_window.h"

void ck_window_f32(float *scores, size_t rows, size_t stride, size_t visible, size_t window) {
    for (size_t r = 0; r < rows; r++, scores += stride) {
        for (size_t i = 0; i + window < visible + r; i++) {
            scores[i] = -INFINITY;
        }
    }
}
