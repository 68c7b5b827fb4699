/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role webhook`: takes what SMS providers deliver into the spool.  It
 * parses nothing, holds no key that opens citizens' data, and knows no store.
 */
#include <errno.h>
#include <poll.h>
#include <sysexits.h>

#include "daemon/http/http_listen.h"
#include "daemon/http/webhook.h"
#include "daemon/http/webhook_load.h"
#include "daemon/keys.h"
#include "daemon/notify.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "daemon/status.h"
#include "queue/spool.h"

static int
fail(int code, const char *what, const GError *error)
{
  return role_fail(code, "webhook", what, error);
}

static void
free_channel(void *channel)
{
  webhook_channel_free(channel);
}

/* All channels that are reached by a webhook. */
static GPtrArray *
make_channels(const Config *config, GError **error)
{
  g_autoptr(GPtrArray) channels = g_ptr_array_new_with_free_func(free_channel);
  const GPtrArray *rows = config->settings->channels;
  for (guint i = 0; i < rows->len; i++) {
    const ChannelSettings *settings = rows->pdata[i];
    if (settings->path_credential == NULL)
      continue;
    WebhookChannel *channel = webhook_channel_load(config, settings, error);
    if (channel == NULL)
      return NULL;
    g_ptr_array_add(channels, channel);
  }
  return g_steal_pointer(&channels);
}

static int
run_loop(Webhook *webhook, Status *status)
{
  notify_ready();
  for (;;) {
    int wait_ms = webhook_wait_ms(webhook);
    if (wait_ms < 0 || wait_ms > STATUS_PERIOD_MS)
      wait_ms = STATUS_PERIOD_MS;
    struct pollfd ready = {.fd = webhook_fd(webhook), .events = POLLIN};
    if (poll(&ready, 1, wait_ms) < 0 && errno != EINTR)
      return fail(EX_OSERR, "poll", NULL);
    g_autoptr(GError) error = NULL;
    if (!webhook_turn(webhook, &error))
      return fail(EX_IOERR, "spool", error);
    status_tick(status);
    notify_alive();
  }
}

static int
run_with(const Config *config, Clock *clock)
{
  const Settings *settings = config->settings;
  g_autoptr(GError) error = NULL;
  SecretBoxPublic reader;
  if (!keys_load_spool_public(config, &reader, &error))
    return fail(EX_CONFIG, "key of the spool", error);
  g_autoptr(GPtrArray) channels = make_channels(config, &error);
  if (channels == NULL)
    return fail(EX_CONFIG, "channels", error);
  g_autofree char *folder =
      spool_intake_make(settings->paths.state, "webhook", &error);
  if (folder == NULL)
    return fail(EX_CANTCREAT, "spool folder", error);
  int listen_fd = http_listen(settings->webhook.listen, &error);
  if (listen_fd < 0)
    return fail(EX_OSERR, "listen", error);
  g_autoptr(Status) status =
      status_new(settings->paths.runtime, "webhook", clock);
  WebhookOptions options = {
      .folder = folder,
      .runtime_dir = settings->paths.runtime,
      .reader = &reader,
      .channels = channels,
      .clock = clock,
      .status = status,
      .limits = {(unsigned)settings->limits.connections, HTTP_DEADLINE_MS},
      .free_disk_mib = (unsigned)settings->limits.free_disk_mib,
      .per_address = (unsigned)settings->limits.connections_per_address,
  };
  g_autoptr(Webhook) webhook = webhook_new(listen_fd, &options, &error);
  return webhook ? run_loop(webhook, status) : fail(EX_OSERR, "webhook", error);
}

static int
run_webhook(int argc, char **argv)
{
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 0, config_load_plain, &start);
  return code == EX_OK ? run_with(start.config, start.clock) : code;
}

const Role role_webhook = {
    .name = "webhook",
    .argument = NULL,
    .summary = "take what SMS providers deliver into the spool",
    .run = run_webhook,
};
