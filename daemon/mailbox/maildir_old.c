/* SPDX-License-Identifier: Apache-2.0
 *
 * A set of names by hash.  Two names out of a million share a hash with a
 * chance of 1 in 10^7.
 */
#include "daemon/mailbox/maildir_old.h"

#include <stdlib.h>
#include <string.h>

#include "daemon/durable_file.h"
#include "queue/secret.h"
#include "queue/store_error.h"

enum { HASH_BYTES = 8 };

struct MaildirOld {
  GMappedFile *file;
};

static void
hash_name(const char *name, uint8_t out[HASH_BYTES])
{
  uint8_t hash[SECRET_HASH_BYTES];

  secret_hash(NULL, name, strlen(name), hash);
  memcpy(out, hash, HASH_BYTES);
}

static int
compare(const void *a, const void *b)
{
  return memcmp(a, b, HASH_BYTES);
}

MaildirOld *
maildir_old_open(const char *path, GError **error)
{
  g_autoptr(GError) failure = NULL;
  GMappedFile *file = g_mapped_file_new(path, FALSE, &failure);

  if (file == NULL) {
    if (!g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      g_set_error_literal(error, STORE_ERROR, STORE_ERROR_IO, failure->message);
    return NULL;
  }
  if (g_mapped_file_get_length(file) % HASH_BYTES != 0) {
    g_mapped_file_unref(file);
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT, "%s is cut off", path);
    return NULL;
  }
  MaildirOld *old = g_new0(MaildirOld, 1);
  old->file = file;
  return old;
}

void
maildir_old_free(MaildirOld *old)
{
  if (old != NULL)
    g_mapped_file_unref(old->file);
  g_free(old);
}

bool
maildir_old_has(const MaildirOld *old, const char *unique)
{
  uint8_t hash[HASH_BYTES];
  const char *all = g_mapped_file_get_contents(old->file);

  if (all == NULL)
    return false;
  hash_name(unique, hash);
  return bsearch(hash, all, g_mapped_file_get_length(old->file) / HASH_BYTES,
                 HASH_BYTES, compare) != NULL;
}

bool
maildir_old_write(const char *path, const GPtrArray *names, GError **error)
{
  g_autofree uint8_t *all = g_malloc((gsize)names->len * HASH_BYTES + 1);

  for (unsigned i = 0; i < names->len; i++)
    hash_name(names->pdata[i], all + (size_t)i * HASH_BYTES);
  qsort(all, names->len, HASH_BYTES, compare);
  return durable_file_write(path, all, (size_t)names->len * HASH_BYTES, error);
}
