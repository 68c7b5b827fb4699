/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading new/ and cur/.
 */
#include "daemon/mailbox/maildir_look.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "queue/store_error.h"

static const char *const folders[] = {"new", "cur"};

void
maildir_entry_free(MaildirEntry *entry)
{
  g_free(entry->file);
  g_free(entry->unique);
  g_free(entry);
}

static int64_t
modified_ms(const char *maildir, const MaildirEntry *entry)
{
  g_autofree char *path =
      g_build_filename(maildir, entry->folder, entry->file, NULL);
  struct stat status;

  if (stat(path, &status) < 0)
    return -1; /* gone meanwhile: somebody else's business */
  return (int64_t)status.st_mtim.tv_sec * 1000 +
         status.st_mtim.tv_nsec / 1000000;
}

static bool
is_chosen(const MaildirEntry *entry, const MaildirChoice *choice)
{
  bool old = choice->old == NULL || maildir_old_has(choice->old, entry->unique);

  if (choice->passed != NULL &&
      g_hash_table_contains(choice->passed, entry->unique))
    return false;
  if (!choice->adopting)
    return !old;
  return old && modified_ms(choice->maildir, entry) >= choice->since_ms;
}

/* Add the entries of one folder.  A name is whole once it is visible there. */
static bool
look_through(const MaildirChoice *choice, const char *folder, unsigned limit,
             GPtrArray *entries, GError **error)
{
  g_autofree char *path = g_build_filename(choice->maildir, folder, NULL);
  DIR *dir = opendir(path);

  if (dir == NULL) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s: %s", path,
                g_strerror(errno));
    return false;
  }
  const struct dirent *file;
  while (entries->len < limit && (file = readdir(dir)) != NULL) {
    if (file->d_name[0] == '.')
      continue;
    MaildirEntry *entry = g_new0(MaildirEntry, 1);
    entry->folder = folder;
    entry->file = g_strdup(file->d_name);
    entry->unique = g_strndup(file->d_name, strcspn(file->d_name, ":"));
    if (is_chosen(entry, choice))
      g_ptr_array_add(entries, entry);
    else
      maildir_entry_free(entry);
  }
  (void)closedir(dir); /* read only */
  return true;
}

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
  const MaildirEntry *const *one = a, *const *two = b;
  return strcmp((*one)->unique, (*two)->unique);
}

/* Unique names begin with the second of delivery, so sorting is by age. */
GPtrArray *
maildir_look(const MaildirChoice *choice, unsigned limit, GError **error)
{
  g_autoptr(GPtrArray) entries =
      g_ptr_array_new_with_free_func((GDestroyNotify)maildir_entry_free);

  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
    if (!look_through(choice, folders[i], limit, entries, error))
      return NULL;
  g_ptr_array_sort(entries, compare_entries);
  return g_steal_pointer(&entries);
}

GPtrArray *
maildir_look_names(const char *maildir, GError **error)
{
  MaildirChoice all = {.maildir = maildir, .adopting = true, .since_ms = -1};
  g_autoptr(GPtrArray) entries = maildir_look(&all, G_MAXUINT, error);
  if (entries == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

  for (unsigned i = 0; i < entries->len; i++) {
    MaildirEntry *entry = entries->pdata[i];
    g_ptr_array_add(names, g_steal_pointer(&entry->unique));
  }
  return names;
}
