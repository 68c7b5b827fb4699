/* SPDX-License-Identifier: Apache-2.0
 *
 * Every row of the command table against its fixtures: staff texts, and what
 * is understood of them on Thursday 2026-05-21, 10:14 in Berlin.
 */
#include "parsers/command.h"

#include <stdbool.h>

#include "parsers/command_value.h"
#include "tests/support/fixture.h"

#define NOW_MS INT64_C(1779351240000)

static char *
date_text(int64_t ms, GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

  return g_date_time_format(local, "%F %H:%M");
}

static void
dump_call(GString *out, const CommandCall *call, GTimeZone *zone)
{
  g_string_append_printf(out, "command %s", call->command->name);
  if (call->value)
    g_string_append_printf(out, " value=[%s]", call->value);
  if (call->who)
    g_string_append_printf(out, " who=[%s]", call->who);
  if (call->date_ms != 0) {
    g_autofree char *date = date_text(call->date_ms, zone);
    g_string_append_printf(out, " date=%s", date);
  }
  if (call->number.serial != 0) {
    char number[NUMBER_TEXT_SIZE];
    number_format(&call->number, number);
    g_string_append_printf(out, " number=%s", number);
  }
  g_string_append(out, call->command->to_citizen ? " to-citizen\n" : "\n");
}

static void
dump_mistake(GString *out, const CommandMistake *mistake)
{
  g_string_append_printf(out, "mistake %s [%s]",
                         command_mistake_kind_to_string(mistake->kind),
                         mistake->written);
  if (mistake->command)
    g_string_append_printf(out, " of %s", mistake->command->name);
  for (unsigned i = 0; mistake->suggestions[i]; i++)
    g_string_append_printf(out, "%s%s", i ? ", " : " near ",
                           mistake->suggestions[i]);
  g_string_append_c(out, '\n');
}

static char *
dump_mail(const char *text)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  g_autoptr(CommandMail) mail = command_mail_parse(text, NOW_MS, zone);
  GString *out = g_string_new(mail->short_form ? "short\n" : "");

  for (guint i = 0; i < mail->commands->len; i++)
    dump_call(out, mail->commands->pdata[i], zone);
  for (guint i = 0; i < mail->mistakes->len; i++)
    dump_mistake(out, mail->mistakes->pdata[i]);
  g_string_append_printf(out, "text [%s]", mail->text);
  return g_string_free(out, FALSE);
}

/* A case file holds several mails, separated by lines "====". */
static char *
run_fixture(const char *row, const char *bytes, size_t size)
{
  g_autofree char *all = g_strndup(bytes, size);
  g_auto(GStrv) mails = g_strsplit(all, "====\n", -1);
  GString *out = g_string_new(NULL);

  (void)row;
  for (char **mail = mails; *mail; mail++) {
    g_autofree char *dump = dump_mail(*mail);
    g_string_append_printf(out, "%s\n====\n", dump);
  }
  return g_string_free(out, FALSE);
}

static void
test_command_rows_do_as_their_fixtures_say(void)
{
  for (const Command *const *row = command_registry; *row; row++) {
    g_assert_true(command_find((*row)->name) == *row);
    fixture_check_row("commands", (*row)->name, run_fixture);
  }
}

/* Two rows with a name in common would make one of them unreachable. */
static void
test_command_names_are_unambiguous(void)
{
  for (const Command *const *row = command_registry; *row; row++) {
    for (const char *const *name = (*row)->names; *name; name++) {
      g_test_message("%s", *name);
      g_assert_true(command_find(*name) == *row);
    }
  }
}

static const struct {
  const char *text, *want; /* NULL: no date */
} dates[] = {
    {"28.5.", "2026-05-28 00:00"},
    {"28.5", "2026-05-28 00:00"},
    {"28.05.2026", "2026-05-28 00:00"},
    {"28.05.26", "2026-05-28 00:00"},
    {"28. Mai", "2026-05-28 00:00"},
    {"3. März 2027", "2027-03-03 00:00"},
    {"3 Mar", "2027-03-03 00:00"},
    {"2026-05-28", "2026-05-28 00:00"},
    {"21.5.", "2026-05-21 00:00"},
    {"20.5.", "2027-05-20 00:00"},
    {"29.2.", "2028-02-29 00:00"},
    {"+5t", "2026-05-26 00:00"},
    {"+5 Tage", "2026-05-26 00:00"},
    {"+2w", "2026-06-04 00:00"},
    {"heute", "2026-05-21 00:00"},
    {"Übermorgen", "2026-05-23 00:00"},
    {"Freitag", "2026-05-22 00:00"},
    {"donnerstag", "2026-05-28 00:00"},
    {"Tuesday", "2026-05-26 00:00"},
    {"27.10.", "2026-10-27 00:00"},
    {"31.6.", NULL},
    {"2026-13-01", NULL},
    {"0.0.", NULL},
    {"bald", NULL},
    {"", NULL},
    {"99999.5.", NULL},
    {"+99999t", NULL},
    {"28.5. oder 29.5.", NULL},
    {"5", NULL},
    /* the first of a year is not skipped, nor a short year */
    {"1.1.", "2027-01-01 00:00"},
    {"28. 5. 2026", "2026-05-28 00:00"},
    {"28.5.26.", "2026-05-28 00:00"},
    {"am 28.5.", "2026-05-28 00:00"},
    {"bis zum 28.5.", "2026-05-28 00:00"},
    {"spätestens 28.5.", "2026-05-28 00:00"},
    {"bis spätestens 3. Juni", "2026-06-03 00:00"},
    {"May 28", "2026-05-28 00:00"},
    {"June 5th, 2026", "2026-06-05 00:00"},
    {"5th of June", "2026-06-05 00:00"},
    {"the 1st of July", "2026-07-01 00:00"},
    {"28 May", "2026-05-28 00:00"},
    {"Fr, 29.5.", "2026-05-29 00:00"},
    {"Freitag, den 29. Mai", "2026-05-29 00:00"},
    {"Friday, May 29", "2026-05-29 00:00"},
    {"Donnerstag, 29.5.", NULL}, /* it is a Friday */
    {"Montag, 29.5.2026", NULL},
    {"29.2.2027", NULL},
    {"29.2.2028", "2028-02-29 00:00"},
    {"30. Februar", NULL},
    {"nächsten Freitag", "2026-05-22 00:00"},
    {"kommenden Freitag", "2026-05-22 00:00"},
    {"naechsten freitag", "2026-05-22 00:00"},
    {"next Friday", "2026-05-22 00:00"},
    {"am Freitag", "2026-05-22 00:00"},
    {"by Friday", "2026-05-22 00:00"},
    {"nächsten Donnerstag", "2026-05-28 00:00"},
    {"diesen Donnerstag", "2026-05-21 00:00"},
    {"this Friday", "2026-05-22 00:00"},
    {"übernächsten Freitag", "2026-05-29 00:00"},
    {"Freitag nächster Woche", "2026-05-29 00:00"},
    {"nächste Woche Montag", "2026-05-25 00:00"},
    {"Montag der übernächsten Woche", "2026-06-01 00:00"},
    {"Mo", "2026-05-25 00:00"},
    {"sonntag", "2026-05-24 00:00"},
    {"nächste Woche", "2026-05-29 00:00"},
    {"bis Ende nächster Woche", "2026-05-29 00:00"},
    {"Anfang nächster Woche", "2026-05-25 00:00"},
    {"Mitte nächster Woche", "2026-05-27 00:00"},
    {"diese Woche", "2026-05-22 00:00"},
    {"next week", "2026-05-29 00:00"},
    {"end of next week", "2026-05-29 00:00"},
    {"bis Ende Juni", "2026-06-30 00:00"},
    {"end of June", "2026-06-30 00:00"},
    {"Mitte Juni", "2026-06-15 00:00"},
    {"Anfang Juni", "2026-06-01 00:00"},
    {"Mid June", "2026-06-15 00:00"},
    {"Ende Mai", "2026-05-31 00:00"},
    {"Ende Februar", "2027-02-28 00:00"},
    {"Ende Februar 2028", "2028-02-29 00:00"},
    {"im Juli", "2026-07-31 00:00"},
    {"Juli 2027", "2027-07-31 00:00"},
    {"Ende des Monats", "2026-05-31 00:00"},
    {"Monatsende", "2026-05-31 00:00"},
    {"nächsten Monat", "2026-06-30 00:00"},
    {"Mitte nächsten Monats", "2026-06-15 00:00"},
    {"end of the year", "2026-12-31 00:00"},
    {"Jahresende", "2026-12-31 00:00"},
    {"Ende 2026", "2026-12-31 00:00"},
    {"bis Ende des Quartals", "2026-06-30 00:00"},
    {"nächstes Quartal", "2026-09-30 00:00"},
    {"nächstes Jahr", "2027-12-31 00:00"},
    {"KW 27", "2026-07-03 00:00"},
    {"KW27", "2026-07-03 00:00"},
    {"27. KW", "2026-07-03 00:00"},
    {"in der 27. Kalenderwoche", "2026-07-03 00:00"},
    {"week 27", "2026-07-03 00:00"},
    {"KW 27/2027", "2027-07-09 00:00"},
    {"Mittwoch KW 27", "2026-07-01 00:00"},
    {"Anfang KW 27", "2026-06-29 00:00"},
    {"KW 53", "2027-01-01 00:00"}, /* 2026 has one */
    {"KW 53/2027", NULL},
    {"KW 54", NULL},
    {"KW 0", NULL},
    {"KW", NULL},
    {"in zwei Wochen", "2026-06-04 00:00"},
    {"in 14 Tagen", "2026-06-04 00:00"},
    {"in two weeks", "2026-06-04 00:00"},
    {"2 Wochen", "2026-06-04 00:00"},
    {"within 3 days", "2026-05-24 00:00"},
    {"binnen einer Woche", "2026-05-28 00:00"},
    {"in einem Monat", "2026-06-21 00:00"},
    {"in 3 Monaten", "2026-08-21 00:00"},
    {"in 5 Werktagen", "2026-05-28 00:00"},
    {"in 2 working days", "2026-05-25 00:00"},
    {"in einem Jahr", "2027-05-21 00:00"},
    {"+5", "2026-05-26 00:00"},
    {"+ 3 Tage", "2026-05-24 00:00"},
    {"+1 Monat", "2026-06-21 00:00"},
    {"+10 Werktage", "2026-06-04 00:00"},
    {"vor zwei Wochen", NULL},
    {"-5t", NULL},
    {"in 9999 Jahren", NULL},
    {"in vielen Jahren", NULL},
    {"Freitag oder Montag", NULL},
    {"Freitag Montag", NULL},
    {"Ende", NULL},
    {"nächste", NULL},
    {"Sommer", NULL},
    {"5/28/2026", NULL}, /* whose order is that? */
    {"28.5.+3", NULL},
    {"morgen früh", "2026-05-22 00:00"},
    {"heute noch!", "2026-05-21 00:00"},
    {"tomorrow", "2026-05-22 00:00"},
    {"day day day", NULL},
    {"Mai Juni", NULL},
    {"28.5.1999", NULL},
    {"1.1.2200", NULL},
};

/* A day that is over: what was perhaps meant. */
static const struct {
  const char *text, *past, *likely; /* past NULL: it is not over */
} over[] = {
    {"12.5.", "2026-05-12 00:00", "2026-06-12 00:00"},
    {"20. Mai", "2026-05-20 00:00", "2026-06-20 00:00"},
    {"Mitte Mai", "2026-05-15 00:00", "2026-06-15 00:00"},
    {"KW 20", "2026-05-15 00:00", "2026-06-15 00:00"},
    {"Donnerstag, 14.5.", "2026-05-14 00:00", "2026-06-14 00:00"},
    {"12.3.", NULL, NULL}, /* next year's */
    {"21.5.", NULL, NULL},
    {"12.5.2026", "2026-05-12 00:00", "2027-05-12 00:00"},
    {"28.5.2025", "2025-05-28 00:00", "2026-05-28 00:00"},
    {"29.2.2024", "2024-02-29 00:00", "2027-03-01 00:00"},
    {"Ende Juni 2025", "2025-06-30 00:00", "2026-06-30 00:00"},
    {"12.5.2027", NULL, NULL},
};

static void
test_command_reads_dates(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

  for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
    int64_t ms = 0;
    bool ok = command_parse_date(dates[i].text, NOW_MS, zone, &ms);
    g_autofree char *got = ok ? date_text(ms, zone) : NULL;
    g_test_message("%s", dates[i].text);
    g_assert_cmpstr(got, ==, dates[i].want);
  }
}

static void
test_command_names_days_that_are_over(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  const CommandClock clock = {NOW_MS, zone};

  for (size_t i = 0; i < G_N_ELEMENTS(over); i++) {
    CommandDate date = {0};
    g_test_message("%s", over[i].text);
    g_assert_true(command_date_read(over[i].text, &clock, false, &date));
    g_autofree char *past = date.past_ms ? date_text(date.past_ms, zone) : NULL;
    g_autofree char *likely =
        date.likely_ms ? date_text(date.likely_ms, zone) : NULL;
    g_assert_cmpstr(past, ==, over[i].past);
    g_assert_cmpstr(likely, ==, over[i].likely);
  }
}

/* What comes back in a week comes back when it begins. */
static void
test_command_begins_periods_at_their_start(void)
{
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"nächste Woche", "2026-05-25 00:00"}, {"KW 27", "2026-06-29 00:00"},
      {"Juni", "2026-06-01 00:00"},          {"Ende Juni", "2026-06-30 00:00"},
      {"28.5.", "2026-05-28 00:00"},         {"2027", NULL},
  };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  const CommandClock clock = {NOW_MS, zone};

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    CommandDate date = {0};
    bool ok = command_date_read(rows[i].text, &clock, true, &date);
    g_autofree char *got = ok ? date_text(date.at_ms, zone) : NULL;
    g_test_message("%s", rows[i].text);
    g_assert_cmpstr(got, ==, rows[i].want);
  }
}

static void
test_command_stops_at_too_many(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(CommandMail) mail = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append(text, "#intern\n");
  mail = command_mail_parse(text->str, NOW_MS, zone);
  g_assert_cmpuint(mail->commands->len, ==, COMMAND_MAX);
  g_assert_cmpuint(mail->mistakes->len, ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/command/rows-do-as-their-fixtures-say",
                  test_command_rows_do_as_their_fixtures_say);
  g_test_add_func("/parsers/command/names-are-unambiguous",
                  test_command_names_are_unambiguous);
  g_test_add_func("/parsers/command/reads-dates", test_command_reads_dates);
  g_test_add_func("/parsers/command/names-days-that-are-over",
                  test_command_names_days_that_are_over);
  g_test_add_func("/parsers/command/begins-periods-at-their-start",
                  test_command_begins_periods_at_their_start);
  g_test_add_func("/parsers/command/stops-at-too-many",
                  test_command_stops_at_too_many);
  return g_test_run();
}
