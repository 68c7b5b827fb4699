/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a note of absence, and whether they make it one.
 */
#include "parsers/machine/absence_private.h"

#include <string.h>

#include "parsers/fold.h"

/* A clause speaks of being away: folded, each begins at a word's beginning. */
static const char *const absent_phrases[] = {
    " abwesen",
    " urlaub ",
    " urlaubs",
    " jahresurlaub",
    " nicht im büro",
    " nicht im buero",
    " nicht im haus",
    " nicht im dienst",
    " nicht im amt",
    " nicht im rathaus",
    " nicht am platz",
    " nicht am arbeitsplatz",
    " nicht da ",
    " ausser haus",
    " ausser dienst",
    " nicht erreichbar",
    " nicht zu erreichen",
    " nicht besetzt",
    " elternzeit",
    " mutterschutz",
    " dienstreise",
    " fortbildung",
    " lehrgang",
    " krank ",
    " erkrankt",
    " dienstfrei",
    " betriebsferien",
    " betriebsausflug",
    " wieder erreichbar",
    " wieder im ",
    " wieder für sie da",
    " wieder da ",
    " wieder zurück",
    " nicht mehr tätig",
    " nicht mehr bei ",
    " nicht mehr gelesen",
    " nicht mehr im ",
    " out of office",
    " out of the office",
    " out of my office",
    " away from",
    " i am away",
    " i m away",
    " be away",
    " on leave",
    " annual leave",
    " parental leave",
    " maternity leave",
    " sick leave",
    " on vacation",
    " vacation until",
    " on holiday",
    " on annual",
    " not in the office",
    " be back",
    " back in the office",
    " i return",
    " will return",
    " be returning",
    " returning on",
    " limited access",
    " absent",
    " absence",
    " business trip",
    " unavailable",
    " not available",
    " no longer work",
    " no longer with",
    " no longer monitored",
    " ooo ",
};

/* These do only together with a day that ends it: a receipt tells of opening
 * hours, too. */
static const char *const closed_phrases[] = {
    " geschlossen",
    " closed ",
    " nicht geöffnet",
    " vertret",
};

static void
add_token(GArray *tokens, const char *begin, const char *end)
{
  AbsenceToken token = {.kind = ABSENCE_TOKEN_WORD};
  size_t size = MIN((size_t)(end - begin), sizeof token.text - 1);
  while (size > 0 && ((unsigned char)begin[size] & 0xC0) == 0x80)
    size--; /* not within a letter */
  if (size == 0)
    return;
  memcpy(token.text, begin, size);
  if (g_ascii_isdigit(*begin)) {
    token.kind = ABSENCE_TOKEN_NUMBER;
    token.digits = (int)(end - begin);
    token.value =
        token.digits > 4 ? -1 : (int)g_ascii_strtoll(token.text, NULL, 10);
  } else if (!g_unichar_isalpha(g_utf8_get_char(begin))) {
    token.kind = ABSENCE_TOKEN_MARK;
  }
  g_array_append_val(tokens, token);
}

static const char *
end_of_token(const char *at)
{
  bool digits = g_ascii_isdigit(*at);
  if (!digits && !g_unichar_isalpha(g_utf8_get_char(at)))
    return g_utf8_next_char(at);
  while (*at != '\0' && (digits ? g_ascii_isdigit(*at)
                                : g_unichar_isalpha(g_utf8_get_char(at))))
    at = g_utf8_next_char(at);
  return at;
}

GArray *
absence_tokens(const char *text, size_t size)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(AbsenceToken));
  AbsenceToken end = {.kind = ABSENCE_TOKEN_BREAK};
  const char hyphen[] = "-";
  g_autofree char *folded = fold_case(text, size);
  for (const char *at = folded; *at != '\0';) {
    const char *next = end_of_token(at);
    gunichar letter = g_utf8_get_char(at);
    if (at[0] == '\n' && at[strspn(at + 1, " \t\r>") + 1] == '\n')
      g_array_append_val(tokens, end);
    else if (letter == 0x2013 || letter == 0x2014 || letter == 0x2011)
      add_token(tokens, hyphen, hyphen + 1);
    else if (!g_unichar_isspace(letter))
      add_token(tokens, at, next);
    at = next;
  }
  g_array_append_val(tokens, end);
  return tokens;
}

static bool
speaks_of(const GArray *tokens, const char *const *phrases, size_t count)
{
  GString *joined = g_string_new(" ");
  for (guint i = 0; i < tokens->len; i++) {
    const AbsenceToken *token = absence_token(tokens, i);
    if (token->kind == ABSENCE_TOKEN_WORD)
      g_string_append_printf(joined, "%s ", token->text);
  }
  bool found = false;
  for (size_t i = 0; i < count && !found; i++)
    found = strstr(joined->str, phrases[i]) != NULL;
  g_string_free(joined, TRUE);
  return found;
}

bool
absence_speaks_of_it(const GArray *tokens, bool dated)
{
  return speaks_of(tokens, absent_phrases, G_N_ELEMENTS(absent_phrases)) ||
         (dated &&
          speaks_of(tokens, closed_phrases, G_N_ELEMENTS(closed_phrases)));
}
