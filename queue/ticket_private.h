/* SPDX-License-Identifier: Apache-2.0
 *
 * What ticket.c and ticket_read.c share.
 */
#ifndef BOTE_QUEUE_TICKET_PRIVATE_H
#define BOTE_QUEUE_TICKET_PRIVATE_H

#include "queue/ticket.h"

extern const StateTable ticket_states;

/* Seal a column's text under the key of the ticket's person; NULL is "". */
GBytes *ticket_seal(Queue *queue, const Ticket *ticket, const char *column,
                    const char *text, GError **error);

#endif
