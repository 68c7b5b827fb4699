/* SPDX-License-Identifier: Apache-2.0
 *
 * A preload that adds 8 ms to every sync: a fast disk hides what a town's
 * server shows.  Built as a shared object, see the Makefile.
 */
#include <dlfcn.h>
#include <errno.h>
#include <time.h>
#include <unistd.h>

enum { ADDED_NS = 8 * 1000 * 1000 };

static void
wait_like_a_disk(void)
{
  struct timespec rest = {.tv_nsec = ADDED_NS};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
    continue;
}

static int
sync_slowly(const char *name, int fd)
{
  /* The pointer is kept by the linker; asking again costs nothing here. */
  int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  wait_like_a_disk();
  return next(fd);
}

int
fsync(int fd)
{
  return sync_slowly("fsync", fd);
}

int
fdatasync(int fd)
{
  return sync_slowly("fdatasync", fd);
}

int
syncfs(int fd)
{
  return sync_slowly("syncfs", fd);
}
