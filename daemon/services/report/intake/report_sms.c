/* SPDX-License-Identifier: Apache-2.0
 *
 * STATUS by SMS, and a ticket's number alone, which asks the same.  A number
 * can be forged, so it tells state and dates only.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/sms/sms_reply.h"
#include "parsers/keyword/keyword.h"
#include "parsers/sms/sms.h"
#include "queue/person.h"
#include "templates/format.h"

static json_t *
status_data(const Desk *desk, const Ticket *ticket, const char *language)
{
  g_autofree char *changed = desk_date(desk, ticket->changed_at_ms, language,
                                       (int)FORMAT_DATE_NUMERIC);
  json_t *data = json_pack("{s:s, s:{s:b}}", "changed", changed, "state",
                           report_state_member(ticket->state), 1);
  if (report_is_awaited(desk, ticket)) {
    g_autofree char *due =
        desk_date(desk, ticket->due_at_ms, language, (int)FORMAT_DATE_SHORT);
    json_object_set_new(data, "due_short", json_string(due));
  }
  return data;
}

/* *out_ticket NULL: no ticket has this number. */
static bool
find_ticket(Desk *desk, const char *text, Ticket **out_ticket, GError **error)
{
  Number number;
  *out_ticket = NULL;
  return text == NULL || !number_parse(text, &number) ||
         ticket_find_number(desk->queue, &number, out_ticket, error);
}

/* STATUS alone asks about his own: the newest that is not closed, if any. */
static bool
find_newest(Desk *desk, const Contact *contact, Ticket **out_ticket,
            GError **error)
{
  g_autoptr(GPtrArray) own =
      ticket_unclosed_of(desk->queue, contact->id.text, 1, error);
  if (own == NULL)
    return false;
  *out_ticket = own->len == 0 ? NULL : g_ptr_array_steal_index(own, 0);
  return true;
}

/* A number alone tells no language; his ticket does. */
static void
read_language(const Desk *desk, const Incoming *incoming, const Ticket *ticket,
              Contact *inout_contact)
{
  if (inout_contact->language == NULL &&
      strcmp(ticket->contact_id.text, inout_contact->id.text) == 0 &&
      incoming_sms_language(desk, incoming) == NULL)
    inout_contact->language = g_strdup(ticket->language);
}

static bool
tell_status(Desk *desk, const Incoming *incoming, Contact *contact,
            const char *number, GError **error)
{
  Ticket *found = NULL;
  if (!(number == NULL ? find_newest(desk, contact, &found, error)
                       : find_ticket(desk, number, &found, error)))
    return false;
  g_autoptr(Ticket) ticket = found;
  if (ticket != NULL)
    read_language(desk, incoming, ticket, contact);
  SmsReply answer = {.contact = contact, .text = "status-unknown"};
  if (ticket != NULL) {
    answer.text = "status";
    answer.ticket = ticket;
    answer.data = status_data(
        desk, ticket, incoming_language(desk, incoming, contact->language));
  }
  return sms_reply_send(desk, incoming, &answer, error);
}

/* Two digits, a dash, digits, a dash, one digit: meant as a number, though its
 * check digit may be wrong. */
static bool
looks_like_number(const char *text)
{
  static const char digits[] = "0123456789";
  size_t serial = strspn(text, digits) == 2 && text[2] == '-'
                      ? strspn(text + 3, digits)
                      : 0;
  return serial > 0 && text[3 + serial] == '-' &&
         strspn(text + 4 + serial, digits) == 1 && text[5 + serial] == '\0';
}

/* Does a number stand alone?  A short one may be the answer to something. */
static bool
is_number_alone(const Incoming *incoming)
{
  g_autofree char *text = keyword_normalise(incoming->sms->text);
  Number number;
  if (!number_parse(text, &number))
    return looks_like_number(text);
  return number.letter == 0 &&
         (!number.is_short || incoming->belonging.kind == BELONGING_NEW);
}

/* Owned; NULL when the text asks for no status, or for none by its number. */
static char *
number_asked_for(const Incoming *incoming, bool *out_asks)
{
  g_autoptr(Keyword) keyword = keyword_classify(incoming->sms->text, NULL);
  *out_asks = true;
  if (keyword->kind == KEYWORD_STATUS)
    return g_strdup(keyword->argument);
  *out_asks = keyword->kind == KEYWORD_CONTENT && is_number_alone(incoming);
  return *out_asks ? keyword_normalise(incoming->sms->text) : NULL;
}

bool
report_handle_status(Desk *desk, const Incoming *incoming, Handled *out_handled,
                     bool *out_done, GError **error)
{
  g_autofree char *number = number_asked_for(incoming, out_done);
  if (!*out_done)
    return true;
  ContactClaim claim = {.channel = "sms", .address = incoming->sms->from};
  g_autoptr(Contact) contact = contact_ensure(desk->queue, &claim, error);
  if (contact == NULL)
    return false;
  *out_handled = (Handled){.kind = "status",
                           .person_id = contact->person_id,
                           .contact_id = contact->id};
  return tell_status(desk, incoming, contact, number, error);
}
