/* Lets the kernel refuse the nth call on files under a folder from then on, or moves the clock. For LD_PRELOAD.

   REFUSE_UNDER folder, REFUSE_CALL write|read|fsync|open, REFUSE_AFTER n, REFUSE_ERRNO number,
   REFUSE_FOR n (calls that fail; 0: all from then on);
   CLOCK_AFTER n and CLOCK_BY seconds: the nth time that the hour is asked for, it is that much later or earlier. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls, asked;

static int under(const char *path) {
    const char *folder = getenv("REFUSE_UNDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int refused(const char *call) {
    const char *wanted = getenv("REFUSE_CALL"), *after = getenv("REFUSE_AFTER"), *many = getenv("REFUSE_FOR");
    if (!wanted || !after || strcmp(wanted, call)) return 0;
    long at = atomic_fetch_add(&calls, 1) - atol(after), most = many ? atol(many) : 0;
    if (at < 0 || (most && at >= most)) return 0;
    errno = atoi(getenv("REFUSE_ERRNO"));
    return 1;
}

static int ours(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return under(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int f, const void *b, size_t n) { return ours(f) && refused("write") ? -1 : REAL(write)(f, b, n); }
ssize_t writev(int f, const struct iovec *v, int n) { return ours(f) && refused("write") ? -1 : REAL(writev)(f, v, n); }
ssize_t pwrite64(int f, const void *b, size_t n, off64_t o) { return ours(f) && refused("write") ? -1 : REAL(pwrite64)(f, b, n, o); }
ssize_t pwrite(int f, const void *b, size_t n, off_t o) { return ours(f) && refused("write") ? -1 : REAL(pwrite)(f, b, n, o); }
ssize_t read(int f, void *b, size_t n) { return ours(f) && refused("read") ? -1 : REAL(read)(f, b, n); }
ssize_t pread64(int f, void *b, size_t n, off64_t o) { return ours(f) && refused("read") ? -1 : REAL(pread64)(f, b, n, o); }
ssize_t pread(int f, void *b, size_t n, off_t o) { return ours(f) && refused("read") ? -1 : REAL(pread)(f, b, n, o); }
int fsync(int f) { return ours(f) && refused("fsync") ? -1 : REAL(fsync)(f); }
int fdatasync(int f) { return ours(f) && refused("fsync") ? -1 : REAL(fdatasync)(f); }

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        return under(path) && refused("open") ? -1 : REAL(name)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = REAL(clock_gettime)(clock, now);
    const char *after = getenv("CLOCK_AFTER");
    if (!done && after && clock == CLOCK_REALTIME && atomic_fetch_add(&asked, 1) >= atol(after))
        now->tv_sec += atol(getenv("CLOCK_BY"));
    return done;
}
