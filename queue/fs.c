/* SPDX-License-Identifier: Apache-2.0
 *
 * Durable file operations over the table of system calls.
 */
#include "queue/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue/fd.h"
#include "queue/store_error.h"

/* Readable for the reader's group: the folder says who that is. */
enum {
  FILE_MODE = 0640,
  FOLDER_BITS = 01777, /* set-group-id comes from the folder above or not */
};

static void
set_error(GError **error, const char *what, const char *path, int code)
{
  static const struct {
    int code;
    StoreError meaning;
  } rows[] = {
      {ENOSPC, STORE_ERROR_FULL},    {EDQUOT, STORE_ERROR_FULL},
      {ENOENT, STORE_ERROR_MISSING}, {EEXIST, STORE_ERROR_CONFLICT},
      {ELOOP, STORE_ERROR_CORRUPT},  {ENXIO, STORE_ERROR_CORRUPT},
  };
  StoreError meaning = STORE_ERROR_IO;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].code == code)
      meaning = rows[i].meaning;
  g_set_error(error, STORE_ERROR, meaning, "cannot %s%s%s: %s", what,
              path ? " " : "", path ? path : "", g_strerror(code));
}

/* A sync that failed is final whatever the reason, even a full disk. */
static bool
sync_result(int result, const char *what, GError **error)
{
  if (result == 0)
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "cannot sync %s: %s", what,
              g_strerror(errno));
  return false;
}

int
fs_create(const char *path, GError **error)
{
  auto_fd int fd = -1;
  do {
    fd = fs_table.open(
        path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0 || fchmod(fd, FILE_MODE) != 0) {
    set_error(error, "create", path, errno);
    return -1;
  }
  return fd_steal(&fd);
}

bool
fs_write(int fd, const void *bytes, size_t size, GError **error)
{
  const char *at = bytes;
  while (size > 0) {
    ssize_t written = fs_table.write(fd, at, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      set_error(error, "write", NULL, written < 0 ? errno : EIO);
      return false;
    }
    at += written;
    size -= (size_t)written;
  }
  return true;
}

bool
fs_sync(int fd, GError **error)
{
  return sync_result(fs_table.fsync(fd), "file", error);
}

bool
fs_sync_data(int fd, GError **error)
{
  return sync_result(fs_table.fdatasync(fd), "data", error);
}

void
fs_start_writing(int fd)
{
  (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE); /* only a hint */
}

bool
fs_sync_folder(const char *folder, GError **error)
{
  auto_fd int fd = fs_table.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  return sync_result(fd < 0 ? -1 : fs_table.fsync(fd), folder, error);
}

bool
fs_preallocate(int fd, size_t size, GError **error)
{
  int result;
  do {
    result = fs_table.fallocate(fd, (off_t)size);
  } while (result != 0 && errno == EINTR);
  if (result == 0 || errno == EOPNOTSUPP)
    return true;
  set_error(error, "preallocate", NULL, errno);
  return false;
}

bool
fs_rename(const char *from, const char *to, GError **error)
{
  if (fs_table.rename(from, to) == 0)
    return true;
  set_error(error, "rename", from, errno);
  return false;
}

bool
fs_unlink(const char *path, GError **error)
{
  if (fs_table.unlink(path) == 0)
    return true;
  set_error(error, "remove", path, errno);
  return false;
}

/* The umask is out of the way for this call instead of a chmod(2) after it:
 * that one would clear an inherited set-group-id, or name it and fail with
 * EPERM where the service manager forbids this (RestrictSUIDSGID= of
 * systemd.exec(5)).  We have no threads whose files it could touch.
 */
static int
make_with_mode(const char *path, mode_t mode)
{
  mode_t mask = umask(0);
  int result = mkdir(path, mode & FOLDER_BITS);
  int code = errno;
  (void)umask(mask); /* cannot fail */
  errno = code;
  return result;
}

bool
fs_make_folder(const char *path, mode_t mode, GError **error)
{
  if (make_with_mode(path, mode) != 0) {
    if (errno == EEXIST)
      return true;
    set_error(error, "make folder", path, errno);
    return false;
  }
  g_autofree char *parent = g_path_get_dirname(path);
  return fs_sync_folder(parent, error);
}

int
fs_open_read(const char *path, GError **error)
{
  int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    set_error(error, "open", path, errno);
  return fd;
}

ssize_t
fs_read_at(int fd, void *out, size_t size, off_t offset, GError **error)
{
  size_t total = 0;
  while (total < size) {
    ssize_t count =
        pread(fd, (char *)out + total, size - total, offset + (off_t)total);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0) {
      set_error(error, "read", NULL, errno);
      return -1;
    }
    if (count == 0)
      break;
    total += (size_t)count;
  }
  return (ssize_t)total;
}
