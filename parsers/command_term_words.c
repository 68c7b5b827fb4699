/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of terms.
 */
#include "parsers/command_term.h"

#include <string.h>

#include "parsers/command.h"

/* What a word says; most say one thing, "Monatsende" says two. */
typedef struct TermWord {
  const char *word; /* folded (command_fold); "~" before: a beginning */
  TermSlot slot;
  int value;
  TermSlot slot_too; /* TERM_SLOTS: nothing else */
  int value_too;
} TermWord;

#define ONE(word, slot, value)                                                 \
  {                                                                            \
    word, slot, value, TERM_SLOTS, 0                                           \
  }
#define TWO(word, edge, unit)                                                  \
  {                                                                            \
    word, TERM_EDGE, edge, TERM_UNIT, unit                                     \
  }

static const TermWord words[] = {
    ONE("heute", TERM_NEAR, 0),
    ONE("today", TERM_NEAR, 0),
    ONE("morgen", TERM_NEAR, 1),
    ONE("tomorrow", TERM_NEAR, 1),
    ONE("ubermorgen", TERM_NEAR, 2),
    ONE("montag", TERM_WEEKDAY, 1),
    ONE("mo", TERM_WEEKDAY, 1),
    ONE("monday", TERM_WEEKDAY, 1),
    ONE("mon", TERM_WEEKDAY, 1),
    ONE("dienstag", TERM_WEEKDAY, 2),
    ONE("di", TERM_WEEKDAY, 2),
    ONE("tuesday", TERM_WEEKDAY, 2),
    ONE("tusday", TERM_WEEKDAY, 2), /* "ue" is folded */
    ONE("tue", TERM_WEEKDAY, 2),
    ONE("tu", TERM_WEEKDAY, 2),
    ONE("mittwoch", TERM_WEEKDAY, 3),
    ONE("mi", TERM_WEEKDAY, 3),
    ONE("wednesday", TERM_WEEKDAY, 3),
    ONE("wed", TERM_WEEKDAY, 3),
    ONE("donnerstag", TERM_WEEKDAY, 4),
    ONE("do", TERM_WEEKDAY, 4),
    ONE("thursday", TERM_WEEKDAY, 4),
    ONE("thu", TERM_WEEKDAY, 4),
    ONE("freitag", TERM_WEEKDAY, 5),
    ONE("fr", TERM_WEEKDAY, 5),
    ONE("friday", TERM_WEEKDAY, 5),
    ONE("fri", TERM_WEEKDAY, 5),
    ONE("samstag", TERM_WEEKDAY, 6),
    ONE("sonnabend", TERM_WEEKDAY, 6),
    ONE("sa", TERM_WEEKDAY, 6),
    ONE("saturday", TERM_WEEKDAY, 6),
    ONE("sat", TERM_WEEKDAY, 6),
    ONE("sonntag", TERM_WEEKDAY, 7),
    ONE("so", TERM_WEEKDAY, 7),
    ONE("sunday", TERM_WEEKDAY, 7),
    ONE("sun", TERM_WEEKDAY, 7),
    ONE("~dies", TERM_WHICH, 0),
    ONE("~laufend", TERM_WHICH, 0),
    ONE("this", TERM_WHICH, 0),
    ONE("~nachst", TERM_WHICH, 1),
    ONE("~kommend", TERM_WHICH, 1),
    ONE("~folgend", TERM_WHICH, 1),
    ONE("next", TERM_WHICH, 1),
    ONE("coming", TERM_WHICH, 1),
    ONE("~ubernachst", TERM_WHICH, 2),
    ONE("tag", TERM_UNIT, TERM_UNIT_DAY),
    ONE("tage", TERM_UNIT, TERM_UNIT_DAY),
    ONE("tagen", TERM_UNIT, TERM_UNIT_DAY),
    ONE("t", TERM_UNIT, TERM_UNIT_DAY),
    ONE("day", TERM_UNIT, TERM_UNIT_DAY),
    ONE("days", TERM_UNIT, TERM_UNIT_DAY),
    ONE("d", TERM_UNIT, TERM_UNIT_DAY),
    ONE("~werktag", TERM_UNIT, TERM_UNIT_WORKDAY),
    ONE("~arbeitstag", TERM_UNIT, TERM_UNIT_WORKDAY),
    ONE("~workingday", TERM_UNIT, TERM_UNIT_WORKDAY),
    ONE("working", TERM_UNIT, TERM_UNIT_WORKDAY),
    ONE("woche", TERM_UNIT, TERM_UNIT_WEEK),
    ONE("wochen", TERM_UNIT, TERM_UNIT_WEEK),
    ONE("week", TERM_UNIT, TERM_UNIT_WEEK),
    ONE("weeks", TERM_UNIT, TERM_UNIT_WEEK),
    ONE("w", TERM_UNIT, TERM_UNIT_WEEK),
    ONE("kw", TERM_UNIT, TERM_UNIT_CALENDAR_WEEK),
    ONE("kalenderwoche", TERM_UNIT, TERM_UNIT_CALENDAR_WEEK),
    ONE("~monat", TERM_UNIT, TERM_UNIT_MONTH),
    ONE("month", TERM_UNIT, TERM_UNIT_MONTH),
    ONE("months", TERM_UNIT, TERM_UNIT_MONTH),
    ONE("~quartal", TERM_UNIT, TERM_UNIT_QUARTER),
    ONE("~jahr", TERM_UNIT, TERM_UNIT_YEAR),
    ONE("year", TERM_UNIT, TERM_UNIT_YEAR),
    ONE("years", TERM_UNIT, TERM_UNIT_YEAR),
    ONE("anfang", TERM_EDGE, TERM_EDGE_BEGIN),
    ONE("beginn", TERM_EDGE, TERM_EDGE_BEGIN),
    ONE("start", TERM_EDGE, TERM_EDGE_BEGIN),
    ONE("beginning", TERM_EDGE, TERM_EDGE_BEGIN),
    ONE("early", TERM_EDGE, TERM_EDGE_BEGIN),
    ONE("mitte", TERM_EDGE, TERM_EDGE_MIDDLE),
    ONE("middle", TERM_EDGE, TERM_EDGE_MIDDLE),
    ONE("mid", TERM_EDGE, TERM_EDGE_MIDDLE),
    ONE("ende", TERM_EDGE, TERM_EDGE_END),
    ONE("end", TERM_EDGE, TERM_EDGE_END),
    ONE("late", TERM_EDGE, TERM_EDGE_END),
    TWO("wochenanfang", TERM_EDGE_BEGIN, TERM_UNIT_WEEK),
    TWO("wochenmitte", TERM_EDGE_MIDDLE, TERM_UNIT_WEEK),
    TWO("monatsanfang", TERM_EDGE_BEGIN, TERM_UNIT_MONTH),
    TWO("monatsmitte", TERM_EDGE_MIDDLE, TERM_UNIT_MONTH),
    TWO("monatsende", TERM_EDGE_END, TERM_UNIT_MONTH),
    TWO("quartalsende", TERM_EDGE_END, TERM_UNIT_QUARTER),
    TWO("jahresanfang", TERM_EDGE_BEGIN, TERM_UNIT_YEAR),
    TWO("jahresmitte", TERM_EDGE_MIDDLE, TERM_UNIT_YEAR),
    TWO("jahresende", TERM_EDGE_END, TERM_UNIT_YEAR),
    ONE("ein", TERM_COUNT, 1),
    ONE("einem", TERM_COUNT, 1),
    ONE("einer", TERM_COUNT, 1),
    ONE("eine", TERM_COUNT, 1),
    ONE("a", TERM_COUNT, 1),
    ONE("one", TERM_COUNT, 1),
    ONE("zwei", TERM_COUNT, 2),
    ONE("two", TERM_COUNT, 2),
    ONE("drei", TERM_COUNT, 3),
    ONE("three", TERM_COUNT, 3),
    ONE("vier", TERM_COUNT, 4),
    ONE("four", TERM_COUNT, 4),
    ONE("funf", TERM_COUNT, 5),
    ONE("five", TERM_COUNT, 5),
    ONE("sechs", TERM_COUNT, 6),
    ONE("six", TERM_COUNT, 6),
    ONE("sieben", TERM_COUNT, 7),
    ONE("seven", TERM_COUNT, 7),
    ONE("acht", TERM_COUNT, 8),
    ONE("eight", TERM_COUNT, 8),
    ONE("neun", TERM_COUNT, 9),
    ONE("nine", TERM_COUNT, 9),
    ONE("zehn", TERM_COUNT, 10),
    ONE("ten", TERM_COUNT, 10),
    ONE("zwolf", TERM_COUNT, 12),
    ONE("twelve", TERM_COUNT, 12),
    ONE("vierzehn", TERM_COUNT, 14),
    ONE("fourteen", TERM_COUNT, 14),
};

/* Index / 2 + 1 is the month; any beginning of three letters will do. */
static const char *const months[] = {
    "januar",  "january", "februar",  "february", "marz",      "march",
    "april",   "april",   "mai",      "may",      "juni",      "june",
    "juli",    "july",    "august",   "august",   "september", "september",
    "oktober", "october", "november", "november", "dezember",  "december",
};

/* They say how, not when. */
static const char *const fillers[] = {
    "am",     "an",   "zum",       "bis",       "spatestens", "ab",    "den",
    "dem",    "der",  "des",       "die",       "das",        "im",    "in",
    "binnen", "von",  "innerhalb", "on",        "by",         "until", "till",
    "the",    "of",   "within",    "st",        "nd",         "rd",    "th",
    "noch",   "fruh", "latest",    "spatetens", "und",
};

static bool
is_filler(const char *word)
{
  for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++)
    if (strcmp(word, fillers[i]) == 0)
      return true;
  return false;
}

static bool
is_said(const Term *term, TermSlot slot)
{
  return (term->has & TERM_HAS(slot)) != 0;
}

/* A slot takes one value: "Freitag oder Montag" is no date. */
static bool
set_slot(Term *term, TermSlot slot, int value)
{
  if (is_said(term, slot))
    return false;
  term->has |= TERM_HAS(slot);
  term->slot[slot] = value;
  return true;
}

static bool
read_month(Term *term, const char *word)
{
  if (strcmp(word, "mrz") == 0)
    return set_slot(term, TERM_MONTH, 3);
  for (size_t i = 0; i < G_N_ELEMENTS(months) && strlen(word) >= 3; i++)
    if (g_str_has_prefix(months[i], word))
      return set_slot(term, TERM_MONTH, (int)i / 2 + 1);
  return false;
}

static bool
is_word(const TermWord *row, const char *word)
{
  return *row->word == '~' ? g_str_has_prefix(word, row->word + 1)
                           : strcmp(word, row->word) == 0;
}

static bool
read_word(Term *term, const char *word)
{
  const TermWord *exact = NULL;

  if (is_filler(word))
    return true;
  /* A whole word before a beginning: "Monatsende" before "Monat…". */
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (is_word(&words[i], word) && (exact == NULL || *words[i].word != '~'))
      exact = &words[i];
  if (exact == NULL)
    return read_month(term, word);
  if (exact->slot == TERM_UNIT && exact->value == TERM_UNIT_DAY &&
      is_said(term, TERM_UNIT) && term->slot[TERM_UNIT] == TERM_UNIT_WORKDAY)
    return true; /* "working days" */
  return set_slot(term, exact->slot, exact->value) &&
         (exact->slot_too == TERM_SLOTS ||
          set_slot(term, exact->slot_too, exact->value_too));
}

/* "Woche 27" is a week's number, "27 Wochen" are a count. */
static bool
read_number(Term *term, const char *digits, size_t count)
{
  int value = (int)g_ascii_strtoll(digits, NULL, 10);
  bool of_week = is_said(term, TERM_UNIT) &&
                 (term->slot[TERM_UNIT] == TERM_UNIT_WEEK ||
                  term->slot[TERM_UNIT] == TERM_UNIT_CALENDAR_WEEK);

  if (count > 4)
    return false;
  if (count == 4)
    return set_slot(term, TERM_YEAR, value);
  return set_slot(term, of_week ? TERM_WEEK : TERM_COUNT, value);
}

/* What a number was said of, when all words are known. */
static void
settle_number(Term *term)
{
  unsigned count = TERM_HAS(TERM_COUNT);
  unsigned unit = TERM_HAS(TERM_UNIT);

  if ((term->has & (TERM_HAS(TERM_MONTH) | count)) ==
      (TERM_HAS(TERM_MONTH) | count)) {
    term->has ^= count | TERM_HAS(TERM_DAY);
    term->slot[TERM_DAY] = term->slot[TERM_COUNT];
  } else if ((term->has & unit) != 0 &&
             term->slot[TERM_UNIT] == TERM_UNIT_CALENDAR_WEEK &&
             (term->has & count) != 0) {
    term->has ^= count | TERM_HAS(TERM_WEEK);
    term->slot[TERM_WEEK] = term->slot[TERM_COUNT];
  }
  if ((term->has & TERM_HAS(TERM_WEEK)) != 0)
    term->has &= ~unit;
}

/* One word, number or mark at `p`; NULL when it does not belong there. */
static const char *
read_token(Term *term, const char *p)
{
  const char *end = p;

  if (g_ascii_isdigit(*p)) {
    end += strspn(p, "0123456789");
    return read_number(term, p, (size_t)(end - p)) ? end : NULL;
  }
  while (g_unichar_isalpha(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  if (end > p) {
    g_autofree char *word = g_strndup(p, (gsize)(end - p));
    g_autofree char *folded = command_fold(word);
    return read_word(term, folded) ? end : NULL;
  }
  if (*p == '+' && term->has == 0)
    return p + 1;
  return strchr(" \t.,/!", *p) != NULL ? p + 1 : NULL;
}

bool
term_read(const char *text, Term *out)
{
  Term term = {0};
  unsigned tokens = 0;
  bool ahead = *text == '+';

  for (const char *p = text; *p != '\0'; tokens++) {
    p = read_token(&term, p);
    if (p == NULL || tokens > 2 * TERM_WORDS_MAX)
      return false;
  }
  if (ahead && term.has == TERM_HAS(TERM_COUNT))
    (void)set_slot(&term, TERM_UNIT, TERM_UNIT_DAY); /* "+5": it is free */
  settle_number(&term);
  *out = term;
  return true;
}
