/* SPDX-License-Identifier: Apache-2.0
 *
 * Plain words of departments, by a table of phrases.
 */
#include "parsers/command_natural.h"

#include <string.h>

enum {
  LINE_BYTES_MAX = 240, /* who writes more at once tells a story */
  WORDS_MAX = 25,
  GREETING_BYTES_MAX = 60,
};

/* Words as command_fold() leaves them, between blanks. */
typedef struct Phrase {
  const char *words;
  const char *command; /* row of the command table */
  bool denies;         /* its "nicht" belongs to it */
} Phrase;

static const Phrase phrases[] = {
    {"erledigt", "erledigt", false},
    {"behoben", "erledigt", false},
    {"repariert", "erledigt", false},
    {"instand gesetzt", "erledigt", false},
    {"ausgetauscht", "erledigt", false},
    {"ausgewechselt", "erledigt", false},
    {"erneuert", "erledigt", false},
    {"beseitigt", "erledigt", false},
    {"entfernt", "erledigt", false},
    {"abgeholt", "erledigt", false},
    {"geflickt", "erledigt", false},
    {"fixed", "erledigt", false},
    {"repaired", "erledigt", false},
    {"replaced", "erledigt", false},
    {"removed", "erledigt", false},
    {"done", "erledigt", false},
    {"beauftragt", "beauftragt", false},
    {"in auftrag gegeben", "beauftragt", false},
    {"commissioned", "beauftragt", false},
    {"ordered", "beauftragt", false},
    {"geplant", "geplant", false},
    {"eingeplant", "geplant", false},
    {"vorgesehen", "geplant", false},
    {"planned", "geplant", false},
    {"scheduled", "geplant", false},
    {"ubernommen", "uebernommen", false},
    {"kummern uns", "uebernommen", false},
    {"on it", "uebernommen", false},
    {"in arbeit", "inarbeit", false},
    {"in bearbeitung", "inarbeit", false},
    {"in progress", "inarbeit", false},
    {"nicht zustandig", "nichtzustaendig", true},
    {"not responsible", "nichtzustaendig", true},
    {"not ours", "nichtzustaendig", true},
};

/* It is not so, not yet, or only if. */
static const char *const doubts[] = {
    "nicht",  "noch",   "nie",       "kein",       "keine", "wird",   "werden",
    "sobald", "wenn",   "falls",     "mus",        "soll",  "sollte", "bitte",
    "kann",   "erst",   "fast",      "teilweise",  "not",   "no",     "will",
    "if",     "when",   "please",    "should",     "must",  "cannot", "never",
    "almost", "partly", "angeblich", "vielleicht", "maybe", "ob",
};

/* The line at `text`, without blanks around it.  Owned. */
static char *
line_at(const char *text)
{
  return g_strstrip(g_strndup(text, strcspn(text, "\n")));
}

/* Where the first line with words begins; the end when there is none. */
static const char *
first_line(const char *text)
{
  for (; *text; text++) {
    g_autofree char *line = line_at(text);
    if (*line)
      return text;
    text += strcspn(text, "\n");
    if (!*text)
      break;
  }
  return text;
}

/* " erledigt neue lampe ist drin " */
static char *
fold_words(const char *line)
{
  GString *out = g_string_new(" ");
  const char *begin = line;
  unsigned words = 0;

  for (const char *p = line; words <= WORDS_MAX; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c != 0 && g_unichar_isalnum(c))
      continue;
    if (p > begin) {
      g_autofree char *word = g_strndup(begin, (gsize)(p - begin));
      g_autofree char *folded = command_fold(word);
      g_string_append_printf(out, "%s ", folded);
      words++;
    }
    if (c == 0)
      break;
    begin = g_utf8_next_char(p);
  }
  return g_string_free(out, FALSE);
}

static bool
has_words(const char *folded, const char *words)
{
  g_autofree char *padded = g_strdup_printf(" %s ", words);

  return strstr(folded, padded) != NULL;
}

static bool
is_doubtful(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(doubts); i++)
    if (has_words(folded, doubts[i]))
      return true;
  return false;
}

/* The one command that the words name; NULL: none, or two. */
static const Phrase *
find_phrase(const char *folded)
{
  const Phrase *found = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
    if (!has_words(folded, phrases[i].words))
      continue;
    if (found && strcmp(found->command, phrases[i].command) != 0)
      return NULL;
    found = &phrases[i];
  }
  return found && !found->denies && is_doubtful(folded) ? NULL : found;
}

/* The first end of the line that is a date; NULL: none.  Borrowed. */
static const char *
find_date(const char *line, int64_t now_ms, GTimeZone *zone)
{
  int64_t date_ms;

  for (const char *p = line; *p; p++)
    if ((p == line || p[-1] == ' ') &&
        command_parse_date(p, now_ms, zone, &date_ms))
      return p;
  return NULL;
}

/* "bei den Stadtwerken": who was given the work; NULL: it is not told.
 * Owned. */
static char *
find_firm(const char *line)
{
  static const char *const words[] = {"bei den ", "bei der ", "bei dem ",
                                      "bei ",     "an die ",  "from "};
  g_autofree char *lower = g_ascii_strdown(line, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    const char *at = strstr(lower, words[i]);
    if (at == NULL || (at > lower && at[-1] != ' '))
      continue;
    at = line + (at - lower) + strlen(words[i]);
    const char *end = strstr(at, " beauftragt");
    if (end == NULL)
      end = strstr(at, " in Auftrag");
    if (end != NULL && end > at && end - at < 60)
      return g_strndup(at, (gsize)(end - at));
  }
  return NULL;
}

static const Command *
row_of(const char *name)
{
  const Command *command = command_find(name);

  g_assert(command != NULL);
  return command;
}

/* " bis 20.6."; "" without a date.  Owned. */
static char *
write_until(const char *date)
{
  if (date == NULL)
    return g_strdup("");
  if (g_ascii_strncasecmp(date, "bis ", 4) == 0)
    date += 4;
  return g_strdup_printf(" bis %s", date);
}

/* "Guten Morgen Frau Beispiel,": a line of its own that says nothing else. */
static bool
is_greeting(const char *line)
{
  static const char *const begins[] = {
      " hallo ", " guten ", " moin ", " sehr geehr", " liebe ", " lieber ",
      " hi ",    " hello ", " dear ", " good ",      " servus "};
  g_autofree char *folded = fold_words(line);

  if (strlen(line) > GREETING_BYTES_MAX || !g_str_has_suffix(line, ",") ||
      find_phrase(folded) != NULL)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
    if (g_str_has_prefix(folded, begins[i]))
      return true;
  return false;
}

/* Where he comes to the matter: whom he greets is no part of it. */
static const char *
skip_greeting(const char *text)
{
  const char *begin = first_line(text);
  g_autofree char *line = line_at(begin);

  return is_greeting(line) ? first_line(begin + strcspn(begin, "\n")) : text;
}

/* Who tells a story, asks or writes a hashtag says no such thing. */
static bool
may_say_it(const char *line)
{
  return strlen(line) <= LINE_BYTES_MAX && strpbrk(line, "?#") == NULL;
}

char *
command_natural_read(const char *text, int64_t now_ms, GTimeZone *zone)
{
  const char *matter = skip_greeting(text);
  g_autofree char *line = line_at(first_line(matter));
  g_autofree char *folded = fold_words(line);
  const Phrase *phrase = may_say_it(line) ? find_phrase(folded) : NULL;

  if (phrase == NULL)
    return NULL;
  const Command *command = row_of(phrase->command);
  bool takes_firm = command->value == COMMAND_VALUE_WHO_DATE;
  bool dated = takes_firm || command->value == COMMAND_VALUE_DATE;
  const char *date = dated ? find_date(line, now_ms, zone) : NULL;
  if (dated && !command->value_optional && date == NULL)
    return NULL; /* a plan without a day is no news */
  g_autofree char *firm = takes_firm ? find_firm(line) : NULL;
  g_autofree char *until = write_until(date);
  return g_strdup_printf("#%s%s%s%s\n%s", command->names[0],
                         firm == NULL ? "" : " ", firm == NULL ? "" : firm,
                         until, matter);
}
