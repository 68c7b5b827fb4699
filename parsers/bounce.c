/* SPDX-License-Identifier: Apache-2.0
 *
 * Delivery status blocks, abuse reports, and what only looks like a bounce.
 */
#include "parsers/bounce.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/bounce_private.h"
#include "parsers/header.h"

enum { BOUNCE_ID_MAX = 998, BOUNCE_ADDRESS_MAX = 320 };

/* What follows the type in "rfc822; someone@example.org", unwrapped. */
static char *
typed_value(const char *value)
{
  g_autofree char *bare = header_strip_comments(value);
  const char *at = strchr(bare, ';');
  at = at == NULL ? bare : at + 1;
  at += strspn(at, " <\"");
  size_t size = strcspn(at, " >\"");
  return size > BOUNCE_ADDRESS_MAX ? NULL : g_strndup(at, size);
}

/* Where an RFC 3463 code ends that begins at `at`; NULL when none does. */
static const char *
status_end(const char *at)
{
  if ((*at != '2' && *at != '4' && *at != '5') || at[1] != '.')
    return NULL;
  at++;
  for (int field = 0; field < 2; field++) {
    size_t digits = *at == '.' ? strspn(at + 1, "0123456789") : 0;
    if (digits < 1 || digits > 3)
      return NULL;
    at += 1 + digits;
  }
  return *at == '.' || g_ascii_isalnum(*at) ? NULL : at;
}

char *
bounce_find_status(const char *text)
{
  char before = ' ';
  for (const char *at = text; *at != '\0'; before = *at++) {
    const char *end =
        g_ascii_isalnum(before) || before == '.' ? NULL : status_end(at);
    if (end != NULL)
      return g_strndup(at, (gsize)(end - at));
  }
  return NULL;
}

static char *
short_text(const char *text)
{
  g_autofree char *cut = g_strndup(text, BOUNCE_DIAGNOSTIC_MAX - 3);
  return g_utf8_make_valid(cut, -1);
}

void
bounce_add_recipient(Message *message, const char *address, const char *action,
                     const char *status, const char *diagnostic)
{
  if (message->bounce_recipients->len >= BOUNCE_RECIPIENTS_MAX ||
      address == NULL || strchr(address, '@') == NULL)
    return;
  BounceRecipient *recipient = bounce_recipient_new();
  recipient->address = g_strdup(address);
  recipient->action = g_strdup(action);
  recipient->status = g_strdup(status);
  recipient->diagnostic = diagnostic == NULL ? NULL : short_text(diagnostic);
  recipient->permanent =
      strcmp(action, "failed") == 0 && (status == NULL || status[0] == '5');
  g_ptr_array_add(message->bounce_recipients, recipient);
}

/* The RFC 3464 2.3.3 word, or "failed" for what is none. */
static const char *
known_action(const char *value)
{
  static const char *const actions[] = {"failed", "delayed", "delivered",
                                        "relayed", "expanded"};
  for (size_t i = 0; value != NULL && i < G_N_ELEMENTS(actions); i++)
    if (g_ascii_strncasecmp(value, actions[i], strlen(actions[i])) == 0)
      return actions[i];
  return "failed";
}

void
bounce_read_status(Message *message, const char *text)
{
  const char *cursor = text;
  for (unsigned block = 0; *cursor != '\0' && block < 2 * BOUNCE_RECIPIENTS_MAX;
       block++) {
    cursor += strspn(cursor, "\r\n");
    g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
    const char *recipient = header_list_get(fields, "Final-Recipient");
    if (recipient == NULL)
      recipient = header_list_get(fields, "Original-Recipient");
    if (recipient == NULL)
      continue;
    g_autofree char *address = typed_value(recipient);
    const char *status = header_list_get(fields, "Status");
    g_autofree char *code = status == NULL ? NULL : bounce_find_status(status);
    bounce_add_recipient(message, address,
                         known_action(header_list_get(fields, "Action")), code,
                         header_list_get(fields, "Diagnostic-Code"));
  }
}

static void
set_original(Message *message, const char *value)
{
  if (message->original_message_id != NULL || value == NULL)
    return;
  const char *begin = strchr(value, '<');
  begin = begin == NULL ? value : begin + 1;
  size_t size = strcspn(begin, "> \t");
  if (size > 0 && size <= BOUNCE_ID_MAX)
    message->original_message_id = g_strndup(begin, size);
}

void
bounce_read_original(Message *message, const char *text)
{
  const char *cursor = text + strspn(text, "\r\n");
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  set_original(message, header_list_get(fields, "Message-ID"));
}

void
bounce_read_feedback(Message *message, const char *text)
{
  const char *cursor = text + strspn(text, "\r\n");
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  const char *type = header_list_get(fields, "Feedback-Type");
  /* "not-spam" takes an earlier report back (RFC 6430). */
  if (type != NULL && g_ascii_strcasecmp(type, "not-spam") != 0)
    message->kind = MESSAGE_KIND_ABUSE_REPORT;
  set_original(message, header_list_get(fields, "Original-Message-ID"));
}

/* Does the mail itself, not something within it, call itself such a report? */
static bool
is_report(const GPtrArray *fields, const char *report_type)
{
  const char *value = header_list_get(fields, "Content-Type");
  g_autofree char *type = g_ascii_strdown(value == NULL ? "" : value, -1);
  return g_str_has_prefix(type, "multipart/report") &&
         strstr(type, report_type) != NULL;
}

void
bounce_classify(Message *message, const GPtrArray *fields)
{
  if (message->kind == MESSAGE_KIND_ABUSE_REPORT)
    return;
  bool reported = is_report(fields, "delivery-status") ||
                  (message->bounce_recipients->len > 0 &&
                   bounce_is_mail_system(message, fields));
  if (!reported && !bounce_looks_alike(message, fields))
    return;
  message->kind = MESSAGE_KIND_BOUNCE;
  if (message->bounce_recipients->len == 0)
    bounce_read_free_form(message, fields);
}
