/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is on call: oncall.csv of the town directory, kept in a spreadsheet.
 *
 *   from;to;number;mail;name
 *   Mo-Fr 16:00;07:00;+49 152 28817386;bereitschaft@musterhagen.example.org;
 *   Fr 16:00;Mo 07:00;+49 152 28817386;;
 *   2026-12-24 08:00;2026-12-27 08:00;+49 152 28817387;;Vertretung
 *
 * A shift is dated, or comes again every week.  Times are those on the town's
 * wall.  It reads bytes and knows neither file nor clock.
 */
#ifndef BOTE_PARSERS_CONFIG_ONCALL_H
#define BOTE_PARSERS_CONFIG_ONCALL_H

#include <stdbool.h>
#include <stdint.h>

#include "parsers/config/problems.h"

#define ONCALL_FILE "oncall.csv"
enum {
  ONCALL_SHIFTS_MAX = 2000, /* two persons a day for years */
  ONCALL_DAY_MIN = 24 * 60,
};

typedef struct OncallShift {
  int line;          /* in the file */
  char *number;      /* E.164 */
  char *mail, *name; /* NULL: none */
  unsigned days;     /* bit 0 is Monday; 0: it is dated */
  int64_t from_min;  /* dated: minutes on the wall since 1970-01-01 00:00;
                        weekly: of the day */
  int64_t length_min;
} OncallShift;

typedef struct OncallRoster {
  GPtrArray *shifts; /* OncallShift *, in the file's order */
} OncallRoster;

/* Read the file.  The first line names the columns, in any order: from, to,
 * number, mail, name, or von, bis, nummer ("telefon", "handy").  `from` and
 * `to` are
 *   "2026-12-24 08:00", "24.12.2026 08:00"   a moment; without a time the begin
 *                                            of that day, in `to` its end
 *   "Fr 16:00", "Mo-Fr 16:00", "16:00"       every week; "16:00": every day
 * A `to` of a time alone is the next one after `from`.
 *
 * problems  gets what is wrong with line and column; may be NULL
 * Returns what could be read, owned by the caller, never NULL. */
OncallRoster *oncall_roster_new(GBytes *bytes, const char *file,
                                Problems *problems);
/* The roster of a town without the file: the number it gives to people in
 * danger is on duty always, by line 0; nobody where that gets no SMS. */
OncallRoster *oncall_roster_of_phone(const char *phone);
void oncall_roster_free(OncallRoster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OncallRoster, oncall_roster_free)

/* The clock on the wall in minutes, as shifts are compared with it. */
int64_t oncall_wall_min(GDateTime *local);

/* Whom to alarm, in this order: who is on duty, by dated shifts before weekly
 * ones, else in the file's order; then who begins next.  Each number once;
 * whose dates are over is left out.
 * Returns const OncallShift *, borrowed; the list is the caller's. */
GPtrArray *oncall_roster_order(const OncallRoster *roster, int64_t wall_min);

/* Is somebody on duty all the time?  Else where the first gap begins and ends,
 * on the wall, both within from_min … to_min. */
bool oncall_roster_is_full(const OncallRoster *roster, int64_t from_min,
                           int64_t to_min, int64_t out_gap_min[2]);

/* The first shift of a number or of an address; NULL: none.  Borrowed. */
const OncallShift *oncall_roster_number(const OncallRoster *roster,
                                        const char *number);
const OncallShift *oncall_roster_mail(const OncallRoster *roster,
                                      const char *mail);

#endif
