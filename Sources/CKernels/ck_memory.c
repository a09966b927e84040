#include "ck_internal.h"
#include "include/ck_memory.h"

CK_BODY void ck_sum_body(const uint64_t *words, size_t count, uint64_t *result) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += words[i];
    }
    *result = sum;
}

CK_VARIANT(ck_sum, (const uint64_t *words, size_t count, uint64_t *result), (words, count, result))

uint64_t ck_sum_u64(ck_level level, const uint64_t *words, size_t count) {
    uint64_t result;
    CK_DISPATCH(level, ck_sum, (words, count, &result));
    return result;
}
