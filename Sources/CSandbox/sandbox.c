#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The filter refuses a list of calls instead of allowing a list: what libc, the Swift runtime and poppler
// call differs between versions, and a reader that dies of a harmless new call would lose documents.

#if defined(__x86_64__)
#define CS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | ((error) & SECCOMP_RET_DATA))
// Refuses the call whose number is in the accumulator.
#define DENY(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), REFUSE(EPERM)
// Says that the kernel lacks the call, so that libc falls back to an older one that can be checked.
#define ABSENT(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), REFUSE(ENOSYS)
// Refuses the call when argument `n` has one of `bits` (the low word, which every libc wrapper uses).
#define DENY_BITS(call, n, bits)                                                                             \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 4), LOAD(args[n]),                                        \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, 1), REFUSE(EACCES), LOAD(nr)

#define WRITING_FLAGS (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)
#define NAMESPACE_FLAGS                                                                                      \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

static int filter_calls(void) {
#ifndef CS_ARCHITECTURE
    return ENOSYS;
#else
    struct sock_filter program[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CS_ARCHITECTURE, 1, 0),
        RETURN(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
#if defined(__x86_64__)
        // The x32 calls share the architecture but have numbers of their own.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1), RETURN(SECCOMP_RET_KILL_PROCESS),
#endif
        // Network, and descriptors handed over a socket. read and write on the channel stay.
        DENY(SYS_socket), DENY(SYS_socketpair), DENY(SYS_connect), DENY(SYS_bind), DENY(SYS_listen),
        DENY(SYS_accept), DENY(SYS_accept4), DENY(SYS_sendto), DENY(SYS_sendmsg), DENY(SYS_sendmmsg),
        DENY(SYS_recvmsg), DENY(SYS_recvmmsg),
        // Ways around a filter or into other processes and the kernel.
        DENY(SYS_io_uring_setup), DENY(SYS_io_uring_enter), DENY(SYS_io_uring_register), DENY(SYS_ptrace),
        DENY(SYS_process_vm_readv), DENY(SYS_process_vm_writev), DENY(SYS_pidfd_getfd), DENY(SYS_bpf),
        DENY(SYS_perf_event_open), DENY(SYS_userfaultfd), DENY(SYS_keyctl), DENY(SYS_add_key),
        DENY(SYS_request_key), DENY(SYS_open_by_handle_at), DENY(SYS_unshare), DENY(SYS_setns),
        DENY(SYS_mount), DENY(SYS_umount2), DENY(SYS_pivot_root), DENY(SYS_chroot), DENY(SYS_fsopen),
        DENY(SYS_open_tree), DENY(SYS_move_mount), DENY(SYS_mount_setattr), DENY(SYS_memfd_create),
        DENY(SYS_init_module), DENY(SYS_finit_module), DENY(SYS_delete_module), DENY(SYS_kexec_load),
        DENY(SYS_reboot), DENY(SYS_swapon), DENY(SYS_swapoff), DENY(SYS_setxattr), DENY(SYS_lsetxattr),
        DENY(SYS_fsetxattr), DENY(SYS_removexattr),
        // Changes of the file system: Landlock refuses them too where the kernel has it.
        DENY(SYS_mkdirat), DENY(SYS_mknodat), DENY(SYS_unlinkat), DENY(SYS_renameat2), DENY(SYS_linkat),
        DENY(SYS_symlinkat), DENY(SYS_fchmodat), DENY(SYS_fchmod), DENY(SYS_fchownat), DENY(SYS_fchown),
        DENY(SYS_truncate), DENY(SYS_ftruncate), DENY(SYS_fallocate), DENY(SYS_utimensat), DENY(SYS_renameat),
#if defined(__x86_64__)
        DENY(SYS_mkdir), DENY(SYS_rmdir), DENY(SYS_mknod), DENY(SYS_unlink), DENY(SYS_rename), DENY(SYS_link),
        DENY(SYS_symlink), DENY(SYS_chmod), DENY(SYS_chown), DENY(SYS_lchown), DENY(SYS_creat),
        DENY(SYS_utime), DENY(SYS_utimes), DENY(SYS_futimesat),
        DENY_BITS(SYS_open, 1, WRITING_FLAGS),
#endif
        DENY_BITS(SYS_openat, 2, WRITING_FLAGS),
        DENY_BITS(SYS_clone, 0, NAMESPACE_FLAGS),
        // Their flags lie behind a pointer that a filter cannot follow.
        ABSENT(SYS_openat2), ABSENT(SYS_clone3),
        RETURN(SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog filter = {(unsigned short)(sizeof program / sizeof program[0]), program};
    // All threads at once, should the caller have started any.
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0) return 0;
    return errno ? errno : EINVAL;
#endif
}

// Landlock's own numbers, so that headers older than the running kernel do not matter.
#define CS_LANDLOCK_CREATE 444
#define CS_LANDLOCK_ADD 445
#define CS_LANDLOCK_RESTRICT 446
struct cs_landlock_ruleset {
    uint64_t handled_files, handled_network, scoped;
};

static uint32_t restrict_files(void) {
    long version = syscall(CS_LANDLOCK_CREATE, NULL, 0, 1u);
    if (version < 1) return 0;
    // Writing, removing and making of every kind (bits 1, 4 to 12); moving between folders from version 2,
    // truncating from 3, TCP from 4, device commands from 5, abstract sockets and signals from 6.
    struct cs_landlock_ruleset rules = {.handled_files = (1u << 1) | (0x1FFu << 4)};
    size_t size = sizeof rules.handled_files;
    if (version >= 2) rules.handled_files |= 1u << 13;
    if (version >= 3) rules.handled_files |= 1u << 14;
    if (version >= 4) rules.handled_network = 3, size = 2 * sizeof(uint64_t);
    if (version >= 5) rules.handled_files |= 1u << 15;
    if (version >= 6) rules.scoped = 3, size = sizeof rules;
    // No rule follows, so nothing that is handled stays allowed anywhere; reading is not handled.
    int handle = (int)syscall(CS_LANDLOCK_CREATE, &rules, size, 0u);
    if (handle < 0) return 0;
    long failed = syscall(CS_LANDLOCK_RESTRICT, handle, 0u);
    close(handle);
    if (failed) return 0;
    return CS_FILES_READ_ONLY | (version >= 6 ? CS_SIGNALS_CONFINED : 0u);
}

uint32_t cs_enter(void) {
    uint32_t held = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
    held |= restrict_files();
    if (filter_calls() == 0) held |= CS_CALLS_FILTERED;
    return held;
}
