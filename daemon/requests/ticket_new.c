/* SPDX-License-Identifier: Apache-2.0
 *
 * ticket.new {text, channel, from, confidential}: a person at the keyboard
 * records what somebody told; as a colleague's mail with #neu, whose words are
 * read by the same sandboxed reader.
 */
#include <string.h>
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "daemon/digest/decide_danger.h"
#include "daemon/digest/reading.h"
#include "daemon/services/report/record/report_record.h"
#include "parsers/caller.h"
#include "parsers/message.h"
#include "parsers/sms/e164.h"
#include "queue/content.h"
#include "queue/person.h"

/* What was asked for, checked. */
typedef struct Order {
  ReportRecording recording;
  Caller *caller;
  char *text;
} Order;

static void
order_clear(Order *order)
{
  caller_free(order->caller);
  g_free(order->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Order, order_clear)

static bool
refuse(GError **error, const char *why)
{
  g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR, why);
  return false;
}

static bool
take_order(RequestCall *call, const char *actor, Order *out, GError **error)
{
  const char *channel = request_text(call, "channel");
  const char *text = request_text(call, "text");
  const char *told = request_text(call, "from");
  const char *origin =
      channel == NULL ? REPORT_USUAL_ORIGIN : caller_origin_find(channel);
  out->text = g_strstrip(g_strdup(text == NULL ? "" : text));
  out->caller = caller_parse(told);
  out->recording =
      (ReportRecording){.origin = origin,
                        .caller = out->caller,
                        .told_of_caller = told,
                        .words = out->text,
                        .actor = actor,
                        .confidential = request_flag(call, "confidential")};
  if (origin == NULL)
    return refuse(error, "no such channel; it is phone, visit, letter or fax");
  if (out->caller == NULL)
    return refuse(error, "this phone number or e-mail address cannot be right");
  if (out->text[0] == '\0')
    return refuse(error, "the words are missing; they come by standard input");
  return true;
}

/* Records for others only where reports are taken at all; what tells of a
 * danger always is. */
static bool
is_at_work(const Desk *desk, const Incoming *incoming, GError **error)
{
  ServiceState state = desk_service_state(desk, "report");
  if (incoming->danger != NULL ||
      (state != SERVICE_STATE_OFF && state != SERVICE_STATE_PAUSED))
    return true;
  g_set_error_literal(error, REQUEST_ERROR, EX_UNAVAILABLE,
                      "the service report is at rest (town.yaml)");
  return false;
}

/* A mail of nobody's, for the reader. */
static GBytes *
write_mail(const char *words)
{
  static const char head[] = "MIME-Version: 1.0\r\n"
                             "Content-Type: text/plain; charset=utf-8\r\n"
                             "Content-Transfer-Encoding: 8bit\r\n\r\n";
  GString *mail = g_string_new(head);
  g_string_append(mail, words);
  (void)g_string_replace(mail, "\n", "\r\n", 0);
  (void)g_string_replace(mail, "\r\r\n", "\r\n", 0);
  return g_string_free_to_bytes(mail);
}

/* Put it into the inbox, as under way.  NULL: a failure of the store. */
static InboxItem *
add_item(Digest *digest, GBytes *mail, GError **error)
{
  Queue *queue = &digest->queue;
  json_auto_t *head = json_object();
  InboxNew message = {.id = queue_new_id(queue, queue->now_ms),
                      .channel = "mail",
                      .source = digest->config->town->address,
                      .received_at_ms = queue->now_ms,
                      .size_bytes = g_bytes_get_size(mail),
                      .head = head};
  g_autoptr(GBytes) key =
      keyring_content_hash(digest->ring, "request", message.id.text, ID_LENGTH);
  g_autoptr(GBytes) hash = NULL;
  g_autofree char *place = inbox_raw_place(message.id.text);
  g_autoptr(ContentWriter) writer = content_writer_new(queue, place);
  bool added;
  message.natural_key = key;
  if (!content_writer_append(writer, g_bytes_get_data(mail, NULL),
                             g_bytes_get_size(mail), error) ||
      !content_writer_finish(writer, NULL, &message.raw, &hash, error))
    return NULL;
  message.raw_hash = hash;
  bool ok = inbox_add(queue, &message, &added, error);
  content_clear(&message.raw);
  g_autoptr(InboxItem) item =
      ok ? inbox_load(queue, message.id.text, error) : NULL;
  return item != NULL && inbox_begin(queue, item, error)
             ? g_steal_pointer(&item)
             : NULL;
}

static void
tell(RequestCall *call, const Incoming *incoming, const Ticket *ticket,
     const Contact *contact)
{
  g_autofree char *to = report_contact_hint(contact);
  request_add_row(
      call,
      json_pack("{s:s, s:s, s:s*, s:s, s:s*, s:s, s:s, s:s*, s:b, s:s*}",
                "number", ticket->text_number, "id", ticket->id.text,
                "category", ticket->category, "department", ticket->department,
                "place", ticket->place, "channel", ticket->origin,
                "answered_by", ticket->channel, "answered_to", to,
                "confidential", (int)ticket->confidential, "danger",
                incoming->danger == NULL ? NULL : incoming->danger->rule));
}

static bool
open_ticket(RequestCall *call, Desk *desk, const Incoming *incoming,
            const Order *order, GError **error)
{
  Handled handled = {0};
  if (!is_at_work(desk, incoming, error) ||
      !incoming_note(desk, incoming, "recorded", order->recording.actor,
                     error) ||
      !report_open_ticket(desk, incoming, &order->recording, &handled, error))
    return false;
  g_autoptr(Ticket) ticket =
      ticket_load(desk->queue, handled.ticket_id.text, error);
  InboxOutcome outcome = {.state = INBOX_STATE_DONE,
                          .kind = handled.kind,
                          .service = "report",
                          .person_id = handled.person_id.text,
                          .contact_id = handled.contact_id.text,
                          .ticket_id = handled.ticket_id.text};
  g_autoptr(Contact) contact =
      ticket == NULL
          ? NULL
          : contact_load(desk->queue, handled.contact_id.text, error);
  if (contact == NULL ||
      !inbox_finish(desk->queue, incoming->item, &outcome, error))
    return false;
  tell(call, incoming, ticket, contact);
  return true;
}

static bool
run(RequestCall *call, GError **error)
{
  Digest *digest = call->digest;
  RequestActor actor = request_actor(call);
  g_auto(Order) order = {0};
  if (!take_order(call, actor.text, &order, error))
    return false;
  g_autoptr(GBytes) mail = write_mail(order.text);
  g_autoptr(InboxItem) item = add_item(digest, mail, error);
  if (item == NULL)
    return false;
  g_autoptr(Reading) reading = digest_read(digest, item, error);
  if (reading == NULL)
    return false;
  if (reading->outcome != PARSE_OUTCOME_OK)
    return refuse(error, "the words could not be read");
  Desk desk = digest_desk(digest);
  Incoming incoming = {
      .item = item,
      .mail = reading->mail,
      .mailbox = settings_mailbox(digest->config->settings, item->source),
      .attachments = reading->attachments};
  g_auto(FoundDanger) danger = {0};
  danger_look(&desk, &incoming, &danger);
  return open_ticket(call, &desk, &incoming, &order, error);
}

const Request request_ticket_new = {
    .name = "ticket.new", .writes = true, .run = run};
