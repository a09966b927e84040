#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

int cs_limit_process(uint32_t open_files) {
    const struct rlimit none = {0, 0};
    const struct rlimit files = {open_files, open_files};
    // Without this a core file could still go to a pipe handler that the system configured.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (setrlimit(RLIMIT_CORE, &none) != 0) return errno;
    // Pipes and sockets are not regular files, so answers still pass.
    if (setrlimit(RLIMIT_FSIZE, &none) != 0) return errno;
    if (setrlimit(RLIMIT_NOFILE, &files) != 0) return errno;
    return 0;
}

int cs_limit_memory(uint64_t bytes) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0) return errno;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || bytes < limit.rlim_max ? bytes : limit.rlim_max;
    return setrlimit(RLIMIT_AS, &limit) == 0 ? 0 : errno;
}

int cs_limit_cpu(uint32_t seconds) {
    struct rusage used;
    struct rlimit limit;
    if (getrusage(RUSAGE_SELF, &used) != 0) return errno;
    if (getrlimit(RLIMIT_CPU, &limit) != 0) return errno;
    // The limit counts from the start of the process, so the time already used is added; rounded up.
    rlim_t total = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + 2 + seconds;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || total < limit.rlim_max ? total : limit.rlim_max;
    return setrlimit(RLIMIT_CPU, &limit) == 0 ? 0 : errno;
}
