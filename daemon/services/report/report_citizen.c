/* SPDX-License-Identifier: Apache-2.0
 *
 * What the citizen hears, and what he writes about a ticket of his.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/services/report/report_ask.h"
#include "daemon/services/report/report_danger.h"
#include "daemon/services/report/report_external.h"
#include "daemon/services/report/report_handover.h"
#include "daemon/services/report/report_letter.h"
#include "daemon/services/report/report_same.h"
#include "daemon/services/report/report_state.h"
#include "daemon/services/report/report_words.h"
#include "parsers/keyword.h"
#include "parsers/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/person_name.h"
#include "parsers/sms.h"
#include "queue/person.h"

static char *
news_dedupe(const Desk *desk, const Ticket *ticket, const ReportNews *news)
{
  if (!news->dedupe_daily)
    return g_strdup_printf("%s|%s|%s", news->text, ticket->id.text,
                           news->inbox_id);
  return g_strdup_printf("%s|%s|%" G_GINT64_FORMAT, news->text, ticket->id.text,
                         desk->now_ms / 86400000);
}

/* One piece of news on its way to one contact. */
typedef struct Telling {
  const Ticket *ticket;
  const Contact *contact;
  const ReportNews *news;
  json_t *data;
} Telling;

static OutboxPriority
priority_of(const ReportNews *news)
{
  if (news->danger)
    return OUTBOX_PRIORITY_DANGER;
  return news->unsolicited ? OUTBOX_PRIORITY_STATUS : OUTBOX_PRIORITY_TICKET;
}

static bool
tell_by_mail(Desk *desk, const Telling *telling, char **out_preview,
             GError **error)
{
  const Ticket *ticket = telling->ticket;
  const Contact *contact = telling->contact;
  const ReportNews *news = telling->news;
  json_t *data = telling->data;
  g_autofree char *dedupe = news_dedupe(desk, ticket, news);
  g_autofree char *name = person_name_to_greet(contact->name);
  if (name != NULL)
    json_object_set_new(data, "name", json_string(name));
  DeskLetter letter = {
      .text = news->text,
      .language = ticket->language,
      .data = data,
      .mailbox = ticket->mailbox,
      .to = contact->address,
      .to_name = contact->name,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .role = TOKEN_ROLE_CITIZEN,
      .in_reply_to = ticket->thread_id,
      .inbox_id = news->inbox_id,
      .cancel_group = news->cancel_group,
      .dedupe = dedupe,
      .priority = priority_of(news),
      .not_before_ms = news->not_before_ms,
      .parts = news->parts,
      .part_count = news->part_count,
      .unsolicited = news->unsolicited,
      .held = news->held,
  };
  return desk_send_mail(desk, &letter, out_preview, error);
}

static bool
tell_by_sms(Desk *desk, const Telling *telling, char **out_preview,
            GError **error)
{
  const Ticket *ticket = telling->ticket;
  const ReportNews *news = telling->news;
  g_autofree char *dedupe = news_dedupe(desk, ticket, news);
  DeskSms sms = {
      .text = news->text,
      .language = ticket->language,
      .data = telling->data,
      .channel = ticket->mailbox,
      .to = telling->contact->address,
      .owner_id = ticket->person_id.text,
      .ticket = ticket,
      .inbox_id = news->inbox_id,
      .cancel_group = news->cancel_group,
      .dedupe = dedupe,
      .not_before_ms = news->not_before_ms,
      .unsolicited = news->unsolicited,
      .held = news->held,
      .danger = news->danger,
  };
  return desk_send_sms(desk, &sms, out_preview, error);
}

bool
report_tell_citizen(Desk *desk, const Ticket *ticket, ReportNews *news,
                    char **out_preview, GError **error)
{
  json_auto_t *extra = g_steal_pointer(&news->data);
  if (out_preview != NULL)
    *out_preview = NULL;
  if (!report_has_channel(ticket)) {
    news->why_not = "no_channel";
    return true;
  }
  g_autoptr(Contact) loaded = NULL;
  const Contact *contact = news->contact;
  if (contact == NULL)
    contact = loaded =
        contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  bool opted_out = false;
  if (news->unsolicited &&
      !contact_wants_none(desk->queue, contact, ticket->digits, &opted_out,
                          error))
    return false;
  bool muted = contact->muted_until_ms > desk->now_ms;
  news->why_not = opted_out ? "left" : muted ? "unreachable" : NULL;
  if (opted_out || muted ||
      (!news->danger && !report_answers(desk, contact->address)))
    return true;
  json_auto_t *data = report_data(desk, ticket, ticket->language);
  if (extra != NULL)
    json_object_update(data, extra);
  Telling telling = {ticket, contact, news, data};
  return g_strcmp0(ticket->channel, "sms") == 0
             ? tell_by_sms(desk, &telling, out_preview, error)
             : tell_by_mail(desk, &telling, out_preview, error);
}

static bool
add_citizen_event(Desk *desk, const Incoming *incoming, const char *what,
                  const char *words, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  TicketEvent event = {
      .at_ms = desk->now_ms,
      .what = what,
      .actor = "citizen",
      .note = words,
      .inbox_id = incoming->item->id.text,
  };
  return ticket_add_event(desk->queue, ticket, &event, error);
}

/* What a citizen's first line asks for. */
typedef enum CitizenWish {
  CITIZEN_WISH_TELL,   /* says something */
  CITIZEN_WISH_REOPEN, /* NEIN: it is not solved */
  CITIZEN_WISH_CLOSE,  /* JA: it is */
  CITIZEN_WISH_LEAVE,  /* ABMELDEN: no more news about this */
  CITIZEN_WISH_AGREE,  /* JA to a question that may be about his contact */
} CitizenWish;

/* Belonging is not authority: a mail that names only the number is at most a
 * note, and so is one whose sender is proved false.  An SMS has no token; its
 * number and the ticket's must be the same, which belonging saw to. */
static bool
may_ask(const Incoming *incoming)
{
  char role = incoming->belonging.token.role;
  return incoming->mail == NULL ||
         (incoming->mail->auth != AUTH_VERDICT_FAIL &&
          (role == TOKEN_ROLE_CITIZEN || role == TOKEN_ROLE_UNSUBSCRIBE));
}

/* An end may be objected to for longer than a department may give commands, but
 * not for ever: later it is a matter for a person. */
static bool
may_object(const Desk *desk, const Ticket *ticket)
{
  bool ended = ticket->state == TICKET_STATE_SOLVED ||
               ticket->state == TICKET_STATE_CLOSED ||
               ticket->state == TICKET_STATE_NO_ACTION;
  return ended && desk->now_ms - ticket->changed_at_ms <=
                      REPORT_OBJECTION_DAYS * INT64_C(86400000);
}

/* The first line that is not of a quote that he answers; owned. */
static char *
first_own_line(const char *words)
{
  const char *line = words;
  while (*line == '>' || *line == '\n') {
    line += strcspn(line, "\n");
    line += *line == '\n' ? 1 : 0;
  }
  return g_strndup(line, strcspn(line, "\n"));
}

static CitizenWish
citizen_wish(const Desk *desk, const Incoming *incoming, const Ticket *ticket,
             const char *words)
{
  if (!may_ask(incoming) || report_words_are_foreign(incoming))
    return CITIZEN_WISH_TELL;
  g_autofree char *first = first_own_line(words);
  g_autoptr(Keyword) keyword = keyword_classify(first, NULL);
  if (keyword->kind == KEYWORD_STOP)
    return CITIZEN_WISH_LEAVE;
  /* "Nein, sie wackelt noch." begins with the word we asked for.  A JA must
   * stand alone: "Ja, aber …" closes nothing. */
  if (keyword_answer_denies(first) && may_object(desk, ticket))
    return CITIZEN_WISH_REOPEN;
  if (keyword->kind == KEYWORD_YES && ticket->state == TICKET_STATE_SOLVED)
    return CITIZEN_WISH_CLOSE;
  if (keyword->kind == KEYWORD_YES && ticket->state == TICKET_STATE_WAITING)
    return CITIZEN_WISH_AGREE;
  return CITIZEN_WISH_TELL;
}

static bool
leave_topic(Desk *desk, const Ticket *ticket, GError **error)
{
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  return contact != NULL &&
         contact_opt_out(desk->queue, contact->channel, contact->lookup,
                         ticket->digits, error);
}

/* What a citizen wrote.  His own ticket may be the same as another, which his
 * words are about then. */
typedef struct Reply {
  Ticket *own, *about;
  const char *words;
} Reply;

/* Tell the department, and the citizen that his words arrived. */
static bool
pass_on(Desk *desk, const Incoming *incoming, const Reply *reply, bool reopened,
        GError **error)
{
  const Ticket *ticket = reply->own;
  ReportHandover handover = {
      .text = "ticket-addition",
      .inbox_id = incoming->item->id.text,
      .words = reply->words,
      .received_at_ms = incoming->item->received_at_ms,
      .reopened = reopened,
      .attachments = incoming->attachments,
      .owner_id = ticket->person_id.text,
  };
  if (!report_hand_over(desk, reply->about, &handover, error))
    return false;
  const char *why;
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer_anybody(desk, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  ReportNews news = {.text = "addition-confirmed",
                     .inbox_id = incoming->item->id.text,
                     .held = incoming->answers_paused,
                     .dedupe_daily = true};
  return report_tell_citizen(desk, ticket, &news, NULL, error);
}

/* That somebody else objected stands with the ticket; his words do not. */
static bool
reopen(Desk *desk, const Incoming *incoming, const Reply *reply, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "objected",
                       .actor = "citizen",
                       .detail = reply->own->text_number,
                       .inbox_id = incoming->item->id.text};
  if (reply->about != reply->own &&
      !ticket_add_event(desk->queue, reply->about, &event, error))
    return false;
  return add_citizen_event(desk, incoming, "objected", reply->words, error) &&
         ticket_set_state(desk->queue, reply->about, TICKET_STATE_OPEN,
                          error) &&
         pass_on(desk, incoming, reply, true, error);
}

/* One who is content does not speak for the others. */
static bool
confirm_end(Desk *desk, const Incoming *incoming, const Reply *reply,
            GError **error)
{
  return add_citizen_event(desk, incoming, "confirmed", reply->words, error) &&
         (reply->about != reply->own ||
          ticket_set_state(desk->queue, reply->own, TICKET_STATE_CLOSED,
                           error));
}

/* asked   the ticket has not been anywhere yet */
static bool
tell_danger(Desk *desk, const Incoming *incoming, const Reply *reply,
            bool asked, GError **error)
{
  return (!asked || report_ask_complete(desk, incoming, reply->own,
                                        reply->words, error)) &&
         report_danger_follow(desk, incoming, reply->words, error);
}

static bool
carry_out(Desk *desk, const Incoming *incoming, const Reply *reply,
          GError **error)
{
  Ticket *ticket = reply->own;
  bool asked;
  if (!report_ask_is_open(desk, ticket, &asked, error))
    return false;
  if (incoming->danger != NULL)
    return tell_danger(desk, incoming, reply, asked, error);
  switch (citizen_wish(desk, incoming, reply->about, reply->words)) {
  case CITIZEN_WISH_LEAVE:
    return leave_topic(desk, ticket, error) &&
           add_citizen_event(desk, incoming, "opted-out", NULL, error);
  case CITIZEN_WISH_CLOSE:
    return confirm_end(desk, incoming, reply, error);
  case CITIZEN_WISH_REOPEN:
    return reopen(desk, incoming, reply, error);
  case CITIZEN_WISH_AGREE:
    if (!report_external_grant(desk, incoming, error))
      return false;
    break;
  case CITIZEN_WISH_TELL:
    break;
  }
  if (asked)
    return report_ask_complete(desk, incoming, ticket, reply->words, error);
  if (!add_citizen_event(desk, incoming, "citizen-wrote", reply->words, error))
    return false;
  if (ticket->state == TICKET_STATE_WAITING &&
      !ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error))
    return false;
  return pass_on(desk, incoming, reply, false, error);
}

/* A token that went to his address alone, or the proof of its domain: he is
 * behind it, also where somebody else had told of him. */
static bool
verify_writer(Desk *desk, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  bool proved = mail != NULL && mail->auth != AUTH_VERDICT_FAIL &&
                (incoming->belonging.token.role == TOKEN_ROLE_CITIZEN ||
                 incoming_is_authenticated(incoming));
  return !proved ||
         contact_verify(desk->queue,
                        incoming->belonging.ticket->contact_id.text, error);
}

bool
report_handle_citizen(Desk *desk, const Incoming *incoming,
                      Handled *out_handled, GError **error)
{
  Ticket *ticket = incoming->belonging.ticket;
  const Message *mail = incoming->mail;
  bool taken;
  if (!verify_writer(desk, incoming, error) ||
      !report_letter_take_reply(desk, incoming, out_handled, &taken, error))
    return false;
  if (taken)
    return true;
  g_autofree char *words = report_words(desk, incoming);
  *out_handled = (Handled){.kind = "addition",
                           .person_id = ticket->person_id,
                           .contact_id = ticket->contact_id,
                           .ticket_id = ticket->id};
  if (mail != NULL && mail->message_id != NULL &&
      !ticket_set_thread(desk->queue, ticket, mail->message_id, error))
    return false;
  Ticket *found = NULL;
  if (!report_find_original(desk, ticket, &found, error))
    return false;
  g_autoptr(Ticket) original = found;
  Reply reply = {ticket, original == NULL ? ticket : original, words};
  return report_store_attachments(desk, incoming, ticket, error) &&
         carry_out(desk, incoming, &reply, error);
}
