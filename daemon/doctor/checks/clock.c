/* SPDX-License-Identifier: Apache-2.0
 *
 * Is the time right?  Providers sign their requests with it, certificates end
 * by it, deadlines are told to people by it.
 */
#include <time.h>

#include "daemon/cli_print.h"
#include "daemon/doctor/doctor.h"

enum {
  YEAR_MIN = 2026, /* this program is not older */
  YEAR_MAX = 2100, /* nor will it live so long */
};

static void
run_clock(Doctor *doctor)
{
  time_t now = (time_t)(doctor->now_ms / 1000);
  const char *remedy = "timedatectl set-ntp true";
  struct tm parts = {0};

  g_assert(gmtime_r(&now, &parts) != NULL);
  int year = parts.tm_year + 1900;
  if (year < YEAR_MIN || year > YEAR_MAX)
    doctor_say(doctor, DOCTOR_FAILED, NULL, remedy,
               cli_text("die Uhr steht im Jahr %d", "the clock says year %d"),
               year);
  else if (doctor->sync == DOCTOR_SYNC_NO)
    doctor_say(doctor, DOCTOR_WARNING, NULL, remedy,
               cli_text("niemand stellt die Uhr (%04d-%02d-%02d %02d:%02d UTC)",
                        "nobody sets the clock (%04d-%02d-%02d %02d:%02d UTC)"),
               year, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
               parts.tm_min);
  else
    doctor_say(doctor, DOCTOR_OK, NULL, NULL, "%04d-%02d-%02d %02d:%02d UTC%s",
               year, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
               parts.tm_min,
               doctor->sync == DOCTOR_SYNC_YES
                   ? cli_text(", wird gestellt", ", synchronised")
                   : "");
}

const DoctorCheck check_clock = {.name = "clock", .run = run_clock};
