/* SPDX-License-Identifier: Apache-2.0
 *
 * Notes of absence: until when, from what people write.
 */
#include "parsers/machine/absence.h"

#include <string.h>

#define AWAY "?"    /* away, no day named */
#define NONE "-"    /* no note of absence */
#define OVER "past" /* the day is past */

/* All are sent on Thursday, 21 May 2026, 10 a.m. in Berlin. */
#define SENT_MS INT64_C(1779350400000)

typedef struct Row {
  const char *subject, *text, *back;
} Row;

static const Row german_rows[] = {
    {NULL, "Ich bin bis einschließlich 12.06. nicht im Büro.", "2026-06-13"},
    {NULL, "Ich bin bis einschl. 12.06.2026 im Urlaub.", "2026-06-13"},
    {NULL, "Ich bin bis zum 12.06. abwesend.", "2026-06-13"},
    {NULL, "Ich bin bis 12. Juni abwesend.", "2026-06-13"},
    {NULL, "Ich bin ab dem 15. Juni wieder erreichbar.", "2026-06-15"},
    {NULL, "Ab 15.06. bin ich wieder für Sie da.", "2026-06-15"},
    {NULL, "Am Montag, den 15. Juni, bin ich wieder im Büro.", "2026-06-15"},
    {NULL, "Ich bin vom 1. bis 14.8. im Urlaub.", "2026-08-15"},
    {NULL, "Urlaub vom 1. bis zum 14. August", "2026-08-15"},
    {NULL, "Ich bin vom 01.08.2026 bis 14.08.2026 nicht im Haus.",
     "2026-08-15"},
    {NULL, "Ich bin vom 1.-14.8. nicht im Haus.", "2026-08-15"},
    {NULL, "Abwesend: 01.08. – 14.08.26", "2026-08-15"},
    {NULL, "Urlaub 27. Juli - 14. August", "2026-08-15"},
    {NULL,
     "Ich bin vom 1. bis 12.6. im Urlaub und ab dem 15.6. wieder erreichbar.",
     "2026-06-15"},
    {NULL,
     "Ich bin vom 1.6. bis 12.6. im Urlaub.\n\nAb dem 15.6. bin ich zurück.",
     "2026-06-15"},
    {NULL, "Ich bin erst am 2. Juni wieder im Dienst.", "2026-06-02"},
    {NULL, "Zurück am 02.06.2026. Ich bin im Urlaub.", "2026-06-02"},
    {NULL, "Ich bin bis Freitag, 29.05., auf Dienstreise.", "2026-05-30"},
    {NULL, "Bis Freitag bin ich nicht im Büro.", "2026-05-23"},
    {NULL, "Ich bin am Montag wieder da.", "2026-05-25"},
    {NULL, "Ich bin ab Dienstag wieder erreichbar.", "2026-05-26"},
    {NULL, "Ich bin heute nicht im Büro.", "2026-05-22"},
    {NULL, "Guten Morgen, ich bin heute nicht erreichbar.", "2026-05-22"},
    {NULL, "Ich bin ab morgen wieder im Büro.", "2026-05-22"},
    {NULL, "Ich bin diese Woche nicht im Büro.", "2026-05-25"},
    {NULL, "Ab nächster Woche bin ich wieder im Büro.", "2026-05-25"},
    {NULL, "Ich bin bis Ende Juni im Urlaub.", "2026-07-01"},
    {NULL, "Ich bin bis Ende des Monats Mai abwesend.", "2026-06-01"},
    {NULL, "Ab September bin ich wieder im Büro. Elternzeit.", "2026-09-01"},
    {NULL, "Ich bin bis voraussichtlich 3. Januar im Urlaub.", "2027-01-04"},
    {NULL, "Das Amt bleibt bis einschließlich 01.06. geschlossen.",
     "2026-06-02"},
    {NULL, "bis auf Weiteres bin ich nicht erreichbar.", AWAY},
    {NULL, "Ich bin derzeit nicht im Büro. Tel. 03812/12-15.", AWAY},
    {NULL, "Ab dem 1.6. bin ich im Urlaub.", AWAY},
    {NULL, "Frau Beispiel ist nicht mehr bei uns tätig.", AWAY},
    {NULL, "Ich bin im Urlaub. Wir sind Montag bis Freitag erreichbar.", AWAY},
    {NULL, "Ich bin krank. Sprechzeiten Mo-Fr 8-12 Uhr.", AWAY},
    {NULL, "Ich bin abwesend. Notfälle bis 8.12 Uhr an die Zentrale.", AWAY},
    {NULL, "Ich bin bis 12.06.2033 in Elternzeit.", AWAY},
    {NULL, "Ich bin bis 31.02. im Urlaub.", AWAY},
    {NULL, "Ich bin bis 15. Mai im Urlaub.", OVER},
    {NULL, "Ab dem 18.05.2026 bin ich wieder erreichbar.", OVER},
    {NULL, "Ihre E-Mail vom 12.06. ist eingegangen.", NONE},
    {NULL, "Wir haben Ihre Nachricht erhalten. Vorgangsnummer 4711.", NONE},
    {NULL, "Eingangsbestätigung: Wir antworten bis 12. Juni.", NONE},
    {NULL, "", NONE},
    {"Abwesenheitsnotiz", "Vielen Dank für Ihre Nachricht.", AWAY},
    {"Abwesenheit bis 12.06.", "Danke.", "2026-06-13"},
    {"Automatische Antwort: [Musterhagen 26-00001-5] Neu – bis 12. Juni",
     "Ich bin nicht im Büro.", AWAY},
    {"Automatische Antwort: [Musterhagen 26-00001-5] Neu – bis 12. Juni",
     "Danke, ist angekommen.", NONE},
};

static const Row english_rows[] = {
    {NULL, "I will be back on June 15.", "2026-06-15"},
    {NULL, "I will be back in the office on 15 June.", "2026-06-15"},
    {NULL, "I'll be back on Monday.", "2026-05-25"},
    {NULL, "I am out of office until Monday.", "2026-05-26"},
    {NULL, "I am out of the office until June 12th, 2026.", "2026-06-13"},
    {NULL, "I am out of the office until 12/06/2026.", "2026-06-13"},
    {NULL, "I am out of the office until 06/22/2026.", "2026-06-23"},
    {NULL, "I am on leave from 1 to 14 August.", "2026-08-15"},
    {NULL, "I am on annual leave June 1-14.", "2026-06-15"},
    {NULL, "I am on vacation from June 1st to 14th.", "2026-06-15"},
    {NULL, "I am on vacation July 28th through August 8th.", "2026-08-09"},
    {NULL, "I am away from my desk from 1 June and return on 15 June.",
     "2026-06-15"},
    {NULL, "Out of office from June 1, returning June 15.", "2026-06-15"},
    {NULL, "I am absent until 2026-06-12.", "2026-06-13"},
    {NULL, "I am out of the office today.", "2026-05-22"},
    {NULL, "I will return tomorrow.", "2026-05-22"},
    {NULL, "I am out of the office this week.", "2026-05-25"},
    {NULL, "I'll be back next week.", "2026-05-25"},
    {NULL, "I am on parental leave until the end of August.", "2026-09-01"},
    {NULL, "I am on leave and will be back in September.", "2026-09-01"},
    {NULL, "I am out of the office and not available before June 15.",
     "2026-06-15"},
    {NULL, "I am out of the office with limited access to email.", AWAY},
    {NULL, "I am out of the office. You may call 030 23125-100.", AWAY},
    {NULL, "I no longer work for the town.", AWAY},
    {NULL, "I was on leave and am back since May 4.", OVER},
    {NULL, "We received your message of June 15.", NONE},
};

static char *
read_row(const Row *row, GTimeZone *zone)
{
  Absence absence = absence_read(row->subject, row->text, SENT_MS, zone);
  switch (absence.kind) {
  case ABSENCE_NONE:
    return g_strdup(NONE);
  case ABSENCE_UNKNOWN:
    return g_strdup(AWAY);
  case ABSENCE_OVER:
    return g_strdup(OVER);
  case ABSENCE_UNTIL:
    break;
  }
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(absence.back_at_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
  g_assert_cmpint(g_date_time_get_hour(local), ==, 0);
  return g_date_time_format(local, "%Y-%m-%d");
}

static void
check_rows(const Row *rows, size_t count)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  for (size_t i = 0; i < count; i++) {
    g_autofree char *found = read_row(&rows[i], zone);
    if (strcmp(found, rows[i].back) != 0)
      g_test_message("%s", rows[i].text);
    g_assert_cmpstr(found, ==, rows[i].back);
  }
}

static void
test_absence_german(void)
{
  check_rows(german_rows, G_N_ELEMENTS(german_rows));
}

static void
test_absence_english(void)
{
  check_rows(english_rows, G_N_ELEMENTS(english_rows));
}

/* Strangers write it: nothing of it may be too long, too many or cut. */
static void
test_absence_hostile(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  static const char *const pieces[] = {
      "bis ",        "12.",     "99.99.9999 ", "ä",     "June 1-",
      "Ende Ende ",  "- - - ",  "\n\n",        "Mo-Mo", "00000000000000 ",
      "bis 1.1.1.1", "31.12. ", "end of of ",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
    g_autoptr(GString) text = g_string_new("abwesend ");
    for (int n = 0; n < 3000; n++)
      g_string_append(text, pieces[i]);
    Absence absence = absence_read(text->str, text->str, SENT_MS, zone);
    g_assert_true(absence.kind == ABSENCE_UNTIL || absence.back_at_ms == 0);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/machine/absence/german", test_absence_german);
  g_test_add_func("/parsers/machine/absence/english", test_absence_english);
  g_test_add_func("/parsers/machine/absence/hostile", test_absence_hostile);
  return g_test_run();
}
