/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions of the desk, asked about the next letter.
 */
#include "daemon/services/report/desk/report_taught.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/intake/report_request.h"
#include "parsers/message.h"
#include "queue/person.h"

#define DOMAIN_CHANNEL "domain"

/* Decisions that stand; those about somebody who was erased went with him. */
#define STANDING                                                               \
  " d.undone_at_ms IS NULL AND NOT EXISTS (SELECT 1 FROM ticket t"             \
  " JOIN person p ON p.id = t.person_id WHERE t.id = d.ticket_id"              \
  " AND p.erased_at_ms IS NOT NULL)"

/* rows   kind and time; nothing when there is none of this town's */
static bool
take_row(Desk *desk, StoreRows *taken, ReportTaught *out, GError **error)
{
  g_autoptr(StoreRows) rows = taken;
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  out->kind =
      letter_table_find(desk->config->town->letters, store_rows_text(rows, 0));
  out->at_ms = store_rows_int64(rows, 1);
  return true;
}

static bool
find_by_address(Desk *desk, const char *address, ReportTaught *out,
                GError **error)
{
  g_autoptr(GBytes) sender = keyring_lookup(desk->queue->ring, "mail", address);
  return take_row(
      desk,
      store_query(
          desk->queue->store, error,
          "SELECT kind, decided_at_ms FROM (SELECT * FROM report_decision d"
          " WHERE sender = $1 AND kind IS NOT NULL AND" STANDING
          " ORDER BY decided_at_ms DESC, inbox_id DESC LIMIT 1) n"
          " WHERE n.kind <> '" REPORT_TAUGHT_ADVERTISING "'"
          " OR (NOT EXISTS (SELECT 1 FROM report_decision o"
          " WHERE o.sender = $1 AND o.kind IS NULL AND o.undone_at_ms IS NULL"
          " AND o.decided_at_ms > n.decided_at_ms)"
          " AND NOT EXISTS (SELECT 1 FROM report_listed l"
          " WHERE l.sender = $1 AND l.wanted_at_ms > n.decided_at_ms))",
          "b", sender),
      out, error);
}

static bool
find_by_domain(Desk *desk, const char *address, ReportTaught *out,
               GError **error)
{
  g_autofree char *domain = letter_organisation(address);
  if (domain == NULL)
    return true;
  g_autoptr(GBytes) hash =
      keyring_lookup(desk->queue->ring, DOMAIN_CHANNEL, domain);
  out->by_others = true;
  return take_row(
      desk,
      store_query(desk->queue->store, error,
                  "SELECT min(kind), max(decided_at_ms) FROM report_decision d"
                  " WHERE domain = $1 AND kind IS NOT NULL"
                  " AND kind <> '" REPORT_TAUGHT_ADVERTISING "' AND" STANDING
                  " HAVING count(DISTINCT kind) = 1"
                  " AND count(DISTINCT sender) > 1",
                  "b", hash),
      out, error);
}

/* Of him, else of his organisation; kinds that say nothing of the sender do
 * away with what was said before. */
static bool
find(Desk *desk, const char *address, bool is_believed, ReportTaught *out,
     GError **error)
{
  *out = (ReportTaught){0};
  if (!find_by_address(desk, address, out, error) ||
      (out->kind == NULL && out->at_ms == 0 && is_believed &&
       !find_by_domain(desk, address, out, error)))
    return false;
  if (out->kind == NULL || (out->kind->flags & LETTER_OF_SENDER) == 0)
    *out = (ReportTaught){0};
  return true;
}

bool
report_taught_find(Desk *desk, const Incoming *incoming, ReportTaught *out,
                   GError **error)
{
  const Message *mail = incoming->mail;
  *out = (ReportTaught){0};
  if (mail == NULL || incoming->belonging.linked ||
      town_department_of(desk->config->town, mail->from->address) != NULL)
    return true;
  return find(desk, mail->from->address, incoming_is_authenticated(incoming),
              out, error);
}

bool
report_taught_of_ticket(Desk *desk, const Ticket *ticket, ReportTaught *out,
                        GError **error)
{
  *out = (ReportTaught){0};
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  return strcmp(contact->channel, "mail") != 0 ||
         find(desk, contact->address, true, out, error);
}

bool
report_taught_apply(Desk *desk, const Incoming *incoming, ReportLetter *letter,
                    GError **error)
{
  ReportTaught taught;
  if (incoming->danger != NULL || report_request_text(incoming) != NULL ||
      report_letter_may_abuse(letter))
    return true;
  if (!report_taught_find(desk, incoming, &taught, error))
    return false;
  if (taught.kind == NULL || taught.kind == letter->kind ||
      (taught.kind->flags & LETTER_WEEKLY_LIST) != 0 ||
      !letter_taught_counts(&letter->verdict, taught.kind))
    return true;
  report_letter_teach(letter, taught.kind, taught.at_ms, taught.by_others);
  return true;
}

bool
report_taught_domain(Desk *desk, const Ticket *ticket, GBytes **out,
                     GError **error)
{
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  g_autofree char *domain = strcmp(contact->channel, "mail") == 0
                                ? letter_organisation(contact->address)
                                : NULL;
  *out = domain == NULL
             ? NULL
             : keyring_lookup(desk->queue->ring, DOMAIN_CHANNEL, domain);
  return true;
}
