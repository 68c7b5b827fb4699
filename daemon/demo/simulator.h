/* SPDX-License-Identifier: Apache-2.0
 *
 * The demo's SMS provider: takes what Kannel's sendsms takes, lays it on the
 * phone it is for, and calls back with a receipt.
 */
#ifndef BOTE_DAEMON_DEMO_SIMULATOR_H
#define BOTE_DAEMON_DEMO_SIMULATOR_H

#include "daemon/demo/town.h"

typedef struct DemoSimulator DemoSimulator;

/* town  kept, not owned */
DemoSimulator *demo_simulator_new(const DemoTown *town);
void demo_simulator_free(DemoSimulator *simulator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DemoSimulator, demo_simulator_free)

/* Take one request.
 *
 * query  of GET /cgi-bin/sendsms, without "?"
 * Returns the HTTP status to answer with. */
unsigned demo_simulator_take(DemoSimulator *simulator, const char *query);

/* Deliver what was taken; call it after the answer has left. */
void demo_simulator_deliver(DemoSimulator *simulator);

#endif
