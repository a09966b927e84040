#ifndef CLANGUAGE_H
#define CLANGUAGE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Finds the language of a UTF-8 text with CLD2.
///
/// - text, count: the text; it must be valid UTF-8 and need not end with a zero.
/// - code: gets CLD2's code of the language, ended by a zero and cut to `capacity` bytes; "un" when there is none.
/// - percent: gets the share of the text that is in the language, from 0 to 100.
/// Returns 1 when CLD2 calls its answer reliable, else 0. Allocates, does not print, keeps no state.
int cl_detect_language(const char *text, size_t count, char *code, size_t capacity, int *percent);

#ifdef __cplusplus
}
#endif

#endif
