/* SPDX-License-Identifier: Apache-2.0
 *
 * A small grammar without order: each word has senses, and a text means stop
 * when the senses of all its words together fill one of the rules.
 */
#include "parsers/keyword/keyword_soft.h"

#include <string.h>

#include <glib.h>

#include "parsers/keyword/keyword_soft_private.h"

/* A text means stop when its words have all of these senses, one of those if
 * any are named, and none of the last: what it is about, and that it is to
 * end.  "Nicht mehr" alone is not among them: "ich will nicht mehr" is a cry;
 * nor is "aufhören" alone: a noise is to end, too. */
static const struct {
  unsigned all, any, none;
  bool is_demand; /* may be put as a question: "könnt ihr mich abmelden?" */
} rules[] = {
    /* none of what we send */
    {NOT | OURS, 0, GET, false},
    {NOT | LETTER, MORE | COMMAND, GET, false},
    {NOT | LETTER | WISH, 0, HAVE, false},
    {NOT | WRITE | WISH, 0, 0, false},
    {NOT | WRITE, MORE | COMMAND | ME, GET, false},
    {NOT | ROLL, MORE | MINE, GET | NONE, false},
    {NOT | MORE | WISH, YOU, 0, false},
    {NOT | MORE | WISH | GET, 0, HAVE, false},
    {NOT | MORE | WISH | HEAR, 0, UP, false},
    {NOT | ANNOY, 0, 0, false},
    {NOT | INTEREST, 0, BE, false},
    {NOT | INTEREST | BE, 0, NONE | GET, false},
    {NOT | INTEREST | LETTER, 0, 0, false},
    {NOT | SIGN | MORE, 0, OFF | UP | HAVE, false},
    /* let it end */
    {STOP, 0, NOT | WRONG, true},
    {HALT, LETTER | WRITE | ANNOY | ROLL, NOT, true},
    {HEAR | UP, 0, NOT, false},
    {PUT | OFF, LETTER | ME | ROLL, NOT, true},
    {PUT | ROLL, 0, NOT | GET | UP, true},
    {SIGN | OFF, 0, NOT | GET | PUT, true},
    {REMOVE | ROLL, 0, NOT | GET, true},
    {OFF | ROLL, MINE | WISH, NOT | GET, true},
    {REMOVE | ME, 0, NOT | LET | GET, true},
    {REMOVE | OFF | BE, 0, NOT | GET, false},
    /* leave us alone */
    {LET | PEACE, ME | WISH, NOT | HAVE, false},
    {PEACE | YOU | WISH, 0, NOT, false},
    {LET, OURS | ANNOY, NOT, false},
    {LET, 0, ~(unsigned)(LET | HALT | WISH), false},
    {PEACE | OURS, 0, NOT | GET, false},
    {OFF | OURS, 0, NOT | GET, false},
    {REMOVE | OURS, 0, NOT | GET | LET, false},
    {ENOUGH, LETTER | YOU, NOT | THANKS, false},
    {ANNOY | OURS, 0, NOT | GET | WRONG, false},
    {ANNOY | YOU, 0, NOT, false},
    /* it was never meant for him */
    {WRONG | ROLL, 0, NOT | ANNOY | LETTER | UP, false},
    {WRONG | ME, 0, NOT | HAVE, false},
};

/* The letter that `c` is a variant of; 0: a mark on the one before. */
static gunichar
plain_letter(gunichar c)
{
  enum { DOTLESS_I = 0x131 };
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH] = {0};
  if (g_unichar_ismark(c))
    return 0;
  (void)g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
  return parts[0] == DOTLESS_I ? 'i' : parts[0];
}

/* Is `c` after `last` no letter of its own? */
static bool
is_spelling(gunichar last, gunichar c)
{
  return c == last || c == '\'' || c == 0x2019 ||
         (c == 'e' && (last == 'a' || last == 'o' || last == 'u')) ||
         (c == ' ' && last == 0);
}

char *
keyword_soft_fold(const char *text)
{
  g_autofree char *folded = g_utf8_casefold(text, -1);
  GString *out = g_string_new(NULL);
  gunichar last = 0;
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = plain_letter(g_utf8_get_char(p));
    if (c == 0)
      continue;
    if (!g_unichar_isalnum(c) && c != '\'' && c != 0x2019 && c != '*')
      c = ' ';
    if (is_spelling(last, c))
      continue;
    if (last == 'c' && c == 'k')
      g_string_truncate(out, out->len - 1);
    g_string_append_unichar(out, c);
    last = c;
  }
  return g_strchomp(g_string_free(out, FALSE));
}

/* "No, send me more texts": the first word answers, and denies nothing. */
static const char *
after_no(const char *text)
{
  static const char no[] = "no", thanks[] = " thank";
  text += strspn(text, " ");
  if (g_ascii_strncasecmp(text, no, strlen(no)) != 0)
    return text;
  const char *rest = text + strlen(no);
  bool answers = g_ascii_strncasecmp(rest, thanks, strlen(thanks)) == 0 ||
                 (*rest != '\0' && strchr(",;:.!", *rest) != NULL);
  return answers ? rest : text;
}

/* Whoever wants none of our SMS by their name, or us to leave him alone, may
 * say one word that we do not know: it cannot well be about something else. */
static bool
names_ours(unsigned all)
{
  const unsigned alone = LET | PEACE | ME;
  if ((all & GET) != 0)
    return false;
  if ((all & OURS) != 0)
    return (all & (NONE | STOP | HALT | ENOUGH | LET)) != 0;
  return (all & alone) == alone && (all & (NOT | COMMAND)) == 0;
}

static bool
fills_rule(unsigned all, bool is_question)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
    if ((all & rules[i].all) == rules[i].all &&
        (rules[i].any == 0 || (all & rules[i].any) != 0) &&
        (all & rules[i].none) == 0 && (rules[i].is_demand || !is_question))
      return true;
  return false;
}

bool
keyword_is_soft_stop(const char *text)
{
  unsigned all = 0, unknown = 0;
  /* The mark of the table's endings is none of theirs. */
  g_autofree char *said = g_strdelimit(g_strdup(after_no(text)), "*", ' ');
  g_autofree char *plain = keyword_soft_fold(said);
  g_auto(GStrv) words = g_strsplit(plain, " ", KEYWORD_SOFT_WORDS_MAX + 1);
  if (words[0] == NULL || g_strv_length(words) > KEYWORD_SOFT_WORDS_MAX)
    return false;
  g_autoptr(GArray) lexicon = keyword_soft_lexicon_new();
  for (char **word = words; *word != NULL; word++)
    unknown += !keyword_soft_look_up(lexicon, *word, &all);
  return (all & ASKS) == 0 &&
         (unknown == 0 || (unknown == 1 && names_ours(all))) &&
         fills_rule(all, strchr(text, '?') != NULL);
}
