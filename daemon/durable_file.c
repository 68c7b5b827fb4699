/* SPDX-License-Identifier: Apache-2.0
 *
 * The usual four steps over queue/fs.h.
 */
#include "daemon/durable_file.h"

#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/store_error.h"

bool
durable_file_write(const char *path, const void *bytes, size_t size,
                   GError **error)
{
  g_autofree char *beside = g_strconcat(path, ".new", NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(GError) missing = NULL;

  /* What a crash has left behind would be in the way. */
  if (!fs_unlink(beside, &missing) &&
      !g_error_matches(missing, STORE_ERROR, STORE_ERROR_MISSING)) {
    g_propagate_error(error, g_steal_pointer(&missing));
    return false;
  }
  auto_fd int fd = fs_create(beside, error);
  return fd >= 0 && fs_write(fd, bytes, size, error) && fs_sync(fd, error) &&
         fs_rename(beside, path, error) && fs_sync_folder(folder, error);
}
