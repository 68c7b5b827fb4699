/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions of the desk, asked about the next letter.
 */
#include "daemon/services/report/desk/report_taught.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/desk/report_decision.h"
#include "daemon/services/report/intake/report_request.h"
#include "parsers/message.h"
#include "queue/person.h"

#define DOMAIN_CHANNEL "domain"
/* Event of a message. */
#define TEACHES_NOTHING "teaches-nothing"

/* The newest of its sender that names a kind; of advertising only when nothing
 * else was said since. */
#define NEWEST                                                                 \
  " d.kind IS NOT NULL AND" REPORT_DECISION_STANDING                           \
  " AND NOT EXISTS (SELECT 1 FROM report_decision n"                           \
  " WHERE n.sender = d.sender AND n.undone_at_ms IS NULL"                      \
  " AND n.decided_at_ms >= d.decided_at_ms AND n.inbox_id > d.inbox_id"        \
  " AND (n.kind IS NOT NULL OR d.kind = '" REPORT_TAUGHT_ADVERTISING "'))"     \
  " AND NOT EXISTS (SELECT 1 FROM report_listed l"                             \
  " WHERE d.kind = '" REPORT_TAUGHT_ADVERTISING "' AND l.sender = d.sender"    \
  " AND l.wanted_at_ms > d.decided_at_ms)"

/* What others of his organisation are told by. */
#define OF_DOMAIN                                                              \
  " d.kind IS NOT NULL AND d.kind <> '" REPORT_TAUGHT_ADVERTISING              \
  "' AND" REPORT_DECISION_STANDING

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
      store_query(desk->queue->store, error,
                  "SELECT kind, decided_at_ms FROM report_decision d"
                  " WHERE sender = $1 AND" NEWEST,
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
                  " WHERE domain = $1 AND" OF_DOMAIN
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

/* Not what anybody typed into a form, nor what surely is not from him. */
static bool
tells_its_writer(const Message *mail)
{
  return mail != NULL && mail->from != NULL && mail->form == NULL &&
         mail->auth != AUTH_VERDICT_FAIL;
}

bool
report_taught_find(Desk *desk, const Incoming *incoming, ReportTaught *out,
                   GError **error)
{
  const Message *mail = incoming->mail;
  *out = (ReportTaught){0};
  if (!tells_its_writer(mail) || incoming->belonging.linked ||
      town_department_of(desk->config->town, mail->from->address) != NULL)
    return true;
  return find(desk, mail->from->address, incoming_is_authenticated(incoming),
              out, error);
}

/* The contact of a ticket, when its letter is believed to be of him; else
 * NULL. */
static bool
load_writer(Desk *desk, const Ticket *ticket, Contact **out, GError **error)
{
  bool nameless = false;
  if (!store_get_bool(desk->queue->store, &nameless, error,
                      "SELECT count(*) FROM inbox_event WHERE inbox_id = $1"
                      " AND what = '" TEACHES_NOTHING "'",
                      "t", ticket->inbox_id.text))
    return false;
  *out = nameless ? NULL
                  : contact_load(desk->queue, ticket->contact_id.text, error);
  return nameless || *out != NULL;
}

bool
report_taught_of_ticket(Desk *desk, const Ticket *ticket, ReportTaught *out,
                        GError **error)
{
  Contact *found = NULL;
  *out = (ReportTaught){0};
  if (!load_writer(desk, ticket, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  return contact == NULL || strcmp(contact->channel, "mail") != 0 ||
         find(desk, contact->address, true, out, error);
}

/* What is decided about it will tell nothing of whoever it names. */
static bool
note_nameless(Desk *desk, const Incoming *incoming, GError **error)
{
  return incoming->mail == NULL || tells_its_writer(incoming->mail) ||
         incoming_note(desk, incoming, TEACHES_NOTHING, NULL, error);
}

bool
report_taught_apply(Desk *desk, const Incoming *incoming, ReportLetter *letter,
                    GError **error)
{
  ReportTaught taught;
  if (!note_nameless(desk, incoming, error))
    return false;
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

/* ",press,council,": those that tell of the sender. */
static char *
kinds_of_senders(const Town *town)
{
  const GPtrArray *kinds = letter_table_kinds(town->letters);
  GString *list = g_string_new(",");
  for (guint i = 0; i < kinds->len; i++) {
    const LetterKind *kind = kinds->pdata[i];
    if ((kind->flags & LETTER_OF_SENDER) != 0)
      g_string_append_printf(list, "%s,", kind->id);
  }
  return g_string_free(list, FALSE);
}

StoreRows *
report_taught_rows(Desk *desk, int64_t limit, GError **error)
{
  g_autofree char *kinds = kinds_of_senders(desk->config->town);
  return store_query(
      desk->queue->store, error,
      "SELECT d.inbox_id, d.decided_at_ms, d.kind,"
      " (SELECT t.digits FROM ticket t WHERE t.id = d.ticket_id),"
      " d.domain IN (SELECT o.domain FROM report_decision o WHERE o.kind ="
      " d.kind AND o.kind <> '" REPORT_TAUGHT_ADVERTISING "'"
      " AND o.undone_at_ms IS NULL AND o.sender <> d.sender)"
      " AND d.domain NOT IN (SELECT o.domain FROM report_decision o"
      " WHERE o.domain IS NOT NULL AND o.kind <> d.kind"
      " AND o.kind <> '" REPORT_TAUGHT_ADVERTISING "'"
      " AND o.undone_at_ms IS NULL)"
      " FROM report_decision d WHERE $1 LIKE '%,' || d.kind || ',%'"
      " AND EXISTS (SELECT 1 FROM ticket t JOIN contact c ON c.id = "
      "t.contact_id"
      " WHERE t.id = d.ticket_id AND c.channel = 'mail') AND" NEWEST
      " ORDER BY d.decided_at_ms DESC, d.inbox_id DESC LIMIT $2",
      "ti", kinds, limit);
}

bool
report_taught_forget(Desk *desk, const char *inbox_id, GError **error)
{
  return store_run(desk->queue->store, error,
                   "UPDATE report_decision SET kind = NULL, domain = NULL"
                   " WHERE sender = (SELECT sender FROM report_decision"
                   " WHERE inbox_id = $1)",
                   "t", inbox_id);
}

bool
report_taught_sender(Desk *desk, const Ticket *ticket, ReportSender *out,
                     GError **error)
{
  Keyring *ring = desk->queue->ring;
  Contact *found = NULL;
  if (!load_writer(desk, ticket, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  const char *id = ticket->id.text;
  *out = (ReportSender){
      .sender = contact != NULL
                    ? g_bytes_ref(contact->lookup)
                    : keyring_content_hash(ring, "nobody", id, strlen(id))};
  g_autofree char *domain =
      contact != NULL && strcmp(contact->channel, "mail") == 0
          ? letter_organisation(contact->address)
          : NULL;
  if (domain != NULL)
    out->domain = keyring_lookup(ring, DOMAIN_CHANNEL, domain);
  return true;
}

void
report_sender_clear(ReportSender *sender)
{
  g_clear_pointer(&sender->sender, g_bytes_unref);
  g_clear_pointer(&sender->domain, g_bytes_unref);
}

bool
report_taught_tell(const StaffCall *call, const char *kind_id, GError **error)
{
  const Desk *desk = call->desk;
  const LetterKind *kind =
      kind_id == NULL ? NULL
                      : letter_table_find(desk->config->town->letters, kind_id);
  if (kind == NULL || (kind->flags & LETTER_OF_SENDER) == 0)
    return true;
  Contact *found = NULL;
  if (!load_writer(call->desk, call->ticket, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  if (contact != NULL && strcmp(contact->channel, "mail") == 0)
    json_object_set_new(call->notes, "learnt",
                        json_string(letter_kind_name(kind, call->language)));
  return true;
}
