/* SPDX-License-Identifier: Apache-2.0
 *
 * Terms in words, on days at which months, years and weeks turn.  Seeds:
 * tests/fuzz/seeds/date.
 */
#include <stddef.h>
#include <stdint.h>

#include "parsers/command_term.h"
#include "tests/support/fuzz.h"

static void
check(const Term *term, const GDate *today, int year)
{
  for (int begins = 0; begins < 2; begins++) {
    GDate day;
    g_date_clear(&day, 1);
    if (term_day(term, today, year, begins == 1, &day))
      g_assert(g_date_valid(&day));
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const struct {
    GDateDay day;
    GDateMonth month;
    GDateYear year;
  } days[] = {{21, G_DATE_MAY, 2026},
              {31, G_DATE_DECEMBER, 2026},
              {29, G_DATE_FEBRUARY, 2028},
              {1, G_DATE_JANUARY, 2027}};
  g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
  Term term = {0};

  if (!term_read(text, &term))
    return 0;
  g_assert(term.has < TERM_HAS(TERM_SLOTS));
  for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
    GDate today;
    g_date_clear(&today, 1);
    g_date_set_dmy(&today, days[i].day, days[i].month, days[i].year);
    check(&term, &today, days[i].year);
    check(&term, &today, days[i].year + 1);
  }
  (void)term_is_yearless(&term); /* only that it may be asked */
  return 0;
}
