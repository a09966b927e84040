// What low-rank adapters add to one token.
#ifndef CK_LOW_RANK_H
#define CK_LOW_RANK_H

#include <stddef.h>

#include "ck_level.h"

// y[i] += Σ over r of factors[r] · weights[r, i], for `rank` rows of `columns` weights of Q8_0, one row every `row_bytes`
// bytes.
void ck_add_rows_q8_0(ck_level level, const void *weights, size_t row_bytes, size_t rank, size_t columns,
                      const float *factors, float *y);

#endif
