#if defined(__linux__)
#define _GNU_SOURCE
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

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

#if defined(__linux__)
// Whether the loader has written into pages that are otherwise only read: then they differ from the file.
static int ck_has_changed_text(const struct dl_phdr_info *object) {
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_DYNAMIC) {
            continue;
        }
        for (const ElfW(Dyn) *entry = (const ElfW(Dyn) *)(object->dlpi_addr + part->p_vaddr); entry->d_tag != DT_NULL; entry++) {
            if (entry->d_tag == DT_TEXTREL || (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL))) {
                return 1;
            }
        }
    }
    return 0;
}

static int ck_release_object(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size;
    uintptr_t page = *(const uintptr_t *)context;
    if (ck_has_changed_text(object)) {
        return 0;
    }
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W)) {
            continue;
        }
        uintptr_t start = (object->dlpi_addr + part->p_vaddr + page - 1) / page * page;
        uintptr_t end = (object->dlpi_addr + part->p_vaddr + part->p_filesz) / page * page;
        if (start < end) {
            // It is advice: what the system does not take, stays.
            (void)madvise((void *)start, end - start, MADV_DONTNEED);
        }
    }
    return 0;
}

void ck_trim_heap(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

void ck_release_memory(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    ck_trim_heap();
    dl_iterate_phdr(ck_release_object, &page);
}

void ck_limit_heaps(int count) {
#if defined(__GLIBC__)
    mallopt(M_ARENA_MAX, count);
#else
    (void)count;
#endif
}
#else
void ck_trim_heap(void) {}
void ck_release_memory(void) {}
void ck_limit_heaps(int count) { (void)count; }
#endif
