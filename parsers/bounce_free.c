/* SPDX-License-Identifier: Apache-2.0
 *
 * Bounces in the free forms of qmail, Exim, Exchange and others.  To call a
 * person's mail a bounce would lose it, so both an originator that is a mail
 * system and the wording of a bounce are needed.
 */
#include <string.h>

#include "parsers/bounce.h"
#include "parsers/bounce_private.h"
#include "parsers/header.h"

static const char *const system_table[] = {
    "mailer-daemon",
    "mailerdaemon",
    "postmaster",
    "mail-daemon",
    "maildaemon",
    "mail delivery",
    "mail-delivery",
    "microsoft outlook",
    "system administrator",
    "mmdf",
    "mta-",
    "delivery subsystem",
    "mdaemon",
    "mailmarshal",
    "amavis",
    "symantec",
    "messaging system",
    "systemadministrator",
    "mail administrator",
    "no-reply-bounce",
};

/* Beginnings or pieces of subjects, case-folded. */
static const char *const subject_table[] = {
    "undeliver",
    "undelivered",
    "unzustellbar",
    "delivery status",
    "delivery failure",
    "delivery failed",
    "failure notice",
    "delivery notification",
    "returned mail",
    "mail delivery",
    "could not be delivered",
    "nicht zugestellt",
    "mail system error",
    "delivery report",
    "non-delivery",
    "non delivery",
    "warning: message",
    "warning: could not send",
    "mail failure",
    "delivery error",
    "failure delivery",
    "nondeliverable",
    "nicht zustellbar",
    "message delayed",
    "unable to deliver",
    "message you sent blocked",
    "delivery problem",
    "not delivered",
    "delayed mail",
    "échec",
    "mail error",
    "delivery has failed",
    "returned to sender",
    "could not send message",
    "message not accepted",
};

static const char *const wording_table[] = {
    "could not be delivered",
    "was not able to deliver",
    "wasn't able to deliver",
    "unable to deliver",
    "delivery to the following recipient",
    "permanent fatal errors",
    "konnte nicht zugestellt werden",
    "konnte nicht an einen oder mehrere empfänger",
    "this is a permanent error",
    "did not reach the following recipient",
    "undeliverable",
    "delivery failed",
    "user unknown",
    "mailbox unavailable",
    "has failed",
    "recipient address rejected",
    "message could not be sent",
    "returned message",
};

static bool
holds_any(const char *text, const char *const *words, size_t count)
{
  if (text == NULL)
    return false;
  g_autofree char *folded = g_utf8_casefold(text, -1);
  for (size_t i = 0; i < count; i++)
    if (strstr(folded, words[i]) != NULL)
      return true;
  return false;
}

bool
bounce_is_mail_system(const Message *message, const GPtrArray *fields)
{
  if (message->return_path != NULL && *message->return_path == '\0')
    return true;
  /* As written: "MAILER-DAEMON <>" holds no address. */
  const char *from = header_list_get(fields, "From");
  return from != NULL &&
         (strstr(from, "<>") != NULL ||
          holds_any(from, system_table, G_N_ELEMENTS(system_table)));
}

bool
bounce_looks_alike(const Message *message, const GPtrArray *fields)
{
  if (!bounce_is_mail_system(message, fields))
    return false;
  const char *automatic = header_list_get(fields, "Auto-Submitted");
  if (header_list_get(fields, "X-Failed-Recipients") != NULL)
    return true; /* Exim */
  /* A vacation notice comes from the null reverse-path, too. */
  if (message->in_reply_to->len > 0 && automatic != NULL &&
      strstr(automatic, "vacation") != NULL)
    return false;
  bool wording =
      holds_any(message->full_text, wording_table, G_N_ELEMENTS(wording_table));
  bool subject =
      holds_any(message->subject, subject_table, G_N_ELEMENTS(subject_table));
  return subject || (wording && (message->from == NULL ||
                                 holds_any(message->from->address, system_table,
                                           G_N_ELEMENTS(system_table))));
}

/* The address of a line that holds little else: "<a@example.org>:", "To:
 * a@example.org"; NULL when there is none.
 */
static char *
address_in_line(const char *line, size_t size)
{
  const char *at = memchr(line, '@', size);
  if (at == NULL)
    return NULL;
  const char *begin = at, *end = at + 1;
  while (begin > line &&
         (g_ascii_isalnum(begin[-1]) || strchr("._%+-=", begin[-1]) != NULL))
    begin--;
  while (end < line + size &&
         (g_ascii_isalnum(*end) || *end == '.' || *end == '-'))
    end++;
  while (end > at + 1 && end[-1] == '.')
    end--;
  if (begin == at || memchr(at, '.', (size_t)(end - at)) == NULL)
    return NULL;
  return g_strndup(begin, (gsize)(end - begin));
}

/* Does the returned mail begin here? */
static bool
begins_original(const char *line)
{
  static const char *const marks[] = {"--- Below this line is a copy",
                                      "------ This is a copy of",
                                      "Return-Path:",
                                      "Received:",
                                      "----- Original message",
                                      "   ----- Unsent message",
                                      "---- Begin",
                                      "Message headers"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(line, marks[i]))
      return true;
  return false;
}

/* The first address that the report, not the returned mail, names. */
static char *
find_recipient(const Message *message, const char *text)
{
  const char *own = message->from == NULL ? "" : message->from->address;
  for (const char *line = text; *line != '\0' && !begins_original(line);) {
    size_t size = strcspn(line, "\n");
    g_autofree char *address = address_in_line(line, size);
    if (address != NULL && g_ascii_strcasecmp(address, own) != 0)
      return g_steal_pointer(&address);
    line += size;
    line += *line == '\n' ? 1 : 0;
  }
  return NULL;
}

void
bounce_read_free_form(Message *message, const GPtrArray *fields)
{
  const char *text = message->full_text == NULL ? "" : message->full_text;
  const char *failed = header_list_get(fields, "X-Failed-Recipients");
  g_autofree char *address = failed != NULL
                                 ? address_in_line(failed, strlen(failed))
                                 : find_recipient(message, text);
  g_autofree char *status = bounce_find_status(text);
  if (address != NULL)
    bounce_add_recipient(
        message, address,
        status != NULL && *status == '4' ? "delayed" : "failed", status, NULL);
  const char *id = strcasestr(text, "\nMessage-ID:");
  if (id != NULL)
    bounce_read_original(message, id);
}
