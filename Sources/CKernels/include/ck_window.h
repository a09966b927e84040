// Attention that sees only the nearest keys.
#ifndef CK_WINDOW_H
#define CK_WINDOW_H

#include <stddef.h>

// Hides what lies too far back: row r of `scores` [rows, stride] sees the last `window` of its first `visible` + r
// entries, and those before them become minus infinity.
void ck_window_f32(float *scores, size_t rows, size_t stride, size_t visible, size_t window);

#endif
