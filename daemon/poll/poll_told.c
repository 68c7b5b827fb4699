/* SPDX-License-Identifier: Apache-2.0
 *
 * Remembers the last state of each row of sentitems that may change.
 */
#include "daemon/poll/poll_told.h"

#include <string.h>

struct PollTold {
  GHashTable *states; /* CreatorID -> "STATUS ERROR" */
  int64_t from;
};

/* States of gammu that nothing follows: even what failed may have arrived, as a
 * later report of the network knows. */
static const char *const final_states[] = {"DeliveryOK", "SendingOKNoReport",
                                           NULL};

PollTold *
poll_told_new(void)
{
  PollTold *told = g_new0(PollTold, 1);
  told->states = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return told;
}

void
poll_told_free(PollTold *told)
{
  if (told == NULL)
    return;
  g_hash_table_unref(told->states);
  g_free(told);
}

int64_t
poll_told_from(const PollTold *told)
{
  return told->from;
}

static char *
state_of(const SmsdSent *sent)
{
  return g_strdup_printf("%s %d", sent->status, sent->error);
}

bool
poll_told_is_new(const PollTold *told, const SmsdSent *sent)
{
  g_autofree char *state = state_of(sent);
  return g_strcmp0(g_hash_table_lookup(told->states, sent->creator), state) !=
         0;
}

static bool
may_change(const SmsdSent *sent)
{
  return !sent->is_old && !g_strv_contains(final_states, sent->status);
}

void
poll_told_all(PollTold *told, const GPtrArray *sent)
{
  guint first = 0;
  while (first < sent->len && !may_change(sent->pdata[first]))
    first++;
  /* Before the first that may change all is told for good. */
  g_hash_table_remove_all(told->states);
  for (guint i = first; i < sent->len; i++) {
    const SmsdSent *row = sent->pdata[i];
    g_hash_table_replace(told->states, g_strdup(row->creator), state_of(row));
  }
  if (first < sent->len)
    told->from = ((const SmsdSent *)sent->pdata[first])->id;
  else if (sent->len > 0)
    told->from = ((const SmsdSent *)sent->pdata[first - 1])->id + 1;
}
