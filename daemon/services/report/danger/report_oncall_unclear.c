/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody on call writes instead of OK: the desk reads it, the writer
 * hears that the alarm is open and how to answer, and who says NEIN is not
 * waited for.
 */
#include "daemon/services/report/danger/report_oncall_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "queue/agenda.h"
#include "queue/person.h"
#include "templates/texts.h"

char *
oncall_first_line(const Incoming *incoming)
{
  if (incoming->mail == NULL)
    return g_strdup(incoming->sms->text);
  const char *text = incoming->mail->text == NULL ? "" : incoming->mail->text;
  return g_strndup(text, strcspn(text, "\n"));
}

/* The words go to the desk, where somebody may make sense of them; its own are
 * there. */
static bool
tell_desk_words(Desk *desk, const Incoming *incoming, OncallAlarm *alarm,
                GError **error)
{
  const Town *town = desk->config->town;
  if (incoming->mail != NULL &&
      department_lists(town_office(town), incoming->mail->from->address))
    return true;
  const char *words =
      incoming->mail == NULL ? incoming->sms->text : incoming->mail->text;
  json_auto_t *data =
      json_pack("{s:{s:b}, s:o}", "desk", "wrote", 1, "oncall_words",
                texts_lines(words == NULL ? "" : words, "│ "));
  OncallTelling telling = {.text = "on-call",
                           .ticket = incoming->belonging.ticket,
                           .alarm = alarm,
                           .inbox_id = incoming->item->id.text,
                           .data = data};
  return oncall_tell_desk(desk, &telling, error);
}

/* Who cannot need not be waited for. */
static bool
pass_on(Desk *desk, const Incoming *incoming, bool *out_did, GError **error)
{
  g_autofree char *said = oncall_first_line(incoming);
  *out_did = keyword_answer_denies(said);
  return !*out_did ||
         agenda_set(desk->queue, REPORT_ONCALL_TIMER,
                    incoming->belonging.ticket->id.text, desk->now_ms, error);
}

static bool
ask_by_sms(Desk *desk, const Incoming *incoming, bool declined, GError **error)
{
  ContactClaim claim = {.channel = "sms", .address = incoming->sms->from};
  g_autoptr(Contact) contact = contact_ensure(desk->queue, &claim, error);
  if (contact == NULL)
    return false;
  SmsReply reply = {.contact = contact,
                    .text = "on-call-unclear",
                    .data = json_pack("{s:b}", "declined", declined),
                    .ticket = incoming->belonging.ticket,
                    .service = "report"};
  return sms_reply_send(desk, incoming, &reply, error);
}

/* Once for each alarm: a machine behind the address that shows no sign of one
 * hears no more, and an alarm rings often enough by itself. */
static bool
ask_by_mail(Desk *desk, const Incoming *incoming, OncallAlarm *alarm,
            bool declined, GError **error)
{
  const char *address = incoming->mail->from->address;
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", address);
  g_autofree char *who =
      g_base64_encode(g_bytes_get_data(lookup, NULL), g_bytes_get_size(lookup));
  g_autofree char *dedupe =
      g_strdup_printf("on-call-unclear|%s|%s|%s", alarm->inbox_id.text, who,
                      declined ? "declined" : "open");
  json_auto_t *data = json_pack("{s:b}", "declined", declined);
  OncallTelling telling = {.text = "on-call-unclear",
                           .ticket = incoming->belonging.ticket,
                           .alarm = alarm,
                           .inbox_id = incoming->item->id.text,
                           .data = data,
                           .dedupe = dedupe};
  return oncall_tell_address(desk, &telling, address, error);
}

static bool
ask_again(Desk *desk, const Incoming *incoming, OncallAlarm *alarm,
          GError **error)
{
  bool declined = false;
  if (!pass_on(desk, incoming, &declined, error))
    return false;
  return incoming->mail == NULL
             ? ask_by_sms(desk, incoming, declined, error)
             : ask_by_mail(desk, incoming, alarm, declined, error);
}

bool
oncall_answer_unclear(Desk *desk, const Incoming *incoming, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = incoming->mail == NULL ? "on-call-texted"
                                                      : "on-call-wrote",
                       .actor = "on-call",
                       .detail = "no OK: the alarm goes on",
                       .inbox_id = incoming->item->id.text};
  OncallAlarm *found = NULL;
  if (!ticket_add_event(desk->queue, ticket, &event, error) ||
      !oncall_alarm_load(desk, ticket->id.text, &found, error))
    return false;
  g_autoptr(OncallAlarm) alarm = found;
  return alarm == NULL || !alarm->is_open ||
         (tell_desk_words(desk, incoming, alarm, error) &&
          ask_again(desk, incoming, alarm, error));
}
