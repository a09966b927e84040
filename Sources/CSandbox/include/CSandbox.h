// What a process that reads untrusted files needs from the kernel and that Swift cannot call safely:
// resource limits, a system-call filter, a read-only file system view, and starting a child with exactly
// the descriptors it is meant to have. Every function returns 0 or an errno value unless it says otherwise.
// Nothing here allocates, prints, or keeps state.
#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <stdint.h>
#include <sys/types.h>

// Protections that cs_enter can establish, as bits of its result.
enum {
    // Sockets cannot be made or connected, and no new namespace, tracing or io_uring is possible (seccomp).
    CS_CALLS_FILTERED = 1u,
    // No file can be opened for writing, made, renamed or removed (Landlock; on top of the filter).
    CS_FILES_READ_ONLY = 2u,
    // Signals reach only processes inside the sandbox (Landlock, kernel 6.12 and later).
    CS_SIGNALS_CONFINED = 4u,
};

// Sets limits that hold for this process and its children: no core file, no written byte in any regular
// file, at most `open_files` descriptors.
int cs_limit_process(uint32_t open_files);

// Sets the address space that may be in use, in bytes; may be called again with another value.
int cs_limit_memory(uint64_t bytes);

// Allows `seconds` of processor time counted from now; going over ends the process with SIGXCPU.
int cs_limit_cpu(uint32_t seconds);

// Gives up network, writing and tracing for good, in this process and all its children. Returns the
// CS_ bits of the protections that hold; 0 when the kernel has none of them.
uint32_t cs_enter(void);

// Starts `path` with `argv`, an empty environment (but for the switch that turns Swift's crash reporter off),
// its own process group and one end of a socket pair as
// standard input and output; `*channel` is the other end.
int cs_spawn_channel(const char *path, char *const argv[], pid_t *child, int *channel);

// Starts `path` with `argv`, the same environment and `input` as its standard input, or none when it is negative;
// `*output` and `*errors` are the reading ends of pipes from its standard output and standard error.
int cs_spawn_reader(const char *path, char *const argv[], int input, pid_t *child, int *output, int *errors);

// Waits for `child`. `*status` is its exit status, or minus the signal that ended it; `*peak_bytes` the
// largest resident size that it reached.
int cs_wait(pid_t child, int *status, uint64_t *peak_bytes);

// Sends `count` bytes on a socket without raising SIGPIPE; returns the count sent, or minus errno.
int64_t cs_send(int socket, const void *bytes, uint64_t count);

// Waits until one of `count` (at most 2) descriptors can be read, at most `milliseconds` (-1: for ever).
// Returns a bit mask of the ready ones, 0 when the time is up, or minus errno. A negative descriptor is skipped.
int cs_wait_readable(const int *descriptors, int count, int milliseconds);

#endif
