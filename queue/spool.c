/* SPDX-License-Identifier: Apache-2.0
 *
 * Folders of spool files: making, listing, clearing.
 */
#include "queue/spool.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "queue/fs.h"
#include "queue/spool_private.h"

enum {
  FOLDER_MODE = 0770, /* the reader's group removes files, so it may write */
  PARENT_MODE = 0750,
};

enum {
  NAME_MAX_BYTES = 200, /* leaves room for suffixes below NAME_MAX */
  ASIDE_MAX = 1000,     /* files of one name set aside; then a person looks */
};

bool
spool_name_is_valid(const char *name)
{
  size_t length = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz0123456789._-");
  return name[0] != '.' && length > 0 && length <= NAME_MAX_BYTES &&
         name[length] == '\0';
}

bool
spool_folder_make(const char *folder, GError **error)
{
  g_autofree char *unfinished = g_build_filename(folder, "tmp", NULL);
  g_autofree char *finished = g_build_filename(folder, "new", NULL);
  return fs_make_folder(folder, FOLDER_MODE, error) &&
         fs_make_folder(unfinished, FOLDER_MODE, error) &&
         fs_make_folder(finished, FOLDER_MODE, error);
}

char *
spool_intake_make(const char *state, const char *role, GError **error)
{
  g_autofree char *spool = g_build_filename(state, "spool", NULL);
  g_autofree char *in = g_build_filename(spool, "in", NULL);
  g_autofree char *folder = g_build_filename(in, role, NULL);
  if (!fs_make_folder(spool, PARENT_MODE, error) ||
      !fs_make_folder(in, PARENT_MODE, error) ||
      !spool_folder_make(folder, error))
    return NULL;
  return g_steal_pointer(&folder);
}

bool
spool_has_room(const char *folder, unsigned free_mib)
{
  struct statvfs status;
  /* What cannot be asked is no reason to refuse: the write will tell. */
  return statvfs(folder, &status) != 0 ||
         (uint64_t)status.f_bavail * status.f_frsize >=
             (uint64_t)free_mib * 1048576;
}

static GDir *
open_folder(const char *path, GError **error)
{
  g_autoptr(GError) failure = NULL;
  GDir *dir = g_dir_open(path, 0, &failure);
  if (dir == NULL)
    g_set_error(error, STORE_ERROR,
                g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                    ? STORE_ERROR_MISSING
                    : STORE_ERROR_IO,
                "%s", failure->message);
  return dir;
}

bool
spool_sweep(const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename(folder, "tmp", NULL);
  g_autoptr(GDir) dir = open_folder(path, error);
  if (dir == NULL)
    return false;
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    if (!fs_unlink(file, error))
      return false;
  }
  return true;
}

typedef struct Entry {
  struct timespec written;
  char *name;
} Entry;

static void
entry_clear(void *data)
{
  g_free(((Entry *)data)->name);
}

static int
entry_compare(const void *a, const void *b)
{
  const Entry *one = a, *other = b;
  if (one->written.tv_sec != other->written.tv_sec)
    return one->written.tv_sec < other->written.tv_sec ? -1 : 1;
  if (one->written.tv_nsec != other->written.tv_nsec)
    return one->written.tv_nsec < other->written.tv_nsec ? -1 : 1;
  return strcmp(one->name, other->name);
}

static GArray *
read_entries(const char *path, GError **error)
{
  g_autoptr(GDir) dir = open_folder(path, error);
  if (dir == NULL)
    return NULL;
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(entries, entry_clear);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    struct stat status;
    if (lstat(file, &status) != 0)
      continue; /* gone in the meantime */
    Entry entry = {status.st_mtim, g_strdup(name)};
    g_array_append_val(entries, entry);
  }
  return entries;
}

GPtrArray *
spool_list(const char *folder, unsigned limit, GError **error)
{
  g_autofree char *path = g_build_filename(folder, "new", NULL);
  g_autoptr(GArray) entries = read_entries(path, error);
  if (entries == NULL)
    return NULL;
  g_array_sort(entries, entry_compare);
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < entries->len && i < limit; i++)
    g_ptr_array_add(names,
                    g_steal_pointer(&g_array_index(entries, Entry, i).name));
  return names;
}

bool
spool_remove(const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename(folder, "new", name, NULL);
  return fs_unlink(path, error);
}

/* A name within `aside` that is not taken: a mail fetched again may come to
 * grief again, and both files are kept. */
static char *
free_path(const char *aside, const char *name)
{
  g_autofree char *path = g_build_filename(aside, name, NULL);
  struct stat status;
  for (int i = 1; i < ASIDE_MAX && lstat(path, &status) == 0; i++) {
    g_free(path);
    path = g_strdup_printf("%s/%s.%d", aside, name, i);
  }
  return g_steal_pointer(&path);
}

bool
spool_set_aside(const char *folder, const char *name, GError **error)
{
  g_autofree char *finished = g_build_filename(folder, "new", NULL);
  g_autofree char *aside = g_build_filename(folder, "corrupt", NULL);
  g_autofree char *from = g_build_filename(finished, name, NULL);
  if (!fs_make_folder(aside, FOLDER_MODE, error))
    return false;
  g_autofree char *to = free_path(aside, name);
  return fs_rename(from, to, error) && fs_sync_folder(aside, error) &&
         fs_sync_folder(finished, error);
}
