/* SPDX-License-Identifier: Apache-2.0
 *
 * A disk that refuses when it is told to.
 */
#include "tests/support/faulty_fs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

FaultyFs faulty_fs;

void
faulty_fs_reset(void)
{
  memset(&faulty_fs, 0, sizeof faulty_fs);
}

int
faulty_fs_open(const char *path, int flags, mode_t mode)
{
  errno = faulty_fs.open;
  return faulty_fs.open ? -1 : open(path, flags, mode);
}

int
faulty_fs_fsync(int fd)
{
  faulty_fs.fsyncs++;
  errno = faulty_fs.fsync;
  if (faulty_fs.fsync != 0 &&
      (faulty_fs.fsync_at == 0 || faulty_fs.fsync_at == faulty_fs.fsyncs))
    return -1;
  return fsync(fd);
}

int
faulty_fs_fdatasync(int fd)
{
  faulty_fs.fdatasyncs++;
  errno = faulty_fs.fdatasync;
  return faulty_fs.fdatasync ? -1 : fdatasync(fd);
}

int
faulty_fs_fallocate(int fd, off_t size)
{
  return fallocate(fd, 0, 0, size);
}
