/* SPDX-License-Identifier: Apache-2.0
 *
 * The ladder from a message to its ticket.
 */
#include "daemon/digest/belong_private.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "parsers/subject.h"
#include "parsers/token.h"
#include "queue/person.h"

void
belonging_clear(Belonging *belonging)
{
  g_clear_pointer(&belonging->ticket, ticket_free);
  g_clear_pointer(&belonging->several, g_ptr_array_unref);
  g_clear_pointer(&belonging->others, g_ptr_array_unref);
}

static bool
token_in_id(Desk *desk, const char *id, TokenRef *out)
{
  return id != NULL &&
         token_find_in_message_id(id, desk->config->settings->domain, out) &&
         desk_token_is_ours(desk, out);
}

/* A token in the ids of a thread; ours carry it. */
static bool
token_in_ids(Desk *desk, const GPtrArray *ids, TokenRef *out)
{
  for (guint i = ids->len; i > 0; i--)
    if (token_in_id(desk, ids->pdata[i - 1], out))
      return true;
  return false;
}

static bool
token_in_addresses(Desk *desk, const GPtrArray *addresses,
                   const char *alias_domain, TokenRef *out)
{
  for (guint i = 0; i < addresses->len; i++) {
    const Address *address = addresses->pdata[i];
    if (token_find_in_address(address->address, alias_domain, out) &&
        desk_token_is_ours(desk, out))
      return true;
  }
  return false;
}

static bool
token_in_strings(Desk *desk, const GPtrArray *addresses,
                 const char *alias_domain, TokenRef *out)
{
  for (guint i = 0; i < addresses->len; i++)
    if (token_find_in_address(addresses->pdata[i], alias_domain, out) &&
        desk_token_is_ours(desk, out))
      return true;
  return false;
}

bool
belong_find_token(Desk *desk, const Message *mail,
                  const MailboxSettings *mailbox, TokenRef *out)
{
  const char *alias = mailbox->alias_domain;
  return token_in_id(desk, mail->original_message_id, out) ||
         token_in_ids(desk, mail->in_reply_to, out) ||
         token_in_addresses(desk, mail->to, alias, out) ||
         token_in_addresses(desk, mail->cc, alias, out) ||
         token_in_strings(desk, mail->delivered_to, alias, out) ||
         token_in_ids(desk, mail->references, out) ||
         (mail->full_text != NULL && token_find_in_text(mail->full_text, out) &&
          desk_token_is_ours(desk, out));
}

bool
belong_is_contact(Desk *desk, const Ticket *ticket, const char *address,
                  bool *out_is, GError **error)
{
  Contact *found = NULL;
  *out_is = false;
  if (address == NULL)
    return true;
  const char *channel = strchr(address, '@') == NULL ? "sms" : "mail";
  if (!contact_find(desk->queue, channel, address, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  *out_is = contact != NULL &&
            g_strcmp0(contact->id.text, ticket->contact_id.text) == 0;
  return true;
}

/* A citizen's token or number speaks for its contact only: anybody else who
 * has it got it by a forward, and becomes a new matter with a hint. */
static bool
belong_citizen(Desk *desk, const char *address, Belonging *out, GError **error)
{
  bool is_contact;
  if (!belong_is_contact(desk, out->ticket, address, &is_contact, error))
    return false;
  out->kind = is_contact ? BELONGING_CITIZEN : BELONGING_NEW;
  out->linked = !is_contact;
  return true;
}

static bool
belong_by_token(Desk *desk, const Message *mail, Belonging *out, GError **error)
{
  const char *from = mail->from == NULL ? NULL : mail->from->address;
  switch ((TokenRole)out->token.role) {
  case TOKEN_ROLE_DEPARTMENT:
    out->kind = BELONGING_DEPARTMENT;
    return true;
  case TOKEN_ROLE_ONCALL:
    out->kind = BELONGING_ONCALL;
    return true;
  case TOKEN_ROLE_MODERATOR:
    out->kind = BELONGING_QUESTION;
    return true;
  case TOKEN_ROLE_RECORDING: /* these name no ticket */
  case TOKEN_ROLE_LISTED:
  case TOKEN_ROLE_MORNING:
  case TOKEN_ROLE_SURVEY:
    break;
  case TOKEN_ROLE_BOUNCE:
    out->kind = BELONGING_BOUNCE;
    return true;
  case TOKEN_ROLE_CITIZEN:
  case TOKEN_ROLE_UNSUBSCRIBE:
  case TOKEN_ROLE_STATUS:
    return belong_citizen(desk, from, out, error);
  }
  return true;
}

/* A number in the subject is at most a note, and only from a known address. */
static bool
belong_by_subject(Desk *desk, const Message *mail, Belonging *out,
                  GError **error)
{
  Number number;
  g_autofree char *subject = subject_base(mail->subject, NULL);
  if (mail->from == NULL || !number_find(subject, &number))
    return true;
  if (!ticket_find_number(desk->queue, &number, &out->ticket, error))
    return false;
  if (out->ticket == NULL)
    return true;
  const Department *department =
      town_department_of(desk->config->town, mail->from->address);
  if (department != NULL &&
      g_strcmp0(department->id, out->ticket->department) == 0) {
    out->kind = BELONGING_DEPARTMENT;
    return true;
  }
  if (!belong_citizen(desk, mail->from->address, out, error))
    return false;
  /* Another department, which had it or has heard of it: a note, not a matter
   * of its own. */
  if (out->kind == BELONGING_NEW && department != NULL &&
      !department->external) {
    out->kind = BELONGING_DEPARTMENT;
    out->linked = false;
  }
  return true;
}

bool
belong_has_our_id(Desk *desk, const Message *mail)
{
  TokenRef token;
  return token_in_id(desk, mail->message_id, &token);
}

/* A mail of ours that came back, by a forward or an alias that points here. */
static bool
is_our_own(Desk *desk, const Message *mail)
{
  static const char *const signs[] = {"loop", "sender-is-ours"};
  if (belong_has_our_id(desk, mail))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (g_ptr_array_find_with_equal_func(mail->automatic_signs, signs[i],
                                         g_str_equal, NULL))
      return true;
  return false;
}

/* What a token that names no ticket stands for; NEW: it names one. */
static BelongingKind
belong_without_ticket(const TokenRef *token)
{
  if (token->role == TOKEN_ROLE_RECORDING)
    return BELONGING_RECORDING;
  if (token->role == TOKEN_ROLE_LISTED)
    return BELONGING_LIST;
  if (token->role == TOKEN_ROLE_SURVEY)
    return BELONGING_SURVEY;
  return token->role == TOKEN_ROLE_MORNING ? BELONGING_MORNING : BELONGING_NEW;
}

/* A list is about many tickets: whoever writes to the address of one of them,
 * though he began with a reply to the list, means that one. */
static void
prefer_ticket(Desk *desk, const Message *mail, const MailboxSettings *mailbox,
              TokenRef *token)
{
  TokenRef other;
  if (token->role == TOKEN_ROLE_MORNING &&
      token_in_addresses(desk, mail->to, mailbox->alias_domain, &other))
    *token = other;
}

bool
belong_mail(Desk *desk, const Message *mail, const MailboxSettings *mailbox,
            Belonging *out, GError **error)
{
  *out = (Belonging){.kind = BELONGING_NEW};
  TokenRef token = {0};
  bool found = belong_find_token(desk, mail, mailbox, &token);
  prefer_ticket(desk, mail, mailbox, &token);
  BelongingKind ticketless = belong_without_ticket(&token);
  if (found) {
    out->token = token;
    if (ticketless == BELONGING_NEW &&
        !ticket_find_digits(desk->queue, token.record, &out->ticket, error))
      return false;
  }
  if (mail->kind == MESSAGE_KIND_BOUNCE ||
      mail->kind == MESSAGE_KIND_ABUSE_REPORT) {
    out->kind = BELONGING_BOUNCE;
    return true;
  }
  if (mail->kind == MESSAGE_KIND_AUTO_REPLY || is_our_own(desk, mail)) {
    out->kind = BELONGING_AUTOMATIC;
    return true;
  }
  if (ticketless == BELONGING_SURVEY)
    return belong_to_survey(desk, mail, out, error);
  if (ticketless != BELONGING_NEW) {
    out->kind = ticketless;
    return true;
  }
  if (found && out->ticket != NULL)
    return belong_by_token(desk, mail, out, error) &&
           belong_to_others(desk, mail, mailbox, out, error);
  return belong_by_subject(desk, mail, out, error) &&
         (out->ticket != NULL || belong_to_survey(desk, mail, out, error));
}

/* Did we ask something about this ticket that these words may answer?  The news
 * that it is solved, or that nothing is done, asks for a NEIN, and for nothing
 * else. */
static bool
is_asked_about(const Ticket *ticket, KeywordKind words)
{
  return ticket->state == TICKET_STATE_WAITING ||
         (ticket->state == TICKET_STATE_SOLVED &&
          (words == KEYWORD_YES || words == KEYWORD_NO)) ||
         (ticket->state == TICKET_STATE_NO_ACTION && words == KEYWORD_NO);
}

/* Of a ticket that is the same as another one he heard the other's news; what
 * the town asked, it asked who wrote that one. */
static bool
asked_about(Desk *desk, const Ticket *ticket, KeywordKind words, bool *out_is,
            GError **error)
{
  if (ticket->duplicate_of == NULL) {
    *out_is = is_asked_about(ticket, words);
    return true;
  }
  Ticket *found = NULL;
  if (!ticket_find(desk->queue, ticket->duplicate_of, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  *out_is = original != NULL && original->state != TICKET_STATE_WAITING &&
            is_asked_about(original, words);
  return true;
}

/* "Nein, sie ist noch aus." answers as "Nein" does; "Ja, aber …" does not. */
static KeywordKind
answer_of(const char *text)
{
  if (keyword_answer_denies(text))
    return KEYWORD_NO;
  g_autoptr(Keyword) keyword = keyword_classify(text, NULL);
  return keyword->kind;
}

/* The ticket of this sender that waits for an answer; if several do, the text
 * may belong to each of them. */
static bool
belong_to_question(Desk *desk, const SmsIn *sms, Belonging *out, GError **error)
{
  Contact *found = NULL;
  if (!contact_find(desk->queue, "sms", sms->from, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  if (contact == NULL)
    return true;
  g_autoptr(GPtrArray) tickets =
      ticket_unclosed_of(desk->queue, contact->id.text, 10, error);
  if (tickets == NULL)
    return false;
  KeywordKind answer = answer_of(sms->text);
  for (guint i = tickets->len; i > 0; i--) {
    bool asked;
    if (!asked_about(desk, tickets->pdata[i - 1], answer, &asked, error))
      return false;
    if (!asked)
      g_ptr_array_remove_index(tickets, i - 1);
  }
  if (tickets->len > 1)
    out->several = g_steal_pointer(&tickets);
  if (out->several != NULL || tickets->len == 0)
    return true;
  out->kind = BELONGING_CITIZEN;
  out->ticket = g_ptr_array_steal_index(tickets, 0);
  return true;
}

/* "Zu 417: ist erledigt": a ticket of his own, if he has one of this number. */
static bool
belong_by_beginning(Desk *desk, const SmsIn *sms, Belonging *out, bool *out_is,
                    GError **error)
{
  Number number;
  Ticket *found = NULL;
  if (!keyword_answer_about(sms->text, &number))
    return true;
  if (!ticket_find_number(desk->queue, &number, &found, error))
    return false;
  g_autoptr(Ticket) ticket = found;
  if (ticket == NULL)
    return true;
  if (!belong_is_contact(desk, ticket, sms->from, out_is, error))
    return false;
  if (*out_is) {
    out->kind = BELONGING_CITIZEN;
    out->ticket = g_steal_pointer(&ticket);
  }
  return true;
}

bool
belong_sms(Desk *desk, const SmsIn *sms, Belonging *out, GError **error)
{
  *out = (Belonging){.kind = BELONGING_NEW};
  Number number;
  if (number_find(sms->text, &number)) {
    if (!ticket_find_number(desk->queue, &number, &out->ticket, error))
      return false;
    if (out->ticket != NULL)
      return belong_citizen(desk, sms->from, out, error);
  }
  bool is_own = false;
  if (!belong_by_beginning(desk, sms, out, &is_own, error))
    return false;
  return is_own || (belong_to_question(desk, sms, out, error) &&
                    belong_to_ended(desk, sms, out, error));
}
