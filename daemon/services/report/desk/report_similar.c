/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions of the desk in the same doubt, counted.
 */
#include "daemon/services/report/desk/report_similar.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/desk/report_decision.h"
#include "daemon/services/report/desk/report_taught.h"

enum { PEOPLE_MIN = 3 }; /* one who writes often is no habit of the desk's */

/* Whatever was said of it since: by its words alone. */
static char *
doubt_of(const Desk *desk, const Ticket *ticket)
{
  const LetterView view = {.subject = ticket->subject, .text = ticket->text};
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(desk->config->town->letters, &view, &verdict);
  const LetterKind *second = verdict.second;
  return verdict.likely == NULL
             ? NULL
             : g_strdup_printf("%s %s", verdict.likely->id,
                               second == NULL ? "-" : second->id);
}

bool
report_similar_doubt(Desk *desk, const Ticket *ticket, char **out,
                     GError **error)
{
  g_auto(ReportEventSearch) sure = {.what = LETTER_EVENT};
  if (!report_find_event(desk, ticket, &sure, error))
    return false;
  *out = sure.found ? NULL : doubt_of(desk, ticket);
  return true;
}

void
report_similar_clear(ReportSimilar *similar)
{
  g_clear_pointer(&similar->said, g_hash_table_unref);
}

/* The command that says what a letter is, with its value when that is a kind;
 * owned.  NULL: there is none any more. */
static char *
said_by(const char *kind, const char *commands)
{
  if (g_strcmp0(kind, REPORT_TAUGHT_ADVERTISING) == 0)
    return g_strdup("werbung");
  if (kind != NULL)
    return g_strconcat("art ", kind, NULL);
  g_auto(GStrv) lines = g_strsplit(commands, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++) {
    lines[i][strcspn(lines[i], " ")] = '\0';
    const Command *command = command_find(lines[i]);
    if (command != NULL && report_action_sorts(command))
      return g_strdup(command->name);
  }
  return NULL;
}

static void
add(ReportSimilar *similar, char *said, unsigned people)
{
  unsigned before = GPOINTER_TO_UINT(g_hash_table_lookup(similar->said, said));
  g_hash_table_replace(similar->said, said, GUINT_TO_POINTER(before + people));
  similar->all += people;
}

bool
report_similar_find(Desk *desk, const char *doubt, ReportSimilar *out,
                    GError **error)
{
  *out = (ReportSimilar){
      .said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT d.kind, d.commands, count(DISTINCT d.sender)"
      " FROM report_decision d WHERE d.doubt = $1 AND d.sorts"
      " AND" REPORT_DECISION_STANDING " GROUP BY d.kind, d.commands",
      "t", doubt);
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    char *said = said_by(store_rows_text(rows, 0), store_rows_text(rows, 1));
    if (said != NULL)
      add(out, said, (unsigned)store_rows_int64(rows, 2));
  }
  return store_rows_ok(rows);
}

unsigned
report_similar_count(const ReportSimilar *similar, const char *command,
                     const char *value)
{
  g_autofree char *said = strcmp(command, "art") == 0
                              ? g_strconcat("art ", value, NULL)
                              : g_strdup(command);
  unsigned people = GPOINTER_TO_UINT(g_hash_table_lookup(similar->said, said));
  return people < PEOPLE_MIN ? 0 : people;
}

const char *
report_similar_mostly(const ReportSimilar *similar)
{
  GHashTableIter each;
  void *said, *count;
  g_hash_table_iter_init(&each, similar->said);
  while (g_hash_table_iter_next(&each, &said, &count)) {
    unsigned people = GPOINTER_TO_UINT(count);
    if (people >= PEOPLE_MIN && 2 * people > similar->all)
      return said;
  }
  return NULL;
}
