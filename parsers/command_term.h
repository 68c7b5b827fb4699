/* SPDX-License-Identifier: Apache-2.0
 *
 * Terms as clerks write them: "nächsten Freitag", "Ende Juni", "KW 27", "in
 * zwei Wochen", German or English.  A term is what was said; which day that
 * is, depends on today.  Used by command_date.c.
 */
#ifndef BOTE_PARSERS_COMMAND_TERM_H
#define BOTE_PARSERS_COMMAND_TERM_H

#include <glib.h>
#include <stdbool.h>

/* Day names beyond this number of words are no date. */
#define TERM_WORDS_MAX 12

typedef enum TermSlot {
  TERM_WEEKDAY, /* 1 Monday … 7 */
  TERM_WHICH,   /* 0 this, 1 next, 2 the one after next */
  TERM_UNIT,    /* TermUnit */
  TERM_COUNT,   /* of units ahead */
  TERM_DAY,     /* of the month */
  TERM_MONTH,   /* 1 … 12 */
  TERM_YEAR,
  TERM_WEEK, /* calendar week, ISO 8601 */
  TERM_EDGE, /* TermEdge */
  TERM_NEAR, /* days from today: heute, morgen, übermorgen */
  TERM_SLOTS,
} TermSlot;

typedef enum TermUnit {
  TERM_UNIT_DAY,
  TERM_UNIT_WORKDAY,
  TERM_UNIT_WEEK,
  TERM_UNIT_CALENDAR_WEEK, /* a number beside it tells which */
  TERM_UNIT_MONTH,
  TERM_UNIT_QUARTER,
  TERM_UNIT_YEAR,
} TermUnit;

/* Of a month the 1st, the 15th and the last day (BGB section 192); of a week
 * Monday, Wednesday and Friday. */
typedef enum TermEdge {
  TERM_EDGE_BEGIN,
  TERM_EDGE_MIDDLE,
  TERM_EDGE_END
} TermEdge;

#define TERM_HAS(slot) (1u << (slot))

typedef struct Term {
  unsigned has; /* TERM_HAS() of each slot that was said */
  int slot[TERM_SLOTS];
} Term;

/* Read the words of a term; false when one of them does not belong there.
 * text is valid UTF-8 of any length. */
bool term_read(const char *text, Term *out);

/* Is its day another one in each year? */
bool term_is_yearless(const Term *term);

/* The day of a term; false when there is none: the 31st of June, week 54, words
 * that do not go together.
 *
 * year     taken for a term without one
 * begins   a period stands for its first day, not for its last: the matter
 *          comes back then, instead of being done by then
 */
bool term_day(const Term *term, const GDate *today, int year, bool begins,
              GDate *out);

#endif
