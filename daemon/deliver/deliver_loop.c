/* SPDX-License-Identifier: Apache-2.0
 *
 * One turn after the other.
 */
#include "daemon/deliver/deliver_loop.h"

#include <sysexits.h>

#include "daemon/bell.h"
#include "daemon/clock.h"
#include "daemon/deliver/transport.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/status.h"

enum { SLICE_MS = 5000 }; /* status and watchdog go on while we wait */

/* Write what is known.  A full disk is waited for: the outcomes stay in
 * memory, and no new jobs are taken. */
static bool
write_results(DeliverLoop *loop, GError **error)
{
  unsigned count = deliver_results_waiting(loop->results);
  g_autoptr(GError) failure = NULL;

  if (count == 0)
    return true;
  if (deliver_results_write(loop->results, &failure)) {
    status_add(loop->status, "results", count);
    status_set(loop->status, "last_success_ms", clock_now_ms(loop->clock));
    bell_ring(loop->config->settings->paths.runtime, "digest");
    return true;
  }
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_FULL)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  log_event(LOG_ERR, "results-not-written", "why", failure->message, "next",
            "tried again in 5 s, nothing is sent", NULL);
  return true;
}

/* What an earlier process had taken may or may not have been sent. */
static bool
report_leftovers(DeliverLoop *loop, GError **error)
{
  DeliverJob *job = NULL;

  for (;;) {
    OutboxResult outcome = {0};
    if (!deliver_inbox_leftover(loop->inbox, &job, error))
      return false;
    if (job == NULL)
      return write_results(loop, error);
    transport_set_result(&outcome, DELIVERY_UNKNOWN, "4.3.0",
                         "deliver was restarted");
    deliver_results_add(loop->results, job, &outcome);
  }
}

static bool
take_jobs(DeliverLoop *loop, int64_t now_ms, GError **error)
{
  DeliverJob *job = NULL;

  for (;;) {
    if (!deliver_inbox_next(loop->inbox, now_ms, &job, error))
      return false;
    if (job == NULL)
      return true;
    deliver_dispatch_add(loop->dispatch, job);
  }
}

static void
tell(DeliverLoop *loop)
{
  status_set(loop->status, "in_hand", deliver_inbox_in_hand(loop->inbox));
  status_set(loop->status, "connections",
             deliver_dispatch_lines(loop->dispatch));
  status_tick(loop->status);
  notify_alive();
}

/* Results gather while more are to come; those of the last jobs in hand have
 * nothing to wait for. */
static bool
results_are_due(const DeliverLoop *loop)
{
  int64_t due_ms = deliver_results_due_ms(loop->results);
  bool more_to_come = deliver_inbox_in_hand(loop->inbox) > 0 ||
                      deliver_results_are_stuck(loop->results);

  return due_ms != INT64_MAX &&
         (!more_to_come || clock_monotonic_ms() >= due_ms);
}

/* Wait for peers, the bell, or the moment when results are due. */
static void
rest(DeliverLoop *loop, bool has_room)
{
  int64_t due_ms = deliver_results_due_ms(loop->results);
  int64_t wait_ms = MIN(clock_wait_ms(loop->clock, INT64_MAX), SLICE_MS);

  if (due_ms != INT64_MAX)
    wait_ms = CLAMP(due_ms - clock_monotonic_ms(), 0, wait_ms);
  deliver_dispatch_wait(loop->dispatch, bell_fd(loop->bell),
                        has_room ? 0 : (int)wait_ms);
}

static bool
turn(DeliverLoop *loop, GError **error)
{
  int64_t now_ms = clock_monotonic_ms();

  if (!deliver_results_are_stuck(loop->results) &&
      !take_jobs(loop, now_ms, error))
    return false;
  deliver_dispatch_turn(loop->dispatch, now_ms, loop->results);
  bool are_due = results_are_due(loop);
  if (are_due && !write_results(loop, error))
    return false;
  tell(loop);
  /* Jobs ended: there may be room for the next. */
  rest(loop, are_due && !deliver_results_are_stuck(loop->results));
  return true;
}

int
deliver_loop_run(DeliverLoop *loop)
{
  g_autoptr(GError) error = NULL;
  int64_t look_ms = 0;
  bool fine = report_leftovers(loop, &error);

  if (fine)
    notify_ready();
  while (fine) {
    int64_t now_ms = clock_monotonic_ms();
    if (bell_drain(loop->bell) || now_ms >= look_ms) {
      deliver_inbox_look(loop->inbox);
      look_ms = now_ms + clock_wait_ms(loop->clock, INT64_MAX);
    }
    fine = turn(loop, &error);
  }
  log_event(LOG_ERR, "deliver-stopped", "why", error->message, "next",
            "started again by the supervisor", NULL);
  return EX_IOERR;
}
