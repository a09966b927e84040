// Memory: how fast the machine reads it, and how much of it the process holds.
#ifndef CK_MEMORY_H
#define CK_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "ck_level.h"

// The sum of 64-bit words modulo 2^64: reads memory as fast as the level's instructions can.
uint64_t ck_sum_u64(ck_level level, const uint64_t *words, size_t count);

// Gives freed memory of the heap back. Does nothing without the GNU C library.
void ck_trim_heap(void);

// Gives back what the process holds and does not need at once: the above, and the pages of code and constants, its own and
// its libraries', that starting and loading alone have used. The system keeps them while it has room and maps again what
// is used again. Breakpoints that a debugger has set in them are lost. Does nothing outside Linux.
void ck_release_memory(void);

// Sets how many heaps the threads of the process share at most, for threads that start later. The C library makes eight a
// processor, and each keeps what was freed in it.
void ck_limit_heaps(int count);

#endif
