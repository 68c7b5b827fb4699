/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a mail came back, in the words of the one who refused it.
 */
#include <string.h>

#include "parsers/bounce.h"
#include "parsers/bounce_private.h"

/* A longer line is data (JSON), not a sentence. */
enum { REASON_LINE_MAX = 400 };

/* What stands in front of a reason; case does not matter in ASCII. */
static const char *const label_table[] = {
    "the error that the other server returned was:", /* Google, to 2016 */
    "the response from the remote server was:",      /* Google, since */
    "the response was:",
    "remote server returned", /* Exchange */
    "remote host said:",      /* qmail */
    "technical details of permanent failure:",
    "technical details of temporary failure:",
    "technical details:",
    "for the following reason:",
    "delivery failed for the following reason:",
    "could not be delivered because of", /* MailMarshal */
    "the problem appears to be",         /* Mimecast */
    "-------server message",             /* m-FILTER */
    "diagnostic-code:",
    "diagnostic code:",
    "delay reason:",                 /* Exim */
    "failure reasons",               /* Notes */
    "message log follows",           /* Exim 1 */
    "transcript of session follows", /* sendmail */
    "transcript of the session follows",
    "body of message generated response:", /* IMail */
    "additional information follows",
    "error message:",
    "because:", /* Domino */
    "weil:",
    "reason:",
    "fehlermeldung:",
    "fehler:",
    "grund:",
    "begründung:",
    "ursache:",
    "die antwort des remote-servers lautet:",
    "die antwort vom remote-server lautet:",
    "die antwort lautete:",
    "raison :",
    "motif :",
    "motivo:",
    "causa:",
    "reden:",
    "причина:",
    "理由",
    "diagnosticcode\\\":\\\"", /* Amazon SES */
    "error:",
    "address(es) failed:", /* Exim, for pipes and files */
    "address failed:",
};

static const char *
line_at(const BounceText *text, guint i)
{
  return i < text->lines->len ? g_ptr_array_index(text->lines, i) : "";
}

/* Anything to read, not only rules and brackets? */
static bool
says_something(const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isalnum(*at) || (unsigned char)*at >= 0x80)
      return true;
  return false;
}

static const char *
skip_marks(const char *line)
{
  return line + strspn(line, " \t:;,.<>()[]*-|\"'");
}

/* "on Thu, 29 Apr 2007 16:51:51 -0500" is when, not why (Exchange). */
static bool
is_when(const char *rest)
{
  return g_str_has_prefix(rest, "on ") && strpbrk(rest, "0123456789") != NULL;
}

/* `rest`, and the lines from `from` on up to a blank one or another recipient,
 * as one line. */
static char *
join(const BounceText *text, const char *rest, guint from)
{
  GString *out = g_string_new(is_when(rest) ? "" : rest);
  for (guint i = from; i < text->lines->len; i++) {
    const char *line = line_at(text, i);
    g_autofree char *other = bounce_address_at(line, NULL);
    if (*line == '\0' || other != NULL || out->len > BOUNCE_DIAGNOSTIC_MAX)
      break;
    if (out->len > 0)
      g_string_append_c(out, ' ');
    g_string_append(out, line);
  }
  return g_string_free(out, FALSE);
}

/* The same where nothing may be told yet: then in the next paragraph. */
static char *
join_after(const BounceText *text, const char *rest, guint from)
{
  g_autofree char *here = join(text, skip_marks(rest), from);
  if (says_something(here))
    return g_steal_pointer(&here);
  while (from < text->lines->len && !says_something(line_at(text, from)))
    from++;
  g_autofree char *next = join(text, skip_marks(line_at(text, from)), from + 1);
  return says_something(next) ? g_steal_pointer(&next) : NULL;
}

/* In the paragraph that begins with the address. */
static char *
reason_beside(const BounceText *text, int line)
{
  if (line < 0)
    return NULL;
  const char *end = NULL;
  const char *rest = line_at(text, (guint)line);
  g_autofree char *address = bounce_address_at(rest, &end);
  if (address != NULL)
    rest = end;
  else /* within the line, which then says it all */
    return bounce_reply_class(rest) == 0 || strlen(rest) > REASON_LINE_MAX
               ? NULL
               : g_strdup(rest);
  g_autofree char *again = bounce_address_at(skip_marks(rest), &end);
  if (again != NULL && g_ascii_strcasecmp(again, address) == 0)
    rest = end; /* "a@example.org <a@example.org>" */
  const char *mailto = strstr(rest, "mailto:");
  if (mailto != NULL && mailto - rest < 3)
    rest = mailto + strcspn(mailto, ">)");
  g_autofree char *found = join(text, skip_marks(rest), (guint)line + 1);
  size_t size = strlen(found);
  if (size > 0 && found[size - 1] == ']' && strchr(found, '[') == NULL)
    found[size - 1] = '\0'; /* "[User unknown]" */
  return says_something(found) ? g_steal_pointer(&found) : NULL;
}

/* In a transcript: the reply that names the address, or that follows the
 * command that does. */
static char *
reason_in_transcript(const BounceText *text, const char *address)
{
  for (guint i = 0; i < text->lines->len; i++) {
    const char *line = line_at(text, i);
    if (strcasestr(line, address) == NULL)
      continue;
    const char *reply =
        bounce_reply_class(line) != 0 ? line : line_at(text, i + 1);
    if (bounce_reply_class(reply) != 0)
      return g_strdup(reply + strspn(reply, "< "));
  }
  return NULL;
}

static char *
reason_by_label(const BounceText *text)
{
  for (size_t row = 0; row < G_N_ELEMENTS(label_table); row++)
    for (guint i = 0; i < text->lines->len; i++) {
      const char *found = strcasestr(line_at(text, i), label_table[row]);
      if (found == NULL)
        continue;
      char *reason = join_after(text, found + strlen(label_table[row]), i + 1);
      if (reason != NULL)
        return reason;
    }
  return NULL;
}

static char *
reason_any_reply(const BounceText *text)
{
  for (guint i = 0; i < text->lines->len; i++)
    if (bounce_reply_class(line_at(text, i)) != 0)
      return join(text, line_at(text, i), i + 1);
  return NULL;
}

char *
bounce_reason(const BounceText *text, int line, const char *address)
{
  char *reason = reason_beside(text, line);
  if (reason == NULL)
    reason = reason_in_transcript(text, address);
  if (reason == NULL)
    reason = reason_by_label(text);
  if (reason == NULL)
    reason = reason_any_reply(text);
  if (reason == NULL && line >= 0)
    reason = join_after(text, "", (guint)line + 1);
  return reason;
}
