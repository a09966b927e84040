// Measuring the machine.
#ifndef CK_MEMORY_H
#define CK_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "ck_level.h"

// The sum of 64-bit words modulo 2^64: reads memory as fast as the level's instructions can.
uint64_t ck_sum_u64(ck_level level, const uint64_t *words, size_t count);

#endif
