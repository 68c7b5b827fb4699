/* SPDX-License-Identifier: Apache-2.0
 *
 * Listing and reading messages of the selected folder.
 */
#include "daemon/imap/imap_session.h"

#include <string.h>

#include "daemon/imap/imap_session_private.h"

/* One listed message takes some 120 bytes; flags may be long. */
enum { LIST_BYTES_PER_MAIL = 4096 };

static bool
fail(GError **error, ImapError code, const char *why)
{
  g_set_error_literal(error, IMAP_ERROR, code, why);
  return false;
}

/* Milliseconds of an INTERNALDATE; 0 when it is none. */
static int64_t
date_ms(const struct mailimap_date_time *date)
{
  g_autoptr(GDateTime) time = NULL;

  if (date == NULL)
    return 0;
  time = g_date_time_new_utc(date->dt_year, date->dt_month, date->dt_day,
                             date->dt_hour, date->dt_min,
                             CLAMP(date->dt_sec, 0, 59));
  if (time == NULL || ABS(date->dt_zone) > 2400)
    return 0;
  int offset_min = date->dt_zone / 100 * 60 + date->dt_zone % 100;
  return (g_date_time_to_unix(time) - offset_min * 60) * 1000;
}

static void
read_flags(const struct mailimap_msg_att_dynamic *flags, ImapMail *mail)
{
  if (flags == NULL || flags->att_list == NULL)
    return;
  for (clistiter *i = clist_begin(flags->att_list); i != NULL;
       i = clist_next(i)) {
    const struct mailimap_flag_fetch *fetched = clist_content(i);
    const struct mailimap_flag *flag = fetched->fl_flag;
    if (fetched->fl_type != MAILIMAP_FLAG_FETCH_OTHER || flag == NULL)
      continue;
    if (flag->fl_type == MAILIMAP_FLAG_DELETED)
      mail->deleted = true;
    if (flag->fl_type == MAILIMAP_FLAG_KEYWORD &&
        g_ascii_strcasecmp(flag->fl_data.fl_keyword, IMAP_DONE_KEYWORD) == 0)
      mail->done = true;
  }
}

static void
read_static(const struct mailimap_msg_att_static *item, ImapMail *mail)
{
  if (item == NULL)
    return;
  if (item->att_type == MAILIMAP_MSG_ATT_UID)
    mail->uid = item->att_data.att_uid;
  else if (item->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
    mail->size_bytes = item->att_data.att_rfc822_size;
  else if (item->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
    mail->internal_date_ms = date_ms(item->att_data.att_internal_date);
}

static ImapMail
read_mail(const struct mailimap_msg_att *attributes)
{
  ImapMail mail = {.sequence = attributes->att_number};

  for (clistiter *i = clist_begin(attributes->att_list); i != NULL;
       i = clist_next(i)) {
    const struct mailimap_msg_att_item *item = clist_content(i);
    if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
      read_static(item->att_data.att_static, &mail);
    else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
      read_flags(item->att_data.att_dyn, &mail);
  }
  return mail;
}

static gint
compare_sequence(gconstpointer a, gconstpointer b)
{
  const ImapMail *one = a, *two = b;

  if (one->sequence != two->sequence)
    return one->sequence < two->sequence ? -1 : 1;
  if (one->uid != two->uid)
    return one->uid < two->uid ? -1 : 1;
  /* The answer to our question before a later flag update. */
  return one->size_bytes != 0 ? -1 : two->size_bytes != 0;
}

/* UIDs rise with message numbers (RFC 9051 2.3.1.1).  A server may mention one
 * message twice when flags change meanwhile; the same number with two UIDs, or
 * UIDs that fall, mean that it numbers anew. */
static bool
sort_and_check(GArray *mails, GError **error)
{
  g_array_sort(mails, compare_sequence);
  for (unsigned i = 1; i < mails->len;) {
    const ImapMail *before = &g_array_index(mails, ImapMail, i - 1);
    const ImapMail *mail = &g_array_index(mails, ImapMail, i);
    if (mail->uid == before->uid && mail->sequence == before->sequence)
      g_array_remove_index(mails, i);
    else if (mail->uid > before->uid && mail->sequence > before->sequence)
      i++;
    else
      return fail(error, IMAP_ERROR_PROTOCOL, "UIDs do not rise");
  }
  return true;
}

/* The messages of the last answer that were asked for, uids 1 … 2^32-1. */
static bool
collect(ImapSession *session, uint32_t first, uint32_t last, GArray *mails,
        GError **error)
{
  clist *list = session->imap->imap_response_info->rsp_fetch_list;

  for (clistiter *i = list != NULL ? clist_begin(list) : NULL; i != NULL;
       i = clist_next(i)) {
    ImapMail mail = read_mail(clist_content(i));
    if (mail.sequence == 0)
      return fail(error, IMAP_ERROR_PROTOCOL, "a message without number");
    /* Flag updates that nobody asked for come without UID. */
    if (mail.uid == 0 && mail.size_bytes != 0)
      return fail(error, IMAP_ERROR_PROTOCOL, "a message without UID");
    if (mail.uid >= first && mail.uid <= last)
      g_array_append_val(mails, mail);
  }
  return true;
}

bool
imap_session_list(ImapSession *session, uint32_t first, uint32_t last,
                  GArray **out_mails, GError **error)
{
  g_autoptr(GArray) mails = g_array_new(FALSE, FALSE, sizeof(ImapMail));
  g_autofree char *end =
      last == 0 ? g_strdup("*") : g_strdup_printf("%" G_GUINT32_FORMAT, last);
  g_autofree char *command = g_strdup_printf(
      "UID FETCH %" G_GUINT32_FORMAT ":%s (UID RFC822.SIZE INTERNALDATE FLAGS)",
      first, end);

  g_assert(first > 0 && (last == 0 || last >= first));
  imap_session_allow(session, IMAP_WINDOW_UIDS * LIST_BYTES_PER_MAIL, 4096);
  if (!imap_session_command(session, command, error) ||
      !collect(session, first, last == 0 ? UINT32_MAX : last, mails, error) ||
      !sort_and_check(mails, error))
    return false;
  *out_mails = g_steal_pointer(&mails);
  return true;
}

/* The body section of a message in the last answer, or NULL. */
static const struct mailimap_msg_att_body_section *
find_section(const struct mailimap_msg_att *attributes)
{
  for (clistiter *i = clist_begin(attributes->att_list); i != NULL;
       i = clist_next(i)) {
    const struct mailimap_msg_att_item *item = clist_content(i);
    if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC &&
        item->att_data.att_static->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
      return item->att_data.att_static->att_data.att_body_section;
  }
  return NULL;
}

typedef struct Reading {
  ImapSink sink;
  void *context;
  size_t size, limit;
  bool stopped, too_long;
} Reading;

static bool
take(Reading *reading, const char *bytes, size_t size)
{
  if (size > reading->limit - reading->size)
    reading->too_long = true;
  else
    reading->size += size;
  if (!reading->too_long && !reading->stopped && size > 0)
    reading->stopped = !reading->sink(bytes, size, reading->context);
  return !reading->too_long && !reading->stopped;
}

static bool
on_body(int type, struct mailimap_msg_att_body_section *section,
        const char *bytes, size_t size, void *context)
{
  (void)type;
  (void)section;
  /* libetpan would stop parsing in the middle of a literal: swallow the rest
   * instead, the guard has bounded it. */
  (void)take(context, bytes, size);
  return true;
}

/* Exactly the message asked for must have come, with exactly one body. */
static bool
check_piece(ImapSession *session, const ImapPiece *piece, Reading *reading,
            GError **error)
{
  clist *list = session->imap->imap_response_info->rsp_fetch_list;
  unsigned sections = 0;

  for (clistiter *i = list != NULL ? clist_begin(list) : NULL; i != NULL;
       i = clist_next(i)) {
    const struct mailimap_msg_att *attributes = clist_content(i);
    const struct mailimap_msg_att_body_section *section =
        find_section(attributes);
    if (section == NULL)
      continue;
    sections++;
    if (read_mail(attributes).uid != piece->uid)
      return fail(error, IMAP_ERROR_PROTOCOL, "the body of another message");
    /* A short body may come as a quoted string, which is not streamed. */
    if (section->sec_body_part != NULL && reading->size == 0)
      (void)take(reading, section->sec_body_part, section->sec_length);
  }
  if (sections > 1 || reading->too_long)
    return fail(error, IMAP_ERROR_PROTOCOL, "more of a body than asked for");
  /* NIL is what some servers say of a message expunged meanwhile. */
  if (sections == 0 || (reading->size == 0 && piece->offset == 0))
    return fail(error, IMAP_ERROR_GONE, "the message is gone");
  return true;
}

bool
imap_session_fetch_piece(ImapSession *session, ImapPiece *piece, GError **error)
{
  size_t limit = piece->header ? IMAP_HEADER_BYTES : IMAP_PIECE_BYTES;
  Reading reading = {
      .sink = piece->sink, .context = piece->context, .limit = limit};
  g_autofree char *command = g_strdup_printf(
      "UID FETCH %" G_GUINT32_FORMAT " (UID BODY.PEEK[%s]<%" G_GUINT64_FORMAT
      ".%" G_GSIZE_FORMAT ">)",
      piece->uid, piece->header ? "HEADER" : "", piece->offset, limit);

  imap_session_allow(session, limit, limit);
  mailimap_set_msg_body_handler(session->imap, on_body, &reading);
  bool good = imap_session_command(session, command, error);
  mailimap_set_msg_body_handler(session->imap, NULL, NULL);
  if (!good || !check_piece(session, piece, &reading, error))
    return false;
  if (reading.stopped)
    return fail(error, IMAP_ERROR_REFUSED, "reading was stopped");
  piece->size_bytes = reading.size;
  return true;
}

/* Put the bodies of the last answer where they belong. */
static bool
assign_bodies(ImapSession *session, const ImapMail *mails, unsigned count,
              GPtrArray *bodies, GError **error)
{
  clist *list = session->imap->imap_response_info->rsp_fetch_list;

  for (clistiter *i = list != NULL ? clist_begin(list) : NULL; i != NULL;
       i = clist_next(i)) {
    const struct mailimap_msg_att *attributes = clist_content(i);
    const struct mailimap_msg_att_body_section *section =
        find_section(attributes);
    uint32_t uid = read_mail(attributes).uid;
    unsigned at = 0;
    if (section == NULL)
      continue;
    while (at < count && mails[at].uid != uid)
      at++;
    if (at == count || bodies->pdata[at] != NULL)
      return fail(error, IMAP_ERROR_PROTOCOL, "the body of another message");
    if (section->sec_body_part != NULL &&
        section->sec_length == mails[at].size_bytes)
      bodies->pdata[at] =
          g_bytes_new(section->sec_body_part, section->sec_length);
  }
  return true;
}

static void
free_body(gpointer body)
{
  if (body != NULL)
    g_bytes_unref(body);
}

bool
imap_session_fetch_set(ImapSession *session, const ImapMail *mails,
                       unsigned count, GPtrArray **out_bodies, GError **error)
{
  g_autoptr(GString) command = g_string_new("UID FETCH ");
  g_autoptr(GPtrArray) bodies =
      g_ptr_array_new_full(count, (GDestroyNotify)free_body);
  uint64_t size_bytes = 0;

  for (unsigned i = 0; i < count; i++) {
    g_string_append_printf(command, "%s%" G_GUINT32_FORMAT, i > 0 ? "," : "",
                           mails[i].uid);
    size_bytes += mails[i].size_bytes;
  }
  g_assert(count > 0 && size_bytes <= IMAP_PIECE_BYTES);
  g_string_append_printf(command, " (UID BODY.PEEK[]<0.%d>)", IMAP_PIECE_BYTES);
  g_ptr_array_set_size(bodies, (gint)count);
  imap_session_allow(session, size_bytes + IMAP_PIECE_BYTES, IMAP_PIECE_BYTES);
  if (!imap_session_command(session, command->str, error) ||
      !assign_bodies(session, mails, count, bodies, error))
    return false;
  *out_bodies = g_steal_pointer(&bodies);
  return true;
}
