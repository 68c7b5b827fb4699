/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading mails into the spool: small ones together, large ones piece by piece,
 * so that no mail is ever held whole.
 */
#include "daemon/mailbox/mailbox_imap.h"

#include <string.h>

#include "daemon/clock.h"
#include "daemon/log.h"
#include "daemon/mailbox/mailbox_imap_private.h"

enum {
  REST_AGAIN_MS = 600000,   /* a refused move is tried again */
  READINGS_MAX = 3,         /* of one mail whose size does not fit */
  SIZE_TOLERANCE_PARTS = 50 /* 2 %: servers count line ends differently */
};

static bool
is_refused(const GError *error)
{
  return g_error_matches(error, IMAP_ERROR, IMAP_ERROR_REFUSED);
}

bool
mailbox_imap_set_aside(MailboxImap *intake, ImapSession *session,
                       const GArray *uids, const char *folder, GError **error)
{
  g_autoptr(GError) refused = NULL;

  if (uids->len == 0 || intake->box->settings->sent ||
      imap_session_set_aside(session, uids, folder, &refused))
    return true;
  if (!is_refused(refused)) {
    g_propagate_error(error, g_steal_pointer(&refused));
    return false;
  }
  /* It is safe in the spool; in the folder it only looks unread. */
  intake->rest_again_ms = clock_now_ms(intake->box->clock) + REST_AGAIN_MS;
  mailbox_box_count(intake->box, "move_refused", uids->len);
  log_event(LOG_WARNING, "move-refused", "mailbox", intake->box->settings->name,
            "count", log_number(uids->len).text, "why", refused->message,
            "next", "tried again in 10 min", NULL);
  return true;
}

static GArray *
only(uint32_t uid)
{
  GArray *uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

  g_array_append_val(uids, uid);
  return uids;
}

static bool
give_to_person(MailboxImap *intake, ImapSession *session, uint32_t uid,
               GError **error)
{
  g_autoptr(GArray) uids = only(uid);

  return mailbox_imap_set_aside(intake, session, uids,
                                intake->box->settings->problem, error);
}

/* What lies whole in the spool. */
static bool
put_away(const MailboxTaking *taking, const GArray *uids, GError **error)
{
  MailboxImap *intake = taking->intake;

  return mailbox_imap_mark(taking, uids, error) &&
         mailbox_imap_set_aside(intake, taking->session, uids,
                                intake->box->settings->processed, error);
}

static MailboxRecord
record_of(const MailboxImap *intake, const ImapMail *mail, const char *key,
          bool adopted)
{
  return (MailboxRecord){
      .key = key,
      .uidvalidity = intake->cursor.uidvalidity,
      .uid = mail->uid,
      .received_at_ms = mail->internal_date_ms,
      .size_bytes = mail->size_bytes,
      .adopted = adopted,
      .renumbered = mail->uid <= intake->cursor.renumbered_uid,
  };
}

/* Add one mail that was read whole. */
static bool
write_whole(const MailboxTaking *taking, SpoolWriter *writer,
            const ImapMail *mail, GBytes *body, GError **error)
{
  const MailboxImap *intake = taking->intake;
  char key[MAILBOX_KEY_LENGTH + 1];
  size_t size = 0;
  const void *bytes = g_bytes_get_data(body, &size);

  mailbox_cursor_key(&intake->cursor, intake->box->settings->name, mail->uid,
                     key);
  MailboxRecord record = record_of(intake, mail, key, taking->adopted);
  json_t *head = mailbox_record_head(intake->box, &record);
  bool good = spool_writer_record(writer, head, bytes, size, error);
  json_decref(head);
  return good;
}

typedef struct Stream {
  MailboxBox *box;
  SpoolWriter *writer;
  uint64_t size_bytes;
  GError *failure; /* of the spool, owned */
} Stream;

static bool
stream_append(const void *bytes, size_t size, void *context)
{
  Stream *stream = context;

  stream->size_bytes += size;
  return spool_writer_append(stream->writer, bytes, size, &stream->failure);
}

/* Read the body in pieces.  The end is a piece that brings nothing, or a short
 * one once as much came as was announced; some servers give less than asked. */
static bool
read_pieces(ImapSession *session, const ImapMail *mail, bool header,
            Stream *stream, GError **error)
{
  for (;;) {
    ImapPiece piece = {.uid = mail->uid,
                       .offset = stream->size_bytes,
                       .header = header,
                       .sink = stream_append,
                       .context = stream};
    if (!imap_session_fetch_piece(session, &piece, error))
      return false;
    mailbox_box_progress(stream->box);
    if (header || piece.size_bytes == 0 ||
        (piece.size_bytes < IMAP_PIECE_BYTES &&
         stream->size_bytes >= mail->size_bytes))
      return true;
    if (stream->size_bytes > MAIL_BYTES_MAX)
      return true; /* the caller sees it */
  }
}

typedef enum Judgement {
  JUDGEMENT_GOOD,
  JUDGEMENT_AGAIN,     /* not what was announced: read it once more */
  JUDGEMENT_TOO_LARGE, /* larger than announced and than we take */
} Judgement;

/* Announced and read sizes agree within 2 %; or two readings agree with each
 * other, for some servers (Exchange) only estimate RFC822.SIZE. */
static Judgement
judge(MailboxImap *intake, const ImapMail *mail, uint64_t size_bytes)
{
  uint64_t said = mail->size_bytes;
  uint64_t apart = said > size_bytes ? said - size_bytes : size_bytes - said;
  gpointer uid = GUINT_TO_POINTER(mail->uid);
  gpointer first = NULL;

  if (size_bytes > MAIL_BYTES_MAX)
    return JUDGEMENT_TOO_LARGE;
  if (apart <= said / SIZE_TOLERANCE_PARTS)
    return JUDGEMENT_GOOD;
  if (g_hash_table_lookup_extended(intake->totals, uid, NULL, &first) &&
      GPOINTER_TO_SIZE(first) == size_bytes)
    return JUDGEMENT_GOOD;
  g_hash_table_insert(intake->totals, uid, GSIZE_TO_POINTER(size_bytes));
  return JUDGEMENT_AGAIN;
}

typedef enum Attempt {
  ATTEMPT_SPOOLED,
  ATTEMPT_AGAIN,
  ATTEMPT_TOO_LARGE,
  ATTEMPT_ERROR, /* error set */
} Attempt;

/* One reading of one mail.  Nothing stays in the spool unless it is good, or
 * `record->incomplete` says that it never will be. */
static Attempt
try_one(MailboxImap *intake, ImapSession *session, const ImapMail *mail,
        const MailboxRecord *record, GError **error)
{
  g_autoptr(SpoolWriter) writer =
      mailbox_box_writer(intake->box, record->key, error);
  Stream stream = {.box = intake->box, .writer = writer};

  if (writer == NULL)
    return ATTEMPT_ERROR;
  json_t *head = mailbox_record_head(intake->box, record);
  bool good = spool_writer_begin(writer, head, error);
  json_decref(head);
  if (!good)
    return ATTEMPT_ERROR;
  good = read_pieces(session, mail, record->oversize, &stream, error);
  if (stream.failure != NULL) {
    g_clear_error(error);
    g_propagate_error(error, stream.failure);
    return ATTEMPT_ERROR;
  }
  if (!good)
    return ATTEMPT_ERROR;
  if (!record->oversize) {
    Judgement judgement = judge(intake, mail, stream.size_bytes);
    if (judgement == JUDGEMENT_TOO_LARGE)
      return ATTEMPT_TOO_LARGE;
    if (judgement == JUDGEMENT_AGAIN && !record->incomplete)
      return ATTEMPT_AGAIN;
  }
  if (!spool_writer_end(writer, error) ||
      !mailbox_box_commit(intake->box, writer, 1, error))
    return ATTEMPT_ERROR;
  return ATTEMPT_SPOOLED;
}

/* Read one mail; up to three readings that disagree, the last is kept whatever
 * it is, marked as incomplete, for nothing may be lost. */
static bool
spool_one(MailboxImap *intake, ImapSession *session, const ImapMail *mail,
          MailboxRecord *record, GError **error)
{
  for (unsigned reading = 1;; reading++) {
    record->incomplete = reading == READINGS_MAX;
    switch (try_one(intake, session, mail, record, error)) {
    case ATTEMPT_SPOOLED:
      return true;
    case ATTEMPT_ERROR:
      return false;
    case ATTEMPT_TOO_LARGE:
      record->oversize = true;
      break;
    case ATTEMPT_AGAIN:
      mailbox_box_count(intake->box, "size_mismatch", 1);
      break;
    }
  }
}

/* A mail that failed again and again goes where a person finds it. */
static bool
give_up(MailboxImap *intake, ImapSession *session, const ImapMail *mail,
        GError **error)
{
  mailbox_box_count(intake->box, "held", 1);
  log_event(LOG_ERR, "mail-held", "mailbox", intake->box->settings->name, "uid",
            log_number(mail->uid).text, "next", "moved to the problem folder",
            NULL);
  return give_to_person(intake, session, mail->uid, error);
}

/* How much a failure speaks against the mail itself: a cut line hardly, a
 * refusal or nonsense very much, a full disk not at all. */
static unsigned
blame(const GError *failure)
{
  if (failure->domain != IMAP_ERROR)
    return 0;
  return failure->code == IMAP_ERROR_NETWORK ? 1 : 3;
}

/* After a reading that brought nothing: has somebody else taken the mail away?
 * Some servers answer OK without a body for a mail that they cannot read; it
 * must not pass for one of which nothing is left to do. */
static bool
check_gone(ImapSession *session, const ImapMail *mail, bool *out_gone,
           GError **error)
{
  g_autoptr(GArray) mails = NULL;

  if (!imap_session_list(session, mail->uid, mail->uid, &mails, error))
    return false;
  *out_gone = mails->len == 0;
  return true;
}

static bool
take_one(MailboxTaking *taking, const ImapMail *mail, GError **error)
{
  MailboxImap *intake = taking->intake;
  ImapSession *session = taking->session;
  const MailboxSettings *settings = intake->box->settings;
  gpointer uid = GUINT_TO_POINTER(mail->uid);
  unsigned tries = GPOINTER_TO_UINT(g_hash_table_lookup(intake->tries, uid));
  char key[MAILBOX_KEY_LENGTH + 1];
  g_autoptr(GError) failure = NULL;

  if (tries >= MAILBOX_BLAME_MAX)
    return give_up(intake, session, mail, error);
  mailbox_cursor_key(&intake->cursor, settings->name, mail->uid, key);
  MailboxRecord record = record_of(intake, mail, key, taking->adopted);
  record.oversize = mail->size_bytes > MAIL_BYTES_MAX;
  if (spool_one(intake, session, mail, &record, &failure)) {
    g_hash_table_remove(intake->tries, uid);
    g_hash_table_remove(intake->totals, uid);
    if (record.oversize || record.incomplete)
      return give_to_person(intake, session, mail->uid, error);
    g_autoptr(GArray) uids = only(mail->uid);
    return put_away(taking, uids, error);
  }
  bool gone = g_error_matches(failure, IMAP_ERROR, IMAP_ERROR_GONE);
  bool passes = gone || is_refused(failure);
  if (gone && !check_gone(session, mail, &gone, error))
    return false;
  if (gone)
    return true;
  g_hash_table_insert(intake->tries, uid,
                      GUINT_TO_POINTER(tries + blame(failure)));
  if (!passes) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  taking->failed = MIN(taking->failed, mail->uid);
  mailbox_box_count(intake->box, "fetch_refused", 1);
  return true;
}

/* Read some small mails with one command into one file.  Those that did not
 * come as announced are read alone. */
static bool
take_together(MailboxTaking *taking, const ImapMail *mails, unsigned count,
              GArray *alone, GError **error)
{
  MailboxImap *intake = taking->intake;
  ImapSession *session = taking->session;
  g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_autoptr(GPtrArray) bodies = NULL;
  g_autoptr(SpoolWriter) writer = NULL;
  char key[MAILBOX_KEY_LENGTH + 1];

  intake->alone_uid = mails[count - 1].uid; /* until this worked */
  if (!imap_session_fetch_set(session, mails, count, &bodies, error))
    return false;
  mailbox_cursor_key(&intake->cursor, intake->box->settings->name, mails[0].uid,
                     key);
  writer = mailbox_box_writer(intake->box, key, error);
  if (writer == NULL)
    return false;
  for (unsigned i = 0; i < count; i++) {
    if (bodies->pdata[i] == NULL) {
      g_array_append_val(alone, mails[i]);
      continue;
    }
    if (!write_whole(taking, writer, &mails[i], bodies->pdata[i], error))
      return false;
    g_array_append_val(uids, mails[i].uid);
  }
  if (uids->len > 0 &&
      !mailbox_box_commit(intake->box, writer, uids->len, error))
    return false;
  intake->alone_uid = 0;
  return put_away(taking, uids, error);
}

bool
mailbox_imap_take(MailboxTaking *taking, const GArray *mails, GError **error)
{
  const ImapMail *all = (const ImapMail *)(const void *)mails->data;

  for (unsigned i = 0; i < mails->len;) {
    g_autoptr(GArray) alone = g_array_new(FALSE, FALSE, sizeof(ImapMail));
    unsigned count = all[i].uid <= taking->intake->alone_uid
                         ? 1
                         : mailbox_batch_length(&all[i], mails->len - i);
    g_autoptr(GError) refused = NULL;
    if (count == 1) {
      g_array_append_val(alone, all[i]);
    } else if (!take_together(taking, &all[i], count, alone, &refused)) {
      if (!is_refused(refused)) {
        g_propagate_error(error, g_steal_pointer(&refused));
        return false;
      }
      g_array_set_size(alone, 0);
      g_array_append_vals(alone, &all[i], count);
    }
    for (unsigned k = 0; k < alone->len; k++)
      if (!take_one(taking, &g_array_index(alone, ImapMail, k), error))
        return false;
    i += count;
  }
  return true;
}
