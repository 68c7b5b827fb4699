/* SPDX-License-Identifier: Apache-2.0
 *
 * From the store to public.db: what was released, and counted tickets.  The
 * site reads nothing else of ours, so what is not written here stays unknown.
 */
#include <string.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/digest/digest.h"
#include "daemon/digest/project_private.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/migrate.h"
#include "queue/release.h"

enum {
  PROJECT_PERIOD_MS = 60000,
  PROJECT_COUNT_MIN = 5, /* fewer could be somebody's neighbour */
};

static void
projection_free(Projection *projection)
{
  if (projection == NULL)
    return;
  store_close(projection->store);
  g_free(projection->seen);
  g_free(projection);
}

void
digest_project_close(Digest *digest)
{
  g_clear_pointer(&digest->projection, projection_free);
}

static Store *
open_public(const Digest *digest, GError **error)
{
  const char *state = digest->config->settings->paths.state;
  g_autofree char *path = g_build_filename(state, "public.db", NULL);
  g_autofree char *lock = g_build_filename(state, "public.lock", NULL);
  g_autoptr(Store) store = store_open(path, lock, STORE_MODE_PUBLISH, error);
  if (store == NULL || !migrate_store(store, SCHEMA_SET_PUBLIC, NULL, error))
    return NULL;
  return g_steal_pointer(&store);
}

/* A damaged file, or one of a newer program, holds nothing of its own. */
static void
remove_public(const Digest *digest, const GError *why)
{
  static const char *const endings[] = {"", "-wal", "-shm"};
  log_event(LOG_WARNING, "public-db-unusable", "why", why->message, "next",
            "made anew", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path = g_strdup_printf(
        "%s/public.db%s", digest->config->settings->paths.state, endings[i]);
    (void)unlink(path); /* what stays makes the next opening fail */
  }
}

/* Open public.db, again and empty if need be. */
static bool
projection_open(Digest *digest, GError **error)
{
  GError *failure = NULL;
  Store *store = open_public(digest, &failure);
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_SCHEMA) ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_CORRUPT)) {
    remove_public(digest, failure);
    g_clear_error(&failure);
    store = open_public(digest, &failure);
  }
  if (failure != NULL)
    g_propagate_error(error, failure);
  digest->projection->store = store;
  digest->projection->released_at_ms = -1;
  digest->projection->unclean = true; /* who was killed may have left it so */
  return store != NULL;
}

/* Something that differs whenever what is projected may differ: the newest
 * event of a ticket, the newest decision, who was erased, the year, the states
 * of the surveys. */
static bool
look_at_store(const Digest *digest, int year, char **out_seen, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(digest->store, error,
                  "SELECT (SELECT max(id) FROM ticket_event),"
                  " (SELECT max(id) FROM ticket),"
                  " (SELECT max(decided_at_ms) FROM release),"
                  " (SELECT count(*) FROM release)",
                  "");
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error)) {
    g_assert(!store_rows_ok(rows)); /* a query without FROM has one row */
    return false;
  }
  const char *event = store_rows_text(rows, 0),
             *ticket = store_rows_text(rows, 1);
  g_autoptr(GString) seen = g_string_new(NULL);
  g_string_printf(seen, "%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u %d",
                  event == NULL ? "-" : event, ticket == NULL ? "-" : ticket,
                  store_rows_int64(rows, 2), store_rows_int64(rows, 3),
                  keyring_forgotten(digest->ring), year);
  if (!project_survey_states(digest->store, seen, error))
    return false;
  *out_seen = g_strdup(seen->str);
  return true;
}

static bool
put_fact(Projection *projection, const char *name, const char *value,
         GError **error)
{
  return store_run(projection->store, error,
                   "INSERT INTO fact (name, value) VALUES ($1, $2)"
                   " ON CONFLICT (name) DO UPDATE SET value = $2",
                   "tt", name, value);
}

static bool
put_figure(Projection *projection, StoreRows *rows, GError **error)
{
  int64_t count = store_rows_int64(rows, 2);
  const char *category = store_rows_text(rows, 0);
  const char *outcome = store_rows_text(rows, 1);
  if (count < PROJECT_COUNT_MIN)
    return store_run(projection->store, error,
                     "INSERT INTO figure (category, outcome) VALUES ($1, $2)",
                     "tt", category, outcome);
  return store_run(projection->store, error,
                   "INSERT INTO figure (category, outcome, count)"
                   " VALUES ($1, $2, $3)",
                   "tti", category, outcome, count);
}

/* Do something with each row of a query. */
static bool
each_row(Projection *projection, StoreRows *rows,
         bool (*put)(Projection *, StoreRows *, GError **), GError **error)
{
  g_autoptr(StoreRows) owned = rows;
  if (owned == NULL)
    return false;
  while (store_rows_next(owned, error))
    if (!put(projection, owned, error))
      return false;
  return store_rows_ok(owned);
}

static bool
project_figures(Digest *digest, int year, GError **error)
{
  Projection *projection = digest->projection;
  g_autofree char *first = g_strdup_printf("%02d", year % 100);
  g_autofree char *end = g_strconcat(first, "~", NULL);
  return store_run(projection->store, error, "DELETE FROM figure", "") &&
         each_row(projection,
                  store_query(digest->store, error,
                              "SELECT COALESCE(category, ''),"
                              " CASE WHEN state IN ('new', 'open', 'waiting')"
                              " THEN 'open' WHEN state IN ('solved', 'closed')"
                              " THEN 'solved' ELSE 'no-action' END, count(*)"
                              " FROM ticket WHERE digits >= $1 AND digits < $2"
                              " AND state <> 'duplicate' GROUP BY 1, 2",
                              "tt", first, end),
                  put_figure, error);
}

bool
project_put_published(Projection *projection, const Published *row,
                      GError **error)
{
  if (row->text == NULL)
    return store_run(projection->store, error,
                     "DELETE FROM published WHERE kind = $1 AND id = $2"
                     " AND field = $3",
                     "ttt", row->kind, row->id, row->field);
  return store_run(projection->store, error,
                   "INSERT INTO published (kind, id, field, public_text,"
                   " decided_at_ms) VALUES ($1, $2, $3, $4, $5)"
                   " ON CONFLICT (kind, id, field) DO UPDATE SET"
                   " public_text = $4, decided_at_ms = $5",
                   "tttti", row->kind, row->id, row->field, row->text,
                   row->decided_at_ms);
}

static bool
put_release(Projection *projection, StoreRows *rows, GError **error)
{
  Published row = {.kind = store_rows_text(rows, 0),
                   .id = store_rows_text(rows, 1),
                   .field = store_rows_text(rows, 2),
                   .text = store_rows_text(rows, 3),
                   .decided_at_ms = store_rows_int64(rows, 4)};
  projection->released_at_ms =
      MAX(projection->released_at_ms, row.decided_at_ms);
  return strcmp(row.kind, RELEASE_KIND_PHOTO) == 0
             ? project_photo(projection, &row, error)
             : project_put_published(projection, &row, error);
}

/* Everything at first and when somebody was erased, later what was decided
 * since; the last millisecond is looked at again, for more may have been
 * decided in it. */
static bool
project_releases(Digest *digest, GError **error)
{
  Projection *projection = digest->projection;
  unsigned forgotten = keyring_forgotten(digest->ring);
  if (projection->more || forgotten != projection->forgotten)
    projection->released_at_ms = -1;
  projection->forgotten = forgotten;
  projection->more = false;
  projection->copied = 0;
  if (projection->released_at_ms < 0 &&
      !store_run(projection->store, error, "DELETE FROM published", ""))
    return false;
  return each_row(projection,
                  store_query(digest->store, error,
                              "SELECT kind, id, field, CASE WHEN state ="
                              " 'released' THEN public_text END, decided_at_ms"
                              " FROM release WHERE decided_at_ms >= $1",
                              "i", projection->released_at_ms),
                  put_release, error) &&
         project_drop_photos(projection, error);
}

static bool
project_all(Digest *digest, int year, GError **error)
{
  Projection *projection = digest->projection;
  LogNumber now = log_number(clock_now_ms(digest->clock));
  return store_begin(projection->store, error) &&
         project_figures(digest, year, error) &&
         project_releases(digest, error) &&
         project_surveys(projection, digest->store, error) &&
         put_fact(projection, "year", log_number(year).text, error) &&
         put_fact(projection, "projected_at_ms", now.text, error) &&
         store_commit(projection->store, error);
}

static int
present_year(const Digest *digest)
{
  g_autoptr(GDateTime) utc =
      g_date_time_new_from_unix_utc(clock_now_ms(digest->clock) / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, digest->zone);
  return g_date_time_get_year(local);
}

/* A visitor who reads is waited for, a minute at a time. */
static bool
clean(Digest *digest, GError **error)
{
  GError *failure = NULL;
  if (project_clean(digest->projection, &failure))
    return true;
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_BUSY)) {
    g_propagate_error(error, failure);
    return false;
  }
  g_error_free(failure);
  digest->projection->due_ms = clock_now_ms(digest->clock) + PROJECT_PERIOD_MS;
  return true;
}

static bool
project_changes(Digest *digest, bool *out_worked, GError **error)
{
  Projection *projection = digest->projection;
  int year = present_year(digest);
  g_autofree char *seen = NULL;
  if (!look_at_store(digest, year, &seen, error))
    return false;
  if (!projection->more && g_strcmp0(seen, projection->seen) == 0)
    return clean(digest, error);
  if (!store_sync(digest->store, error) || !project_all(digest, year, error))
    return false;
  if (projection->more)
    *out_worked = true; /* the next pictures follow in the next turn */
  else
    projection->due_ms = clock_now_ms(digest->clock) + PROJECT_PERIOD_MS;
  g_free(projection->seen);
  projection->seen = g_steal_pointer(&seen);
  status_add(digest->status, "projected", 1);
  return clean(digest, error);
}

/* Begin anew after a minute: pages grow old, the town goes on.  If it was the
 * store that failed, the next step says so. */
static void
give_up(Digest *digest, const GError *failure)
{
  Projection *projection = digest->projection;
  log_event(LOG_ERR, "not-projected", "why", failure->message, "next",
            "tried again in 60 s", NULL);
  g_clear_pointer(&projection->store, store_close);
  g_clear_pointer(&projection->seen, g_free);
  projection->due_ms = clock_now_ms(digest->clock) + PROJECT_PERIOD_MS;
}

bool
digest_project(Digest *digest, bool *out_worked, GError **error)
{
  (void)error; /* see give_up() */
  if (digest->projection == NULL) {
    digest->projection = g_new0(Projection, 1);
    digest->projection->queue = &digest->queue;
  }
  if (clock_now_ms(digest->clock) < digest->projection->due_ms)
    return true;
  g_autoptr(GError) failure = NULL;
  if ((digest->projection->store == NULL &&
       !projection_open(digest, &failure)) ||
      !project_changes(digest, out_worked, &failure))
    give_up(digest, failure);
  return true;
}

void
digest_project_soon(Digest *digest)
{
  if (digest->projection != NULL)
    digest->projection->due_ms = 0;
}
