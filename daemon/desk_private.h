/* SPDX-License-Identifier: Apache-2.0
 *
 * What a desk's two ways out share.
 */
#ifndef BOTE_DAEMON_DESK_PRIVATE_H
#define BOTE_DAEMON_DESK_PRIVATE_H

#include "daemon/desk.h"

/* Add the variables every text may use (templates/README.md). */
void desk_add_common(const Desk *desk, json_t *data);

#endif
