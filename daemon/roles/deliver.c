/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role deliver`: sends what digest has decided to send, and reports.  It
 * holds the keys of its jobs and the credentials of the transports, but none
 * that opens what citizens wrote.
 */
#include <sysexits.h>
#include <unistd.h>

#include <curl/curl.h>

#include "daemon/bell.h"
#include "daemon/deliver/deliver_loop.h"
#include "daemon/deliver/media_file.h"
#include "daemon/keys.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "daemon/status.h"

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

  return keys_load_spool_public(config, &digest, error) &&
                 media_file_prepare(config, error)
             ? deliver_results_new(config->settings->paths.state, &digest,
                                   error)
             : NULL;
}

/* Keys that are missing are configuration; folders are made besides. */
static int
code_of(const GError *error)
{
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY))
    return EX_TEMPFAIL;
  return error->domain == STORE_ERROR ? EX_CANTCREAT : EX_CONFIG;
}

static int
run_with(const Config *config, Clock *clock)
{
  const char *runtime = config->settings->paths.runtime;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeliverInbox) inbox = open_inbox(config, &error);

  if (inbox == NULL)
    return role_fail(code_of(error), "deliver", "jobs", error);
  g_autoptr(DeliverResults) results = open_results(config, &error);
  if (results == NULL)
    return role_fail(code_of(error), "deliver", "results", error);
  g_autoptr(Bell) bell = bell_open(runtime, "deliver", &error);
  if (bell == NULL)
    return role_fail(EX_CANTCREAT, "deliver", "bell", error);
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
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 0, config_load_plain, &start);
  if (code != EX_OK)
    return code;
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return role_fail(EX_OSERR, "deliver", "curl", NULL);
  return run_with(start.config, start.clock);
}

const Role role_deliver = {
    .name = "deliver",
    .argument = NULL,
    .summary = "send mails and SMS, report what became of them",
    .run = run_deliver,
};
