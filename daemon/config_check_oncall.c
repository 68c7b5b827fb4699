/* SPDX-License-Identifier: Apache-2.0
 *
 * Notes about the roster.
 */
#include "daemon/config_check_oncall.h"

#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "parsers/config/oncall.h"
#include "parsers/config/settings_rows.h"
#include "parsers/sms/e164.h"

/* Holidays are entered two weeks before, if at all. */
enum { AHEAD_DAYS = 14 };

static void
note(const char *text)
{
  fprintf(stderr, "%s: %s\n", cli_text("Hinweis", "note"), text);
}

static char *
wall_to_string(int64_t wall_min)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(wall_min * 60);
  return g_date_time_format(time, "%Y-%m-%d %H:%M");
}

static void
note_gap(const Town *town, const Settings *settings)
{
  g_autoptr(GTimeZone) zone = config_zone(town, settings);
  g_autoptr(GDateTime) now = g_date_time_new_now(zone);
  int64_t wall_min = oncall_wall_min(now), gap[2];
  if (oncall_roster_is_full(town->oncall, wall_min,
                            wall_min + AHEAD_DAYS * ONCALL_DAY_MIN, gap))
    return;
  g_autofree char *from = wall_to_string(gap[0]);
  g_autofree char *to = wall_to_string(gap[1]);
  g_autofree char *text = g_strdup_printf(
      cli_text("oncall.csv: von %s bis %s hat niemand Bereitschaft – dann geht "
               "eine Gefahr an die, die danach kommen",
               "oncall.csv: from %s to %s nobody is on call – then a danger "
               "goes to those who come after"),
      from, to);
  note(text);
}

static void
note_fixed_lines(const OncallRoster *roster)
{
  for (guint i = 0; i < roster->shifts->len; i++) {
    const OncallShift *shift = roster->shifts->pdata[i];
    if (e164_check_destination(shift->number, NULL) != E164_REFUSAL_FIXED)
      continue;
    g_autofree char *text = g_strdup_printf(
        cli_text("oncall.csv:%d: ein Festnetzanschluss bekommt keine SMS, nur "
                 "die E-Mail",
                 "oncall.csv:%d: a fixed line gets no SMS, only the mail"),
        shift->line);
    note(text);
  }
}

static bool
is_listed(const OncallRoster *roster)
{
  for (guint i = 0; i < roster->shifts->len; i++)
    if (((const OncallShift *)roster->shifts->pdata[i])->line > 0)
      return true;
  return false;
}

void
config_check_print_oncall(const Town *town, const Settings *settings)
{
  static const CliNoun noun = {"Schicht", "Schichten", "shift", "shifts"};
  const OncallRoster *roster = town->oncall;
  if (is_listed(roster)) {
    g_autofree char *count = cli_count(roster->shifts->len, &noun);
    printf("ok: oncall.csv, %s\n", count);
    note_gap(town, settings);
    note_fixed_lines(roster);
  } else if (roster->shifts->len > 0)
    note(cli_text("oncall.csv nennt niemanden – bei Gefahr bekommt das Telefon "
                  "aus on_call eine SMS, sonst niemand",
                  "oncall.csv lists nobody – of a danger the telephone of "
                  "on_call is told by SMS, and nobody else"));
  else
    note(
        cli_text("oncall.csv nennt niemanden – bei Gefahr bekommt nur die "
                 "Zentrale eine E-Mail",
                 "oncall.csv lists nobody – of a danger only the desk is told, "
                 "by mail"));
  if (settings != NULL && settings->channels->len == 0)
    note(cli_text("keine SMS-Nummer in bote.yaml – die Bereitschaft bekommt "
                  "nur E-Mail",
                  "no SMS number in bote.yaml – people on call get mail only"));
}
