/* SPDX-License-Identifier: Apache-2.0
 *
 * Are the town's closing days known for next year, once this one ends?
 */
#include "daemon/cli_print.h"
#include "daemon/doctor/doctor.h"
#include "parsers/config/town_calendar.h"

static void
run_calendar(Doctor *doctor)
{
  const Config *config = doctor->config;
  g_autoptr(GTimeZone) zone = config_zone(config->town, config->settings);
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(doctor->now_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
  int year = town_calendar_missing_year(config->town, local);
  if (year != 0)
    doctor_say(doctor, DOCTOR_WARNING, NULL,
               cli_text("in town.yaml oder closed.csv unter 'closed' eintragen",
                        "add them under 'closed' in town.yaml or closed.csv"),
               cli_text("für %d fehlen die Schließtage der Verwaltung; "
                        "gerechnet wird mit den gesetzlichen Feiertagen",
                        "the town's closing days of %d are missing; public "
                        "holidays are counted"),
               year);
  else
    doctor_say(
        doctor, DOCTOR_OK, NULL, NULL, "%s",
        cli_text("die Werktage sind bekannt", "the working days are known"));
}

const DoctorCheck check_calendar = {.name = "calendar", .run = run_calendar};
