/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role digest`: the one writer of the store.  It imports what intake
 * roles spooled, has it read in the sandbox, lets services decide, and hands
 * out what deliver sends.  It has no network.
 */
#include <errno.h>
#include <poll.h>
#include <sysexits.h>

#include "daemon/admin/admin.h"
#include "daemon/admin/request.h"
#include "daemon/bell.h"
#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/config_check_days.h"
#include "daemon/digest/digest.h"
#include "daemon/digest/media.h"
#include "daemon/learn/town_learner.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "daemon/status.h"
#include "templates/template_error.h"

enum { PAUSE_MS = 5000 }; /* until somebody made room */

typedef bool (*Step)(Digest *digest, bool *out_worked, GError **error);

/* The order of one turn: what was sent is known before more is sent. */
static const Step steps[] = {digest_results, digest_import,  digest_decide,
                             digest_timers,  digest_handout, digest_fetch,
                             digest_learn,   digest_project};

static bool
run_turn(Digest *digest, bool *out_worked, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
    if (!steps[i](digest, out_worked, error))
      return false;
  return true;
}

static bool
rest(Digest *digest, const Admin *admin, GError **error)
{
  int64_t due_ms;
  if (!store_sync(digest->store, error) ||
      !digest_next_due(digest, &due_ms, error))
    return false;
  struct pollfd awaited[] = {
      {.fd = bell_fd(digest->bell), .events = POLLIN},
      {.fd = admin_fd(admin), .events = POLLIN},
      town_learner_poll(digest->learner),
  };
  int wait_ms = MIN(clock_wait_ms(digest->clock, due_ms), STATUS_PERIOD_MS);
  wait_ms = MIN(wait_ms, admin_wait_ms(admin));
  int ready = poll(awaited, G_N_ELEMENTS(awaited), wait_ms);
  if (ready < 0 && errno != EINTR) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "poll: %s",
                g_strerror(errno));
    return false;
  }
  bell_drain(digest->bell);
  return ready != 0 || digest_idle(digest, error);
}

/* Stay where a restart would only use up attempts: wait for room. */
static bool
wait_for_room(Digest *digest, GError **error)
{
  if (!digest_error_is_passing(*error))
    return false;
  status_add(digest->status, "paused", 1);
  log_event(LOG_ERR, "digest-paused", "why", (*error)->message, "next",
            "tried again in 5 s", NULL);
  g_clear_error(error);
  (void)poll(NULL, 0, PAUSE_MS); /* a signal only shortens it */
  return true;
}

static int
exit_code(const GError *error)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY))
    return EX_TEMPFAIL;
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_SCHEMA) ||
      error->domain == CONFIG_ERROR || error->domain == TEMPLATE_ERROR)
    return EX_CONFIG;
  return EX_IOERR;
}

static int
run_loop(Digest *digest)
{
  g_autoptr(GError) error = NULL;
  const char *runtime = digest->config->settings->paths.runtime;
  if (!digest_upkeep(digest, &error) || !digest_return_leases(digest, &error) ||
      !digest_adopt_orphans(digest, &error))
    return role_fail(exit_code(error), "digest", "upkeep", error);
  g_autoptr(Admin) admin = admin_new(runtime, request_answer, digest, &error);
  if (admin == NULL)
    return role_fail(EX_CANTCREAT, "digest", "command socket", error);
  notify_ready();
  log_event(LOG_INFO, "digest-ready", NULL);
  Desk desk = digest_desk(digest);
  g_autoptr(GDateTime) now = desk_local_now(&desk);
  config_check_log_days(digest->config->town, now);
  for (;;) {
    bool worked = false;
    bool done = run_turn(digest, &worked, &error) &&
                (worked || rest(digest, admin, &error)) &&
                admin_turn(admin, &error);
    if (!done && !wait_for_room(digest, &error))
      return role_fail(exit_code(error), "digest", "store", error);
    status_tick(digest->status);
    notify_alive();
  }
}

static int
run_digest(int argc, char **argv)
{
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 0, config_load, &start);
  if (code != EX_OK)
    return code;
  g_autoptr(GError) error = NULL;
  Digest digest;
  if (!digest_open(&digest, start.config, start.clock, &error))
    return role_fail(exit_code(error), "digest", "start", error);
  code = run_loop(&digest);
  digest_close(&digest);
  return code;
}

const Role role_digest = {
    .name = "digest",
    .argument = NULL,
    .summary = "decide about messages: the one writer of the store",
    .run = run_digest,
};
