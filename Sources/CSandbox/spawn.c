#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// Starts the program with `descriptors[i]` as its descriptor i (0 to 2), or nothing to read or write
// there when it is negative.
static int start(const char *path, char *const argv[], const int descriptors[3], int own_group, pid_t *child) {
    // Nothing of the caller's. Swift's crash reporter is turned off: it would try for half a minute to trace a
    // process that may not be traced, and the parent only needs the signal.
    static char crash_reporter[] = "SWIFT_BACKTRACE=enable=no";
    static char *const environment[] = {crash_reporter, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    // The caller's blocked and ignored signals are its own business.
    sigemptyset(&none);
    sigfillset(&all);
    sigdelset(&all, SIGKILL);
    sigdelset(&all, SIGSTOP);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    if (own_group) {
        flags |= POSIX_SPAWN_SETPGROUP;
        posix_spawnattr_setpgroup(&attributes, 0);
    }
    posix_spawnattr_setflags(&attributes, flags);
    for (int fd = 0; fd < 3 && !error; fd++) {
        if (descriptors[fd] >= 0) {
            error = posix_spawn_file_actions_adddup2(&actions, descriptors[fd], fd);
        } else {
            error = posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
        }
    }
    // Closed before the program runs, never by the program itself: its runtime has descriptors of its own by then.
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (!error) error = posix_spawn(child, path, &actions, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int cs_spawn_channel(const char *path, char *const argv[], pid_t *child, int *channel) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
    const int descriptors[3] = {ends[1], ends[1], -1};
    int error = start(path, argv, descriptors, 1, child);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return error;
    }
    *channel = ends[0];
    return 0;
}

int cs_spawn_reader(const char *path, char *const argv[], int input, pid_t *child, int *output, int *errors) {
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0) return errno;
    if (pipe2(err, O_CLOEXEC) != 0) {
        int error = errno;
        close(out[0]);
        close(out[1]);
        return error;
    }
    const int descriptors[3] = {input, out[1], err[1]};
    int error = start(path, argv, descriptors, 0, child);
    close(out[1]);
    close(err[1]);
    if (error) {
        close(out[0]);
        close(err[0]);
        return error;
    }
    *output = out[0];
    *errors = err[0];
    return 0;
}

int cs_wait(pid_t child, int *status, uint64_t *peak_bytes) {
    int raw = 0;
    struct rusage usage;
    pid_t result;
    do result = wait4(child, &raw, 0, &usage);
    while (result < 0 && errno == EINTR);
    if (result < 0) return errno;
    *status = WIFSIGNALED(raw) ? -WTERMSIG(raw) : WEXITSTATUS(raw);
    *peak_bytes = (uint64_t)usage.ru_maxrss * 1024u;
    return 0;
}

int64_t cs_send(int socket, const void *bytes, uint64_t count) {
    ssize_t sent;
    do sent = send(socket, bytes, count, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

int cs_wait_readable(const int *descriptors, int count, int milliseconds) {
    struct pollfd polled[2];
    if (count < 0 || count > 2) return -EINVAL;
    for (int i = 0; i < count; i++) polled[i] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    int ready = poll(polled, (nfds_t)count, milliseconds);
    if (ready < 0) return errno == EINTR ? 0 : -errno;
    int mask = 0;
    for (int i = 0; i < count; i++) mask |= polled[i].revents ? 1 << i : 0;
    return mask;
}
