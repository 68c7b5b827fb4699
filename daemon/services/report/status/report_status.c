/* SPDX-License-Identifier: Apache-2.0
 *
 * STATUS by SMS and mail, and by SMS a ticket's number alone, which asks the
 * same.
 */
#include "daemon/services/report/status/report_status.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/same/report_same.h"
#include "daemon/sms/sms_reply.h"
#include "parsers/keyword/keyword.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "parsers/subject.h"
#include "parsers/token.h"
#include "parsers/wish/wish.h"
#include "templates/format.h"

enum {
  LISTED_SMS = 4,   /* one segment */
  LISTED_MAIL = 50, /* whoever has more knows his numbers */
  WORDS_MIN = 3,    /* fewer say nothing besides */
};

/* --- the request ---------------------------------------------------------- */

bool
report_may_request(const Incoming *incoming)
{
  BelongingKind kind = incoming->belonging.kind;
  return (kind == BELONGING_NEW || kind == BELONGING_CITIZEN) &&
         incoming->danger == NULL && incoming_other_count(incoming) == 0 &&
         (incoming->mail == NULL ||
          (incoming->mail->from != NULL && incoming->mail->form == NULL &&
           incoming->mail->forwarded->len == 0));
}

static const char *
text_of(const Incoming *incoming)
{
  const char *text =
      incoming->mail != NULL ? incoming->mail->text : incoming->sms->text;
  return text == NULL ? "" : text;
}

char *
report_request_line(const Incoming *incoming, unsigned index)
{
  const char *text = text_of(incoming);
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  if (index == 0) {
    text += strspn(text, " \t\r\n");
    return g_strndup(text, strcspn(text, "\r\n"));
  }
  if (index > 1 || incoming->mail == NULL)
    return NULL;
  /* Of a reply it is ours. */
  g_autofree char *subject = subject_base(incoming->mail->subject, &prefix);
  return prefix == SUBJECT_PREFIX_NONE ? g_steal_pointer(&subject) : NULL;
}

char *
report_request_rest(const Incoming *incoming, unsigned index)
{
  const char *text = text_of(incoming);
  text += strspn(text, " \t\r\n");
  if (index == 0)
    text += strcspn(text, "\r\n");
  return g_strstrip(g_strdup(text));
}

/* --- the answer ----------------------------------------------------------- */

bool
report_is_secret(const Ticket *ticket)
{
  return ticket->confidential || strcmp(ticket->service, "report") != 0;
}

static bool
is_own(const Contact *contact, const Ticket *ticket)
{
  return contact != NULL &&
         strcmp(ticket->contact_id.text, contact->id.text) == 0;
}

/* Of what was joined to another one, the other's; new, NULL with an error. */
static json_t *
status_data(Desk *desk, const Ticket *ticket, const char *language,
            GError **error)
{
  Ticket *found = NULL;
  if (!report_find_original(desk, ticket, &found, error))
    return NULL;
  g_autoptr(Ticket) original = found;
  bool joined = original != NULL && !report_is_secret(original);
  const Ticket *shown = joined ? original : ticket;
  const Town *town = desk->config->town;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  g_autofree char *changed =
      desk_date(desk, shown->changed_at_ms, language, (int)FORMAT_DATE_NUMERIC);
  json_t *data = json_pack(
      "{s:s, s:s, s:{s:b}, s:s?, s:s?}", "number", ticket->text_number,
      "changed", changed, "state", report_state_member(shown->state), 1,
      "joined_to", joined ? original->text_number : NULL, "category",
      category == NULL ? NULL : category_name(town, category, language));
  if (report_is_awaited(desk, shown)) {
    g_autofree char *due =
        desk_date(desk, shown->due_at_ms, language, (int)FORMAT_DATE_LONG);
    g_autofree char *due_short =
        desk_date(desk, shown->due_at_ms, language, (int)FORMAT_DATE_SHORT);
    json_object_set_new(data, "due", json_string(due));
    json_object_set_new(data, "due_short", json_string(due_short));
  }
  return data;
}

/* What is told to whom. */
typedef struct Told {
  const Contact *contact; /* NULL: nobody we know */
  const Ticket *ticket;   /* NULL: several, or none */
} Told;

/* Who asks by mail may be a machine, or many of them. */
static bool
answer_by_mail(Desk *desk, const Incoming *incoming, const Told *told,
               json_t *data, GError **error)
{
  json_auto_t *owned = data;
  const char *why;
  const DeskReceiver receiver = {.channel = "mail",
                                 .address = incoming->mail->from->address,
                                 .is_authenticated =
                                     incoming_is_authenticated(incoming)};
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer(desk, &receiver, &why, error))
    return false;
  if (why == NULL && !service_answers(desk, "report", receiver.address))
    why = "service-state";
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  DeskLetter letter = incoming_letter(desk, incoming, "status", owned);
  g_autofree char *dedupe =
      g_strconcat("status|", incoming->item->id.text, NULL);
  letter.dedupe = dedupe;
  letter.ticket = told->ticket;
  if (told->ticket != NULL && is_own(told->contact, told->ticket))
    letter.role = TOKEN_ROLE_CITIZEN;
  return desk_send_mail(desk, &letter, NULL, error);
}

static bool
answer(Desk *desk, const Incoming *incoming, const Told *told, json_t *data,
       GError **error)
{
  if (incoming->mail != NULL)
    return answer_by_mail(desk, incoming, told, data, error);
  bool unknown = json_object_get(data, "no_report") != NULL;
  SmsReply reply = {.contact = told->contact,
                    .text = unknown ? "status-unknown" : "status",
                    .ticket = told->ticket,
                    .data = data,
                    .service = "report"};
  return sms_reply_send(desk, incoming, &reply, error);
}

static const char *
language_for(const Desk *desk, const Incoming *incoming, const Contact *contact)
{
  return incoming_language(desk, incoming,
                           contact == NULL ? NULL : contact->language);
}

bool
report_tell_status(Desk *desk, const Incoming *incoming, const Contact *contact,
                   const Ticket *ticket, GError **error)
{
  bool known =
      ticket != NULL && (is_own(contact, ticket) || !report_is_secret(ticket));
  if (!known)
    return answer(desk, incoming, &(Told){contact, NULL},
                  json_pack("{s:b}", "no_report", 1), error);
  json_t *data =
      status_data(desk, ticket, language_for(desk, incoming, contact), error);
  return data != NULL &&
         answer(desk, incoming, &(Told){contact, ticket}, data, error);
}

/* STATUS alone asks about his own. */
static bool
tell_all(Desk *desk, const Incoming *incoming, const Contact *contact,
         GError **error)
{
  const char *language = language_for(desk, incoming, contact);
  unsigned most = incoming->mail != NULL ? LISTED_MAIL : LISTED_SMS;
  g_autoptr(GPtrArray) own =
      contact == NULL
          ? g_ptr_array_new()
          : ticket_unclosed_of(desk->queue, contact->id.text, most, error);
  if (own == NULL)
    return false;
  if (own->len <= 1)
    return report_tell_status(desk, incoming, contact,
                              own->len == 0 ? NULL : own->pdata[0], error);
  json_auto_t *list = json_array();
  for (guint i = 0; i < own->len; i++) {
    json_t *row = status_data(desk, own->pdata[i], language, error);
    if (row == NULL)
      return false;
    json_array_append_new(list, row);
  }
  return answer(desk, incoming, &(Told){contact, NULL},
                json_pack("{s:O}", "own_tickets", list), error);
}

/* *out_ticket NULL: no ticket has this number. */
static bool
find_ticket(Desk *desk, const char *text, Ticket **out_ticket, GError **error)
{
  Number number;
  *out_ticket = NULL;
  return !number_parse(text, &number) ||
         ticket_find_number(desk->queue, &number, out_ticket, error);
}

/* A number alone tells no language; his ticket does. */
static void
read_language(const Desk *desk, const Incoming *incoming, const Ticket *ticket,
              Contact *inout_contact)
{
  if (inout_contact != NULL && inout_contact->language == NULL &&
      is_own(inout_contact, ticket) && incoming->sms != NULL &&
      incoming_sms_language(desk, incoming) == NULL)
    inout_contact->language = g_strdup(ticket->language);
}

static bool
tell_one(Desk *desk, const Incoming *incoming, Contact *contact,
         const char *number, GError **error)
{
  Ticket *found = NULL;
  if (!find_ticket(desk, number, &found, error))
    return false;
  g_autoptr(Ticket) ticket = found;
  if (ticket != NULL)
    read_language(desk, incoming, ticket, contact);
  return report_tell_status(desk, incoming, contact, ticket, error);
}

/* --- what is asked for ---------------------------------------------------- */

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
asked_by_sms(const Incoming *incoming, bool *out_asks)
{
  g_autoptr(Keyword) keyword = keyword_classify(incoming->sms->text, NULL);
  *out_asks = true;
  if (keyword->kind == KEYWORD_STATUS)
    return g_strdup(keyword->argument);
  *out_asks = keyword->kind == KEYWORD_CONTENT && is_number_alone(incoming);
  return *out_asks ? keyword_normalise(incoming->sms->text) : NULL;
}

/* A matter that is called "Status" is told, too. */
static bool
says_more(const Incoming *incoming, unsigned index)
{
  g_autofree char *rest = report_request_rest(incoming, index);
  g_autoptr(GPtrArray) words = wish_matter_words(rest);
  return words->len >= WORDS_MIN;
}

/* The same of a mail.  In reply to one of ours it is about that ticket. */
static char *
asked_by_mail(const Incoming *incoming, bool *out_asks)
{
  *out_asks = false;
  if (!report_may_request(incoming))
    return NULL;
  for (unsigned i = 0; i < 2 && !*out_asks; i++) {
    g_autofree char *line = report_request_line(incoming, i);
    if (line == NULL)
      continue;
    g_autoptr(Keyword) keyword = keyword_classify(line, NULL);
    *out_asks = keyword->kind == KEYWORD_STATUS && !says_more(incoming, i);
    if (*out_asks && keyword->argument != NULL)
      return g_strdup(keyword->argument);
  }
  return *out_asks && incoming->belonging.kind == BELONGING_CITIZEN
             ? g_strdup(incoming->belonging.ticket->text_number)
             : NULL;
}

/* Who only asks by mail is not written down. */
static bool
find_asker(Desk *desk, const Incoming *incoming, Contact **out, GError **error)
{
  if (incoming->mail != NULL)
    return contact_find(desk->queue, "mail", incoming->mail->from->address, out,
                        error);
  ContactClaim claim = {.channel = "sms", .address = incoming->sms->from};
  *out = contact_ensure(desk->queue, &claim, error);
  return *out != NULL;
}

bool
report_handle_status(Desk *desk, const Incoming *incoming, Handled *out_handled,
                     bool *out_done, GError **error)
{
  Contact *found = NULL;
  g_autofree char *number = incoming->mail != NULL
                                ? asked_by_mail(incoming, out_done)
                                : asked_by_sms(incoming, out_done);
  if (!*out_done)
    return true;
  if (!find_asker(desk, incoming, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  *out_handled = (Handled){.kind = "status"};
  if (contact != NULL) {
    out_handled->person_id = contact->person_id;
    out_handled->contact_id = contact->id;
  }
  return number == NULL ? tell_all(desk, incoming, contact, error)
                        : tell_one(desk, incoming, contact, number, error);
}
