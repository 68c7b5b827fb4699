/* SPDX-License-Identifier: Apache-2.0
 *
 * Replacing the town's files: written beside, synced, renamed, so that a power
 * cut leaves the old one or the new, and readable to whom the old one was.
 */
#include <errno.h>
#include <sys/stat.h>

#include "daemon/config.h"
#include "daemon/config_file.h"
#include "daemon/places/places_private.h"
#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/store_error.h"

enum { MODE_NEW = 0644 }; /* nothing in it is secret */

/* Owner and mode of the file that is replaced, else of town.yaml. */
static bool
dress(int fd, const char *path, const char *town, GError **error)
{
  g_autofree char *model = g_build_filename(town, "town.yaml", NULL);
  struct stat status = {.st_mode = MODE_NEW};
  bool known = stat(path, &status) == 0 || stat(model, &status) == 0;
  if (fchmod(fd, status.st_mode & 0777) != 0) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_IO, "%s: %s", path,
                g_strerror(errno));
    return false;
  }
  /* Only root may give files away; anybody else made it for himself. */
  if (known && geteuid() == 0 &&
      fchown(fd, status.st_uid, status.st_gid) != 0) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_IO, "%s: %s", path,
                g_strerror(errno));
    return false;
  }
  return true;
}

static bool
replace(const char *town, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *beside = g_strconcat(path, ".new", NULL);
  g_autoptr(GError) missing = NULL;
  size_t size = 0;
  const void *data = g_bytes_get_data(bytes, &size);
  if (!fs_unlink(beside, &missing) &&
      !g_error_matches(missing, STORE_ERROR, STORE_ERROR_MISSING)) {
    g_propagate_error(error, g_steal_pointer(&missing));
    return false;
  }
  auto_fd int fd = fs_create(beside, error);
  return fd >= 0 && dress(fd, path, town, error) &&
         fs_write(fd, data, size, error) && fs_sync(fd, error) &&
         fs_rename(beside, path, error) && fs_sync_folder(town, error);
}

/* The file as it is goes to ".bak"; true where there is none. */
static bool
keep_old(const char *town, const char *path, GError **error)
{
  g_autoptr(GError) missing = NULL;
  g_autofree char *backup = g_strconcat(path, ".bak", NULL);
  g_autoptr(GBytes) old = config_file_read(path, &missing);
  if (g_error_matches(missing, CONFIG_ERROR, CONFIG_ERROR_MISSING))
    return true;
  if (old == NULL) {
    g_propagate_error(error, g_steal_pointer(&missing));
    return false;
  }
  return replace(town, backup, old, error);
}

static bool
write_file(const char *town, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename(town, name, NULL);
  if (g_bytes_get_size(bytes) > CONFIG_FILE_MAX) {
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_IO,
                "%s would be larger than %d MiB – simplify the borders, or "
                "import your own town only",
                name, CONFIG_FILE_MAX / 1024 / 1024);
    return false;
  }
  return keep_old(town, path, error) && replace(town, path, bytes, error);
}

bool
places_write(const PlacesImport *import, GError **error)
{
  g_autoptr(GBytes) districts =
      import->new_districts ? districts_write(import->districts) : NULL;
  g_autoptr(GBytes) places =
      import->found == NULL ? NULL : place_found_write(import->found);
  return (districts == NULL ||
          write_file(import->town, DISTRICTS_FILE, districts, error)) &&
         (places == NULL ||
          write_file(import->town, PLACES_FILE, places, error));
}
