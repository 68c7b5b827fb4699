/* SPDX-License-Identifier: Apache-2.0
 *
 * The history of the services' states (table service_state).
 */
#ifndef BOTE_DAEMON_DIGEST_SERVICE_STATES_H
#define BOTE_DAEMON_DIGEST_SERVICE_STATES_H

#include "daemon/service.h"

/* Write down each service whose state or phase is another one than last time.
 * Within an open transaction. */
bool service_states_note(Desk *desk, GError **error);

#endif
