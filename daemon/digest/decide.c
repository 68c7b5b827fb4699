/* SPDX-License-Identifier: Apache-2.0
 *
 * From the inbox to records and answers.  Attempts are counted and committed
 * first; then the messages are read and decided one after the other, each
 * within its savepoint; the lot is one commit.  The attempts of the next lot
 * are counted in that same commit.  Always in their order: a message that must
 * wait for its picture ends the lot and begins the next one, so that nobody
 * overtakes it.
 *
 * Nothing here leaves the process, and the messages stay until they are
 * decided: what a power failure takes is decided anew.  So no commit waits for
 * the disk; who hands out, answers or rests makes all of them durable at once.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/decide_private.h"
#include "daemon/digest/media.h"
#include "daemon/log.h"
#include "daemon/status.h"

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
      .state = handled->held ? INBOX_STATE_HOLD : INBOX_STATE_DONE,
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

/* Its days tell why, where it has some. */
static void
append_rest(GString *why, const TownService *service, ServiceState today)
{
  g_string_append_printf(why, "; service %s is %s", service->name,
                         service_state_to_string(today));
  if (service->since != NULL)
    g_string_append_printf(why, ", begins %s", service->since);
  if (service->until != NULL)
    g_string_append_printf(why, ", ends %s", service->until);
  g_string_append(why, " (town.yaml)");
}

/* For the person who looks: what it is, and which of the town's services are at
 * rest. */
static char *
why_nobody(const Desk *desk, const Incoming *incoming)
{
  GString *why =
      g_string_new(belonging_kind_to_string(incoming->belonging.kind));
  for (const Service *const *s = service_registry; *s != NULL; s++) {
    const TownService *service = town_service(desk->config->town, (*s)->name);
    ServiceState state = desk_service_state(desk, (*s)->name);
    if (service != NULL &&
        (state == SERVICE_STATE_OFF || state == SERVICE_STATE_PAUSED))
      append_rest(why, service, state);
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
    return decide_answer_rest(desk, incoming, error) &&
           decide_hold(digest, incoming->item, "no-service", why, error);
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
  digest->none_left = false;
  return inbox_note(&digest->queue, item->id.text, "reader-died",
                    reading->reason, error);
}

static bool
decide_one(Digest *digest, Desk *desk, const InboxItem *item, Reading *reading,
           GError **error)
{
  if (reading->outcome != PARSE_OUTCOME_OK)
    return decide_unread(digest, item, reading, error);
  if (strcmp(item->channel, "mail") == 0)
    return decide_mail(digest, desk, item, reading, error);
  if (strcmp(item->channel, "sms") == 0)
    return decide_sms(digest, desk, item, reading, error);
  if (strcmp(item->channel, MEDIA_CHANNEL) == 0)
    return decide_media(digest, item, reading, error);
  return decide_webhook(digest, item, reading, error);
}

/* Decide within a savepoint: what goes wrong with one message is rolled back
 * and holds this message only. */
static bool
decide_safely(Digest *digest, Desk *desk, const InboxItem *item,
              Reading *reading, GError **error)
{
  GError *failure = NULL;
  if (!store_savepoint(digest->store, error))
    return false;
  if (decide_one(digest, desk, item, reading, &failure))
    return store_savepoint_release(digest->store, error);
  store_savepoint_rollback(digest->store);
  if (digest_error_is_fatal(failure)) {
    g_propagate_error(error, failure);
    return false;
  }
  bool ok = decide_hold(digest, item, "not-decided", failure->message, error);
  g_error_free(failure);
  return ok;
}

/* While one message is decided, the reader works on those that follow.  The lot
 * ends before a message that would keep us waiting for its picture: the disk
 * has time for what was decided meanwhile.  The first one is waited for.
 *
 * out_count  how many were decided */
static bool
decide_each(Digest *digest, const GPtrArray *items, guint *out_count,
            GError **error)
{
  Desk desk = digest_desk(digest);
  for (guint i = 0; i < items->len; i++) {
    const InboxItem *item = items->pdata[i];
    if (!digest_read_ahead(digest, items, i, error))
      return false;
    if (i > 0 && digest_read_waits(digest, item))
      break;
    g_autoptr(Reading) reading = digest_read(digest, item, error);
    if (reading == NULL || !decide_safely(digest, &desk, item, reading, error))
      return false;
    *out_count = i + 1;
  }
  return true;
}

/* Read and decide messages whose attempts are committed. */
static bool
decide_lot(Digest *digest, GPtrArray *items, GError **error)
{
  GError *failure = NULL;
  guint count = 0;
  bool had_next = digest->counted != NULL;
  bool ok = decide_pause_answers(digest, items, &failure) &&
            store_begin_unsynced(digest->store, &failure) &&
            decide_each(digest, items, &count, &failure) &&
            decide_count_behind(digest, items, count, &failure) &&
            store_commit(digest->store, &failure);
  store_rollback(digest->store);
  digest->spared = !ok && digest_error_is_passing(failure);
  if (ok) {
    status_add(digest->status, "decided", count);
    return digest_remove_unreadable(digest, error);
  }
  g_ptr_array_set_size(digest->unreadable, 0);
  digest_read_forget(digest);
  digest->none_left = false;
  if (!had_next)
    digest_uncount(digest); /* it was rolled back */
  g_propagate_error(error, failure);
  return false;
}

/* What was left behind comes alone: if it ends us again, no other message loses
 * an attempt by it, but those that were counted ahead, once.  Then the new
 * ones, so that it does not keep them waiting.
 */
static bool
decide_next(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  g_autoptr(GPtrArray) left = decide_left_behind(digest, out_worked, error);
  if (left == NULL || (left->len > 0 && !decide_lot(digest, left, error)) ||
      !decide_count_first(digest, error))
    return false;
  *out_worked = *out_worked || digest->counted != NULL;
  if (digest->counted == NULL)
    return true;
  g_autoptr(GPtrArray) items = g_steal_pointer(&digest->counted);
  return decide_lot(digest, items, error) &&
         (digest->counted == NULL ||
          digest_read_ahead(digest, digest->counted, 0, error));
}

bool
digest_decide(Digest *digest, bool *out_worked, GError **error)
{
  for (unsigned lots = 0; lots < DIGEST_LOTS; lots++)
    if (!decide_next(digest, out_worked, error))
      return false;
    else if (digest->counted == NULL)
      break;
  return true;
}
