/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen writes about a ticket of his.
 */
#include "daemon/services/report/report_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_anonymous.h"
#include "daemon/services/report/citizen/report_follow.h"
#include "daemon/services/report/citizen/report_rating.h"
#include "daemon/services/report/danger/report_danger.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/external/report_external.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/intake/report_ask.h"
#include "daemon/services/report/letter/report_letter.h"
#include "daemon/services/report/same/report_same.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "parsers/wish/wish.h"
#include "queue/agenda.h"
#include "queue/person.h"

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
  CITIZEN_WISH_FOLLOW, /* the same, when it was closed long ago */
  CITIZEN_WISH_AGAIN,  /* tells once more what is open */
  CITIZEN_WISH_RATE,   /* stars */
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
         (incoming->belonging.again && incoming_is_authenticated(incoming)) ||
         (incoming->mail->auth != AUTH_VERDICT_FAIL &&
          (role == TOKEN_ROLE_CITIZEN || role == TOKEN_ROLE_UNSUBSCRIBE));
}

static bool
is_ended(const Ticket *ticket)
{
  return ticket->state == TICKET_STATE_SOLVED ||
         ticket->state == TICKET_STATE_CLOSED ||
         ticket->state == TICKET_STATE_NO_ACTION;
}

/* An end may be objected to for longer than a department may give commands, but
 * not for ever: later nobody remembers it, and it is a matter of its own. */
static bool
may_object(const Desk *desk, const Ticket *ticket)
{
  return is_ended(ticket) && desk->now_ms - ticket->changed_at_ms <=
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

/* The line that tells what he wants.  Stars alone look like the bar above a
 * footer, and are gone from what he wrote.  Owned. */
static char *
telling_line(const Incoming *incoming, const char *words)
{
  const Message *mail = incoming->mail;
  bool named = false;
  if (mail != NULL && mail->full_text != NULL) {
    g_autofree char *line = first_own_line(mail->full_text);
    if (keyword_answer_stars(line, &named) > 0 && named)
      return g_steal_pointer(&line);
  }
  return first_own_line(words);
}

/* Does he say that it is not solved?  By SMS, and where he wrote anew instead
 * of answering, also in other words than NEIN. */
static bool
objects(const Incoming *incoming, const Ticket *ticket, const char *first,
        bool says_again)
{
  return keyword_answer_denies(first) ||
         (is_ended(ticket) && (incoming->belonging.again ||
                               (incoming->mail == NULL && says_again)));
}

/* A wish without proof: it changes nothing but who reads what when. */
static CitizenWish
plain_wish(const Incoming *incoming, const Ticket *ticket, bool says_again)
{
  bool again = incoming->belonging.again || says_again;
  return again && !is_ended(ticket) && ticket->state != TICKET_STATE_WAITING
             ? CITIZEN_WISH_AGAIN
             : CITIZEN_WISH_TELL;
}

static CitizenWish
citizen_wish(const Desk *desk, const Incoming *incoming, const Ticket *ticket,
             const char *words)
{
  if (report_words_are_foreign(incoming))
    return CITIZEN_WISH_TELL;
  bool again = wish_to_be_heard_again(desk->config->town->wishes, words);
  if (!may_ask(incoming))
    return plain_wish(incoming, ticket, again);
  g_autofree char *first = telling_line(incoming, words);
  g_autoptr(Keyword) keyword = keyword_classify(first, NULL);
  if (keyword->kind == KEYWORD_STOP)
    return CITIZEN_WISH_LEAVE;
  /* "Nein, sie wackelt noch." begins with the word we asked for.  A JA must
   * stand alone: "Ja, aber …" closes nothing. */
  if (is_ended(ticket) && objects(incoming, ticket, first, again))
    return may_object(desk, ticket) ? CITIZEN_WISH_REOPEN : CITIZEN_WISH_FOLLOW;
  if (keyword->kind == KEYWORD_YES && ticket->state == TICKET_STATE_SOLVED)
    return CITIZEN_WISH_CLOSE;
  if (keyword->kind == KEYWORD_YES && ticket->state == TICKET_STATE_WAITING)
    return CITIZEN_WISH_AGREE;
  if (is_ended(ticket) && keyword_answer_stars(first, NULL) > 0)
    return CITIZEN_WISH_RATE;
  return plain_wish(incoming, ticket, again);
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
  bool reopened;
  int64_t repeats; /* how often he told it once more; 0: this tells more */
  bool unnamed;    /* he wants not to be named, and says so here */
  bool abuse;      /* he may insult or threaten */
} Reply;

/* The desk reads what insults or threatens, and whoever it is aimed at does
 * not; that he wrote, and what follows from it, the department is told.  The
 * desk comes first: where it stands in for the department, it has the words. */
static bool
hand_over(Desk *desk, const Ticket *ticket, const Reply *reply,
          ReportHandover handover, GError **error)
{
  if (!reply->abuse)
    return report_hand_over(desk, ticket, &handover, error);
  handover.abuse = true;
  if (!report_hand_over(desk, ticket, &handover, error))
    return false;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  handover.abuse = false;
  handover.withheld = true;
  handover.words = "";
  handover.attachments = none;
  return strcmp(report_department(desk, ticket)->id,
                desk->config->town->desk) == 0 ||
         report_hand_over(desk, ticket, &handover, error);
}

/* Tell the department, and the citizen that his words arrived. */
static bool
pass_on(Desk *desk, const Incoming *incoming, const Reply *reply,
        GError **error)
{
  const Ticket *ticket = reply->own;
  ReportHandover handover = {
      .text = "ticket-addition",
      .inbox_id = incoming->item->id.text,
      .words = reply->words,
      .received_at_ms = incoming->item->received_at_ms,
      .reopened = reply->reopened,
      .repeats = reply->repeats,
      .attachments = incoming->attachments,
      .owner_id = ticket->person_id.text,
  };
  if (!hand_over(desk, reply->about, reply, handover, error))
    return false;
  ReportNews news = {.text = reply->repeats > 0 ? "repeat-confirmed"
                                                : "addition-confirmed",
                     .data = json_pack("{s:b}", "unnamed", (int)reply->unnamed),
                     .dedupe_daily = true};
  return report_answer_citizen(desk, incoming, ticket, &news, error);
}

/* That somebody else objected stands with the ticket; his words do not. */
static bool
reopen(Desk *desk, const Incoming *incoming, Reply *reply, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "objected",
                       .actor = "citizen",
                       .detail = reply->own->text_number,
                       .inbox_id = incoming->item->id.text};
  reply->reopened = true;
  if (reply->about != reply->own &&
      !ticket_add_event(desk->queue, reply->about, &event, error))
    return false;
  return add_citizen_event(desk, incoming, "objected", reply->words, error) &&
         report_count(desk, "reopened", error) &&
         ticket_set_state(desk->queue, reply->about, TICKET_STATE_OPEN,
                          error) &&
         agenda_cancel(desk->queue, "report-close", reply->about->id.text,
                       error) &&
         pass_on(desk, incoming, reply, error);
}

/* He told it before: it lies with the older one, which is looked at first. */
static bool
repeat(Desk *desk, const Incoming *incoming, Reply *reply, GError **error)
{
  const TicketEvent repeated = {.what = "repeated"};
  return add_citizen_event(desk, incoming, repeated.what, reply->words,
                           error) &&
         report_count(desk, "repeated", error) &&
         ticket_count_events(desk->queue, reply->own, &repeated,
                             &reply->repeats, error) &&
         pass_on(desk, incoming, reply, error);
}

/* One who is content does not speak for the others. */
static bool
confirm_end(Desk *desk, const Incoming *incoming, const Reply *reply,
            GError **error)
{
  return add_citizen_event(desk, incoming, "confirmed", reply->words, error) &&
         (reply->about != reply->own ||
          ticket_set_state(desk->queue, reply->own, TICKET_STATE_CLOSED,
                           error)) &&
         report_rating_ask(desk, incoming, reply->own, error);
}

/* asked   the ticket has not been anywhere yet */
static bool
tell_danger(Desk *desk, const Incoming *incoming, const Reply *reply,
            bool asked, GError **error)
{
  ReportAskAnswer answer = {reply->own, reply->words, false};
  return (!asked || report_ask_complete(desk, incoming, &answer, error)) &&
         report_danger_follow(desk, incoming, reply->words, error);
}

/* What he wrote goes to the department as it is. */
static bool
tell_more(Desk *desk, const Incoming *incoming, const Reply *reply,
          GError **error)
{
  Ticket *ticket = reply->own;
  return add_citizen_event(desk, incoming, "citizen-wrote", reply->words,
                           error) &&
         (ticket->state != TICKET_STATE_WAITING ||
          ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error)) &&
         pass_on(desk, incoming, reply, error);
}

static bool
rate(Desk *desk, const Incoming *incoming, const Reply *reply, GError **error)
{
  bool done;
  g_autofree char *first = telling_line(incoming, reply->words);
  return report_rating_take(desk, incoming, first, &done, error) &&
         (done || tell_more(desk, incoming, reply, error));
}

static bool
carry_out(Desk *desk, const Incoming *incoming, Reply *reply,
          Handled *out_handled, GError **error)
{
  bool asked;
  if (!report_ask_is_open(desk, reply->own, &asked, error))
    return false;
  if (incoming->danger != NULL)
    return tell_danger(desk, incoming, reply, asked, error);
  CitizenWish wish = citizen_wish(desk, incoming, reply->about, reply->words);
  if (asked && wish != CITIZEN_WISH_LEAVE)
    return report_ask_complete(
        desk, incoming,
        &(ReportAskAnswer){reply->own, reply->words, reply->abuse}, error);
  switch (wish) {
  case CITIZEN_WISH_LEAVE:
    return leave_topic(desk, reply->own, error) &&
           add_citizen_event(desk, incoming, "opted-out", NULL, error);
  case CITIZEN_WISH_CLOSE:
    return confirm_end(desk, incoming, reply, error);
  case CITIZEN_WISH_REOPEN:
    return reopen(desk, incoming, reply, error);
  case CITIZEN_WISH_FOLLOW:
    return report_follow(desk, incoming, out_handled, error);
  case CITIZEN_WISH_AGAIN:
    return repeat(desk, incoming, reply, error);
  case CITIZEN_WISH_RATE:
    return rate(desk, incoming, reply, error);
  case CITIZEN_WISH_AGREE:
    return report_external_grant(desk, incoming, error) &&
           tell_more(desk, incoming, reply, error);
  case CITIZEN_WISH_TELL:
    break;
  }
  return tell_more(desk, incoming, reply, error);
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
  ReportLetterReply letter;
  if (!verify_writer(desk, incoming, error) ||
      !report_letter_take_reply(desk, incoming, out_handled, &letter, error))
    return false;
  if (letter == REPORT_LETTER_TAKEN)
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
  Reply reply = {.own = ticket,
                 .about = original == NULL ? ticket : original,
                 .words = words,
                 .unnamed =
                     wish_to_be_unnamed(desk->config->town->wishes, words),
                 .abuse = letter == REPORT_LETTER_ABUSES};
  return (!reply.unnamed ||
          report_anonymous_remember(desk, incoming, ticket, error)) &&
         report_store_attachments(desk, incoming, ticket, error) &&
         carry_out(desk, incoming, &reply, out_handled, error);
}
