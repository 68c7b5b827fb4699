/* SPDX-License-Identifier: Apache-2.0
 *
 * Crash walks of digest.
 */
#include "tests/support/town_walk.h"

#include <string.h>
#include <unistd.h>

enum { STOPPED = 99 };

static void
stop_at_change(void *user, const char *table, const char *id, const char *from,
               const char *to)
{
  int *left = user;
  (void)table, (void)id, (void)from, (void)to;
  if (--*left == 0)
    _exit(STOPPED);
}

bool
town_walk_step(TownFixture *town, int change)
{
  bool ended = town_fixture_decide_apart(town, stop_at_change, &change);
  town_fixture_decide(town);
  return ended;
}

typedef struct Stop {
  int left;
  const char *id;
} Stop;

static void
stop_when_done(void *user, const char *table, const char *id, const char *from,
               const char *to)
{
  Stop *stop = user;
  (void)from;
  if (strcmp(table, "inbox") != 0 || strcmp(to, "done") != 0)
    return;
  if (--stop->left == 0 || g_strcmp0(stop->id, id) == 0)
    _exit(STOPPED);
}

bool
town_walk_until_done(TownFixture *town, int number, const char *id)
{
  Stop stop = {number, id};
  return town_fixture_decide_apart(town, stop_when_done, &stop);
}
