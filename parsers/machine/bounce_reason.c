/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a mail came back, in the words of the one who refused it.
 */
#include <string.h>

#include "parsers/machine/bounce.h"
#include "parsers/machine/bounce_private.h"

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
    "error message below:",      /* James */
    "non-delivered information", /* Biglobe */
    "because:",                  /* Domino */
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
    "the reason for the problem:", /* IronPort */
    "address(es) failed:",         /* Exim, for pipes and files */
    "address failed:",
};

static const char *
line_at(const BounceText *text, guint i)
{
  return i < text->lines->len ? g_ptr_array_index(text->lines, i) : "";
}

/* JSON holds everything, and is no sentence. */
static bool
is_data(const char *line)
{
  return strchr(line, '{') != NULL;
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

/* "on Thu, 29 Apr 2007 16:51:51 -0500", "am 29.04.2007 16:51" is when, not why
 * (Exchange). */
static bool
is_when(const char *rest)
{
  return (g_str_has_prefix(rest, "on ") || g_str_has_prefix(rest, "am ")) &&
         strpbrk(rest, "0123456789") != NULL;
}

/* Does a line begin with another address than this? */
static bool
names_another(const char *line, const char *address)
{
  g_autofree char *other = bounce_address_at(line, NULL);
  return other != NULL && g_ascii_strcasecmp(other, address) != 0;
}

/* Does a line end what stands above it: a blank one, a rule with or without a
 * title, another recipient? */
static bool
is_end(const char *line, const char *address)
{
  return *line == '\0' || g_str_has_prefix(line, "---") ||
         g_str_has_prefix(line, "|--") || names_another(line, address);
}

/* `rest`, and the lines from `from` on up to a blank one or another recipient,
 * as one line. */
static char *
join(const BounceText *text, const char *address, const char *rest, guint from)
{
  GString *out = g_string_new(is_when(rest) ? "" : rest);
  for (guint i = from; i < text->lines->len; i++) {
    const char *line = line_at(text, i);
    if (is_end(line, address) || out->len > BOUNCE_DIAGNOSTIC_MAX)
      break;
    if (out->len > 0)
      g_string_append_c(out, ' ');
    g_string_append(out, out->len > 0 ? line : skip_marks(line));
  }
  return g_string_free(out, FALSE);
}

/* The same where nothing may be told yet: then in the next paragraph. */
static char *
join_after(const BounceText *text, const char *address, const char *rest,
           guint from)
{
  g_autofree char *here = join(text, address, skip_marks(rest), from);
  if (says_something(here))
    return g_steal_pointer(&here);
  while (from < text->lines->len && !says_something(line_at(text, from)))
    from++;
  g_autofree char *next =
      join(text, address, skip_marks(line_at(text, from)), from + 1);
  return says_something(next) ? g_steal_pointer(&next) : NULL;
}

/* A closing mark whose opening one was skipped. */
static char *
trim_end(char *reason)
{
  static const char *const pairs[] = {"[]", "''", "()"};
  for (size_t i = 0; reason != NULL && i < G_N_ELEMENTS(pairs); i++) {
    size_t size = strlen(reason);
    if (size == 0 || reason[size - 1] != pairs[i][1])
      continue;
    reason[size - 1] = '\0';
    if (strchr(reason, pairs[i][0]) != NULL)
      reason[size - 1] = pairs[i][1];
  }
  return reason;
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
    return bounce_reply_class(rest) == 0 || is_data(rest) ? NULL
                                                          : g_strdup(rest);
  g_autofree char *again = bounce_address_at(skip_marks(rest), &end);
  if (again != NULL && g_ascii_strcasecmp(again, address) == 0)
    rest = end; /* "a@example.org <a@example.org>" */
  const char *mailto = strstr(rest, "mailto:");
  if (mailto != NULL && mailto - rest < 3)
    rest = mailto + strcspn(mailto, ">)");
  g_autofree char *found =
      join(text, address, skip_marks(rest), (guint)line + 1);
  return says_something(found) ? g_steal_pointer(&found) : NULL;
}

/* In a transcript: the reply that names the address, or that follows the
 * command that does. */
static char *
reason_in_transcript(const BounceText *text, const char *address)
{
  for (guint i = 0; i < text->lines->len; i++) {
    const char *line = line_at(text, i);
    if (is_data(line) || strcasestr(line, address) == NULL)
      continue;
    const char *reply =
        bounce_reply_class(line) != 0 ? line : line_at(text, i + 1);
    if (bounce_reply_class(reply) != 0)
      return g_strdup(reply + strspn(reply, "<>- "));
  }
  return NULL;
}

/* What stands behind a label; a label that ends with a quotation mark is
 * JSON's, and its value ends at the next one. */
static char *
reason_behind(const BounceText *text, const char *address, const char *label,
              guint i)
{
  const char *found = strcasestr(line_at(text, i), label);
  if (found == NULL)
    return NULL;
  found += strlen(label);
  return g_str_has_suffix(label, "\"")
             ? g_strndup(found, strcspn(found, "\\\""))
             : join_after(text, address, found, i + 1);
}

static char *
reason_by_label(const BounceText *text, const char *address)
{
  char *reason = NULL;
  for (size_t row = 0; row < G_N_ELEMENTS(label_table); row++)
    for (guint i = 0; reason == NULL && i < text->lines->len; i++)
      reason = reason_behind(text, address, label_table[row], i);
  return reason;
}

static char *
reason_any_reply(const BounceText *text, const char *address)
{
  for (guint i = 0; i < text->lines->len; i++)
    if (bounce_reply_class(line_at(text, i)) != 0 && !is_data(line_at(text, i)))
      return join(text, address, line_at(text, i), i + 1);
  return NULL;
}

/* Where nothing else is told: the sentence that names the address, or what
 * follows an address that stands alone. */
static char *
reason_around(const BounceText *text, int line, const char *address)
{
  const char *rest = line < 0 ? "{" : line_at(text, (guint)line);
  if (is_data(rest))
    return NULL;
  g_autofree char *leading = bounce_address_at(rest, NULL);
  return leading == NULL ? join(text, address, rest, (guint)line + 1)
                         : join_after(text, address, "", (guint)line + 1);
}

char *
bounce_reason(const BounceText *text, int line, const char *address)
{
  char *reason = reason_beside(text, line);
  if (reason == NULL)
    reason = reason_in_transcript(text, address);
  if (reason == NULL)
    reason = reason_by_label(text, address);
  if (reason == NULL)
    reason = reason_any_reply(text, address);
  if (reason == NULL)
    reason = reason_around(text, line, address);
  return trim_end(reason);
}
