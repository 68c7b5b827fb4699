/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP for the demo's pages and its SMS provider: collects forms, guards
 * against other websites, sets the security fields.
 */
#ifndef BOTE_DAEMON_DEMO_SERVE_H
#define BOTE_DAEMON_DEMO_SERVE_H

#include "daemon/demo/simulator.h"
#include "daemon/http/http_server.h"

typedef struct DemoServe {
  const DemoTown *town;
  DemoSimulator *simulator;
} DemoServe;

/* For http_server_new(); its context is a DemoServe. */
extern const HttpHandler demo_serve_handler;

#endif
