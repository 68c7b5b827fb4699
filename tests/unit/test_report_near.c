/* SPDX-License-Identifier: Apache-2.0
 *
 * Which reports of two people seem to be about the same thing.
 */
#include "daemon/services/report/same/report_near.h"

static void
test_near_streets(void)
{
  static const struct {
    const char *place, *street;
    int64_t number;
  } rows[] = {
      {"Gartenstraße 12", "gartenstr", 12},
      {"Gartenstr. 12a", "gartenstr", 12},
      {"vor der Gartenstr. 12", "gartenstr", 12},
      {"Gartenstraße 12 (54.09240, 12.09910)", "gartenstr", 12},
      {"Gartenstraße (54.09240, 12.09910)", "gartenstr", 0},
      {"Am Parkweg 7", "parkweg", 7},
      {"54.09240, 12.09910", NULL, 0},
      {"", NULL, 0},
      {NULL, NULL, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    int64_t number = -1;
    g_autofree char *street = report_street_of(rows[i].place, &number);
    g_assert_cmpstr(street, ==, rows[i].street);
    g_assert_cmpint(number, ==, rows[i].number);
  }
}

typedef struct Told {
  const char *category, *place, *text;
  double latitude, longitude;
  PlaceSource source;
} Told;

static Ticket *
ticket_of(const Told *told)
{
  Ticket *ticket = ticket_new();
  ticket->category = g_strdup(told->category);
  ticket->place = g_strdup(told->place);
  ticket->text = g_strdup(told->text);
  ticket->point = (Place){.has_point = told->latitude != 0,
                          .latitude = told->latitude,
                          .longitude = told->longitude,
                          .source = told->source};
  return ticket;
}

#define LAMP "Die Laterne vor der Gartenstr. 12 ist seit gestern aus"
#define HERE 54.0924, 12.0991, PLACE_SOURCE_PHOTO
#define THIRTY_M 54.09267, 12.0991, PLACE_SOURCE_PHOTO
#define HALF_A_KM 54.0969, 12.0991, PLACE_SOURCE_PHOTO
#define MIDDLE 54.0924, 12.0991, PLACE_SOURCE_TEXT

static const struct {
  Told one, other;
  bool same;
} pairs[] = {
    /* The same house, in other words. */
    {{"licht", "Gartenstraße 12", LAMP, 0, 0, 0},
     {"licht", "Gartenstr. 12", "Straßenlaterne kaputt in der Gartenstr. 12", 0,
      0, 0},
     true},
    /* Two houses away. */
    {{"licht", "Gartenstraße 12", LAMP, 0, 0, 0},
     {"licht", "Gartenstraße 14", "Laterne aus, Gartenstraße 14", 0, 0, 0},
     true},
    {{"licht", "Gartenstraße 12", LAMP, 0, 0, 0},
     {"licht", "Gartenstraße 40", "Laterne aus, Gartenstraße 40", 0, 0, 0},
     false},
    {{"licht", "Gartenstraße 12", LAMP, 0, 0, 0},
     {"licht", "Lindenstraße 12", "Laterne aus, Lindenstraße 12", 0, 0, 0},
     false},
    /* Another category is another thing. */
    {{"licht", "Gartenstraße 12", LAMP, 0, 0, 0},
     {"strasse", "Gartenstraße 12", "Laterne aus, Gartenstraße 12", 0, 0, 0},
     false},
    {{NULL, "Gartenstraße 12", LAMP, 0, 0, 0},
     {NULL, "Gartenstraße 12", LAMP, 0, 0, 0},
     false},
    /* So are other words. */
    {{"strasse", "Gartenstraße 12", "Tiefes Schlagloch vor dem Haus", 0, 0, 0},
     {"strasse", "Gartenstraße 12", "Bordstein abgesackt, Stolperfalle", 0, 0,
      0},
     false},
    /* Photos, and where they were taken. */
    {{"muell", NULL, "Wilder Müll, alte Matratzen", HERE},
     {"muell", NULL, "Matratze liegt am Weg", THIRTY_M},
     true},
    {{"muell", NULL, "Wilder Müll, alte Matratzen", HERE},
     {"muell", NULL, "Matratze liegt am Weg", HALF_A_KM},
     false},
    /* The middle of a street tells little: the words must say it. */
    {{"muell", "Gartenstraße", "Matratzen und Reifen im Gebüsch", MIDDLE},
     {"muell", "Gartenstraße", "Im Gebüsch liegen Matratzen und Reifen",
      MIDDLE},
     true},
    {{"muell", "Gartenstraße", "Matratzen und Reifen im Gebüsch", MIDDLE},
     {"muell", "Gartenstraße", "Bauschutt neben Container und Reifen", MIDDLE},
     false},
    /* Two lamps, two cars. */
    {{"licht", "Gartenstraße 12", "Laterne 4711 ist aus", 0, 0, 0},
     {"licht", "Gartenstraße 12", "Laterne 4712 ist aus", 0, 0, 0},
     false},
    {{"licht", "Gartenstraße 12", "Laterne 4711 ist aus", 0, 0, 0},
     {"licht", "Gartenstraße 12", "Laterne 4711 dunkel", 0, 0, 0},
     true},
    /* A year is no name. */
    {{"licht", "Gartenstraße 12", "Laterne seit Mai 2026 aus", 0, 0, 0},
     {"licht", "Gartenstraße 12", "Laterne aus, wie schon 2025", 0, 0, 0},
     true},
    /* Nobody knows where. */
    {{"licht", NULL, LAMP, 0, 0, 0}, {"licht", NULL, LAMP, 0, 0, 0}, false},
};

static void
test_near_decides(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
    g_autoptr(Ticket) one = ticket_of(&pairs[i].one);
    g_autoptr(Ticket) other = ticket_of(&pairs[i].other);
    unsigned shared;
    unsigned percent = report_likeness(one, other, &shared);
    g_test_message("row %zu: nearness %d, %u shared, %u %%", i,
                   (int)report_nearness(one, other), shared, percent);
    g_assert_true(report_seems_same(one, other) == pairs[i].same);
    g_assert_true(report_seems_same(other, one) == pairs[i].same);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/services/report/near/streets", test_near_streets);
  g_test_add_func("/services/report/near/decides", test_near_decides);
  return g_test_run();
}
