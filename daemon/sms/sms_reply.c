/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers to SMS.
 */
#include "daemon/sms/sms_reply.h"

#include "queue/person.h"

/* A machine that answers ours gets each text once in this time. */
enum { SAME_TEXT_MS = 10 * 60 * 1000 };

/* Did he get the same a short while ago? */
static bool
went_lately(Desk *desk, const SmsReply *reply, bool *out_did, GError **error)
{
  return store_get_bool(desk->queue->store, out_did, error,
                        "SELECT count(*) FROM outbox WHERE lookup = $1"
                        " AND created_at_ms > $2 AND kind = $3"
                        " AND COALESCE(ticket_id, '') = $4",
                        "bitt", reply->contact->lookup,
                        desk->now_ms - SAME_TEXT_MS, reply->text,
                        reply->ticket == NULL ? "" : reply->ticket->id.text);
}

/* What stands against an answer, a word for the note; NULL: nothing. */
static bool
find_objection(Desk *desk, const Incoming *incoming, const SmsReply *reply,
               const char **out_why, GError **error)
{
  const char *address = reply->contact->address;
  bool same = false;
  if (!incoming_may_be_answered(incoming, out_why))
    return true;
  if (!service_answers(desk, reply->service, address))
    *out_why = "service-state";
  if (*out_why != NULL || reply->in_any_case)
    return true;
  if (!reply->again && !went_lately(desk, reply, &same, error))
    return false;
  if (same) {
    *out_why = "same-10min";
    return true;
  }
  DeskReceiver receiver = {
      .channel = "sms", .address = address, .is_authenticated = true};
  return desk_may_answer(desk, &receiver, out_why, error);
}

bool
sms_reply_send(Desk *desk, const Incoming *incoming, SmsReply *reply,
               GError **error)
{
  const Contact *contact = reply->contact;
  json_auto_t *data = reply->data != NULL ? reply->data : json_object();
  const char *why = NULL;
  reply->data = NULL;
  reply->sent = false;
  if (!find_objection(desk, incoming, reply, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  g_autofree char *dedupe =
      g_strconcat(reply->text, "|", incoming->item->id.text, NULL);
  g_autofree char *text = NULL;
  DeskSms sms = {
      .text = reply->text,
      .language = incoming_language(desk, incoming, contact->language),
      .data = data,
      .channel = incoming->item->source,
      .to = contact->address,
      .owner_id = contact->person_id.text,
      .ticket = reply->ticket,
      .inbox_id = incoming->item->id.text,
      .dedupe = dedupe,
      .held = incoming->answers_paused,
  };
  if (!desk_send_sms(desk, &sms, &text, error))
    return false;
  reply->sent = text != NULL && !incoming->answers_paused;
  return true;
}
