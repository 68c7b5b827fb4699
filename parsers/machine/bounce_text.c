/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a report ends and the mail that it returns begins, and the addresses
 * in it.
 */
#include <string.h>

#include "parsers/machine/bounce_private.h"

/* What stands in front of a returned mail, case-folded, hyphens and blanks at
 * the beginning dropped: in the words of the system, or as the header itself.
 */
static const char *const original_table[] = {
    "below this line is a copy",  /* qmail, Yahoo */
    "enclosed is a copy",         /* qmail with MIME */
    "this is a copy of",          /* Exim */
    "the header of the original", /* GMX, IONOS, web.de */
    "included is a copy of the",  /* MXLogic */
    "original message follows",   /* IMail, Yahoo Japan */
    "original message headers",   /* Exchange */
    "original message -",         /* Google, and forwards */
    "original message:",          /* mobile carriers */
    "original mail info",         /* m-FILTER */
    "original headers",
    "ursprüngliche nachricht",
    "ursprüngliche nachrichtenkopfzeilen",
    "ursprüngliche kopfzeilen",
    "kopfzeilen der ursprünglichen",
    "originalnachricht",
    "en-têtes de message d'origine",
    "encabezados de mensajes originales",
    "intestazioni messaggio originale",
    "oorspronkelijke berichtkoppen",
    "cabeçalhos da mensagem original",
    "исходные заголовки",
    "unsent message", /* sendmail 5 */
    "message header follows",
    "message headers follow", /* DragonFly */
    "message headers",
    "message text follows", /* Exim 1, smail */
    "returned message",     /* Notes */
    "returned mail follows",
    "undelivered message follows",
    "below is a copy of the original", /* OpenSMTPD */
    "a copy of the original message",
    "the body of your original",
    "begin original",
    "begin message",
    "forwarded message", /* ours, in front of an attached mail */
    "return-path:",
    "received:",
    "received from:",
    "dkim-signature:",
    "x-originating-ip:",
    "x-received:",
    "x-google-smtp-source:",
    "arc-seal:",
    "mime-version:",
};

static bool
begins_original(const char *folded_line)
{
  const char *bare = folded_line + strspn(folded_line, " -=|*_>+");
  for (size_t i = 0; i < G_N_ELEMENTS(original_table); i++)
    if (g_str_has_prefix(bare, original_table[i]))
      return true;
  return false;
}

/* "> text" is what somebody quotes; ">>> RCPT TO" is a transcript. */
static bool
is_quote(const char *line)
{
  return line[0] == '>' && line[1] != '>';
}

static void
append_folded(GString *to, const char *folded_line)
{
  bool blank = to->len == 0 || to->str[to->len - 1] == ' ';
  for (const char *at = folded_line; *at != '\0'; at++) {
    bool space = g_ascii_isspace(*at);
    if (!space || !blank)
      g_string_append_c(to, space ? ' ' : *at);
    blank = space;
  }
  if (!blank)
    g_string_append_c(to, ' ');
}

void
bounce_text_init(BounceText *text, const char *full_text)
{
  const char *at = full_text == NULL ? "" : full_text;
  const char *end = at + strnlen(at, BOUNCE_TEXT_MAX);
  GString *folded = g_string_new(NULL);
  text->lines = g_ptr_array_new_with_free_func(g_free);
  text->behind = "";
  while (at < end && text->lines->len < BOUNCE_LINES_MAX) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop == NULL ? end : stop;
    g_autofree char *cut = g_strndup(at, (gsize)(stop - at));
    g_autofree char *line = g_utf8_make_valid(g_strstrip(cut), -1);
    g_autofree char *small = g_utf8_casefold(line, -1);
    if (begins_original(small)) {
      text->behind = at;
      break;
    }
    if (!is_quote(line) && folded->len < BOUNCE_OPENING_MAX)
      append_folded(folded, small);
    g_ptr_array_add(text->lines, g_steal_pointer(&line));
    at = stop < end ? stop + 1 : end;
  }
  text->folded = g_string_free(folded, FALSE);
}

void
bounce_text_clear(BounceText *text)
{
  g_clear_pointer(&text->lines, g_ptr_array_unref);
  g_clear_pointer(&text->folded, g_free);
}

/* What may stand directly in front of an address (RFC 3464 2.1.2 types, and
 * URL schemes). */
static const char *
skip_type(const char *at)
{
  static const char *const types[] = {
      "rfc822;", "utf-8;", "smtp;", "smtp:", "mailto:", "x400;", "notes;"};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (g_ascii_strncasecmp(at, types[i], strlen(types[i])) == 0)
      return at + strlen(types[i]);
  return at;
}

/* Behind a local part; NULL when none stands at `at`. */
static const char *
local_end(const char *at)
{
  if (*at != '"') {
    const char *end = at;
    while ((unsigned char)*end > ' ' &&
           strchr("<>,;:()[]\"\\@\x7f", *end) == NULL)
      end++;
    return end == at ? NULL : end;
  }
  /* A quoted string (RFC 5321 4.1.2). */
  const char *end = at + 1;
  while (*end != '"' && (unsigned char)*end >= ' ')
    end++;
  return *end == '"' ? end + 1 : NULL;
}

static const char *
domain_end(const char *at)
{
  if (*at == '[') { /* an address literal (RFC 5321 4.1.3) */
    const char *close = at + 1 + strspn(at + 1, "0123456789abcdefABCDEFIPv:.");
    return *close == ']' ? close + 1 : at;
  }
  const char *end = at;
  while (g_ascii_isalnum(*end) || *end == '.' || *end == '-' || *end == '_' ||
         (unsigned char)*end >= 0x80)
    end++;
  while (end > at && (end[-1] == '.' || end[-1] == '-'))
    end--;
  return end;
}

char *
bounce_address_at(const char *text, const char **out_end)
{
  const char *at = text + strspn(text, " \t<>*|-'");
  at = skip_type(at);
  at += strspn(at, " \t<'");
  const char *local = local_end(at);
  if (local == NULL || *local != '@')
    return NULL;
  const char *end = domain_end(local + 1);
  if (end == local + 1 || end - at > BOUNCE_ADDRESS_MAX)
    return NULL;
  if (out_end != NULL)
    *out_end = end;
  g_autofree char *address = g_strndup(at, (gsize)(end - at));
  return g_utf8_make_valid(address, -1);
}
