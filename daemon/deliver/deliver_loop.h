/* SPDX-License-Identifier: Apache-2.0
 *
 * The endless part of the role deliver: take jobs, send them, write down what
 * became of them.  It knows no store and decides on no repeat.
 */
#ifndef BOTE_DAEMON_DELIVER_DELIVER_LOOP_H
#define BOTE_DAEMON_DELIVER_DELIVER_LOOP_H

#include "daemon/deliver/deliver_dispatch.h"

typedef struct Bell Bell;
typedef struct Clock Clock;
typedef struct Status Status;

/* All borrowed. */
typedef struct DeliverLoop {
  const Config *config;
  Clock *clock;
  Status *status;
  Bell *bell;
  DeliverInbox *inbox;
  DeliverResults *results;
  DeliverDispatch *dispatch;
} DeliverLoop;

/* Run until the disk fails; then nothing was acknowledged that is not durable.
 * Returns a code of sysexits.h; the cause was logged. */
int deliver_loop_run(DeliverLoop *loop);

#endif
