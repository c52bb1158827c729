/* A disk on which each sync takes SLOW_SYNC_US microseconds more. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_more(void) {
    const char *set = getenv("SLOW_SYNC_US");
    long us = set ? atol(set) : 3000;
    struct timespec more = {us / 1000000, (us % 1000000) * 1000};
    nanosleep(&more, NULL);
}

int fsync(int fd) {
    wait_more();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd) {
    wait_more();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
