/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role deliver`: sends what digest has decided to send, and reports.  It
 * holds the keys of its jobs and the credentials of the transports, but none
 * that opens what citizens wrote.
 */
#include <signal.h>
#include <unistd.h>

#include <curl/curl.h>

#include "daemon/bell.h"
#include "daemon/cli_print.h"
#include "daemon/clock.h"
#include "daemon/deliver/deliver_loop.h"
#include "daemon/keys.h"
#include "daemon/log.h"
#include "daemon/role.h"
#include "daemon/status.h"

static int
fail(int code, const char *what, const GError *error)
{
  log_event(LOG_ERR, "deliver-not-started", "what", what, "why",
            error != NULL ? error->message : NULL, NULL);
  return code;
}

static DeliverInbox *
open_inbox(const Config *config, GError **error)
{
  SecretBoxPair pair;
  DeliverInbox *inbox = NULL;

  if (!keys_load_deliver_pair(config, &pair, error))
    return NULL;
  inbox = deliver_inbox_new(config->settings->paths.state, &pair, error);
  secret_wipe(&pair, sizeof pair);
  return inbox;
}

static DeliverResults *
open_results(const Config *config, GError **error)
{
  SecretBoxPublic digest;

  return keys_load_spool_public(config, &digest, error)
             ? deliver_results_new(config->settings->paths.state, &digest,
                                   error)
             : NULL;
}

static int
run_with(const Config *config, Clock *clock)
{
  const char *runtime = config->settings->paths.runtime;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeliverInbox) inbox = open_inbox(config, &error);

  if (inbox == NULL)
    return fail(EX_CONFIG, "jobs", error);
  g_autoptr(DeliverResults) results = open_results(config, &error);
  if (results == NULL)
    return fail(EX_CONFIG, "results", error);
  g_autoptr(Bell) bell = bell_open(runtime, "deliver", &error);
  if (bell == NULL)
    return fail(EX_CANTCREAT, "bell", error);
  g_autoptr(Status) status = status_new(runtime, "deliver", clock);
  DeliverLoop loop = {
      .config = config,
      .clock = clock,
      .status = status,
      .bell = bell,
      .inbox = inbox,
      .results = results,
      .dispatch = deliver_dispatch_new(config),
  };
  int code = deliver_loop_run(&loop);
  /* The disk has failed: jobs in hand stay without outcome, so nothing is
   * taken apart; the kernel does it. */
  _exit(code);
}

static int
run_deliver(int argc, char **argv)
{
  const char *config_option = NULL, *clock_option = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_take_option(&argc, argv, "--config", &config_option) ||
      !cli_take_option(&argc, argv, "--clock", &clock_option) ||
      !cli_check_rest(argc, argv, 0))
    return EX_USAGE;
  (void)signal(SIGPIPE, SIG_IGN); /* fails only for an invalid number */
  log_take_glib();
  secret_init();
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return fail(EX_OSERR, "curl", NULL);
  g_autofree char *path = config_find(config_option);
  g_autoptr(Config) config = config_load(path, NULL, &error);
  if (config == NULL)
    return fail(EX_CONFIG, "configuration", error);
  g_autoptr(Clock) clock =
      clock_open(clock_option, config->settings->test, &error);
  if (clock == NULL)
    return fail(EX_CONFIG, "clock", error);
  return run_with(config, clock);
}

const Role role_deliver = {
    .name = "deliver",
    .argument = NULL,
    .summary = "send mails and SMS, report what became of them",
    .run = run_deliver,
};
