/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role poll NAME`: takes what gammu-smsd received for the channel NAME
 * into the spool.  It holds no key that opens citizens' data, and knows no
 * store of ours.
 */
#include <poll.h>
#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/keys.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/poll/poll.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "daemon/status.h"
#include "queue/spool.h"

enum {
  SLICE_MS = 5000, /* status and watchdog go on while we wait */
  FULL_S = 30,     /* until somebody made room */
};

static int
fail(int code, const char *what, const GError *error)
{
  return role_fail(code, "poll", what, error);
}

static void
wait_for(int seconds, Status *status)
{
  int64_t until_ms = clock_monotonic_ms() + (int64_t)seconds * 1000;
  int64_t rest_ms = 0;
  do {
    status_tick(status);
    notify_alive();
    rest_ms = until_ms - clock_monotonic_ms();
    if (rest_ms > 0)
      (void)poll(NULL, 0, (int)MIN(rest_ms, SLICE_MS)); /* a signal is fine */
  } while (rest_ms > 0);
}

static int
run_loop(Poll *poll, const PollOptions *options)
{
  notify_ready();
  for (;;) {
    g_autoptr(GError) error = NULL;
    int wait_s = options->smsd.poll_s;
    if (!poll_round(poll, &error)) {
      if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL))
        return fail(EX_IOERR, "spool", error);
      status_add(options->status, "errors", 1);
      log_event(LOG_ERR, "spool-full", "role", "poll", "channel",
                options->channel, "next", "SMSD keeps it until there is room",
                NULL);
      wait_s = FULL_S;
    }
    wait_for(wait_s, options->status);
  }
}

static int
run_with(const Config *config, const ChannelSettings *channel, Clock *clock)
{
  const Settings *settings = config->settings;
  g_autoptr(GError) error = NULL;
  SecretBoxPublic reader;
  PollOptions options = {
      .channel = channel->name,
      .timezone = settings->timezone,
      .runtime_dir = settings->paths.runtime,
      .reader = &reader,
      .clock = clock,
      .free_disk_mib = (unsigned)settings->limits.free_disk_mib,
  };

  if (!smsd_settings_read(channel, &options.smsd, &error))
    return fail(EX_CONFIG, "settings", error);
  if (!keys_load_spool_public(config, &reader, &error))
    return fail(EX_CONFIG, "key of the spool", error);
  g_autofree char *folder =
      spool_intake_make(settings->paths.state, "poll", &error);
  if (folder == NULL)
    return fail(EX_CANTCREAT, "spool folder", error);
  g_autofree char *name = g_strconcat("poll-", channel->name, NULL);
  g_autoptr(Status) status = status_new(settings->paths.runtime, name, clock);
  options.folder = folder;
  options.status = status;
  g_autoptr(Poll) poll = poll_new(&options);
  return run_loop(poll, &options);
}

static int
run_poll(int argc, char **argv)
{
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 1, config_load_plain, &start);
  if (code != EX_OK)
    return code;
  const ChannelSettings *channel =
      settings_channel(start.config->settings, start.argument);
  if (channel == NULL)
    return fail(EX_CONFIG, "no such channel in the configuration", NULL);
  return run_with(start.config, channel, start.clock);
}

const Role role_poll = {
    .name = "poll",
    .argument = "CHANNEL",
    .summary = "take what a modem's gammu-smsd received into the spool",
    .run = run_poll,
};
