/* SPDX-License-Identifier: Apache-2.0
 *
 * The roster of who is on call: what a spreadsheet may hold, and who is on
 * duty.
 */
#include <string.h>

#include "parsers/config/oncall.h"

#define HEAD "from;to;number;mail;name\n"
#define A "+4915228817386"
#define B "+4915228817387"
#define C "+4915228817388"

static OncallRoster *
read_roster(const char *text, Problems *problems)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  return oncall_roster_new(bytes, ONCALL_FILE, problems);
}

/* Minutes on the wall, "2026-11-22T18:00". */
static int64_t
at(const char *when)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autofree char *full = g_strconcat(when, ":00", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(full, zone);
  g_assert_nonnull(time);
  return oncall_wall_min(time);
}

/* The last digits of the numbers, in their order. */
static char *
order_of(const OncallRoster *roster, const char *when)
{
  g_autoptr(GPtrArray) order = oncall_roster_order(roster, at(when));
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < order->len; i++) {
    const OncallShift *shift = order->pdata[i];
    g_string_append_c(text, shift->number[strlen(shift->number) - 1]);
  }
  return g_string_free(text, FALSE);
}

static bool
is_on_duty(const char *row, const char *when)
{
  g_autofree char *text = g_strconcat(HEAD, row, ";" A "\n", NULL);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(OncallRoster) roster = read_roster(text, problems);
  int64_t gap[2];
  g_assert_cmpuint(problems_count(problems), ==, 0);
  return oncall_roster_is_full(roster, at(when), at(when) + 1, gap);
}

/* 22 November 2026 is a Sunday. */
static void
test_oncall_duty(void)
{
  static const struct {
    const char *row, *when;
    bool is;
  } rows[] = {
      {"2026-11-22 18:00;2026-11-23 06:00", "2026-11-22T17:59", false},
      {"2026-11-22 18:00;2026-11-23 06:00", "2026-11-22T18:00", true},
      {"2026-11-22 18:00;2026-11-23 06:00", "2026-11-23T05:59", true},
      {"2026-11-22 18:00;2026-11-23 06:00", "2026-11-23T06:00", false},
      {"22.11.2026 18:00;23.11.2026 06:00", "2026-11-23T05:59", true},
      {"22.11.26 18:00:00;23.11.26 6:00:00", "2026-11-23T05:59", true},
      {"2026-11-22T18:00;06:00", "2026-11-23T05:59", true},
      {"2026-11-22;2026-11-22", "2026-11-22T23:59", true},
      {"2026-11-22;2026-11-22", "2026-11-23T00:00", false},
      {"2026-11-22 08:00;24:00", "2026-11-22T23:59", true},
      {"Fr 16:00;Mo 07:00", "2026-11-20T15:59", false},
      {"Fr 16:00;Mo 07:00", "2026-11-20T16:00", true},
      {"Fr 16:00;Mo 07:00", "2026-11-22T12:00", true},
      {"Freitag, 16.00 Uhr;Montag 7.00 Uhr", "2026-11-22T12:00", true},
      {"Fri 16:00;Mon 07:00", "2026-11-23T07:00", false},
      {"Mo-Fr 16:00;07:00", "2026-11-20T20:00", true},
      {"Mo-Fr 16:00;07:00", "2026-11-21T06:59", true},
      {"Mo-Fr 16:00;07:00", "2026-11-21T20:00", false},
      {"Mo-Fr 16:00;07:00", "2026-11-23T06:59", false},
      {"Mo – Fr 16:00;07:00", "2026-11-20T20:00", true},
      {"Sa-Mo 08:00;20:00", "2026-11-22T12:00", true},
      {"Sa-Mo 08:00;20:00", "2026-11-24T12:00", false},
      {"So 20:00;06:00", "2026-11-23T05:00", true},
      {"16:00;07:00", "2026-11-22T03:00", true},
      {"16:00;07:00", "2026-11-22T12:00", false},
      {"08:00;08:00", "2026-11-22T03:00", true},
      {"Mo 08:00;Mo 08:00", "2026-11-22T03:00", true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s at %s", rows[i].row, rows[i].when);
    g_assert_cmpint(is_on_duty(rows[i].row, rows[i].when), ==, rows[i].is);
  }
}

/* Who comes first, and who next. */
static void
test_oncall_order(void)
{
  static const char text[] =
      "von,bis,Telefon,E-Mail,Name\r\n"
      "Mo-So 00:00,24:00,0152 28817387,,\r\n"
      "Mo-Fr 16:00,07:00," A ",a@example.org,\"Muster, Erika\"\r\n"
      "2026-12-24 08:00,2026-12-27 08:00," C ",,\r\n"
      ",,,,\r\n"
      "2025-12-24 08:00,2025-12-27 08:00,+4915228817389,,\r\n";
  static const struct {
    const char *when, *order;
  } rows[] = {
      {"2026-11-20T20:00", "768"}, /* both, in the file's order */
      {"2026-11-22T20:00", "768"}, /* who begins on Monday before Christmas */
      {"2026-12-25T20:00", "876"}, /* a date before the week */
      {"2027-01-02T20:00", "76"},  /* Christmas is over */
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(OncallRoster) roster = read_roster(text, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpuint(roster->shifts->len, ==, 4);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *order = order_of(roster, rows[i].when);
    g_test_message("%s", rows[i].when);
    g_assert_cmpstr(order, ==, rows[i].order);
  }
  const OncallShift *erika = oncall_roster_mail(roster, "A@Example.org");
  g_assert_nonnull(erika);
  g_assert_cmpstr(erika->name, ==, "Muster, Erika");
  g_assert_cmpint(erika->line, ==, 3);
  g_assert_true(oncall_roster_number(roster, A) == erika);
  g_assert_null(oncall_roster_number(roster, "+4930231250"));
}

static void
test_oncall_gap(void)
{
  static const struct {
    const char *rows, *from, *to; /* NULL: none */
  } rows[] = {
      {"08:00;20:00;" A "\n20:00;08:00;" B "\n", NULL, NULL},
      {"08:00;20:00;" A "\n21:00;08:00;" B "\n", "2026-11-22T20:00",
       "2026-11-22T21:00"},
      {"Mo-Fr 16:00;07:00;" A "\n", "2026-11-22T12:00", "2026-11-23T16:00"},
      {"2026-11-22;2026-11-24;" A "\n", "2026-11-25T00:00", "2026-11-29T12:00"},
      {"", "2026-11-22T12:00", "2026-11-29T12:00"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strconcat(HEAD, rows[i].rows, NULL);
    g_autoptr(OncallRoster) roster = read_roster(text, NULL);
    int64_t gap[2], now = at("2026-11-22T12:00");
    bool full = oncall_roster_is_full(roster, now, now + 7 * 1440, gap);
    g_assert_cmpint(full, ==, rows[i].from == NULL);
    if (full || rows[i].from == NULL)
      continue;
    g_assert_cmpint(gap[0], ==, at(rows[i].from));
    g_assert_cmpint(gap[1], ==, at(rows[i].to));
  }
}

static void
test_oncall_problems(void)
{
  static const struct {
    const char *text, *said;
  } rows[] = {
      {"", "oncall.csv:1:0: the file is empty"},
      {"from;to\n", "oncall.csv:1:1: there is no column 'number'"},
      {HEAD "Fr 16 Uhr;Mo 07:00;" A "\n", "oncall.csv:2:1: 'Fr 16 Uhr' is no"},
      {HEAD "Xx 16:00;07:00;" A "\n", "oncall.csv:2:1: 'Xx 16:00' is no time"},
      {HEAD "16:00;25:00;" A "\n", "oncall.csv:2:7: '25:00' is no time"},
      {HEAD "31.11.2026;30.12.2026;" A "\n", "oncall.csv:2:1: '31.11.2026'"},
      {HEAD ";07:00;" A "\n", "oncall.csv:2:1: '' is no time"},
      {HEAD "2026-11-22 18:00;2026-11-22 06:00;" A "\n",
       "oncall.csv:2:18: 'to' is not after 'from'"},
      {HEAD "2026-11-22 18:00;Mo 06:00;" A "\n",
       "oncall.csv:2:18: 'from' is a date"},
      {HEAD "Mo-Fr 16:00;Di 06:00;" A "\n",
       "oncall.csv:2:13: days like Mo-Fr end at a time"},
      {HEAD "16:00;2026-11-22;" A "\n", "oncall.csv:2:7: 'from' is no date"},
      {HEAD "16:00;07:00;15228817386\n",
       "oncall.csv:2:13: this is no telephone number"},
      {HEAD "16:00;07:00;4,91523E+12\n",
       "oncall.csv:2:13: this is no telephone number"},
      {HEAD "16:00;07:00;112\n", "oncall.csv:2:13: this is no telephone"},
      {HEAD "16:00;07:00\n", "oncall.csv:2:1: this is no telephone number"},
      {HEAD "16:00;07:00;+493023125112\n", "oncall.csv:2:13: a fixed line"},
      {HEAD "16:00;07:00;" A ";nobody\n",
       "oncall.csv:2:28: this is no mail address"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(OncallRoster) roster = read_roster(rows[i].text, problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_cmpuint(problems_count(problems), ==, 1);
    if (!g_str_has_prefix(said, rows[i].said))
      g_test_message("%s", said);
    g_assert_true(g_str_has_prefix(said, rows[i].said));
    g_assert_cmpuint(roster->shifts->len, ==, 0);
  }
}

/* As Excel saves it in Germany: Windows-1252, semicolons, dates its own way. */
static void
test_oncall_windows(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(OncallRoster) roster = read_roster(
      "Von;Bis;Handy;Name\r\n"
      "24.12.2026 08:00;27.12.2026 08:00;" A ";J\xFCrgen M\xFCller\r\n;;;\r\n",
      problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpuint(roster->shifts->len, ==, 1);
  const OncallShift *shift = oncall_roster_number(roster, A);
  g_assert_cmpstr(shift->name, ==, "Jürgen Müller");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/oncall/duty", test_oncall_duty);
  g_test_add_func("/parsers/oncall/order", test_oncall_order);
  g_test_add_func("/parsers/oncall/gap", test_oncall_gap);
  g_test_add_func("/parsers/oncall/problems", test_oncall_problems);
  g_test_add_func("/parsers/oncall/windows", test_oncall_windows);
  return g_test_run();
}
