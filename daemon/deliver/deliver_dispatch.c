/* SPDX-License-Identifier: Apache-2.0
 *
 * Lanes: one for each route, with its waiting jobs and its lines.
 */
#include "daemon/deliver/deliver_dispatch.h"

#include <string.h>

#include "daemon/clock.h"
#include "daemon/deliver/media_line.h"
#include "daemon/deliver/transport.h"
#include "daemon/oauth.h"

typedef struct Slot {
  TransportLine *line;
  DeliverJob *job;  /* NULL: free */
  int64_t since_ms; /* monotonic: free since then */
} Slot;

typedef struct Lane {
  TransportRoute route;
  char *destination; /* lanes to one destination share its limit */
  GQueue waiting;    /* DeliverJob * */
  GPtrArray *slots;  /* Slot * */
} Lane;

struct DeliverDispatch {
  const Config *config;
  CURLM *multi;
  GHashTable *lanes;  /* "mail NAME", "sms NAME" -> Lane * */
  GPtrArray *in_turn; /* Lane *, borrowed */
  GQueue homeless;    /* DeliverJob *: no such transport */
};

static void
slot_free(void *data)
{
  Slot *slot = data;
  slot->line->route->transport->close(slot->line);
  g_free(slot);
}

static void
lane_free(void *data)
{
  Lane *lane = data;
  g_assert(g_queue_is_empty(&lane->waiting));
  g_ptr_array_unref(lane->slots);
  oauth_free(lane->route.oauth);
  g_free(lane->destination);
  g_free(lane);
}

DeliverDispatch *
deliver_dispatch_new(const Config *config)
{
  DeliverDispatch *dispatch = g_new0(DeliverDispatch, 1);
  dispatch->config = config;
  dispatch->multi = curl_multi_init();
  g_assert(dispatch->multi != NULL);
  dispatch->lanes =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, lane_free);
  dispatch->in_turn = g_ptr_array_new();
  g_queue_init(&dispatch->homeless);
  return dispatch;
}

void
deliver_dispatch_free(DeliverDispatch *dispatch)
{
  if (dispatch == NULL)
    return;
  g_hash_table_unref(dispatch->lanes);
  g_ptr_array_unref(dispatch->in_turn);
  (void)curl_multi_cleanup(dispatch->multi); /* nothing is left in it */
  g_free(dispatch);
}

/* --- lanes --- */

/* Find the settings of a job's route.  False: bote.yaml has no such. */
static bool
find_route(const DeliverDispatch *dispatch, const OutboxJob *job,
           TransportRoute *out)
{
  const Settings *settings = dispatch->config->settings;
  const char *name = job->transport;

  bool is_media = strcmp(job->channel, DELIVERY_MEDIA) == 0;

  *out = (TransportRoute){.config = dispatch->config, .multi = dispatch->multi};
  if (is_media || strcmp(job->channel, "sms") == 0) {
    out->channel = settings_channel(settings, name);
    name = out->channel == NULL ? NULL : out->channel->transport;
  }
  out->settings = name == NULL ? NULL : settings_transport(settings, name);
  if (out->settings == NULL)
    return false;
  out->transport =
      is_media ? &transport_media : transport_find(out->settings->kind);
  return out->channel != NULL || !settings_sends_sms_only(out->settings);
}

/* What is fetched holds up nothing that is sent. */
static char *
destination_of(const TransportRoute *route)
{
  if (route->transport == &transport_media)
    return g_strdup_printf("media %s", route->channel->name);
  return route->settings->host != NULL
             ? g_strdup_printf("%s:%d", route->settings->host,
                               route->settings->port)
             : g_strdup(route->settings->name);
}

static Lane *
lane_new(DeliverDispatch *dispatch, const TransportRoute *route)
{
  Lane *lane = g_new0(Lane, 1);
  lane->route = *route;
  lane->destination = destination_of(route);
  g_queue_init(&lane->waiting);
  lane->slots = g_ptr_array_new_with_free_func(slot_free);
  if (route->settings->auth == AUTH_METHOD_XOAUTH2)
    lane->route.oauth =
        oauth_new(&route->settings->oauth, route->settings->token_command);
  g_ptr_array_add(dispatch->in_turn, lane);
  return lane;
}

void
deliver_dispatch_add(DeliverDispatch *dispatch, DeliverJob *job)
{
  const OutboxJob *outbox = job->job;
  g_autofree char *key =
      g_strdup_printf("%s %s", outbox->channel, outbox->transport);
  Lane *lane = g_hash_table_lookup(dispatch->lanes, key);
  TransportRoute route;

  if (lane == NULL && !find_route(dispatch, outbox, &route)) {
    g_queue_push_tail(&dispatch->homeless, job);
    return;
  }
  if (lane == NULL) {
    lane = lane_new(dispatch, &route);
    g_hash_table_insert(dispatch->lanes, g_steal_pointer(&key), lane);
  }
  g_queue_push_tail(&lane->waiting, job);
}

/* --- limits --- */

static unsigned
count_busy(const DeliverDispatch *dispatch, const char *destination)
{
  unsigned count = 0;
  for (guint i = 0; i < dispatch->in_turn->len; i++) {
    const Lane *lane = dispatch->in_turn->pdata[i];
    if (destination != NULL && strcmp(lane->destination, destination) != 0)
      continue;
    for (guint k = 0; k < lane->slots->len; k++) {
      const Slot *slot = lane->slots->pdata[k];
      count += slot->job != NULL;
    }
  }
  return count;
}

/* The first line to a destination is always allowed, so that a few slow ones
 * cannot take all there are. */
static bool
may_start(const DeliverDispatch *dispatch, const Lane *lane)
{
  unsigned here = count_busy(dispatch, lane->destination);
  return here == 0 || (here < DELIVER_LINES_HOST &&
                       count_busy(dispatch, NULL) < DELIVER_LINES_ALL);
}

unsigned
deliver_dispatch_lines(const DeliverDispatch *dispatch)
{
  unsigned count = 0;
  for (guint i = 0; i < dispatch->in_turn->len; i++) {
    const Lane *lane = dispatch->in_turn->pdata[i];
    count += lane->slots->len;
  }
  return count;
}

/* --- outcomes --- */

/* Give all jobs that wait in a lane the outcome of one of them. */
static void
return_waiting(Lane *lane, const OutboxResult *like, DeliverResults *results)
{
  DeliverJob *job;
  while ((job = g_queue_pop_head(&lane->waiting)) != NULL) {
    OutboxResult outcome = {.retry_after_s = like->retry_after_s};
    transport_set_result(&outcome, like->action, like->status,
                         like->diagnostic);
    deliver_results_add(results, job, &outcome);
  }
}

/* The job of a slot has its outcome. */
static void
settle(Lane *lane, Slot *slot, OutboxResult *outcome, DeliverResults *results)
{
  if (outcome->action == DELIVERY_NOT_TRIED ||
      outcome->action == DELIVERY_PAUSE)
    return_waiting(lane, outcome, results);
  deliver_results_add(results, g_steal_pointer(&slot->job), outcome);
  slot->since_ms = clock_monotonic_ms();
  if (slot->line->spent)
    (void)g_ptr_array_remove_fast(lane->slots, slot); /* it is there */
}

static void
settle_homeless(DeliverDispatch *dispatch, DeliverResults *results)
{
  DeliverJob *job;
  while ((job = g_queue_pop_head(&dispatch->homeless)) != NULL) {
    OutboxResult outcome = {0};
    transport_set_result(&outcome, DELIVERY_PAUSE, "4.3.5",
                         "no such transport in bote.yaml");
    deliver_results_add(results, job, &outcome);
  }
}

/* --- one turn --- */

/* Go on with a busy slot. */
static void
turn_slot(Lane *lane, Slot *slot, int64_t now_ms, DeliverResults *results)
{
  OutboxResult outcome = {0};
  if (lane->route.transport->turn(slot->line, now_ms, &outcome))
    settle(lane, slot, &outcome, results);
}

static Slot *
free_slot(Lane *lane)
{
  for (guint i = 0; i < lane->slots->len; i++) {
    Slot *slot = lane->slots->pdata[i];
    if (slot->job == NULL)
      return slot;
  }
  Slot *slot = g_new0(Slot, 1);
  slot->line = lane->route.transport->open(&lane->route);
  g_ptr_array_add(lane->slots, slot);
  return slot;
}

static void
start_job(Lane *lane, int64_t now_ms, DeliverResults *results)
{
  Slot *slot = free_slot(lane);
  OutboxResult outcome = {0};

  slot->job = g_queue_pop_head(&lane->waiting);
  if (lane->route.transport->start(slot->line, slot->job->job, now_ms,
                                   &outcome))
    settle(lane, slot, &outcome, results);
  else
    turn_slot(lane, slot, now_ms, results);
}

/* Start what may be started, a job of each lane at a time. */
static void
start_jobs(DeliverDispatch *dispatch, int64_t now_ms, DeliverResults *results)
{
  bool goes_on = true;
  while (goes_on) {
    goes_on = false;
    for (guint i = 0; i < dispatch->in_turn->len; i++) {
      Lane *lane = dispatch->in_turn->pdata[i];
      if (g_queue_is_empty(&lane->waiting) || !may_start(dispatch, lane))
        continue;
      start_job(lane, now_ms, results);
      goes_on = true;
    }
  }
}

/* Slots may vanish while we look at them, so from the last to the first. */
static void
turn_lane(Lane *lane, int64_t now_ms, DeliverResults *results)
{
  for (guint i = lane->slots->len; i-- > 0;) {
    Slot *slot = lane->slots->pdata[i];
    if (slot->job != NULL)
      turn_slot(lane, slot, now_ms, results);
    else if (now_ms >= slot->since_ms + DELIVER_IDLE_MS)
      g_ptr_array_remove_index_fast(lane->slots, i);
  }
}

static void
return_impatient(Lane *lane, int64_t now_ms, DeliverResults *results)
{
  const DeliverJob *oldest = g_queue_peek_head(&lane->waiting);
  OutboxResult busy = {0};

  if (oldest == NULL || now_ms < oldest->taken_ms + DELIVER_PATIENCE_MS)
    return;
  transport_set_result(&busy, DELIVERY_NOT_TRIED, "4.4.5", "no free line");
  return_waiting(lane, &busy, results);
  g_free(busy.diagnostic);
}

/* Let curl work, and tell lines that curl is done with their handle. */
static void
turn_curl(DeliverDispatch *dispatch)
{
  int running = 0, left = 0;
  CURLMsg *message;

  CURLMcode code = curl_multi_perform(dispatch->multi, &running);
  g_assert(code == CURLM_OK);
  while ((message = curl_multi_info_read(dispatch->multi, &left)) != NULL) {
    TransportLine *line = NULL;
    (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
                            (char **)&line);
    line->has_ended = true;
    line->code = message->data.result;
  }
}

void
deliver_dispatch_turn(DeliverDispatch *dispatch, int64_t now_ms,
                      DeliverResults *results)
{
  settle_homeless(dispatch, results);
  turn_curl(dispatch);
  for (guint i = 0; i < dispatch->in_turn->len; i++)
    turn_lane(dispatch->in_turn->pdata[i], now_ms, results);
  start_jobs(dispatch, now_ms, results);
  for (guint i = 0; i < dispatch->in_turn->len; i++)
    return_impatient(dispatch->in_turn->pdata[i], now_ms, results);
}

/* --- waiting --- */

void
deliver_dispatch_wait(DeliverDispatch *dispatch, int fd, int timeout_ms)
{
  g_autoptr(GArray) fds = g_array_new(FALSE, FALSE, sizeof(struct curl_waitfd));
  struct curl_waitfd waitfd = {.fd = fd, .events = CURL_WAIT_POLLIN};
  int64_t now_ms = clock_monotonic_ms();
  int64_t until_ms = now_ms + timeout_ms;

  g_array_append_val(fds, waitfd);
  for (guint i = 0; i < dispatch->in_turn->len; i++) {
    const Lane *lane = dispatch->in_turn->pdata[i];
    for (guint k = 0; k < lane->slots->len; k++) {
      const Slot *slot = lane->slots->pdata[k];
      if (slot->job == NULL)
        continue;
      until_ms = MIN(until_ms, slot->line->deadline_ms);
      waitfd.fd = slot->line->fd;
      waitfd.events = slot->line->events;
      if (waitfd.fd >= 0)
        g_array_append_val(fds, waitfd);
    }
  }
  int wait_ms = (int)MAX(until_ms - now_ms, 0);
  CURLMcode code =
      curl_multi_poll(dispatch->multi, (struct curl_waitfd *)(void *)fds->data,
                      fds->len, wait_ms, NULL);
  g_assert(code == CURLM_OK);
}
