/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen's first line asks for.
 */
#include "daemon/services/report/citizen/report_citizen_wish.h"

#include "daemon/config.h"
#include "daemon/services/report/forward/report_words.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/wish/wish.h"

/* Belonging is not authority: a mail that names only the number is at most a
 * note, and so is one whose sender is proved false.  An SMS has no token; its
 * number and the ticket's must be the same, which belonging saw to. */
bool
report_may_ask(const Incoming *incoming)
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

/* Stars alone look like the bar above a footer, and are gone from what he
 * wrote. */
char *
report_telling_line(const Incoming *incoming, const char *words)
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

CitizenWish
report_citizen_wish(const Desk *desk, const Incoming *incoming,
                    const Ticket *ticket, const char *words)
{
  if (report_words_are_foreign(incoming))
    return CITIZEN_WISH_TELL;
  bool again = wish_to_be_heard_again(desk->config->town->wishes, words);
  if (!report_may_ask(incoming))
    return plain_wish(incoming, ticket, again);
  g_autofree char *first = report_telling_line(incoming, words);
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

bool
report_wish_is_order(CitizenWish wish)
{
  return wish != CITIZEN_WISH_TELL && wish != CITIZEN_WISH_AGAIN;
}
