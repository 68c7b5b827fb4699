/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes down when a service changed its state, so that a phase can be judged
 * afterwards by what was, not by what the file says by then.  The change itself
 * needs nothing: whoever decides asks the clock (desk_service_state()).
 */
#include "daemon/digest/service_states.h"

#include "daemon/config.h"
#include "daemon/log.h"
#include "templates/format.h"

/* What is known of a service at one moment. */
typedef struct Noted {
  int64_t at_ms;
  char *state, *phase; /* NULL: none */
} Noted;

static void
noted_clear(Noted *noted)
{
  g_free(noted->state);
  g_free(noted->phase);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Noted, noted_clear)

static bool
load_last(Desk *desk, const char *service, Noted *out, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT at_ms, state, phase FROM service_state"
                  " WHERE service = $1 ORDER BY at_ms DESC LIMIT 1",
                  "t", service);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    out->at_ms = store_rows_int64(rows, 0);
    out->state = store_rows_dup_text(rows, 1);
    out->phase = store_rows_dup_text(rows, 2);
  }
  return store_rows_ok(rows);
}

static bool
note_state(Desk *desk, const char *name, GError **error)
{
  g_autofree char *moment = format_minute(desk->now_ms, desk->zone);
  const TownService *service = town_service(desk->config->town, name);
  const TownPhase *phase =
      service == NULL ? NULL : service_phase(service, moment);
  const char *state =
      service_state_to_string(service_state_at(service, moment));
  const char *title = phase == NULL ? NULL : phase->name;
  g_auto(Noted) last = {0};
  if (!load_last(desk, name, &last, error))
    return false;
  if (service == NULL && last.state == NULL)
    return true; /* the town never had it */
  if (g_strcmp0(last.state, state) == 0 && g_strcmp0(last.phase, title) == 0)
    return true;
  log_event(LOG_INFO, "service-state", "service", name, "from",
            last.state == NULL ? "none" : last.state, "to", state, NULL);
  /* A clock that was set back must not overwrite what was. */
  int64_t at_ms = MAX(desk->now_ms, last.at_ms + 1);
  return store_run(desk->queue->store, error,
                   "INSERT INTO service_state (service, at_ms, state, phase)"
                   " VALUES ($1, $2, $3, $4)",
                   "titt", name, at_ms, state, title);
}

bool
service_states_note(Desk *desk, GError **error)
{
  for (const Service *const *s = service_registry; *s != NULL; s++)
    if (!note_state(desk, (*s)->name, error))
      return false;
  return true;
}
