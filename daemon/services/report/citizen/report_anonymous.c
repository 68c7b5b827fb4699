/* SPDX-License-Identifier: Apache-2.0
 *
 * The wish stands in the ticket's history, which nobody can alter.
 */
#include "daemon/services/report/citizen/report_anonymous.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/wish/wish.h"

#define ASKED "asked-not-to-be-named"

bool
report_anonymous_is(Desk *desk, const Ticket *ticket, bool *out_is,
                    GError **error)
{
  const TicketEvent asked = {.what = ASKED};
  return ticket_has_event(desk->queue, ticket, &asked, out_is, error);
}

static bool
keep(Desk *desk, Ticket *ticket, const char *inbox_id, GError **error)
{
  bool known;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = ASKED,
                       .actor = "citizen",
                       .inbox_id = inbox_id};
  return report_anonymous_is(desk, ticket, &known, error) &&
         (known || (ticket_add_event(desk->queue, ticket, &event, error) &&
                    ticket_set_confidential(desk->queue, ticket, true, error)));
}

bool
report_anonymous_remember(Desk *desk, const Incoming *incoming, Ticket *ticket,
                          GError **error)
{
  return keep(desk, ticket, incoming->item->id.text, error);
}

bool
report_anonymous_inherit(Desk *desk, const Ticket *from, Ticket *ticket,
                         GError **error)
{
  bool unnamed;
  return report_anonymous_is(desk, from, &unnamed, error) &&
         (!unnamed || keep(desk, ticket, ticket->inbox_id.text, error));
}

bool
report_hides_citizen(Desk *desk, const Ticket *ticket, const Department *reader,
                     bool *out_hides, GError **error)
{
  const Town *town = desk->config->town;
  *out_hides = reader != NULL && reader->external;
  return *out_hides ||
         (reader != NULL && strcmp(reader->id, town->desk) == 0) ||
         report_anonymous_is(desk, ticket, out_hides, error);
}
