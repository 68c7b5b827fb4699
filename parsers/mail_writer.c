/* SPDX-License-Identifier: Apache-2.0
 *
 * Our own mails: header fields, multipart structure, transfer encodings.
 */
#include "parsers/mail_writer.h"

#include <stdarg.h>
#include <string.h>

#include "parsers/mail_encode.h"
#include "parsers/one_line.h"
#include "parsers/parse_error.h"

enum {
  ADDRESS_MAX = 254, /* RFC 5321 4.5.3.1.3, less the angle brackets */
  ID_MAX = 900,      /* a line has at most 998 (RFC 5322 2.1.1) */
  PHRASE_MAX = 200,  /* longer names are folded as encoded words */
  WORD_BYTES = 42,   /* UTF-8 bytes of one encoded word: 56 characters */
};

/* Nothing but printable ASCII without a blank. */
static bool
is_visible(const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p <= ' ' || *p > '~')
      return false;
  return true;
}

bool
mail_address_is_safe(const char *address)
{
  if (address == NULL || strlen(address) > ADDRESS_MAX)
    return false;
  const char *at = strrchr(address, '@');
  if (at == NULL || at == address || at[1] == '\0')
    return false;
  for (const unsigned char *p = (const unsigned char *)address; *p != '\0'; p++)
    if (*p <= ' ' || *p == 0x7F || strchr("<>()[],;:\\\"", *p) != NULL)
      return false;
  return g_utf8_validate(address, -1, NULL);
}

bool
mail_id_is_safe(const char *id)
{
  return id == NULL || mail_address_is_safe(id) ||
         (id[0] != '\0' && strpbrk(id, "<>") == NULL && is_visible(id) &&
          strlen(id) < ID_MAX);
}

static bool
is_plain_phrase(const char *text)
{
  if (strlen(text) > PHRASE_MAX)
    return false;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum(*p) && strchr(" !#$%&'*+-/^_`{|}~", *p) == NULL)
      return false;
  return true;
}

static bool
is_plain_subject(const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p < ' ' || *p > '~')
      return false;
  return strstr(text, "=?") == NULL && strlen(text) <= ID_MAX;
}

/* Append texts up to NULL; printf costs more than the rest of a field. */
static void G_GNUC_NULL_TERMINATED
append_all(GString *out, ...)
{
  va_list texts;
  va_start(texts, out);
  for (const char *text; (text = va_arg(texts, const char *)) != NULL;)
    g_string_append(out, text);
  va_end(texts);
}

/* Where an encoded word ends: between characters, and where more follow best
 * after a multiple of three bytes, because GMime (3.2) joins neighbours before
 * it decodes them and stops at the padding of the first. */
static const char *
word_end(const char *text)
{
  const char *end = text;
  const char *even = text;
  while (*end != '\0' && g_utf8_next_char(end) - text <= WORD_BYTES) {
    end = g_utf8_next_char(end);
    if ((end - text) % 3 == 0)
      even = end;
  }
  return *end == '\0' || even == text ? end : even;
}

/* Append `text` as encoded words of RFC 2047, folded. */
static void
append_encoded_words(GString *out, const char *text)
{
  const char *separator = "";
  while (*text != '\0') {
    const char *end = word_end(text);
    g_autofree char *word =
        g_base64_encode((const guchar *)text, (gsize)(end - text));
    append_all(out, separator, "=?UTF-8?B?", word, "?=", NULL);
    separator = "\r\n ";
    text = end;
  }
}

/* Control characters cannot reach the wire. */
static char *
one_line(const char *text)
{
  GString *line = g_string_new(NULL);
  one_line_append(line, text);
  return g_string_free(line, FALSE);
}

static void
append_address(GString *out, const char *field, const Address *address)
{
  append_all(out, field, ": ", NULL);
  if (address->name != NULL && address->name[0] != '\0') {
    g_autofree char *name = one_line(address->name);
    if (is_plain_phrase(name))
      append_all(out, "\"", name, "\"", NULL);
    else
      append_encoded_words(out, name);
    g_string_append(out, " ");
  }
  append_all(out, "<", address->address, ">\r\n", NULL);
}

static void
append_subject(GString *out, const char *subject)
{
  g_autofree char *line = one_line(subject);
  g_string_append(out, "Subject: ");
  if (is_plain_subject(line))
    g_string_append(out, line);
  else
    append_encoded_words(out, line);
  g_string_append(out, "\r\n");
}

/* RFC 5322 3.3; names by table, for no locale may meddle. */
static void
append_date(GString *out, int64_t date_ms, GTimeZone *zone)
{
  static const char *const days[] = {"Mon", "Tue", "Wed", "Thu",
                                     "Fri", "Sat", "Sun"};
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                       "May", "Jun", "Jul", "Aug",
                                       "Sep", "Oct", "Nov", "Dec"};
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(date_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
  int offset = (int)(g_date_time_get_utc_offset(local) / G_TIME_SPAN_MINUTE);
  g_string_append_printf(
      out, "Date: %s, %d %s %d %02d:%02d:%02d %c%02d%02d\r\n",
      days[g_date_time_get_day_of_week(local) - 1],
      g_date_time_get_day_of_month(local),
      months[g_date_time_get_month(local) - 1], g_date_time_get_year(local),
      g_date_time_get_hour(local), g_date_time_get_minute(local),
      g_date_time_get_second(local), offset < 0 ? '-' : '+', ABS(offset) / 60,
      ABS(offset) % 60);
}

static void
append_text_entity(GString *out, const char *subtype, const char *text)
{
  append_all(out, "Content-Type: text/", subtype,
             "; charset=utf-8\r\n"
             "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
             NULL);
  mail_encode_quoted_printable(out, text);
}

static void
append_part(GString *out, const MailPart *part)
{
  g_string_append_printf(out, "Content-Type: %s\r\n", part->media_type);
  bool is_mail = strcmp(part->media_type, "message/rfc822") == 0;
  g_string_append_printf(out, "Content-Transfer-Encoding: %s\r\n",
                         is_mail ? "7bit" : "base64");
  if (part->content_id != NULL)
    g_string_append_printf(out, "Content-ID: <%s>\r\n", part->content_id);
  g_string_append_printf(
      out, "Content-Disposition: %s; filename=\"%s\"\r\n\r\n",
      part->content_id == NULL ? "attachment" : "inline", part->filename);
  gsize size;
  const void *bytes = g_bytes_get_data(part->bytes, &size);
  if (is_mail) {
    g_string_append_len(out, bytes, (gssize)size);
    g_string_append(out, "\r\n");
  } else {
    mail_encode_base64(out, bytes, size);
  }
}

/* A boundary that cannot stand in base64 or quoted-printable lines, because of
 * its "=_" (RFC 2045 6.7), and that is the same for the same Message-ID. */
static char *
boundary_of(const MailDraft *draft, const char *kind)
{
  g_autofree char *hash =
      g_compute_checksum_for_string(G_CHECKSUM_SHA256, draft->message_id, -1);
  return g_strdup_printf("=_%s_%.24s", kind, hash);
}

static void
append_alternative(GString *out, const MailDraft *draft)
{
  if (draft->html == NULL) {
    append_text_entity(out, "plain", draft->text);
    return;
  }
  g_autofree char *boundary = boundary_of(draft, "a");
  append_all(out, "Content-Type: multipart/alternative; boundary=\"", boundary,
             "\"\r\n\r\n--", boundary, "\r\n", NULL);
  append_text_entity(out, "plain", draft->text);
  append_all(out, "--", boundary, "\r\n", NULL);
  append_text_entity(out, "html", draft->html);
  append_all(out, "--", boundary, "--\r\n", NULL);
}

/* Append the parts that are shown in the text, or those that are not. */
static void
append_parts(GString *out, const MailDraft *draft, bool shown,
             const char *boundary)
{
  for (size_t i = 0; i < draft->part_count; i++) {
    if ((draft->parts[i].content_id != NULL) != shown)
      continue;
    g_string_append_printf(out, "--%s\r\n", boundary);
    append_part(out, &draft->parts[i]);
  }
  g_string_append_printf(out, "--%s--\r\n", boundary);
}

static bool
has_parts(const MailDraft *draft, bool shown)
{
  for (size_t i = 0; i < draft->part_count; i++)
    if ((draft->parts[i].content_id != NULL) == shown)
      return true;
  return false;
}

/* RFC 2387: the pictures belong to the text that shows them. */
static void
append_related(GString *out, const MailDraft *draft)
{
  if (!has_parts(draft, true)) {
    append_alternative(out, draft);
    return;
  }
  g_autofree char *boundary = boundary_of(draft, "r");
  g_string_append_printf(
      out, "Content-Type: multipart/related; boundary=\"%s\"\r\n\r\n--%s\r\n",
      boundary, boundary);
  append_alternative(out, draft);
  append_parts(out, draft, true, boundary);
}

static void
append_body(GString *out, const MailDraft *draft)
{
  if (!has_parts(draft, false)) {
    append_related(out, draft);
    return;
  }
  g_autofree char *boundary = boundary_of(draft, "m");
  g_string_append_printf(
      out, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n",
      boundary, boundary);
  append_related(out, draft);
  append_parts(out, draft, false, boundary);
}

/* RFC 3834: say that a machine wrote, and that no machine shall answer. */
static void
append_automatic(GString *out, const MailDraft *draft)
{
  if (draft->auto_submitted != NULL)
    append_all(out, "Auto-Submitted: ", draft->auto_submitted,
               "\r\nX-Auto-Response-Suppress: All\r\n", NULL);
  if (draft->list_unsubscribe != NULL)
    g_string_append_printf(out, "List-Unsubscribe: <%s>\r\n",
                           draft->list_unsubscribe);
}

static void
append_header(GString *out, const MailDraft *draft)
{
  append_date(out, draft->date_ms, draft->zone);
  append_address(out, "From", &draft->from);
  append_address(out, "To", &draft->to);
  if (draft->reply_to != NULL)
    append_all(out, "Reply-To: <", draft->reply_to, ">\r\n", NULL);
  append_subject(out, draft->subject);
  append_all(out, "Message-ID: <", draft->message_id, ">\r\n", NULL);
  if (draft->in_reply_to != NULL && draft->in_reply_to[0] != '\0')
    append_all(out, "In-Reply-To: <", draft->in_reply_to, ">\r\nReferences: <",
               draft->in_reply_to, ">\r\n", NULL);
  append_automatic(out, draft);
  g_string_append(out, "X-Bote-Loop: 1\r\nMIME-Version: 1.0\r\n");
}

/* What stands in a quoted string or between brackets of a part's header. */
static bool
part_is_safe(const MailPart *part)
{
  const char *values[] = {part->filename, part->media_type, part->content_id};
  for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
    if (values[i] != NULL &&
        (!is_visible(values[i]) || strpbrk(values[i], "\"\\<>") != NULL ||
         strlen(values[i]) > PHRASE_MAX))
      return false;
  return true;
}

static bool
parts_are_safe(const MailDraft *draft)
{
  for (size_t i = 0; i < draft->part_count; i++)
    if (!part_is_safe(&draft->parts[i]))
      return false;
  return true;
}

static bool
draft_check(const MailDraft *draft, GError **error)
{
  const char *wrong =
      !mail_address_is_safe(draft->from.address) ? "From"
      : !mail_address_is_safe(draft->to.address) ? "To"
      : draft->reply_to != NULL && !mail_address_is_safe(draft->reply_to)
          ? "Reply-To"
      : !mail_id_is_safe(draft->message_id)       ? "Message-ID"
      : !mail_id_is_safe(draft->in_reply_to)      ? "In-Reply-To"
      : !mail_id_is_safe(draft->auto_submitted)   ? "Auto-Submitted"
      : !mail_id_is_safe(draft->list_unsubscribe) ? "List-Unsubscribe"
      : !parts_are_safe(draft)                    ? "a part's name"
                                                  : NULL;
  if (wrong == NULL)
    return true;
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
              "%s cannot stand in a header field", wrong);
  return false;
}

GBytes *
mail_write(const MailDraft *draft, GError **error)
{
  g_assert(draft->message_id != NULL && draft->text != NULL);
  if (!draft_check(draft, error))
    return NULL;
  GString *out = g_string_new(NULL);
  append_header(out, draft);
  append_body(out, draft);
  return g_string_free_to_bytes(out);
}
