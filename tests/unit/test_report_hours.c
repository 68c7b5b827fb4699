/* SPDX-License-Identifier: Apache-2.0
 *
 * Who gets a report by day and by night.
 */
#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)
#define TIEFBAU "tiefbau@musterhagen.example.org"
#define GRUEN "stadtgruen@musterhagen.example.org"

/* It is Thursday, 10 a.m. */
static TownFixture *
town_with_hours(void)
{
  TownFixture *town = town_fixture_new(NULL);
  Department *department =
      (Department *)town_department(town->config->town, "tiefbau");
  g_ptr_array_add(department->working_hours, g_strdup("Mo-Do 07:00-15:00"));
  department->after_hours = g_strdup("gruen");
  return town;
}

static void
test_hours_by_day(void)
{
  g_autoptr(TownFixture) town = town_with_hours();
  town_say(town, &(TownMail){0});
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  g_autoptr(TownSent) mail = town_sent(town, "ticket", TIEFBAU);
  assert_lacks(mail->mail->full_text, "In Vertretung");
}

static void
test_hours_by_night(void)
{
  g_autoptr(TownFixture) town = town_with_hours();
  town_fixture_advance(town, 10 * HOUR_MS);
  town_say(town, &(TownMail){0});
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_autoptr(TownSent) own = town_sent(town, "ticket", TIEFBAU);
  assert_lacks(own->mail->full_text, "In Vertretung");
  g_autoptr(TownSent) other = town_sent(town, "ticket", GRUEN);
  assert_contains(other->mail->full_text,
                  "In Vertretung: Tiefbauamt hat jetzt keine Dienstzeit, "
                  "wieder da Dienstag, 26. Mai"); /* after Whit Monday */
  town_reply(town, other, &(TownMail){.from = GRUEN, .text = "#erledigt"});
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "solved");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/report/hours/by-day", test_hours_by_day);
  g_test_add_func("/report/hours/by-night", test_hours_by_night);
  return g_test_run();
}
