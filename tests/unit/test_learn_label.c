/* SPDX-License-Identifier: Apache-2.0
 *
 * What is fair to learn from a ticket: the last word of staff.
 */
#include "daemon/learn/learn_label.h"
#include "tests/support/example_town.h"

/* A ticket, what staff did, and what it teaches. */
typedef struct Row {
  TicketState state;
  const char *category, *department;
  const char *deeds; /* "1 kategorie; 2 weiter; undone": mail and command */
  LearnVerdict verdict;
  const char *label;
} Row;

static const Row rows[] = {
    /* Solved by the one in charge, who said nothing else. */
    {TICKET_STATE_SOLVED, "strassenschaden", "tiefbau", "1 erledigt",
     LEARN_LABELLED, "strassenschaden"},
    {TICKET_STATE_CLOSED, "strassenschaden", "tiefbau", "", LEARN_LABELLED,
     "strassenschaden"},
    /* Nobody has said so yet. */
    {TICKET_STATE_OPEN, "strassenschaden", "tiefbau", "1 uebernommen",
     LEARN_OPEN, NULL},
    {TICKET_STATE_CLOSED, "strassenschaden", "tiefbau", "1 zda", LEARN_OPEN,
     NULL},
    {TICKET_STATE_CLOSED, "strassenschaden", "tiefbau", "1 zda; 2 erledigt",
     LEARN_LABELLED, "strassenschaden"},
    /* Corrected: at once, whatever becomes of it. */
    {TICKET_STATE_OPEN, "ampel", "stadtwerke", "1 kategorie", LEARN_LABELLED,
     "ampel"},
    {TICKET_STATE_OPEN, "ampel", "tiefbau", "1 weiter; 2 kategorie",
     LEARN_LABELLED, "ampel"},
    /* To a department that has one category. */
    {TICKET_STATE_OPEN, "ampel", "registratur", "1 weiter", LEARN_UNCLEAR,
     NULL},
    {TICKET_STATE_SOLVED, "beleuchtung", "gruen", "1 weiter; 2 erledigt",
     LEARN_UNCLEAR, NULL},
    {TICKET_STATE_OPEN, "beleuchtung", "stadtwerke", "1 weiter", LEARN_LABELLED,
     "beleuchtung"},
    {TICKET_STATE_OPEN, NULL, "zentrale", "1 nichtzustaendig", LEARN_UNCLEAR,
     NULL},
    /* Taken back, both commands of one mail together. */
    {TICKET_STATE_OPEN, "ampel", "stadtwerke", "1 kategorie; 1 frist; undone",
     LEARN_OPEN, NULL},
    {TICKET_STATE_OPEN, "ampel", "stadtwerke", "1 kategorie; 2 frist; undone",
     LEARN_LABELLED, "ampel"},
    /* Renamed, or removed, while it was open. */
    {TICKET_STATE_SOLVED, "schlagloch", "tiefbau", "", LEARN_GONE, NULL},
    {TICKET_STATE_SOLVED, "strassenschaden", "bauamt", "1 erledigt",
     LEARN_LABELLED, "strassenschaden"},
    {TICKET_STATE_SOLVED, NULL, "tiefbau", "1 erledigt", LEARN_UNCLEAR, NULL},
};

static void
tell(LearnStory *story, const char *deeds)
{
  g_auto(GStrv) all = g_strsplit(deeds, "; ", -1);
  for (char **deed = all; *deed != NULL; deed++) {
    g_auto(GStrv) words = g_strsplit(*deed, " ", 2);
    if (words[0] == NULL)
      continue;
    g_autofree char *detail =
        words[1] == NULL ? NULL
                         : g_strdup_printf("%s new tiefbau 0 -", words[1]);
    learn_story_add(story, words[1] == NULL ? words[0] : "command", detail,
                    words[0]);
  }
}

static void
test_label_rows(void)
{
  g_autoptr(GHashTable) files = example_town_files();
  g_autoptr(Town) town = example_town_read(files, town_parse);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Ticket) ticket = ticket_new();
    ticket->state = rows[i].state;
    ticket->category = g_strdup(rows[i].category);
    ticket->department = g_strdup(rows[i].department);
    g_autoptr(LearnStory) story = learn_story_new();
    tell(story, rows[i].deeds);
    unsigned place = 0;
    g_test_message("row %zu: %s", i, rows[i].deeds);
    g_assert_cmpint(learn_label(town, ticket, story, &place), ==,
                    rows[i].verdict);
    if (rows[i].label != NULL)
      g_assert_cmpstr(((const Category *)town->categories->pdata[place])->id,
                      ==, rows[i].label);
  }
}

/* "verkehr" has two categories, and with one of them less it has one. */
static void
test_label_by_a_department_of_one_category(void)
{
  g_autoptr(GHashTable) files = example_town_files();
  g_autoptr(Town) town = example_town_read(files, town_parse);
  Category *other = NULL;
  for (guint i = 0; i < town->categories->len; i++) {
    Category *category = town->categories->pdata[i];
    if (g_str_equal(category->id, "baustelle"))
      other = category;
  }
  g_free(other->department);
  other->department = g_strdup("tiefbau");
  g_autoptr(Ticket) ticket = ticket_new();
  ticket->state = TICKET_STATE_OPEN;
  ticket->category = g_strdup("muell");
  ticket->department = g_strdup("verkehr");
  g_autoptr(LearnStory) story = learn_story_new();
  tell(story, "1 weiter");
  unsigned place = 0;
  g_assert_cmpint(learn_label(town, ticket, story, &place), ==, LEARN_LABELLED);
  g_assert_cmpstr(((const Category *)town->categories->pdata[place])->id, ==,
                  "verkehrszeichen");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/learn/label/rows", test_label_rows);
  g_test_add_func("/learn/label/department",
                  test_label_by_a_department_of_one_category);
  return g_test_run();
}
