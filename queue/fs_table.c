/* SPDX-License-Identifier: Apache-2.0
 *
 * The kernel's row for the table of fs.h.  It stands alone in its file so that
 * a test program can put another in its place when it is linked.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "queue/fs.h"

static int
posix_open(const char *path, int flags, mode_t mode)
{
  return open(path, flags, mode);
}

static int
linux_fallocate(int fd, off_t size)
{
  return fallocate(fd, 0, 0, size);
}

const FsOps fs_table = {
    .open = posix_open,
    .write = write,
    .fsync = fsync,
    .fdatasync = fdatasync,
    .fallocate = linux_fallocate,
    .rename = rename,
    .unlink = unlink,
};
