/* SPDX-License-Identifier: Apache-2.0
 *
 * Files with limits; secrets with the checks on who else may read them.
 */
#include "daemon/config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/config.h"

/* A certificate with its chain and key stays well below. */
enum { CONFIG_CREDENTIAL_MAX = 64 * 1024 };

static bool
set_io_error(GError **error, int number, const char *path)
{
  g_set_error(error, CONFIG_ERROR,
              number == ENOENT ? CONFIG_ERROR_MISSING : CONFIG_ERROR_IO,
              "%s: %s", path, g_strerror(number));
  return false;
}

/* Open a regular file of at most `limit` bytes; -1 on failure. */
static int
open_file(int directory, const char *path, off_t limit, GError **error)
{
  int fd = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) {
    (void)set_io_error(error, errno, path); /* always false */
  } else if (!S_ISREG(status.st_mode) || status.st_size > limit) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_IO,
                "%s: not a regular file of at most %jd KiB", path,
                (intmax_t)limit / 1024);
  } else {
    return fd;
  }
  if (fd >= 0)
    (void)close(fd); /* opened for reading: nothing can be lost */
  return -1;
}

/* Read to the end, at most `limit` bytes; owned by the caller. */
static char *
read_all(int fd, size_t limit, size_t *out_length, const char *path,
         GError **error)
{
  g_autofree char *buffer = g_malloc(limit);
  size_t length = 0;
  while (length < limit) {
    ssize_t count =
        TEMP_FAILURE_RETRY(read(fd, buffer + length, limit - length));
    if (count < 0) {
      (void)set_io_error(error, errno, path); /* always false */
      return NULL;
    }
    if (count == 0)
      break;
    length += (size_t)count;
  }
  *out_length = length;
  return g_steal_pointer(&buffer);
}

GBytes *
config_file_read(const char *path, GError **error)
{
  int fd = open_file(AT_FDCWD, path, CONFIG_FILE_MAX, error);
  if (fd < 0)
    return NULL;
  size_t length = 0;
  char *text = read_all(fd, CONFIG_FILE_MAX, &length, path, error);
  (void)close(fd); /* read only */
  if (text == NULL)
    return NULL;
  return g_bytes_new_take(g_realloc(text, length), length);
}

/* May anybody but the owner (and root) reach it? */
static bool
check_mode(int fd, bool systemd, const char *what, const char *path,
           GError **error)
{
  struct stat status;
  mode_t forbidden = systemd ? S_IRWXO : S_IRWXG | S_IRWXO;
  if (fstat(fd, &status) != 0)
    return set_io_error(error, errno, path);
  bool ours = status.st_uid == geteuid() || status.st_uid == 0;
  if (ours && (status.st_mode & forbidden) == 0)
    return true;
  g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_UNSAFE,
              "%s: others can reach this %s (mode %04o, owner %u) – chown it "
              "to the service's user and chmod %s",
              path, what, (unsigned)status.st_mode & 07777,
              (unsigned)status.st_uid,
              strcmp(what, "directory") == 0 ? "0700" : "0600");
  return false;
}

typedef struct Secret {
  char *bytes;
  size_t size;
} Secret;

static void
wipe_secret(void *data)
{
  Secret *secret = data;
  explicit_bzero(secret->bytes, secret->size);
  g_free(secret->bytes);
  g_free(secret);
}

static GBytes *
read_secret(int fd, const char *name, GError **error)
{
  size_t length = 0;
  char *bytes = read_all(fd, CONFIG_CREDENTIAL_MAX, &length, name, error);
  if (bytes == NULL)
    return NULL;
  Secret *secret = g_new0(Secret, 1);
  *secret = (Secret){bytes, length};
  /* Editors end a file with a line break that is no part of the password. */
  if (length > 0 && bytes[length - 1] == '\n')
    length--;
  if (length > 0 && bytes[length - 1] == '\r')
    length--;
  return g_bytes_new_with_free_func(bytes, length, wipe_secret, secret);
}

GBytes *
config_file_credential(const char *directory, const char *name, bool systemd,
                       GError **error)
{
  g_assert(strchr(name, '/') == NULL);
  int folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    (void)set_io_error(error, errno, directory); /* always false */
    return NULL;
  }
  GBytes *secret = NULL;
  int fd = -1;
  if (check_mode(folder, systemd, "directory", directory, error))
    fd = open_file(folder, name, CONFIG_CREDENTIAL_MAX, error);
  if (fd >= 0 && check_mode(fd, systemd, "file", name, error))
    secret = read_secret(fd, name, error);
  if (fd >= 0)
    (void)close(fd);   /* read only */
  (void)close(folder); /* read only */
  return secret;
}
