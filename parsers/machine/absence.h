/* SPDX-License-Identifier: Apache-2.0
 *
 * What an automatic reply says about its writer's absence: whether it is a note
 * of absence at all, and until when.  German and English.  It decides nothing
 * about whether a machine wrote the mail: that is automatic.h.
 */
#ifndef BOTE_PARSERS_MACHINE_ABSENCE_H
#define BOTE_PARSERS_MACHINE_ABSENCE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum AbsenceKind {
  ABSENCE_NONE,    /* a receipt, or anything else a machine sends */
  ABSENCE_UNTIL,   /* away until a day it names */
  ABSENCE_UNKNOWN, /* away, nobody knows how long */
  ABSENCE_OVER,    /* the day it names is past: somebody forgot to end it */
} AbsenceKind;

typedef struct Absence {
  AbsenceKind kind;
  int64_t back_at_ms; /* ABSENCE_UNTIL: midnight that begins the first day
                         back; else 0 */
} Absence;

/* Read a note of absence.
 *
 * subject, text  as written, UTF-8; NULL is "".  Quotes must be gone: what is
 *                quoted has dates, too.  At most ABSENCE_TEXT_BYTES are read.
 * at_ms          when it was sent; days without a year are the next ones
 * zone           of the town
 *
 * "Bis" and "until" include their day: whoever is wrong about that for a day
 * costs his deputy a mail, the other way round a matter lies a day.  "Wieder
 * da" and "back" do not.  A day more than ABSENCE_DAYS_MAX ahead is no such
 * day.  Of two days back the later one counts.
 */
Absence absence_read(const char *subject, const char *text, int64_t at_ms,
                     GTimeZone *zone);

enum {
  ABSENCE_TEXT_BYTES = 8192, /* a note is a few lines; signatures follow */
  ABSENCE_DAYS_MAX = 400,    /* a parental leave; a later year is a typo */
};

#endif
