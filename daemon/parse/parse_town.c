/* SPDX-License-Identifier: Apache-2.0
 *
 * A sealed memory file (memfd_create(2)): it needs no folder, no name and no
 * right, and goes with its last descriptor.
 */
#include "daemon/parse/parse_town.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TOWN_MAX = 32 * 1024 * 1024 }; /* GAZETTEER_NAMES_MAX long rows */

static bool
write_all(int fd, const char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t done = write(fd, bytes, size);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    bytes += done;
    size -= (size_t)done;
  }
  return true;
}

int
parse_town_put(GBytes *places, GError **error)
{
  size_t size = 0;
  const char *bytes = g_bytes_get_data(places, &size);
  int fd = memfd_create("places", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd >= 0 && write_all(fd, bytes, size) &&
      fcntl(fd, F_ADD_SEALS,
            F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
    return fd;
  g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
              "cannot hand the gazetteer to the role parse: %s",
              g_strerror(errno));
  if (fd >= 0)
    (void)close(fd); /* nothing was kept there */
  return -1;
}

/* From its beginning, wherever the last reader left it. */
static size_t
read_all(int fd, char *bytes, size_t size)
{
  size_t done = 0;
  while (done < size) {
    ssize_t got = pread(fd, bytes + done, size - done, (off_t)done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      break;
    done += (size_t)got;
  }
  return done;
}

GBytes *
parse_town_take(int fd)
{
  struct stat file;
  if (fstat(fd, &file) != 0)
    return NULL; /* there is no such descriptor: no town */
  GBytes *places = NULL;
  if (S_ISREG(file.st_mode) && file.st_size > 0 && file.st_size <= TOWN_MAX) {
    size_t size = (size_t)file.st_size;
    g_autofree char *bytes = g_malloc(size);
    if (read_all(fd, bytes, size) == size)
      places = g_bytes_new_take(g_steal_pointer(&bytes), size);
  }
  (void)close(fd); /* only read from */
  return places;
}
