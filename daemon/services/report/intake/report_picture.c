/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture that came later than its SMS: the department gets it as it gets
 * what a citizen sends after his report.  He is not told: he sent it at once.
 */
#include "daemon/services/report/department/report_handover.h"

#include "daemon/services/report/intake/report_ask.h"

/* The ticket of a message; NULL without an error when it has none. */
static Ticket *
ticket_of_message(Desk *desk, const char *inbox_id, int64_t *out_received_ms,
                  GError **error)
{
  g_autofree char *id = NULL;
  {
    g_autoptr(StoreRows) rows =
        store_query(desk->queue->store, error,
                    "SELECT ticket_id, received_at_ms FROM inbox WHERE id = $1",
                    "t", inbox_id);
    if (rows == NULL)
      return NULL;
    if (store_rows_next(rows, error)) {
      id = store_rows_dup_text(rows, 0);
      *out_received_ms = store_rows_int64(rows, 1);
    }
    if (!store_rows_ok(rows))
      return NULL;
  }
  return id == NULL ? NULL : ticket_load(desk->queue, id, error);
}

bool
report_hand_over_picture(Desk *desk, const char *inbox_id, GError **error)
{
  GError *failure = NULL;
  int64_t received_ms = 0;
  g_autoptr(Ticket) ticket =
      ticket_of_message(desk, inbox_id, &received_ms, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (ticket == NULL)
    return true;
  bool waits; /* then it goes along with the answer */
  if (!report_ask_is_open(desk, ticket, &waits, error))
    return false;
  if (waits)
    return true;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "picture-came",
                       .actor = "citizen",
                       .inbox_id = inbox_id};
  ReportHandover handover = {.text = "ticket-addition",
                             .inbox_id = inbox_id,
                             .words = "",
                             .received_at_ms = received_ms};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         report_hand_over(desk, ticket, &handover, error);
}
