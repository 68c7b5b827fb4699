/* SPDX-License-Identifier: Apache-2.0
 *
 * The machine-readable halves: status blocks (RFC 3464), complaints (RFC
 * 5965), and the header of the mail that came back.
 */
#include <stdbool.h>
#include <string.h>

#include "parsers/machine/bounce.h"
#include "parsers/machine/bounce_private.h"
#include "parsers/header.h"

enum { BOUNCE_ID_MAX = 998 };

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
  bool longer = (*at == '.' && g_ascii_isdigit(at[1])) || g_ascii_isalnum(*at);
  return longer ? NULL : at;
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

/* Three digits of a negative reply, "550", "451-", "550:". */
static bool
is_reply_code(const char *at)
{
  return (*at == '4' || *at == '5') && at[1] >= '0' && at[1] <= '5' &&
         g_ascii_isdigit(at[2]) && !g_ascii_isalnum(at[3]) && at[3] != '.';
}

/* Back over any of `marks`. */
static const char *
skip_back(const char *text, const char *at, const char *marks)
{
  while (at > text && strchr(marks, at[-1]) != NULL)
    at--;
  return at;
}

/* Not the 550 of "550 users" within a sentence: a reply begins a text, if
 * behind a transcript's arrow, or stands behind a mark that it is one.
 */
static bool
is_reply(const char *text, const char *at)
{
  static const char *const words[] = {"with", "returned", "code"};
  if (!is_reply_code(at))
    return false;
  if (skip_back(text, at, " '\"<(>-") == text)
    return true;
  const char *end = skip_back(text, at, " '\"<(");
  if (strchr(";:#[{", end[-1]) != NULL)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    size_t size = strlen(words[i]);
    if ((size_t)(end - text) >= size &&
        strncmp(end - size, words[i], size) == 0)
      return true;
  }
  return false;
}

char
bounce_reply_class(const char *text)
{
  char before = ' ';
  for (const char *at = text; *at != '\0'; before = *at++)
    if (!g_ascii_isalnum(before) && before != '.' && before != '-' &&
        is_reply(text, at))
      return *at;
  return 0;
}

char *
bounce_short_text(const char *text)
{
  g_autofree char *cut = g_strndup(text, BOUNCE_DIAGNOSTIC_MAX);
  for (char *at = cut; *at != '\0'; at++)
    if (g_ascii_iscntrl(*at))
      *at = ' ';
  g_autofree char *valid = g_utf8_make_valid(cut, -1);
  size_t size = strlen(valid);
  while (size > BOUNCE_DIAGNOSTIC_MAX)
    size = (size_t)(g_utf8_find_prev_char(valid, valid + size) - valid);
  return g_strndup(valid, size);
}

/* Reasons that pass although nobody gave a code for them. */
static bool
is_transient(const char *diagnostic)
{
  static const char *const words[] = {
      "timed out", "timeout",   "temporar",       "try again",
      "retry",     "too busy",  "queue too long", "for the last",
      "expired",   "giving up", "attempts:"};
  g_autofree char *folded = g_ascii_strdown(diagnostic, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(folded, words[i]) != NULL)
      return true;
  return false;
}

/* Will this address fail again?  Where the reply and the enhanced code
 * disagree, the three digits are what the remote really said: gateways fill
 * in 4.0.0 for want of better.
 */
static bool
is_permanent(const BounceRecipient *facts)
{
  if (strcmp(facts->action, "failed") != 0)
    return false;
  char class =
      facts->diagnostic == NULL ? 0 : bounce_reply_class(facts->diagnostic);
  if (class == 0 && facts->status != NULL)
    class = facts->status[0];
  if (class != 0)
    return class == '5';
  return facts->diagnostic == NULL || !is_transient(facts->diagnostic);
}

void
bounce_add_recipient(Message *message, const BounceRecipient *facts)
{
  if (message->bounce_recipients->len >= BOUNCE_RECIPIENTS_MAX ||
      facts->address == NULL || strchr(facts->address, '@') == NULL)
    return;
  BounceRecipient *recipient = bounce_recipient_new();
  recipient->address = g_strdup(facts->address);
  if (facts->original != NULL &&
      g_ascii_strcasecmp(facts->original, facts->address) != 0)
    recipient->original = g_strdup(facts->original);
  recipient->action = g_strdup(facts->action);
  recipient->status = g_strdup(facts->status);
  if (facts->diagnostic != NULL && *facts->diagnostic != '\0')
    recipient->diagnostic = bounce_short_text(facts->diagnostic);
  recipient->permanent = is_permanent(facts);
  g_ptr_array_add(message->bounce_recipients, recipient);
}

/* The RFC 3464 2.3.3 word for what systems write; without a word the code
 * tells, and what is none is a failure.
 */
static const char *
known_action(const char *value, const char *status)
{
  static const struct {
    const char *begin, *action;
  } rows[] = {
      {"fail", "failed"},   {"delay", "delayed"},     {"defer", "delayed"},
      {"relay", "relayed"}, {"deliver", "delivered"}, {"expand", "expanded"},
  };
  for (size_t i = 0; value != NULL && i < G_N_ELEMENTS(rows); i++)
    if (g_ascii_strncasecmp(value, rows[i].begin, strlen(rows[i].begin)) == 0)
      return rows[i].action;
  bool arrived = value == NULL && status != NULL && *status == '2';
  return arrived ? "delivered" : "failed";
}

/* The address of a field such as "rfc822; someone@example.org" (RFC 3464
 * 2.3.1); NULL when there is none. */
static char *
address_of(const GPtrArray *fields, const char *name)
{
  const char *value = header_list_get(fields, name);
  if (value == NULL)
    return NULL;
  const char *at = strchr(value, ';');
  return bounce_address_at(at == NULL ? value : at + 1, NULL);
}

/* Sendmail tells in X-Actual-Recipient what an alias became, which nobody
 * outside can use, unless the other two hold none (LDAP, X.400, programs).
 */
static void
read_block(Message *message, const GPtrArray *fields)
{
  g_autofree char *final = address_of(fields, "Final-Recipient");
  g_autofree char *original = address_of(fields, "Original-Recipient");
  g_autofree char *actual = address_of(fields, "X-Actual-Recipient");
  const char *diagnostic = header_list_get(fields, "Diagnostic-Code");
  const char *status = header_list_get(fields, "Status");
  g_autofree char *code = status == NULL ? NULL : bounce_find_status(status);
  if (code == NULL && diagnostic != NULL)
    code = bounce_find_status(diagnostic);
  BounceRecipient facts = {
      .address = final != NULL      ? final
                 : original != NULL ? original
                                    : actual,
      .original = original,
      .action = (char *)known_action(header_list_get(fields, "Action"), code),
      .status = code,
      .diagnostic = (char *)diagnostic};
  bounce_add_recipient(message, &facts);
}

static void
set_original(Message *message, const char *value)
{
  if (message->original_message_id != NULL || value == NULL)
    return;
  const char *begin = strchr(value, '<');
  begin = begin == NULL ? value : begin + 1;
  size_t size = 0;
  while (g_ascii_isgraph(begin[size]) && begin[size] != '>')
    size++;
  if (size > 0 && size <= BOUNCE_ID_MAX)
    message->original_message_id = g_strndup(begin, size);
}

void
bounce_read_status(Message *message, const char *text)
{
  const char *cursor = text;
  for (unsigned block = 0; *cursor != '\0' && block < 2 * BOUNCE_RECIPIENTS_MAX;
       block++) {
    cursor += strspn(cursor, "\r\n");
    g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
    read_block(message, fields);
    /* Where the boundary is broken the returned mail follows. */
    set_original(message, header_list_get(fields, "Message-ID"));
  }
}

/* The first address of a field of the returned mail, if none is known. */
static void
set_original_to(Message *message, const char *value)
{
  if (message->original_to != NULL || value == NULL)
    return;
  const char *open = strchr(value, '<');
  message->original_to = bounce_address_at(open == NULL ? value : open, NULL);
}

void
bounce_note_returned(Message *message, const char *message_id, const char *to)
{
  set_original(message, message_id);
  set_original_to(message, to);
}

void
bounce_read_original(Message *message, const char *text)
{
  const char *cursor = text + strspn(text, "\r\n");
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  set_original(message, header_list_get(fields, "Message-ID"));
  set_original_to(message, header_list_get(fields, "X-Envelope-To"));
  set_original_to(message, header_list_get(fields, "To"));
}

void
bounce_read_feedback(Message *message, const char *text)
{
  const char *cursor = text + strspn(text, "\r\n");
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  const char *type = header_list_get(fields, "Feedback-Type");
  if (type == NULL)
    return;
  /* "not-spam" takes an earlier report back (RFC 6430). */
  bool taken_back = g_ascii_strcasecmp(type, "not-spam") == 0;
  message->kind =
      taken_back ? MESSAGE_KIND_AUTO_REPLY : MESSAGE_KIND_ABUSE_REPORT;
  if (taken_back)
    return;
  set_original(message, header_list_get(fields, "Original-Message-ID"));
  g_autofree char *to = address_of(fields, "Original-Rcpt-To");
  g_autofree char *removal = address_of(fields, "Removal-Recipient");
  /* The mail arrived: that is what its receiver complains about. */
  BounceRecipient facts = {.address = to != NULL ? to : removal,
                           .action = (char *)"delivered",
                           .diagnostic = (char *)type};
  bounce_add_recipient(message, &facts);
}
