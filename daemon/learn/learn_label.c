/* SPDX-License-Identifier: Apache-2.0
 *
 * A stack of what each mail of commands did, and what is left of it.
 */
#include "daemon/learn/learn_label.h"

#include <string.h>

/* What a mail of commands says of a ticket. */
typedef enum Said {
  SAID_CATEGORY = 1 << 0,
  SAID_DEPARTMENT = 1 << 1,
  SAID_SOLVED = 1 << 2,
  SAID_FILED = 1 << 3, /* nothing was to be done about it */
} Said;

typedef struct Deed {
  char *inbox_id;
  unsigned said;
} Deed;

struct LearnStory {
  GPtrArray *deeds; /* Deed *, the newest last */
};

static void
deed_free(void *data)
{
  Deed *deed = data;
  g_free(deed->inbox_id);
  g_free(deed);
}

LearnStory *
learn_story_new(void)
{
  LearnStory *story = g_new0(LearnStory, 1);
  story->deeds = g_ptr_array_new_with_free_func(deed_free);
  return story;
}

void
learn_story_free(LearnStory *story)
{
  if (story == NULL)
    return;
  g_ptr_array_unref(story->deeds);
  g_free(story);
}

/* "kategorie open tiefbau 0 -": a command, then how the ticket was before. */
static unsigned
said_by(const char *detail)
{
  static const struct {
    const char *command;
    unsigned said;
  } rows[] = {{"kategorie", SAID_CATEGORY},
              {"weiter", SAID_DEPARTMENT},
              {"nichtzustaendig", SAID_DEPARTMENT},
              {"erledigt", SAID_SOLVED},
              {"zda", SAID_FILED}};
  size_t length = strcspn(detail, " ");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (strlen(rows[i].command) == length &&
        strncmp(rows[i].command, detail, length) == 0)
      return rows[i].said;
  return 0;
}

void
learn_story_add(LearnStory *story, const char *what, const char *detail,
                const char *inbox_id)
{
  GPtrArray *deeds = story->deeds;
  Deed *last = deeds->len == 0 ? NULL : deeds->pdata[deeds->len - 1];
  if (strcmp(what, "undone") == 0 && last != NULL)
    g_ptr_array_set_size(deeds, (int)deeds->len - 1);
  if (strcmp(what, "command") != 0 || detail == NULL)
    return;
  if (last == NULL || g_strcmp0(last->inbox_id, inbox_id) != 0) {
    last = g_new0(Deed, 1);
    last->inbox_id = g_strdup(inbox_id);
    g_ptr_array_add(deeds, last);
  }
  last->said |= said_by(detail);
}

/* The newest of two kinds of deeds; of one mail the category, which is the more
 * exact of the two. */
static unsigned
last_said(const LearnStory *story, unsigned first, unsigned second)
{
  for (guint i = story->deeds->len; i > 0; i--) {
    const Deed *deed = story->deeds->pdata[i - 1];
    if ((deed->said & first) != 0)
      return first;
    if ((deed->said & second) != 0)
      return second;
  }
  return 0;
}

static bool
may_be_in_charge(const Category *category, const char *department)
{
  if (strcmp(category->department, department) == 0)
    return true;
  GHashTableIter iter;
  gpointer own;
  if (category->districts == NULL)
    return false;
  g_hash_table_iter_init(&iter, category->districts);
  while (g_hash_table_iter_next(&iter, NULL, &own))
    if (strcmp(own, department) == 0)
      return true;
  return false;
}

static LearnVerdict
label_by_department(const Town *town, const char *department,
                    unsigned *out_place)
{
  unsigned found = 0;
  for (guint i = 0; i < town->categories->len; i++)
    if (may_be_in_charge(town->categories->pdata[i], department)) {
      *out_place = i;
      found++;
    }
  bool is_office = strcmp(department, town->desk) == 0;
  return found == 1 && !is_office ? LEARN_LABELLED : LEARN_UNCLEAR;
}

static LearnVerdict
label_by_category(const Town *town, const Ticket *ticket, unsigned *out_place)
{
  guint place;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  if (category == NULL)
    return ticket->category == NULL ? LEARN_UNCLEAR : LEARN_GONE;
  bool found = g_ptr_array_find(town->categories, category, &place);
  g_assert(found);
  *out_place = place;
  return LEARN_LABELLED;
}

LearnVerdict
learn_label(const Town *town, const Ticket *ticket, const LearnStory *story,
            unsigned *out_place)
{
  unsigned place = 0;
  unsigned moved = last_said(story, SAID_CATEGORY, SAID_DEPARTMENT);
  unsigned ended = last_said(story, SAID_SOLVED, SAID_FILED);
  bool solved = (ticket->state == TICKET_STATE_SOLVED ||
                 ticket->state == TICKET_STATE_CLOSED) &&
                ended != SAID_FILED;
  if (moved == 0 && !solved)
    return LEARN_OPEN;
  LearnVerdict verdict;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  bool fits =
      category != NULL && may_be_in_charge(category, ticket->department);
  bool by_department = moved == SAID_DEPARTMENT && !fits;
  verdict = by_department
                ? label_by_department(town, ticket->department, &place)
                : label_by_category(town, ticket, &place);
  if (verdict == LEARN_LABELLED)
    *out_place = place;
  return verdict;
}
