/* SPDX-License-Identifier: Apache-2.0
 *
 * The card of commands: what it lists is carried out, and nothing else is.
 */
#include <string.h>

#include "daemon/services/report/report_commands.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  return town;
}

static void
answer_ticket(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = text});
}

static char *
ticket_state(TownFixture *town)
{
  return town_fixture_text(town, "SELECT state FROM ticket LIMIT 1");
}

/* What the help lists is carried out; returns how many commands it lists. */
static unsigned
assert_listed_work(const char *help)
{
  unsigned count = 0;
  g_auto(GStrv) items = g_strsplit(help, "• #", -1);
  for (size_t i = 1; items[0] != NULL && items[i] != NULL; i++, count++) {
    items[i][strcspn(items[i], " \n")] = '\0';
    g_test_message("#%s", items[i]);
    const Command *command = command_find(items[i]);
    g_assert_true(command != NULL && report_action_exists(command));
  }
  return count;
}

/* And what is carried out is listed; "#zurück" only asks. */
static void
assert_all_listed(const char *help)
{
  g_auto(GStrv) lines = g_strsplit(help, "\n", -1);
  for (const Command *const *row = command_registry; *row != NULL; row++) {
    bool listed = strcmp((*row)->name, "zurueck") == 0;
    for (size_t i = 0; lines[i] != NULL; i++) {
      const char *mark = strstr(lines[i], "• #");
      if (mark == NULL)
        continue;
      g_autofree char *name = g_strdup(mark + strlen("• #"));
      name[strcspn(name, " \n")] = '\0';
      listed = listed || command_find(name) == *row;
    }
    g_test_message("%s", (*row)->name);
    g_assert_true(listed == report_action_exists(*row));
  }
}

static void
test_staff_help_and_closing(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#hilfe");
  g_autoptr(TownSent) help = town_sent(town, "help", NULL);
  assert_contains(help->mail->full_text, "#erledigt");
  g_assert_cmpuint(assert_listed_work(help->mail->full_text), ==, 23);
  assert_all_listed(help->mail->full_text);
  answer_ticket(town, "#erledigt");
  town_fixture_advance(town, 29 * DAY_MS);
  town_fixture_timers(town);
  g_autofree char *state = ticket_state(town);
  g_assert_cmpstr(state, ==, "closed");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/staff/help-and-closing",
                  test_staff_help_and_closing);
  return g_test_run();
}
