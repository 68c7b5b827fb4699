/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads large mails before their turn.  A photo of a phone is decoded for
 * longer than a lot of letters is decided, and by another processor.  Only
 * reading comes early: a message is decided in its turn, and who ends his
 * reader is blamed for it then.
 */
#include <string.h>

#include "daemon/digest/reading_private.h"

enum {
  EARLY_MAX = 2,           /* readings kept: while one's picture is copied, the
                              next is read */
  EARLY_BYTES = 64 * 1024, /* a mail that may bring a photo */
};

static bool
find_early(const Digest *digest, const InboxItem *item, guint *out_index)
{
  for (guint i = 0; i < digest->early->len; i++) {
    const Reading *reading = digest->early->pdata[i];
    if (strcmp(reading->item_id.text, item->id.text) == 0) {
      *out_index = i;
      return true;
    }
  }
  return false;
}

bool
digest_has_read(const Digest *digest, const InboxItem *item)
{
  guint index;
  return find_early(digest, item, &index);
}

static bool
comes_early(const Digest *digest, const InboxItem *item)
{
  return item->size_bytes >= EARLY_BYTES &&
         strcmp(item->channel, "mail") == 0 && !digest_has_read(digest, item);
}

/* Not while the reader works on others: their answers come first. */
static bool
read_early(Digest *digest, const GPtrArray *items, guint from, GError **error)
{
  for (guint i = from; i < items->len && digest->asked->len == 0 &&
                       digest->early->len < EARLY_MAX;
       i++) {
    if (!comes_early(digest, items->pdata[i]))
      continue;
    Reading *reading = digest_read_files(digest, items->pdata[i], error);
    if (reading == NULL)
      return false;
    g_ptr_array_add(digest->early, reading);
    if (!digest_begin_pictures(digest, reading, error))
      return false;
  }
  return true;
}

bool
digest_read_ahead(Digest *digest, const GPtrArray *items, guint from,
                  GError **error)
{
  return read_early(digest, items, from, error) &&
         digest_ask_ahead(digest, items, from, error);
}

static Reading *
take_or_read(Digest *digest, const InboxItem *item, GError **error)
{
  guint index;
  return find_early(digest, item, &index)
             ? g_ptr_array_steal_index(digest->early, index)
             : digest_read_files(digest, item, error);
}

bool
digest_read_waits(const Digest *digest, const InboxItem *item)
{
  guint index;
  return digest->copying != NULL && find_early(digest, item, &index) &&
         digest->early->pdata[index] == digest->copying &&
         !parse_client_answers(digest->image);
}

/* The decoder is free: the next one's pictures. */
static bool
begin_next(Digest *digest, GError **error)
{
  for (guint i = 0; i < digest->early->len; i++)
    if (!digest_begin_pictures(digest, digest->early->pdata[i], error))
      return false;
  return true;
}

Reading *
digest_read(Digest *digest, const InboxItem *item, GError **error)
{
  g_autoptr(Reading) reading = take_or_read(digest, item, error);
  if (reading == NULL)
    return NULL;
  if (digest_finish_pictures(digest, reading, error) &&
      begin_next(digest, error))
    return g_steal_pointer(&reading);
  digest_drop_picture(digest); /* it may be this one's */
  return NULL;
}

void
digest_read_forget(Digest *digest)
{
  digest_drop_picture(digest);
  g_ptr_array_set_size(digest->early, 0);
  digest_forget_asked(digest);
}
