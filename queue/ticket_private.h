/* SPDX-License-Identifier: Apache-2.0
 *
 * What ticket.c and ticket_read.c share.
 */
#ifndef BOTE_QUEUE_TICKET_PRIVATE_H
#define BOTE_QUEUE_TICKET_PRIVATE_H

#include "queue/ticket.h"

extern const StateTable ticket_states;

#endif
