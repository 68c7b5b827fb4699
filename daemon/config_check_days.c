/* SPDX-License-Identifier: Apache-2.0
 *
 * One note, in two ways.
 */
#include "daemon/config_check_days.h"

#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/log.h"
#include "parsers/config/town_calendar.h"

void
config_check_print_days(const Town *town, const Settings *settings)
{
  g_autoptr(GTimeZone) zone = config_zone(town, settings);
  g_autoptr(GDateTime) now = g_date_time_new_now(zone);
  int year = town_calendar_missing_year(town, now);
  if (year == 0)
    return;
  fprintf(stderr, "%s: ", cli_text("Hinweis", "note"));
  fprintf(stderr,
          cli_text("für %d stehen noch keine Schließtage in 'closed' – bitte "
                   "eintragen; bis dahin zählen nur die gesetzlichen "
                   "Feiertage\n",
                   "'closed' has no days of %d yet – please add them; until "
                   "then only public holidays count\n"),
          year);
}

void
config_check_log_days(const Town *town, GDateTime *local)
{
  int year = town_calendar_missing_year(town, local);
  if (year != 0)
    log_event(LOG_WARNING, "closing-days-missing", "year",
              log_number(year).text, "next",
              "add them to 'closed' (town.yaml, closed.csv); public holidays "
              "count meanwhile",
              NULL);
}
