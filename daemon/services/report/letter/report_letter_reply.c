/* SPDX-License-Identifier: Apache-2.0
 *
 * What the citizen of a ticket writes about it may be another kind of letter:
 * thanks, which change nothing, or an objection, which is a matter of its own.
 */
#include "daemon/services/report/letter/report_letter.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/record/report_record.h"
#include "parsers/keyword/keyword.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/message.h"
#include "parsers/wish/wish.h"

/* Does he answer a question of ours, or wish something by a keyword? */
static bool
is_answer(const Incoming *incoming, const char *words)
{
  g_autofree char *first = g_strndup(words, strcspn(words, "\n"));
  g_autoptr(Keyword) keyword = keyword_classify(first, NULL);
  return keyword->kind != KEYWORD_CONTENT || keyword_answer_denies(first) ||
         incoming->belonging.ticket->state == TICKET_STATE_WAITING;
}

/* "Danke, Nr. 12", "Danke, am Markt": what we asked for may stand beside it. */
static bool
may_tell_place(const Ticket *ticket, const char *words)
{
  bool is_over =
      ticket->state != TICKET_STATE_NEW && ticket->state != TICKET_STATE_OPEN;
  return (ticket->place == NULL && !is_over) ||
         strpbrk(words, "0123456789") != NULL;
}

static bool
remember(Desk *desk, const Incoming *incoming, const char *what,
         const char *words, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = what,
                       .actor = "citizen",
                       .note = words,
                       .inbox_id = incoming->item->id.text};
  return ticket_add_event(desk->queue, incoming->belonging.ticket, &event,
                          error);
}

/* It goes its own way, and whoever has the old ticket knows that it did. */
static bool
take_apart(Desk *desk, const Incoming *incoming, Handled *out_handled,
           GError **error)
{
  return remember(desk, incoming, "letter-apart", NULL, error) &&
         report_open_ticket(desk, incoming, NULL, out_handled, error);
}

static void
handle_as(const Ticket *ticket, const char *kind, Handled *out_handled)
{
  *out_handled = (Handled){.kind = kind,
                           .person_id = ticket->person_id,
                           .contact_id = ticket->contact_id,
                           .ticket_id = ticket->id};
}

/* About his ticket "Bitte vertraulich" is a wish; something confidential is so
 * without it, too. */
static bool
only_wishes(const Desk *desk, const Incoming *incoming,
            const ReportMatter *matter)
{
  g_autofree char *rest =
      wish_without_unnamed(desk->config->town->wishes, matter->text);
  const ReportMatter bare = {.text = rest, .subject = matter->subject};
  g_auto(ReportLetter) letter = {0};
  report_letter_look(desk, incoming, &bare, false, &letter);
  return !letter.way->veiled;
}

/* Is it a matter of its own? */
static bool
goes_apart(const Desk *desk, const Incoming *incoming,
           const ReportMatter *matter, const ReportLetter *letter)
{
  return letter->way->whole ||
         (letter->way->veiled && !only_wishes(desk, incoming, matter));
}

bool
report_letter_take_reply(Desk *desk, const Incoming *incoming,
                         Handled *out_handled, ReportLetterReply *out,
                         GError **error)
{
  *out = REPORT_LETTER_GOES_ON;
  if (incoming->danger != NULL || report_words_are_foreign(incoming))
    return true;
  g_autofree char *words = report_words(desk, incoming);
  const ReportMatter matter = {
      .text = words,
      .subject = incoming->mail == NULL ? NULL : incoming->mail->subject};
  g_auto(ReportLetter) letter = {0}, before = {0};
  report_letter_look(desk, incoming, &matter, false, &letter);
  bool answers = is_answer(incoming, words) ||
                 may_tell_place(incoming->belonging.ticket, words);
  if (!report_letter_note(desk, incoming, &letter, error) ||
      !report_letter_of_ticket(desk, incoming->belonging.ticket, &before,
                               error))
    return false;
  bool apart = goes_apart(desk, incoming, &matter, &letter) &&
               !before.way->whole && !before.way->veiled;
  if (!apart && (!letter.way->no_ticket || answers)) {
    if (report_letter_may_abuse(&letter))
      *out = REPORT_LETTER_ABUSES;
    return true;
  }
  *out = REPORT_LETTER_TAKEN;
  if (apart)
    return take_apart(desk, incoming, out_handled, error);
  const char *name = report_letter_name(&letter);
  handle_as(incoming->belonging.ticket, name, out_handled);
  return remember(desk, incoming, name, words, error);
}
