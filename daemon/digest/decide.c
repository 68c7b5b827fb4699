/* SPDX-License-Identifier: Apache-2.0
 *
 * From the inbox to records and answers.  Attempts are counted and committed
 * first; then the messages are read; then everything that was decided about
 * the lot is one commit, each message within its savepoint.  The attempts of
 * the next lot are counted in that same commit, so that a lot costs one sync.
 */
#include <string.h>

#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "daemon/digest/decide_private.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/spool.h"

/* One message of the lot. */
typedef struct Case {
  InboxItem *item; /* borrowed */
  Reading *reading;
} Case;

static bool
finish(Digest *digest, const InboxItem *item, const InboxOutcome *outcome,
       GError **error)
{
  return inbox_finish(&digest->queue, item, outcome, error);
}

bool
decide_hold(Digest *digest, const InboxItem *item, const char *what,
            const char *why, GError **error)
{
  InboxOutcome outcome = {.state = INBOX_STATE_HOLD, .kind = what};
  log_event(LOG_WARNING, "message-held", "id", item->id.text, "what", what,
            "why", why, "next", "bote inbox show", NULL);
  status_add(digest->status, "held", 1);
  return inbox_note(&digest->queue, item->id.text, what, why, error) &&
         finish(digest, item, &outcome, error);
}

/* Count an attempt for each message; the fourth one is not made.  An attempt
 * that a full disk ended was counted already. */
static bool
begin_attempts(Digest *digest, GPtrArray *items, GError **error)
{
  for (guint i = 0; i < items->len;) {
    InboxItem *item = items->pdata[i];
    if (digest->spared && item->state == INBOX_STATE_ACTIVE) {
      i++;
      continue;
    }
    if (item->attempts >= INBOX_ATTEMPTS_MAX) {
      /* It killed its reader, or us, three times. */
      if (!decide_hold(digest, item, "reader-died",
                       "three attempts did not end", error))
        return false;
      g_ptr_array_remove_index(items, i);
      continue;
    }
    if (!inbox_begin(&digest->queue, item, error))
      return false;
    i++;
  }
  return true;
}

bool
digest_count_next(Digest *digest, GError **error)
{
  g_assert(store_in_transaction(digest->store));
  if (digest->counted != NULL)
    return true;
  g_autoptr(GPtrArray) items =
      inbox_waiting(&digest->queue, INBOX_STATE_INCOMING, DIGEST_LOT, error);
  if (items == NULL || !begin_attempts(digest, items, error))
    return false;
  if (items->len > 0)
    digest->counted = g_steal_pointer(&items);
  return true;
}

void
digest_uncount(Digest *digest)
{
  g_clear_pointer(&digest->counted, g_ptr_array_unref);
}

static bool
find_service(Desk *desk, const Incoming *incoming, const Service **out)
{
  for (const Service *const *s = service_registry; *s != NULL; s++)
    if ((*s)->takes(desk, incoming)) {
      *out = *s;
      return true;
    }
  return false;
}

static InboxOutcome
outcome_of(const Handled *handled, const Service *service, GBytes *hash)
{
  return (InboxOutcome){
      .state = INBOX_STATE_DONE,
      .kind = handled->kind,
      .service = service->name,
      .person_id =
          handled->person_id.text[0] == '\0' ? NULL : handled->person_id.text,
      .contact_id =
          handled->contact_id.text[0] == '\0' ? NULL : handled->contact_id.text,
      .ticket_id =
          handled->ticket_id.text[0] == '\0' ? NULL : handled->ticket_id.text,
      .content_hash = hash,
  };
}

/* For the person who looks: what it is, and which services are at rest. */
static char *
why_nobody(const Desk *desk, const Incoming *incoming)
{
  GString *why =
      g_string_new(belonging_kind_to_string(incoming->belonging.kind));
  for (const Service *const *s = service_registry; *s != NULL; s++) {
    const TownService *service = town_service(desk->config->town, (*s)->name);
    ServiceState state = service == NULL ? SERVICE_STATE_OFF : service->state;
    if (state == SERVICE_STATE_OFF || state == SERVICE_STATE_PAUSED)
      g_string_append_printf(why, "; service %s is %s (town.yaml)", (*s)->name,
                             service_state_to_string(state));
  }
  return g_string_free(why, FALSE);
}

bool
decide_by_service(Digest *digest, Desk *desk, const Incoming *incoming,
                  GBytes *hash, GError **error)
{
  const Service *service;
  if (!find_service(desk, incoming, &service)) {
    g_autofree char *why = why_nobody(desk, incoming);
    return decide_hold(digest, incoming->item, "no-service", why, error);
  }
  if (!incoming_note(desk, incoming, "belongs",
                     belonging_kind_to_string(incoming->belonging.kind), error))
    return false;
  Handled handled = {0};
  if (!service->handle(desk, incoming, &handled, error))
    return false;
  InboxOutcome outcome = outcome_of(&handled, service, hash);
  return finish(digest, incoming->item, &outcome, error);
}

/* The message could not be read: try again, or hold it. */
static bool
decide_unread(Digest *digest, const InboxItem *item, const Reading *reading,
              GError **error)
{
  const char *what = parse_outcome_to_string(reading->outcome);
  if (reading->outcome == PARSE_OUTCOME_UNREADABLE)
    return decide_hold(digest, item, "unreadable", reading->reason, error);
  status_add(digest->status, "reader_deaths", 1);
  log_event(LOG_WARNING, "reader-died", "id", item->id.text, "outcome", what,
            "why", reading->reason, NULL);
  if (item->attempts >= INBOX_ATTEMPTS_MAX)
    return decide_hold(digest, item, "reader-died", reading->reason, error);
  /* It stays active; the next turn tries again. */
  return inbox_note(&digest->queue, item->id.text, "reader-died",
                    reading->reason, error);
}

static bool
decide_one(Digest *digest, Desk *desk, const Case *one, GError **error)
{
  if (one->reading->outcome != PARSE_OUTCOME_OK)
    return decide_unread(digest, one->item, one->reading, error);
  if (strcmp(one->item->channel, "mail") == 0)
    return decide_mail(digest, desk, one->item, one->reading, error);
  if (strcmp(one->item->channel, "sms") == 0)
    return decide_sms(digest, desk, one->item, one->reading, error);
  return decide_webhook(digest, one->item, one->reading, error);
}

/* Decide within a savepoint: what goes wrong with one message is rolled back
 * and holds this message only. */
static bool
decide_safely(Digest *digest, Desk *desk, const Case *one, GError **error)
{
  GError *failure = NULL;
  if (!store_savepoint(digest->store, error))
    return false;
  if (decide_one(digest, desk, one, &failure))
    return store_savepoint_release(digest->store, error);
  store_savepoint_rollback(digest->store);
  if (digest_error_is_fatal(failure)) {
    g_propagate_error(error, failure);
    return false;
  }
  bool ok =
      decide_hold(digest, one->item, "not-decided", failure->message, error);
  g_error_free(failure);
  return ok;
}

static bool
read_all(Digest *digest, const GPtrArray *items, Case *cases, GError **error)
{
  for (guint i = 0; i < items->len; i++) {
    cases[i].item = items->pdata[i];
    cases[i].reading = digest_read(digest, cases[i].item, error);
    if (cases[i].reading == NULL)
      return false;
  }
  return true;
}

static bool
decide_all(Digest *digest, const Case *cases, guint count, GError **error)
{
  Desk desk = digest_desk(digest);
  if (!store_begin(digest->store, error))
    return false;
  for (guint i = 0; i < count; i++)
    if (!decide_safely(digest, &desk, &cases[i], error))
      return false;
  return digest_count_next(digest, error) && store_commit(digest->store, error);
}

/* How many mails lie in the spool still; only some are imported each turn. */
static bool
count_spooled(const Digest *digest, int64_t *inout_waiting, GError **error)
{
  g_autofree char *folder = g_build_filename(digest->spool_in, "mailbox", NULL);
  g_autoptr(GPtrArray) names =
      spool_list(folder, DIGEST_PAUSE_WAITING + 1, error);
  if (names == NULL)
    return false;
  *inout_waiting += names->len;
  return true;
}

/* Were answers paused already, or let go within the last day? */
static bool
is_settled(Digest *digest, bool *out_is, GError **error)
{
  int64_t count = 0;
  if (!store_get_int64(digest->store, &count, error,
                       "SELECT count(*) FROM setting WHERE name = 'answers'"
                       " OR (name = 'answers-released-at'"
                       " AND CAST(value AS bigint) > $1)",
                       "i", digest->queue.now_ms - DIGEST_LATE_MS))
    return false;
  *out_is = count > 0;
  return true;
}

/* After an outage of more than a day many confirmations would go at once: a
 * person looks first.  What came late within a day counts, decided or not: a
 * slow server fills the inbox no faster than it is emptied. */
static bool
pause_answers(Digest *digest, const GPtrArray *items, GError **error)
{
  const InboxItem *oldest = items->pdata[0];
  int64_t now_ms = digest->queue.now_ms;
  bool is_late =
      !oldest->adopted && now_ms - oldest->received_at_ms >= DIGEST_LATE_MS;
  bool settled = false;
  if (!is_late)
    return true;
  if (!is_settled(digest, &settled, error) || settled)
    return settled;
  Id since = id_new(now_ms - DIGEST_LATE_MS);
  int64_t late = 0;
  if (!store_get_int64(digest->store, &late, error,
                       "SELECT count(*) FROM inbox WHERE id > $1"
                       " AND NOT adopted AND imported_at_ms - received_at_ms"
                       " >= $2",
                       "ti", since.text, (int64_t)DIGEST_LATE_MS) ||
      !count_spooled(digest, &late, error))
    return false;
  if (late <= DIGEST_PAUSE_WAITING)
    return true;
  log_event(LOG_ERR, "answers-paused", "late", log_number(late).text, "next",
            "bote outbox go", NULL);
  return store_run(digest->store, error,
                   "INSERT INTO setting (name, value)"
                   " VALUES ('answers', 'paused')",
                   "");
}

/* Read and decide messages whose attempts are committed. */
static bool
decide_lot(Digest *digest, GPtrArray *items, GError **error)
{
  Case cases[DIGEST_LOT] = {0};
  GError *failure = NULL;
  bool had_next = digest->counted != NULL;
  bool ok = pause_answers(digest, items, &failure) &&
            read_all(digest, items, cases, &failure) &&
            decide_all(digest, cases, items->len, &failure);
  store_rollback(digest->store);
  for (guint i = 0; i < items->len; i++)
    reading_free(cases[i].reading);
  digest->spared = !ok && digest_error_is_passing(failure);
  if (!ok && !had_next)
    digest_uncount(digest); /* it was rolled back */
  if (ok)
    status_add(digest->status, "decided", items->len);
  else
    g_propagate_error(error, failure);
  return ok;
}

static bool
is_counted(const Digest *digest, const InboxItem *item)
{
  for (guint i = 0; digest->counted != NULL && i < digest->counted->len; i++) {
    const InboxItem *next = digest->counted->pdata[i];
    if (strcmp(next->id.text, item->id.text) == 0)
      return true;
  }
  return false;
}

/* Keep the first active message that is not of the next lot. */
static GPtrArray *
left_behind(Digest *digest, GError **error)
{
  guint next = digest->counted == NULL ? 0 : digest->counted->len;
  g_autoptr(GPtrArray) items =
      inbox_waiting(&digest->queue, INBOX_STATE_ACTIVE, next + 1, error);
  if (items == NULL)
    return NULL;
  while (items->len > 0 && is_counted(digest, items->pdata[0]))
    g_ptr_array_remove_index(items, 0);
  if (items->len > 1)
    g_ptr_array_set_size(items, 1);
  return g_steal_pointer(&items);
}

static bool
count_left_behind(Digest *digest, GPtrArray *items, GError **error)
{
  bool ok = store_begin(digest->store, error) &&
            begin_attempts(digest, items, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  return ok;
}

static bool
decide_left_behind(Digest *digest, bool *out_worked, GError **error)
{
  g_autoptr(GPtrArray) items = left_behind(digest, error);
  if (items == NULL || items->len == 0)
    return items != NULL;
  *out_worked = true;
  return count_left_behind(digest, items, error) &&
         (items->len == 0 || decide_lot(digest, items, error));
}

/* The first lot after a rest: nothing came before that could count for it. */
static bool
count_first(Digest *digest, GError **error)
{
  if (digest->counted != NULL)
    return true;
  bool ok = store_begin(digest->store, error) &&
            digest_count_next(digest, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  if (!ok)
    digest_uncount(digest);
  return ok;
}

/* What was left behind comes alone: if it ends us again, no other message loses
 * an attempt by it, but those that were counted ahead, once.  Then the new
 * ones, so that it does not keep them waiting.
 */
bool
digest_decide(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  if (!decide_left_behind(digest, out_worked, error) ||
      !count_first(digest, error))
    return false;
  if (digest->counted == NULL)
    return true;
  g_autoptr(GPtrArray) items = g_steal_pointer(&digest->counted);
  *out_worked = true;
  return decide_lot(digest, items, error);
}
