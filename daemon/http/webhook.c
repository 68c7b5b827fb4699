/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests in, segments out.
 */
#include "daemon/http/webhook.h"

#include <string.h>

#include "daemon/bell.h"
#include "daemon/clock.h"
#include "daemon/http/webhook_request.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/id.h"
#include "queue/spool.h"

/* Enough to accept a whole backlog; an end for whoever always has more. */
enum { GATHER_RUNS = 64 };

struct Webhook {
  WebhookOptions options;
  HttpServer *server;
  GPtrArray *waiting; /* WebhookRequest *, for the next group, not owned */
  Verifier *verifier;
  GHashTable *addresses;  /* char * -> number of open requests */
  unsigned large;         /* open requests with pictures in them */
  SpoolWriter *segment;   /* NULL until the next record */
  int64_t segment_due_ms; /* monotonic */
  bool full;              /* logged once until there is room again */
};

/* Why a request was refused, as the counter's name. */
static const char *
refusal_name(unsigned status)
{
  static const struct {
    unsigned status;
    const char *name;
  } rows[] = {
      {MHD_HTTP_UNAUTHORIZED, "refused_signature"},
      {MHD_HTTP_INTERNAL_SERVER_ERROR, "refused_signature"}, /* is missing */
      {MHD_HTTP_NOT_FOUND, "refused_path"},
      {MHD_HTTP_METHOD_NOT_ALLOWED, "refused_method"},
      {MHD_HTTP_SERVICE_UNAVAILABLE, "refused_busy"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].status == status)
      return rows[i].name;
  return "refused_form";
}

/* Answer a request whose status is decided. */
static enum MHD_Result
answer(Webhook *webhook, const WebhookRequest *request)
{
  if (request->status == MHD_HTTP_OK) {
    ProviderAck ack = webhook_channel_ack(request->channel);
    HttpAnswer granted = {.status = (unsigned)ack.status,
                          .content_type = ack.content_type,
                          .body = ack.body};
    return http_answer(request->connection, &granted);
  }
  status_add(webhook->options.status, refusal_name(request->status), 1);
  HttpAnswer refused = {.status = request->status, .close = true};
  if (request->status == MHD_HTTP_SERVICE_UNAVAILABLE)
    refused.retry_after_s = WEBHOOK_RETRY_S;
  return http_answer(request->connection, &refused);
}

static unsigned
open_of_address(const Webhook *webhook, const WebhookRequest *request)
{
  return request->address == NULL ? 0
                                  : GPOINTER_TO_UINT(g_hash_table_lookup(
                                        webhook->addresses, request->address));
}

static void
set_open_of_address(Webhook *webhook, const WebhookRequest *request,
                    unsigned open)
{
  if (request->address == NULL)
    return;
  if (open > 0)
    g_hash_table_replace(webhook->addresses, g_strdup(request->address),
                         GUINT_TO_POINTER(open));
  else
    g_hash_table_remove(webhook->addresses, request->address);
}

/* Count a request against its address and, with pictures, against the memory;
 * false: there are too many already. */
static bool
count_request(Webhook *webhook, WebhookRequest *request)
{
  unsigned open = open_of_address(webhook, request);
  if ((request->address != NULL && open >= webhook->options.per_address) ||
      (request->is_large && webhook->large >= WEBHOOK_LARGE_MAX))
    return false;
  set_open_of_address(webhook, request, open + 1);
  webhook->large += request->is_large;
  request->counted = true;
  return true;
}

static void
uncount_request(Webhook *webhook, const WebhookRequest *request)
{
  if (!request->counted)
    return;
  webhook->large -= request->is_large;
  if (request->address != NULL)
    set_open_of_address(webhook, request,
                        open_of_address(webhook, request) - 1);
}

static void *
begin_request(void *context, struct MHD_Connection *connection,
              const char *target)
{
  (void)context;
  return webhook_request_new(connection, target);
}

static void
end_request(void *context, void *data)
{
  Webhook *webhook = context;
  WebhookRequest *request = data;
  if (request->waiting) /* the peer went away before its group was written */
    g_ptr_array_remove_fast(webhook->waiting, request);
  uncount_request(webhook, request);
  webhook_request_free(request);
}

static enum MHD_Result
check_request(Webhook *webhook, WebhookRequest *request, const char *method)
{
  webhook_request_check(request, webhook->options.channels, method);
  if (request->status == 0 && !count_request(webhook, request))
    request->status = MHD_HTTP_SERVICE_UNAVAILABLE;
  return request->status ? answer(webhook, request) : MHD_YES;
}

static enum MHD_Result
handle_request(void *context, void *data, const HttpTurn *turn)
{
  Webhook *webhook = context;
  WebhookRequest *request = data;
  if (!request->checked)
    return check_request(webhook, request, turn->method);
  if (*turn->size > 0) {
    webhook_request_append(request, turn->piece, *turn->size);
    *turn->size = 0;
    return MHD_YES;
  }
  if (request->status == 0 && !request->waiting) {
    request->waiting = true; /* the body is complete */
    g_ptr_array_add(webhook->waiting, request);
  }
  /* Who waits is asked again at the library's next run, until decided. */
  return request->status ? answer(webhook, request) : MHD_YES;
}

static const HttpHandler webhook_handler = {begin_request, handle_request,
                                            end_request};

Webhook *
webhook_new(int listen_fd, const WebhookOptions *options, GError **error)
{
  g_autoptr(Webhook) webhook = g_new0(Webhook, 1);
  webhook->options = *options;
  webhook->waiting = g_ptr_array_new();
  webhook->addresses =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  webhook->verifier = verifier_new(options->channels);
  webhook->server = http_server_new(listen_fd, &options->limits,
                                    &webhook_handler, webhook, error);
  if (webhook->server == NULL || !spool_sweep(webhook->options.folder, error))
    return NULL;
  return g_steal_pointer(&webhook);
}

void
webhook_free(Webhook *webhook)
{
  if (webhook == NULL)
    return;
  http_server_free(webhook->server);
  spool_writer_free(webhook->segment);
  verifier_free(webhook->verifier);
  g_ptr_array_unref(webhook->waiting);
  g_hash_table_unref(webhook->addresses);
  g_free(webhook);
}

int
webhook_fd(const Webhook *webhook)
{
  return http_server_fd(webhook->server);
}

int
webhook_wait_ms(Webhook *webhook)
{
  return http_server_wait_ms(webhook->server);
}

/* End the present segment, so that digest may remove it. */
static bool
close_segment(Webhook *webhook, GError **error)
{
  if (webhook->segment == NULL)
    return true;
  bool closed = spool_segment_close(webhook->segment, error);
  g_clear_pointer(&webhook->segment, spool_writer_free);
  bell_ring(webhook->options.runtime_dir, "digest");
  return closed;
}

/* A segment that takes at least one record. */
static bool
provide_segment(Webhook *webhook, GError **error)
{
  if (webhook->segment && !spool_segment_is_full(webhook->segment))
    return true;
  if (!close_segment(webhook, error))
    return false;
  Id id = id_new(clock_now_ms(webhook->options.clock));
  webhook->segment = spool_segment_new(webhook->options.folder, id.text,
                                       webhook->options.reader, error);
  webhook->segment_due_ms = clock_monotonic_ms() + WEBHOOK_SEGMENT_MS;
  return webhook->segment != NULL;
}

/* Add one request to the segment; what is too large is refused alone. */
static bool
write_request(Webhook *webhook, WebhookRequest *request, int64_t now_ms,
              GError **error)
{
  if (!provide_segment(webhook, error))
    return false;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GString) head = webhook_request_head(request, now_ms);
  bool written = spool_writer_begin_text(webhook->segment, head->str, head->len,
                                         &failure) &&
                 spool_writer_append(webhook->segment, request->body->data,
                                     request->body->len, &failure) &&
                 spool_writer_end(webhook->segment, &failure);
  if (written)
    return true;
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_CORRUPT)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  request->status = MHD_HTTP_URI_TOO_LONG; /* nothing of it was written */
  return true;
}

static bool
write_batch(Webhook *webhook, GError **error)
{
  int64_t now_ms = clock_now_ms(webhook->options.clock);
  for (guint i = 0; i < webhook->waiting->len; i++)
    if (!write_request(webhook, webhook->waiting->pdata[i], now_ms, error))
      return false;
  return webhook->segment == NULL ||
         spool_segment_sync(webhook->segment, error);
}

/* Decide all that wait alike (those refused alone keep their status), and let
 * them be answered. */
static void
release_batch(Webhook *webhook, unsigned status)
{
  Status *counters = webhook->options.status;
  for (guint i = 0; i < webhook->waiting->len; i++) {
    WebhookRequest *request = webhook->waiting->pdata[i];
    request->waiting = false;
    if (request->status == 0)
      request->status = status;
    if (request->status == MHD_HTTP_OK)
      status_add(counters, "accepted", 1);
  }
  if (status == MHD_HTTP_OK)
    status_set(counters, "last_success_ms",
               clock_now_ms(webhook->options.clock));
  g_ptr_array_set_size(webhook->waiting, 0);
}

/* No room is no fault: the providers come again.  Everything else is final. */
static bool
refuse_batch(Webhook *webhook, GError *failure, GError **error)
{
  g_clear_pointer(&webhook->segment, spool_writer_free); /* maybe torn */
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_FULL)) {
    g_propagate_error(error, failure);
    return false;
  }
  if (!webhook->full)
    log_event(LOG_ERR, "spool-full", "role", "webhook", "next",
              "503 until there is room", NULL);
  webhook->full = true;
  g_error_free(failure);
  release_batch(webhook, MHD_HTTP_SERVICE_UNAVAILABLE);
  return true;
}

static bool
commit_batch(Webhook *webhook, GError **error)
{
  GError *failure = NULL;
  if (!spool_has_room(webhook->options.folder, webhook->options.free_disk_mib))
    failure = g_error_new(STORE_ERROR, STORE_ERROR_FULL, "disk nearly full");
  else
    (void)write_batch(webhook, &failure);
  if (failure)
    return refuse_batch(webhook, failure, error);
  webhook->full = false;
  release_batch(webhook, MHD_HTTP_OK);
  bell_ring(webhook->options.runtime_dir, "digest");
  return true;
}

/* Take in all that is ready before a group is written.  The library accepts
 * about ten connections a run; if each run wrote its own group, the clients
 * already there would be served again and again before the last of a rush. */
static void
gather(Webhook *webhook)
{
  for (int run = 0; run < GATHER_RUNS; run++) {
    http_server_run(webhook->server);
    if (!http_server_is_ready(webhook->server))
      return;
  }
}

/* Who is not its provider waits no longer. */
static void
drop_refused(GPtrArray *waiting)
{
  for (guint i = waiting->len; i-- > 0;) {
    WebhookRequest *request = waiting->pdata[i];
    if (request->status == 0)
      continue;
    request->waiting = false;
    g_ptr_array_remove_index(waiting, i);
  }
}

static void
verify_waiting(Webhook *webhook)
{
  GPtrArray *waiting = webhook->waiting;
  g_autofree VerifierCase *cases = g_new(VerifierCase, waiting->len);
  for (guint i = 0; i < waiting->len; i++)
    cases[i] = webhook_request_case(waiting->pdata[i]);
  verifier_check(webhook->verifier, cases, waiting->len,
                 clock_now_ms(webhook->options.clock));
  for (guint i = 0; i < waiting->len; i++)
    webhook_request_judge(waiting->pdata[i], &cases[i].result);
  drop_refused(waiting);
}

bool
webhook_turn(Webhook *webhook, GError **error)
{
  gather(webhook);
  verify_waiting(webhook);
  if (webhook->waiting->len > 0)
    return commit_batch(webhook, error);
  if (webhook->segment && clock_monotonic_ms() >= webhook->segment_due_ms)
    return close_segment(webhook, error);
  return true;
}
