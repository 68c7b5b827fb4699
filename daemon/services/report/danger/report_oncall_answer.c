/* SPDX-License-Identifier: Apache-2.0
 *
 * OK to an alarm.  An SMS counts from a number of the roster that was told, a
 * mail with the alarm's token from an address of the roster or the desk's.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/danger/report_oncall_private.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "queue/agenda.h"

/* "OK", "Okay.", "OK 26-00417-6", "ok bin unterwegs"; anything else may be a no
 * ("Ok, aber ich bin im Urlaub"), and the next person is worth more than a
 * wrong end.
 *
 * out_number   what stands behind it, owned; NULL: nothing */
static bool
says_ok(const char *text, char **out_number)
{
  g_autofree char *plain = keyword_normalise(text);
  size_t length = strcspn(plain, " ");
  g_autofree char *first = g_strndup(plain, length);
  g_autoptr(Keyword) keyword = keyword_classify(first, NULL);
  Number number;
  *out_number = NULL;
  if (keyword_answer_takes_over(text))
    return true;
  if (keyword->kind != KEYWORD_OK)
    return false;
  const char *rest = plain + length;
  if (*rest == '\0')
    return true;
  rest++;
  if (!number_parse(rest, &number))
    return false;
  *out_number = g_strdup(rest);
  return true;
}

/* The ticket whose number he gave, if he was told of its alarm. */
static bool
find_numbered(Desk *desk, const char *text, GBytes *lookup, Ticket **out,
              GError **error)
{
  Number number;
  Ticket *named = NULL;
  OncallAlarm *found = NULL;
  bool parsed = number_parse(text, &number);
  g_assert(parsed);
  if (!ticket_find_number(desk->queue, &number, &named, error))
    return false;
  g_autoptr(Ticket) ticket = named;
  if (ticket == NULL)
    return true;
  if (!oncall_alarm_load(desk, ticket->id.text, &found, error))
    return false;
  g_autoptr(OncallAlarm) alarm = found;
  bool was = false;
  if (alarm != NULL && !oncall_alarm_was_told(
                           desk, alarm, (OncallWho){lookup, true}, &was, error))
    return false;
  if (was)
    *out = g_steal_pointer(&ticket);
  return true;
}

/* open_only   one that was taken says nothing any more */
static bool
find_newest(Desk *desk, GBytes *lookup, bool open_only, Ticket **out,
            GError **error)
{
  OncallAlarm *found = NULL;
  if (!oncall_alarm_of_number(desk, lookup, &found, error))
    return false;
  g_autoptr(OncallAlarm) alarm = found;
  bool counts = alarm != NULL && (alarm->is_open || !open_only);
  if (counts)
    *out = ticket_load(desk->queue, alarm->ticket_id.text, error);
  return !counts || *out != NULL;
}

/* What somebody writes whose OK we wait for, and that means nothing to us: it
 * is about the alarm, if anything.  A danger is a danger. */
static bool
may_be_about_alarm(const Incoming *incoming)
{
  if (incoming->danger != NULL)
    return false;
  g_autoptr(Keyword) keyword = keyword_classify(incoming->sms->text, NULL);
  return keyword->kind == KEYWORD_CONTENT || keyword->kind == KEYWORD_NO;
}

bool
report_oncall_claims(Desk *desk, Incoming *incoming, bool *out_claims,
                     GError **error)
{
  const OncallShift *shift =
      oncall_roster_number(desk->config->town->oncall, incoming->sms->from);
  g_autofree char *number = NULL;
  *out_claims = false;
  if (shift == NULL)
    return true;
  bool ok = says_ok(incoming->sms->text, &number);
  if (!ok && !may_be_about_alarm(incoming))
    return true;
  g_autoptr(GBytes) lookup = oncall_lookup(desk, shift);
  Ticket *ticket = NULL;
  if (!(number != NULL ? find_numbered(desk, number, lookup, &ticket, error)
                       : find_newest(desk, lookup, !ok, &ticket, error)))
    return false;
  *out_claims = ticket != NULL;
  if (ticket != NULL)
    incoming->belonging =
        (Belonging){.kind = BELONGING_ONCALL, .ticket = ticket};
  return true;
}

/* --- somebody took it ----------------------------------------------------- */

/* Who answers: his line on the roster, or the desk. */
typedef struct Answerer {
  const OncallShift *shift; /* NULL: the desk, or nobody who may */
  bool is_desk;
} Answerer;

static Answerer
answerer_of(const Desk *desk, const Incoming *incoming)
{
  const Town *town = desk->config->town;
  if (incoming->mail == NULL)
    return (Answerer){oncall_roster_number(town->oncall, incoming->sms->from),
                      false};
  if (incoming->mail->from == NULL || incoming->mail->auth == AUTH_VERDICT_FAIL)
    return (Answerer){NULL, false};
  const char *address = incoming->mail->from->address;
  return (Answerer){oncall_roster_mail(town->oncall, address),
                    department_lists(town_office(town), address)};
}

static bool
add_event(Desk *desk, const Incoming *incoming, const char *what,
          const char *detail, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = what,
                       .actor = "on-call",
                       .detail = detail,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, incoming->belonging.ticket, &event,
                          error);
}

/* The line that took it before, if the roster has it still. */
static const OncallShift *
taker_of(const Desk *desk, const OncallAlarm *alarm)
{
  const GPtrArray *shifts = desk->config->town->oncall->shifts;
  for (guint i = 0; alarm->taken_by != NULL && i < shifts->len; i++) {
    g_autoptr(GBytes) lookup = oncall_lookup(desk, shifts->pdata[i]);
    if (g_bytes_equal(lookup, alarm->taken_by))
      return shifts->pdata[i];
  }
  return NULL;
}

/* {"own": true} for whom it was, else who has it: a name only where the roster
 * gives one. */
static json_t *
taken_data(bool own, const OncallShift *taker, bool is_desk)
{
  if (own)
    return json_pack("{s:b}", "own", 1);
  json_t *data = json_pack("{s:b}", "by_desk", is_desk);
  if (taker != NULL && taker->name != NULL)
    json_object_set_new(data, "by", json_string(taker->name));
  return data;
}

/* All who were told but himself hear that it is taken. */
static bool
tell_others(Desk *desk, OncallTelling *telling, const Answerer *who,
            GError **error)
{
  const OncallRoster *roster = desk->config->town->oncall;
  json_auto_t *data = taken_data(false, who->shift, who->is_desk);
  telling->data = data;
  for (guint i = 0; i < roster->shifts->len; i++) {
    const OncallShift *shift = roster->shifts->pdata[i];
    g_autoptr(GBytes) lookup = oncall_lookup(desk, shift);
    bool was = false;
    bool himself =
        who->shift != NULL && strcmp(who->shift->number, shift->number) == 0;
    if (himself || oncall_roster_number(roster, shift->number) != shift)
      continue; /* each once */
    if (!oncall_alarm_was_told(desk, telling->alarm, (OncallWho){lookup, true},
                               &was, error) ||
        (was && !oncall_tell_person(desk, telling, shift, error)))
      return false;
  }
  return telling->alarm->turn == 0 || oncall_tell_desk(desk, telling, error);
}

static bool
take(Desk *desk, const Incoming *incoming, const Answerer *who,
     OncallTelling *telling, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  g_autoptr(GBytes) by =
      who->shift == NULL ? NULL : oncall_lookup(desk, who->shift);
  g_autofree char *detail =
      who->shift == NULL
          ? g_strdup("the desk")
          : g_strdup_printf("line %d of oncall.csv", who->shift->line);
  return oncall_alarm_close(desk, telling->alarm, "taken", by, error) &&
         agenda_cancel(desk->queue, REPORT_ONCALL_TIMER, ticket->id.text,
                       error) &&
         add_event(desk, incoming, "alarm-taken", detail, error) &&
         tell_others(desk, telling, who, error);
}

/* Himself, by the way the alarm went to him. */
static bool
tell_answerer(Desk *desk, const Incoming *incoming, const Answerer *who,
              OncallTelling *telling, GError **error)
{
  const OncallShift *taker = taker_of(desk, telling->alarm);
  bool own =
      who->shift == NULL
          ? telling->alarm->taken_by == NULL
          : taker != NULL && strcmp(taker->number, who->shift->number) == 0;
  json_auto_t *data = taken_data(own, taker, telling->alarm->taken_by == NULL);
  telling->data = data;
  telling->inbox_id = incoming->item->id.text;
  return who->shift == NULL
             ? oncall_tell_desk(desk, telling, error)
             : oncall_tell_person(desk, telling, who->shift, error);
}

static bool
answer(Desk *desk, const Incoming *incoming, const Answerer *who,
       OncallAlarm *alarm, GError **error)
{
  OncallTelling telling = {.text = "on-call-taken",
                           .ticket = incoming->belonging.ticket,
                           .alarm = alarm};
  if (alarm->is_open) {
    if (!take(desk, incoming, who, &telling, error))
      return false;
    g_clear_pointer(&alarm->taken_by, g_bytes_unref);
    alarm->taken_by =
        who->shift == NULL ? NULL : oncall_lookup(desk, who->shift);
  }
  return tell_answerer(desk, incoming, who, &telling, error);
}

static bool
is_ok(const Incoming *incoming)
{
  g_autofree char *number = NULL;
  g_autofree char *said = oncall_first_line(incoming);
  return says_ok(said, &number);
}

bool
report_oncall_answer(Desk *desk, const Incoming *incoming, Handled *out_handled,
                     GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  Answerer who = answerer_of(desk, incoming);
  OncallAlarm *found = NULL;
  *out_handled = (Handled){.kind = "on-call", .ticket_id = ticket->id};
  if (who.shift == NULL && !who.is_desk)
    return add_event(desk, incoming, "on-call-refused",
                     "from nobody on oncall.csv", error);
  if (!is_ok(incoming))
    return oncall_answer_unclear(desk, incoming, error);
  if (!oncall_alarm_load(desk, ticket->id.text, &found, error))
    return false;
  g_autoptr(OncallAlarm) alarm = found;
  return alarm == NULL || answer(desk, incoming, &who, alarm, error);
}
