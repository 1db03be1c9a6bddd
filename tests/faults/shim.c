/* Counts the file-system calls of a program below one directory, and lets one of them go wrong.
 *
 * Loaded with LD_PRELOAD. FAULT_ROOT is the directory, FAULT_AT the number of the call, and FAULT_HOW says what happens
 * to it: `kill` ends the program before the call, `torn` after half of what it writes, `full` makes this call and every
 * later one that needs space fail as on a full disk, `broken` makes it fail once as on a bad disk, `denied` as one that
 * is not allowed, `signal` sends SIGTERM before it, and `told` only names every call. FAULT_THEN is the number of a
 * later call before which the program is ended as well. What came to pass is named in the file FAULT_LOG. Calls that
 * only read are not counted, except for opening a file where the disk is bad. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* What a call does to the disk. */
enum kind { READS, NEEDS_SPACE, FREES_SPACE };

static atomic_int calls;

static int number(const char *name) {
    const char *text = getenv(name);
    return text ? atoi(text) : 0;
}

static int happens(const char *how) {
    const char *text = getenv("FAULT_HOW");
    return text && strcmp(text, how) == 0;
}

static int is_below(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    return root && strncmp(path, root, strlen(root)) == 0;
}

/* The absolute path of an open file; empty for what has none. */
static void name_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlink, link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
}

static void resolve(int fd, const char *given, char *path) {
    if (given[0] == '/') {
        snprintf(path, PATH_MAX, "%s", given);
        return;
    }
    char above[PATH_MAX] = "";
    if (fd == AT_FDCWD)
        syscall(SYS_getcwd, above, sizeof above);
    else
        name_of(fd, above);
    if (snprintf(path, PATH_MAX, "%s/%s", above, given) >= PATH_MAX)
        abort();
}

static void tell(const char *call, const char *path, int at) {
    const char *log = getenv("FAULT_LOG");
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%d %s %s\n", at, call, path);
    int fd = log ? (int)syscall(SYS_open, log, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
    if (fd < 0)
        return;
    syscall(SYS_write, fd, line, length);
    syscall(SYS_close, fd);
}

/* Counts a call; 0, or the error that it fails with. A torn write comes back as -1. */
static int fault(const char *call, const char *path, enum kind kind) {
    if (!is_below(path) || (kind == READS && !happens("broken")))
        return 0;
    int this = atomic_fetch_add(&calls, 1) + 1, at = number("FAULT_AT");
    if (this == number("FAULT_THEN")) {
        tell(call, path, this);
        kill(getpid(), SIGKILL);
    }
    if (happens("told"))
        tell(call, path, this);
    if (at == 0 || this < at || (this > at && !happens("full")))
        return 0;
    if (happens("full")) {
        if (this == at)
            tell(call, path, this);
        return kind == NEEDS_SPACE ? ENOSPC : 0;
    }
    tell(call, path, this);
    if (happens("broken") || happens("denied"))
        return happens("broken") ? EIO : EACCES;
    if (happens("torn") && strcmp(call, "write") == 0)
        return -1;
    kill(getpid(), happens("signal") ? SIGTERM : SIGKILL);
    return 0;
}

#define REAL(name, ...)                                                                                                \
    static __typeof__(name) *real;                                                                                     \
    if (!real)                                                                                                         \
        real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name);
#define FAIL_AT(fd, given, kind)                                                                                       \
    do {                                                                                                               \
        char path[PATH_MAX];                                                                                           \
        resolve(fd, given, path);                                                                                      \
        int error = fault(__func__, path, kind);                                                                       \
        if (error > 0) {                                                                                               \
            errno = error;                                                                                             \
            return -1;                                                                                                 \
        }                                                                                                              \
    } while (0)
#define FAIL_ON(fd, kind)                                                                                              \
    do {                                                                                                               \
        char path[PATH_MAX];                                                                                           \
        name_of(fd, path);                                                                                             \
        int error = fault(__func__, path, kind);                                                                       \
        if (error > 0) {                                                                                               \
            errno = error;                                                                                             \
            return -1;                                                                                                 \
        }                                                                                                              \
    } while (0)

static enum kind opening(int flags) {
    return flags & (O_CREAT | O_TRUNC) ? NEEDS_SPACE : READS;
}

static mode_t mode_in(int flags, va_list rest) {
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPENS(name)                                                                                                    \
    int name(const char *given, int flags, ...) {                                                                      \
        REAL(name)                                                                                                     \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = mode_in(flags, rest);                                                                            \
        va_end(rest);                                                                                                  \
        FAIL_AT(AT_FDCWD, given, opening(flags));                                                                      \
        return real(given, flags, mode);                                                                               \
    }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name)                                                                                                 \
    int name(int at, const char *given, int flags, ...) {                                                              \
        REAL(name)                                                                                                     \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = mode_in(flags, rest);                                                                            \
        va_end(rest);                                                                                                  \
        FAIL_AT(at, given, opening(flags));                                                                            \
        return real(at, given, flags, mode);                                                                           \
    }
OPENS_AT(openat)
OPENS_AT(openat64)

ssize_t write(int fd, const void *content, size_t length) {
    REAL(write)
    char path[PATH_MAX];
    name_of(fd, path);
    int error = fault("write", path, NEEDS_SPACE);
    if (error < 0) {
        syscall(SYS_write, fd, content, length / 2);
        kill(getpid(), SIGKILL);
    }
    if (error > 0) {
        errno = error;
        return -1;
    }
    return real(fd, content, length);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev)
    FAIL_ON(fd, NEEDS_SPACE);
    return real(fd, parts, count);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    static ssize_t (*real)(int, int, off64_t *, size_t);
    if (!real)
        real = (ssize_t(*)(int, int, off64_t *, size_t))dlsym(RTLD_NEXT, "sendfile64");
    FAIL_ON(to, NEEDS_SPACE);
    return real(to, from, offset, length);
}

ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *out, size_t length, unsigned flags) {
    REAL(copy_file_range)
    FAIL_ON(to, NEEDS_SPACE);
    return real(from, in, to, out, length, flags);
}

int fdatasync(int fd) {
    REAL(fdatasync)
    FAIL_ON(fd, NEEDS_SPACE);
    return real(fd);
}

int fsync(int fd) {
    REAL(fsync)
    FAIL_ON(fd, NEEDS_SPACE);
    return real(fd);
}

int fchmod(int fd, mode_t mode) {
    REAL(fchmod)
    FAIL_ON(fd, FREES_SPACE);
    return real(fd, mode);
}

int fchown(int fd, uid_t user, gid_t group) {
    REAL(fchown)
    FAIL_ON(fd, FREES_SPACE);
    return real(fd, user, group);
}

int mkdir(const char *given, mode_t mode) {
    REAL(mkdir)
    FAIL_AT(AT_FDCWD, given, NEEDS_SPACE);
    return real(given, mode);
}

int linkat(int at, const char *from, int to_at, const char *to, int flags) {
    REAL(linkat)
    FAIL_AT(to_at, to, NEEDS_SPACE);
    return real(at, from, to_at, to, flags);
}

/* A name that is there already needs no more space for another file. */
int rename(const char *from, const char *to) {
    REAL(rename)
    struct stat found;
    FAIL_AT(AT_FDCWD, to, lstat(to, &found) == 0 ? FREES_SPACE : NEEDS_SPACE);
    return real(from, to);
}

int unlink(const char *given) {
    REAL(unlink)
    FAIL_AT(AT_FDCWD, given, FREES_SPACE);
    return real(given);
}

int unlinkat(int at, const char *given, int flags) {
    REAL(unlinkat)
    FAIL_AT(at, given, FREES_SPACE);
    return real(at, given, flags);
}

int rmdir(const char *given) {
    REAL(rmdir)
    FAIL_AT(AT_FDCWD, given, FREES_SPACE);
    return real(given);
}
