/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role demo`: the pages and the SMS provider of `bote demo`.  It runs
 * only on a scratch machine beside the demo's marker, and touches neither store
 * nor spool.
 */
#include <errno.h>
#include <poll.h>
#include <sysexits.h>

#include "daemon/demo/serve.h"
#include "daemon/http/http_listen.h"
#include "daemon/notify.h"
#include "daemon/role.h"
#include "daemon/role_start.h"
#include "parsers/mime/mime.h"

enum { CONNECTIONS = 64, WAIT_MS = 10000 };

static int
run_loop(HttpServer *server, DemoSimulator *simulator)
{
  notify_ready();
  for (;;) {
    int wait_ms = http_server_wait_ms(server);
    struct pollfd ready = {.fd = http_server_fd(server), .events = POLLIN};
    if (poll(&ready, 1, wait_ms < 0 ? WAIT_MS : MIN(wait_ms, WAIT_MS)) < 0 &&
        errno != EINTR)
      return role_fail(EX_OSERR, "demo", "poll", NULL);
    http_server_run(server);
    demo_simulator_deliver(simulator);
    notify_alive();
  }
}

static int
serve(const DemoTown *town)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *listen = g_strdup_printf("127.0.0.1:%d", town->web_port);
  int fd = http_listen(listen, &error);
  if (fd < 0)
    return role_fail(EX_OSERR, "demo", "listen", error);
  g_autoptr(DemoSimulator) simulator = demo_simulator_new(town);
  DemoServe serve = {.town = town, .simulator = simulator};
  HttpLimits limits = {CONNECTIONS, HTTP_DEADLINE_MS};
  g_autoptr(HttpServer) server =
      http_server_new(fd, &limits, &demo_serve_handler, &serve, &error);
  return server == NULL ? role_fail(EX_OSERR, "demo", "server", error)
                        : run_loop(server, simulator);
}

static int
run_demo(int argc, char **argv)
{
  g_auto(RoleStart) start = {0};
  int code = role_start(argc, argv, 0, config_load_plain, &start);
  if (code != EX_OK)
    return code;
  if (!start.config->settings->test)
    return role_fail(EX_CONFIG, "demo", "this is no test town", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DemoTown) town = demo_town_open(start.config->file, &error);
  if (town == NULL)
    return role_fail(EX_CONFIG, "demo", "only bote demo starts it", error);
  mime_init();
  return serve(town);
}

const Role role_demo = {
    .name = "demo",
    .argument = NULL,
    .summary = "show the mailboxes and phones of bote demo",
    .run = run_demo,
};
