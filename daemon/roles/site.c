/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role site`: the public pages.  It opens neither store nor spool and
 * holds no key.
 */
#include <errno.h>
#include <poll.h>
#include <sysexits.h>

#include "daemon/http/http_listen.h"
#include "daemon/log.h"
#include "daemon/notify.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "daemon/site/site.h"

static int
run_loop(HttpServer *server, Status *status)
{
  notify_ready();
  log_event(LOG_INFO, "site-ready", NULL);
  for (;;) {
    int wait_ms = http_server_wait_ms(server);
    if (wait_ms < 0 || wait_ms > STATUS_PERIOD_MS)
      wait_ms = STATUS_PERIOD_MS;
    struct pollfd ready = {.fd = http_server_fd(server), .events = POLLIN};
    if (poll(&ready, 1, wait_ms) < 0 && errno != EINTR)
      return role_fail(EX_OSERR, "site", "poll", NULL);
    http_server_run(server);
    status_tick(status);
    notify_alive();
  }
}

static int
serve(Site *site)
{
  g_autoptr(GError) error = NULL;
  const HttpLimits limits = {SITE_CONNECTIONS, HTTP_DEADLINE_MS};
  int fd = http_listen(site->config->settings->site.listen, &error);
  if (fd < 0)
    return role_fail(EX_OSERR, "site", "listen", error);
  g_autoptr(HttpServer) server =
      http_server_new(fd, &limits, &site_handler, site, &error);
  if (server == NULL)
    return role_fail(EX_OSERR, "site", "HTTP", error);
  return run_loop(server, site->status);
}

static int
run_site(int argc, char **argv)
{
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 0, config_load_plain, &start);
  if (code != EX_OK)
    return code;
  const Settings *settings = start.config->settings;
  g_autoptr(Status) status =
      status_new(settings->paths.runtime, "site", start.clock);
  g_autoptr(GError) error = NULL;
  Site site;
  code = site_init(&site, start.config, start.clock, status, &error)
             ? serve(&site)
             : role_fail(EX_CONFIG, "site", "texts", error);
  site_clear(&site);
  return code;
}

const Role role_site = {
    .name = "site",
    .argument = NULL,
    .summary = "serve the public pages",
    .run = run_site,
};
