/* SPDX-License-Identifier: Apache-2.0
 *
 * A machine at the other end of the line.
 */
#include "tests/support/talk.h"

/* A machine that sends back whatever it gets, or answers each of ours. */
static void
test_dialogue_two_machines(void)
{
  static const struct {
    const char *first, *echo; /* NULL: our own words */
    int64_t pause_ms;
    int64_t most;
  } rows[] = {
      {"HILFE", "HILFE", 1000, 1},
      {"HILFE", "HILFE", 2 * INT64_C(60000), 11},
      {"SPRACHE XY", "SPRACHE XY", 1000, 1},
      {"Schlagloch", NULL, 1000, 3},
      {"Schlagloch", "Danke, ich bin nicht am Platz", 1000, 3},
      {"Schlagloch", "Danke, ich bin nicht am Platz", 30 * INT64_C(60000), 9},
      {"Schlagloch", NULL, 30 * INT64_C(60000), 25},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_text(town, TALK_PHONE, rows[i].first);
    for (unsigned k = 0; k < 49; k++) {
      g_autofree char *kind = town_fixture_text(
          town, "SELECT kind FROM outbox WHERE channel = 'sms'"
                " ORDER BY id DESC LIMIT 1");
      g_autoptr(TownSent) ours = town_sent(town, kind, NULL);
      town_fixture_advance(town, rows[i].pause_ms);
      town_text(town, TALK_PHONE,
                rows[i].echo != NULL || ours == NULL ? rows[i].echo
                                                     : ours->raw);
    }
    g_assert_cmpint(talk_sms(town), <=, rows[i].most);
    g_assert_cmpint(talk_sms(town), >=, 1);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/dialogue/two-machines", test_dialogue_two_machines);
  return g_test_run();
}
