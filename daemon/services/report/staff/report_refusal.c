/* SPDX-License-Identifier: Apache-2.0
 *
 * What is not carried out is kept, and whoever can do something about it hears
 * of it: the desk of a stranger, a colleague of his own command.
 */
#include "daemon/services/report/staff/report_refusal.h"

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "parsers/message.h"
#include "templates/format.h"
#include "templates/texts.h"

enum {
  NOTE_CHARACTERS = 4000,
  /* Answers to commands that are not carried out, as for citizens (desk.c): a
   * machine that looks like a person must not make a loop. */
  ANSWERS_PER_HOUR = 1,
  PROVED_ANSWERS_PER_HOUR = 10,
  ALARM_AGAIN_MS = 86400000,
};

bool
report_add_note(Desk *desk, const Incoming *incoming, const char *what,
                const char *words, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  g_autofree char *cut = g_utf8_strlen(words, -1) > NOTE_CHARACTERS
                             ? g_utf8_substring(words, 0, NOTE_CHARACTERS)
                             : g_strdup(words);
  g_autofree char *actor = ticket_actor_department(ticket->department);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = what,
                       .actor = actor,
                       .note = cut,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

/* Is the desk to be alarmed about this sender now?  What it is not told now is
 * counted for the next time.
 *
 * out_more   how many came since the last alarm */
static bool
count_refusal(Desk *desk, const Incoming *incoming, bool *out_alarm,
              int64_t *out_more, GError **error)
{
  Store *store = desk->queue->store;
  const char *ticket_id = incoming->belonging.ticket->id.text;
  g_autoptr(GBytes) sender =
      keyring_lookup(desk->queue->ring, "mail", incoming->mail->from->address);
  int64_t recent = 0;
  *out_more = 0;
  if (!store_get_int64(store, &recent, error,
                       "SELECT count(*) FROM report_refusal"
                       " WHERE ticket_id = $1 AND sender = $2"
                       " AND alarmed_at_ms > $3",
                       "tbi", ticket_id, sender, desk->now_ms - ALARM_AGAIN_MS))
    return false;
  *out_alarm = recent == 0;
  if (!*out_alarm)
    return store_run(store, error,
                     "UPDATE report_refusal SET more = more + 1"
                     " WHERE ticket_id = $1 AND sender = $2",
                     "tb", ticket_id, sender);
  return store_get_int64(store, out_more, error,
                         "SELECT COALESCE(max(more), 0) FROM report_refusal"
                         " WHERE ticket_id = $1 AND sender = $2",
                         "tb", ticket_id, sender) &&
         store_run(store, error,
                   "INSERT INTO report_refusal (ticket_id, sender,"
                   " alarmed_at_ms, more) VALUES ($1, $2, $3, 0)"
                   " ON CONFLICT (ticket_id, sender)"
                   " DO UPDATE SET alarmed_at_ms = $3, more = 0",
                   "tbi", ticket_id, sender, desk->now_ms);
}

static bool
alarm_desk(Desk *desk, const Incoming *incoming, const CommandMail *commands,
           int64_t more, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Town *town = desk->config->town;
  const Department *office = town_office(town);
  const char *language = report_staff_language(desk, office);
  json_t *data = report_staff_data(desk, ticket, language);
  json_object_set_new(data, "commands",
                      report_commands_data(desk, commands, language));
  json_object_set_new(data, "asker",
                      json_string(incoming->mail->from->address));
  g_autofree char *received = desk_date(desk, incoming->item->received_at_ms,
                                        language, (int)FORMAT_DATE_TIME);
  json_object_set_new(data, "received", json_string(received));
  json_object_set_new(data, "forged",
                      json_boolean(incoming->mail->auth == AUTH_VERDICT_FAIL));
  if (more > 0)
    json_object_set_new(data, "more", json_integer(more));
  return report_tell_staff(desk, ticket,
                           &(ReportStaffMail){"authority-refused",
                                              office->addresses->pdata[0], data,
                                              incoming->item->id.text, 0, NULL},
                           error);
}

bool
report_refuse(Desk *desk, const Incoming *incoming, const CommandMail *commands,
              GError **error)
{
  bool alarm;
  int64_t more;
  return incoming_note(desk, incoming, "authority-refused",
                       incoming->belonging.ticket->text_number, error) &&
         report_add_note(desk, incoming, "refused", commands->text, error) &&
         count_refusal(desk, incoming, &alarm, &more, error) &&
         (!alarm || alarm_desk(desk, incoming, commands, more, error));
}

bool
report_only_note(Desk *desk, const Incoming *incoming,
                 const CommandMail *commands, const char *why, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  return incoming_note(desk, incoming, why, ticket->text_number, error) &&
         report_add_note(desk, incoming, "note", commands->text, error);
}

bool
report_asks_for_something(const CommandMail *commands)
{
  return commands->commands->len + commands->mistakes->len > 0;
}

/* No token goes along: nothing can be done with one. */
static bool
answer_past(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const char *sender = incoming->mail->from->address;
  const Department *theirs = town_department_of(desk->config->town, sender);
  const char *language = report_staff_language(desk, theirs);
  g_autofree char *closed = desk_date(desk, ticket->changed_at_ms, language,
                                      (int)FORMAT_DATE_NUMERIC);
  json_t *data = report_data(desk, ticket, language);
  json_object_set_new(data, "closed", json_string(closed));
  json_object_set_new(data, "note", texts_lines(commands->text, "│ "));
  ReportStaffMail mail = {
      "transcript-note",       sender, data,
      incoming->item->id.text, 0,      incoming->mail->message_id};
  return report_tell_colleague(desk, ticket, &mail, error);
}

/* A command that was not carried out must not look as if it had been.  The
 * token of the present assignment goes to a listed address only. */
static bool
answer_note(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            bool listed, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  if (report_is_past(desk, ticket))
    return answer_past(desk, incoming, commands, error);
  const char *sender = incoming->mail->from->address;
  const Department *theirs = town_department_of(desk->config->town, sender);
  const char *language = report_staff_language(desk, theirs);
  json_t *data = listed ? report_staff_data(desk, ticket, language)
                        : report_data(desk, ticket, language);
  json_object_set_new(data, "department",
                      json_string(report_department(desk, ticket)->name));
  ReportStaffMail mail = {
      "ticket-assigned-away",  sender, data,
      incoming->item->id.text, 0,      incoming->mail->message_id};
  if (!listed)
    return report_tell_colleague(desk, ticket, &mail, error);
  json_object_set_new(data, "note", texts_lines(commands->text, "│ "));
  json_object_set_new(data, "no_code", json_true());
  mail.text = "transcript-note";
  return report_tell_staff(desk, ticket, &mail, error);
}

/* How often such an answer went to this address lately.  Its ticket mails do
 * not count: a busy department is not to be left without answers. */
static bool
count_answers(Desk *desk, const char *address, int64_t *out, GError **error)
{
  g_autoptr(GBytes) lookup = keyring_lookup(desk->queue->ring, "mail", address);
  return store_get_int64(desk->queue->store, out, error,
                         "SELECT count(*) FROM outbox WHERE lookup = $1"
                         " AND created_at_ms > $2 AND kind IN"
                         " ('transcript-note', 'ticket-assigned-away',"
                         " 'authority-denied')",
                         "bi", lookup, desk->now_ms - INT64_C(3600000));
}

/* Did he get as many as he may for now? */
static bool
has_enough(Desk *desk, const Incoming *incoming, bool *out_enough,
           GError **error)
{
  int64_t answered = 0;
  if (!count_answers(desk, incoming->mail->from->address, &answered, error))
    return false;
  int allowed = incoming_is_authenticated(incoming) ? PROVED_ANSWERS_PER_HOUR
                                                    : ANSWERS_PER_HOUR;
  *out_enough = answered >= allowed;
  return !*out_enough ||
         incoming_note(desk, incoming, "no-answer", "address-hour", error);
}

bool
report_note_without_token(Desk *desk, const Incoming *incoming,
                          const CommandMail *commands, bool listed,
                          GError **error)
{
  if (!report_only_note(desk, incoming, commands, "note-without-token", error))
    return false;
  if (!report_asks_for_something(commands))
    return true;
  bool enough;
  return has_enough(desk, incoming, &enough, error) &&
         (enough || answer_note(desk, incoming, commands, listed, error));
}

bool
report_deny(Desk *desk, const Incoming *incoming, const CommandMail *commands,
            const ReportStanding *standing, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  bool enough = false;
  if (!report_only_note(desk, incoming, commands, "authority-denied", error))
    return false;
  bool surely_his = standing->waited && incoming_is_authenticated(incoming);
  if (!surely_his && !has_enough(desk, incoming, &enough, error))
    return false;
  if (enough)
    return true;
  ReportStaffMail mail = {
      .text = "authority-denied",
      .address = incoming->mail->from->address,
      .data =
          json_pack("{s:s, s:s, s:b, s:o}", "number", ticket->text_number,
                    "department", report_department(desk, ticket)->name,
                    "no_reply", (int)(standing->leave == REPORT_LEAVE_EXPIRED),
                    "note", texts_lines(commands->text, "│ ")),
      .inbox_id = incoming->item->id.text,
      .in_reply_to = incoming->mail->message_id};
  return report_tell_colleague(desk, ticket, &mail, error);
}
