/* SPDX-License-Identifier: Apache-2.0
 *
 * The text of the demo's bote.yaml, apart from the code that writes files.
 */
#ifndef BOTE_DAEMON_DEMO_TOWN_PRIVATE_H
#define BOTE_DAEMON_DEMO_TOWN_PRIVATE_H

#include "daemon/demo/town.h"

/* Owned by the caller. */
char *demo_town_settings(const DemoTown *town);

#endif
