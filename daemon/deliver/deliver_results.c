/* SPDX-License-Identifier: Apache-2.0
 *
 * An array, and a file of the spool.
 */
#include "daemon/deliver/deliver_results.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/log.h"

struct DeliverResults {
  char *folder;
  SecretBoxPublic digest;
  GPtrArray *waiting; /* DeliveryResult * */
  int64_t due_ms;     /* monotonic; INT64_MAX while none wait */
  bool is_stuck;
  unsigned files; /* written by this process */
};

DeliverResults *
deliver_results_new(const char *state, const SecretBoxPublic *digest,
                    GError **error)
{
  g_autoptr(DeliverResults) results = g_new0(DeliverResults, 1);

  results->folder = g_build_filename(state, "spool", "done", NULL);
  results->digest = *digest;
  results->due_ms = INT64_MAX;
  results->waiting =
      g_ptr_array_new_with_free_func((GDestroyNotify)delivery_result_free);
  if (!spool_folder_make(results->folder, error) ||
      !spool_sweep(results->folder, error))
    return NULL;
  return g_steal_pointer(&results);
}

void
deliver_results_free(DeliverResults *results)
{
  if (results == NULL)
    return;
  g_ptr_array_unref(results->waiting);
  g_free(results->folder);
  g_free(results);
}

unsigned
deliver_results_waiting(const DeliverResults *results)
{
  return results->waiting->len;
}

int64_t
deliver_results_due_ms(const DeliverResults *results)
{
  return results->due_ms;
}

bool
deliver_results_are_stuck(const DeliverResults *results)
{
  return results->is_stuck;
}

/* One line per attempt, without addresses: the peer's words may hold some. */
static void
log_result(const DeliveryResult *delivery)
{
  const OutboxResult *result = &delivery->result;
  int priority = result->action == DELIVERY_SENT ? LOG_INFO : LOG_WARNING;
  log_event(priority, "delivery", "outbox", result->id.text, "attempt",
            log_number(result->attempt).text, "action",
            delivery_action_to_string(result->action), "status", result->status,
            "transport", delivery->transport, "next",
            result->action == DELIVERY_SENT
                ? NULL
                : "digest decides; bote outbox show tells the peer's words",
            NULL);
}

/* The one that was added last may not want to wait as long as the others. */
static void
set_due(DeliverResults *results, bool is_sms)
{
  int64_t now_ms = clock_monotonic_ms();
  int wait_ms = is_sms ? DELIVER_GATHER_SMS_MS : DELIVER_GATHER_MS;

  if (results->waiting->len >= DELIVER_GATHER_MAX)
    wait_ms = 0;
  if (!results->is_stuck)
    results->due_ms = MIN(results->due_ms, now_ms + wait_ms);
}

void
deliver_results_add(DeliverResults *results, DeliverJob *job,
                    OutboxResult *outcome)
{
  DeliveryResult *delivery = g_new0(DeliveryResult, 1);
  bool is_sms = strcmp(job->job->channel, "sms") == 0;

  delivery->result = *outcome;
  *outcome = (OutboxResult){0};
  delivery->result.id = job->job->id;
  delivery->result.attempt = job->job->attempt;
  delivery->channel = g_strdup(job->job->channel);
  delivery->transport = g_strdup(job->job->transport);
  delivery->group = g_strdup(deliver_job_group(job));
  delivery->is_last = deliver_job_finish(job);
  log_result(delivery);
  g_ptr_array_add(results->waiting, delivery);
  set_due(results, is_sms);
}

static bool
write_file(DeliverResults *results, const char *name, GError **error)
{
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(results->folder, name, &results->digest, error);

  for (guint i = 0; writer != NULL && i < results->waiting->len; i++) {
    json_auto_t *head = delivery_result_head(results->waiting->pdata[i]);
    if (!spool_writer_record(writer, head, "", 0, error))
      return false;
  }
  return writer != NULL && spool_writer_commit(writer, error);
}

bool
deliver_results_write(DeliverResults *results, GError **error)
{
  /* Digest reads by age, then by name: both rise within one process, and a
   * later one starts later. */
  g_autofree char *name =
      g_strdup_printf("%016" PRIx64 "-%08x-%08x", g_get_real_time(),
                      (unsigned)getpid(), ++results->files);
  GError *failure = NULL;

  if (results->waiting->len == 0)
    return true;
  if (!write_file(results, name, &failure)) {
    results->is_stuck = g_error_matches(failure, STORE_ERROR, STORE_ERROR_FULL);
    results->due_ms = clock_monotonic_ms() + DELIVER_FULL_MS;
    g_propagate_error(error, failure);
    return false;
  }
  g_ptr_array_set_size(results->waiting, 0);
  results->due_ms = INT64_MAX;
  results->is_stuck = false;
  return true;
}
