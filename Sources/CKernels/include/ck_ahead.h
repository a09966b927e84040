// Memory that a kernel asks for while it computes something else.
#ifndef CK_AHEAD_H
#define CK_AHEAD_H

#include <stddef.h>

// Bytes that lie together.
typedef struct {
    const void *start;
    size_t bytes;
} ck_piece;

// Pieces in the order in which they are wanted, and how far asking has come. A kernel asks evenly over its work, because a
// processor waits for a few dozen lines of memory at once and stands still when more are asked for.
typedef struct {
    const ck_piece *pieces;
    size_t count;
    // The next line to ask for.
    size_t piece, offset;
} ck_ahead;

#endif
