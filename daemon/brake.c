/* SPDX-License-Identifier: Apache-2.0
 *
 * Brakes are rows "brake|NAME|OF" of the table of settings, so that a restart
 * tells nothing twice.
 */
#include "daemon/brake.h"

#include "daemon/log.h"
#include "daemon/status.h"

static void
tell(Desk *desk, const Brake *brake, const char *of, bool on)
{
  log_event(on ? brake->priority : LOG_NOTICE,
            on ? brake->event : brake->released, "of", of, "next",
            on ? brake->next : brake->again, NULL);
  if (on && desk->status != NULL)
    status_add(desk->status, brake->counter, 1);
}

bool
brake_set(Desk *desk, const Brake *brake, const char *of, bool on,
          GError **error)
{
  bool news;
  BrakeTurn turn = {brake, of, on};
  return brake_change(desk, &turn, &news, error);
}

bool
brake_change(Desk *desk, const BrakeTurn *turn, bool *out_news, GError **error)
{
  const Brake *brake = turn->brake;
  const char *of = turn->of;
  bool on = turn->on;
  g_assert(on || brake->released != NULL);
  g_autofree char *name =
      g_strconcat("brake|", brake->name, of == NULL ? NULL : "|", of, NULL);
  if (!store_run(desk->queue->store, error,
                 on ? "INSERT INTO setting (name, value) VALUES ($1, 'on')"
                      " ON CONFLICT DO NOTHING"
                    : "DELETE FROM setting WHERE name = $1",
                 "t", name))
    return false;
  *out_news = store_changes(desk->queue->store) > 0;
  if (*out_news)
    tell(desk, brake, of, on);
  return true;
}
