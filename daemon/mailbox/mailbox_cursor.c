/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules of IMAP intake, and the file that remembers.
 */
#include "daemon/mailbox/mailbox_cursor.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "daemon/durable_file.h"
#include "queue/secret.h"
#include "queue/store_error.h"

enum { CURSOR_FILE_BYTES = 4096 };

bool
mailbox_cursor_load(const char *path, MailboxCursor *out_cursor, GError **error)
{
  MailboxCursor cursor = {0};
  json_int_t uidvalidity, start, last, renumbered, first_seen, generation;
  json_error_t why;

  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    *out_cursor = cursor;
    return true;
  }
  json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
  int result = json_unpack_ex(
      json, &why, 0, "{s:I, s:I, s:I, s:I, s:I, s:I}", "uidvalidity",
      &uidvalidity, "start_uid", &start, "last_uid", &last, "renumbered_uid",
      &renumbered, "first_seen_ms", &first_seen, "generation_ms", &generation);
  json_decref(json);
  if (result < 0 || uidvalidity <= 0 || uidvalidity > UINT32_MAX || start < 1 ||
      start > UINT32_MAX || last < 0 || last > UINT32_MAX || renumbered < 0 ||
      renumbered > UINT32_MAX) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                "%s cannot be read: %s", path, why.text);
    return false;
  }
  *out_cursor = (MailboxCursor){
      .uidvalidity = (uint32_t)uidvalidity,
      .start_uid = (uint32_t)start,
      .last_uid = (uint32_t)last,
      .renumbered_uid = (uint32_t)renumbered,
      .first_seen_ms = first_seen,
      .generation_ms = generation,
  };
  return true;
}

bool
mailbox_cursor_save(const char *path, const MailboxCursor *cursor,
                    GError **error)
{
  char text[CURSOR_FILE_BYTES];
  int size = snprintf(
      text, sizeof text,
      "{\"uidvalidity\": %" G_GUINT32_FORMAT
      ", \"start_uid\": %" G_GUINT32_FORMAT ", \"last_uid\": %" G_GUINT32_FORMAT
      ", \"renumbered_uid\": %" G_GUINT32_FORMAT
      ", \"first_seen_ms\": %" G_GINT64_FORMAT
      ", \"generation_ms\": %" G_GINT64_FORMAT "}\n",
      cursor->uidvalidity, cursor->start_uid, cursor->last_uid,
      cursor->renumbered_uid, cursor->first_seen_ms, cursor->generation_ms);

  g_assert(size > 0 && (size_t)size < sizeof text);
  return durable_file_write(path, text, (size_t)size, error);
}

MailboxMeeting
mailbox_cursor_meet(MailboxCursor *cursor, const ImapFolder *folder,
                    int64_t now_ms)
{
  bool same = cursor->uidvalidity == folder->uidvalidity;

  if (cursor->uidvalidity == 0) {
    *cursor = (MailboxCursor){
        .uidvalidity = folder->uidvalidity,
        .start_uid = folder->uidnext,
        .last_uid = folder->uidnext - 1,
        .first_seen_ms = now_ms,
    };
    return MAILBOX_MEETING_FIRST;
  }
  if (same && folder->uidnext > cursor->last_uid)
    return MAILBOX_MEETING_SAME;
  cursor->uidvalidity = folder->uidvalidity;
  cursor->start_uid = 1;
  cursor->last_uid = 0;
  cursor->renumbered_uid = folder->uidnext - 1;
  cursor->generation_ms = same ? now_ms : 0;
  return MAILBOX_MEETING_RENUMBERED;
}

/* Mail from before our time: known by its UID, or after UIDs changed only by
 * its date.  Mail without a date counts as new: nothing may be lost. */
static bool
is_old(const MailboxCursor *cursor, const ImapMail *mail)
{
  if (mail->uid < cursor->start_uid)
    return true;
  return mail->uid <= cursor->renumbered_uid && mail->internal_date_ms != 0 &&
         mail->internal_date_ms < cursor->first_seen_ms;
}

bool
mailbox_cursor_takes(const MailboxCursor *cursor, const ImapMail *mail)
{
  return mail->uid > cursor->last_uid && !mail->deleted && !mail->done &&
         !is_old(cursor, mail);
}

bool
mailbox_cursor_adopts(const MailboxCursor *cursor, const ImapMail *mail,
                      int64_t since_ms)
{
  return is_old(cursor, mail) && !mail->deleted && !mail->done &&
         mail->internal_date_ms >= since_ms;
}

bool
mailbox_cursor_left_over(const MailboxCursor *cursor, const ImapMail *mail)
{
  return mail->uid <= cursor->last_uid && !mail->deleted && !mail->done &&
         !is_old(cursor, mail);
}

void
mailbox_cursor_window(const ImapFolder *folder, uint32_t first, uint32_t step,
                      uint32_t *out_last)
{
  uint64_t last = (uint64_t)first + step - 1;

  /* A folder of few mails answers with few, however far apart their UIDs. */
  bool whole = folder->exists <= IMAP_WINDOW_UIDS_MAX ||
               last + 1 >= folder->uidnext || last >= UINT32_MAX;
  *out_last = whole ? 0 : (uint32_t)last;
}

void
mailbox_cursor_key(const MailboxCursor *cursor, const char *mailbox,
                   uint32_t uid, char out_key[MAILBOX_KEY_LENGTH + 1])
{
  g_autofree char *text =
      cursor->generation_ms == 0
          ? g_strdup_printf("%s|%" G_GUINT32_FORMAT "|%" G_GUINT32_FORMAT,
                            mailbox, cursor->uidvalidity, uid)
          : g_strdup_printf("%s|%" G_GUINT32_FORMAT "|%" G_GUINT32_FORMAT
                            "|%" G_GINT64_FORMAT,
                            mailbox, cursor->uidvalidity, uid,
                            cursor->generation_ms);
  uint8_t hash[SECRET_HASH_BYTES];

  secret_hash(NULL, text, strlen(text), hash);
  G_STATIC_ASSERT(MAILBOX_KEY_LENGTH + 1 == SECRET_HASH_HEX);
  secret_hash_to_hex(hash, out_key);
}

unsigned
mailbox_batch_length(const ImapMail *mails, unsigned count)
{
  uint64_t size_bytes = 0;
  unsigned length = 0;

  while (length < count && length < MAILBOX_BATCH_MAILS) {
    size_bytes += mails[length].size_bytes;
    if (mails[length].size_bytes == 0 || size_bytes > IMAP_PIECE_BYTES)
      break;
    length++;
  }
  return MAX(length, 1);
}

int64_t
mailbox_backoff_ms(unsigned failures, uint32_t random)
{
  int64_t wait_ms = MAILBOX_BACKOFF_MIN_MS;

  for (unsigned i = 1; i < failures && wait_ms < MAILBOX_BACKOFF_MAX_MS; i++)
    wait_ms *= 2;
  wait_ms = MIN(wait_ms, MAILBOX_BACKOFF_MAX_MS);
  return wait_ms / 2 + (int64_t)(random % (uint64_t)(wait_ms / 2 + 1));
}
