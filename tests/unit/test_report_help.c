/* SPDX-License-Identifier: Apache-2.0
 *
 * The card of commands: what it lists is carried out, and nothing else is.
 */
#include <string.h>

#include "daemon/services/report/commands/report_commands.h"
#include "parsers/resource.h"
#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
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

/* One of the cards that are shipped. */
typedef struct Card {
  const char *path, *item, *end; /* an example stands between the two */
  const char *terms, *terms_end; /* so do more examples of a date */
  bool german;
} Card;

static const Card cards[] = {
    {"templates/de/help.txt.mustache", "• #", " – ", "auch ", "\n", true},
    {"templates/en/help.txt.mustache", "• #", " – ", "also ", "\n", false},
    {"templates/de/help.html.mustache", "4px\">#", " – ", "auch ", "</li>",
     true},
    {"templates/en/help.html.mustache", "4px\">#", " – ", "also ", "</li>",
     false},
};

/* Is the example one command, whole, and by its name in this language? */
static const Command *
command_of_example(const char *example, bool german)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  g_autofree char *text = g_strconcat("#", example, "\n\nEin Satz.", NULL);
  g_autoptr(CommandMail) mail = command_mail_parse(text, TOWN_NOW_MS, zone);
  g_test_message("%s", example);
  g_assert_cmpuint(mail->mistakes->len, ==, 0);
  g_assert_cmpuint(mail->commands->len, ==, 1);
  if (mail->commands->len != 1)
    return NULL;
  const CommandCall *call = mail->commands->pdata[0];
  const Command *command = call->command;
  bool has_value = strchr(example, ' ') != NULL;
  g_autofree char *name = g_strndup(example, strcspn(example, " "));
  g_autofree char *folded = command_fold(name);
  g_autofree char *first = command_fold(command->names[0]);
  g_assert_true((strcmp(folded, first) == 0) == german);
  g_assert_true(has_value || command->value == COMMAND_VALUE_NONE ||
                command->value == COMMAND_VALUE_MESSAGE ||
                command->value_optional);
  g_assert_true(!has_value || call->value != NULL || call->date_ms != 0);
  return command;
}

/* All days that the card names beside its first one. */
static void
assert_terms(const Card *card, const char *text)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
  const char *begin = strstr(text, card->terms);
  g_assert_nonnull(begin);
  if (begin == NULL)
    return;
  begin += strlen(card->terms);
  const char *end = strstr(begin, card->terms_end);
  g_autofree char *list =
      g_strndup(begin, end == NULL ? 0 : (size_t)(end - begin));
  g_auto(GStrv) terms = g_strsplit(list, ", ", -1);
  g_assert_cmpuint(g_strv_length(terms), >=, 3);
  for (size_t i = 0; terms[i] != NULL; i++) {
    int64_t day_ms = 0;
    g_test_message("%s", terms[i]);
    g_assert_true(command_parse_date(terms[i], TOWN_NOW_MS, zone, &day_ms));
  }
}

/* Each card has each command once, with an example that works. */
static void
test_staff_help_cards(void)
{
  for (size_t c = 0; c < G_N_ELEMENTS(cards); c++) {
    const Card *card = &cards[c];
    const Resource *file = resource_find(card->path);
    g_test_message("%s", card->path);
    g_assert_nonnull(file);
    g_autofree char *text = g_strndup(file->begin, resource_size(file));
    g_auto(GStrv) items = g_strsplit(text, card->item, -1);
    g_autoptr(GHashTable) listed = g_hash_table_new(NULL, NULL);
    for (size_t i = 1; items[0] != NULL && items[i] != NULL; i++) {
      const char *end = strstr(items[i], card->end);
      g_assert_nonnull(end);
      g_autofree char *example =
          g_strndup(items[i], end == NULL ? 0 : (size_t)(end - items[i]));
      const Command *command = command_of_example(example, card->german);
      g_assert_true(g_hash_table_add(listed, (void *)command));
    }
    for (const Command *const *row = command_registry; *row != NULL; row++)
      g_assert_true(
          g_hash_table_contains(listed, *row) ==
          (report_action_exists(*row) && strcmp((*row)->name, "zurueck") != 0));
    assert_terms(card, text);
  }
}

static void
test_staff_help_and_closing(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "#hilfe");
  g_autoptr(TownSent) help = town_sent(town, "help", NULL);
  assert_contains(help->mail->full_text, "#erledigt");
  g_assert_cmpuint(assert_listed_work(help->mail->full_text), ==, 26);
  assert_all_listed(help->mail->full_text);
  answer_ticket(town, "#erledigt");
  town_fixture_advance(town, 29 * DAY_MS);
  town_fixture_timers(town);
  g_autofree char *state = town_state(town);
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
  g_test_add_func("/services/report/staff/help-cards", test_staff_help_cards);
  return g_test_run();
}
