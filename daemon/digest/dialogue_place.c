/* SPDX-License-Identifier: Apache-2.0
 *
 * Which question for a place an SMS answers: the one that has its number or its
 * label, else the only one that its words may be about.  What it says of the
 * place is for the service to understand.
 */
#include "daemon/digest/dialogue_private.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "parsers/config/town_route.h"
#include "parsers/place/place_choice.h"
#include "parsers/sms/sms.h"
#include "parsers/wish/wish.h"
#include "queue/person.h"

/* It belongs to this ticket, as if it had carried its token. */
static void
belong_to(Talk *talk, Ticket *ticket, TalkTurn *out_turn)
{
  Belonging *belonging = &talk->incoming->belonging;
  belonging_clear(belonging);
  *belonging = (Belonging){.kind = BELONGING_CITIZEN, .ticket = ticket};
  *out_turn = TALK_TURN_SERVICE;
}

static bool
belong_to_question(Talk *talk, const Question *question, TalkTurn *out_turn,
                   GError **error)
{
  Ticket *ticket = NULL;
  if (!ticket_find(talk->desk->queue, question->subject, &ticket, error))
    return false;
  if (ticket != NULL)
    belong_to(talk, ticket, out_turn);
  return true;
}

static bool
has_number(const Question *question, unsigned number)
{
  return number > 0 && number <= question->choices->len &&
         strcmp(question->choices->pdata[number - 1], "-") != 0;
}

static bool
has_label(const Question *question, const char *text)
{
  g_autoptr(GPtrArray) choices =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_choice_free);
  for (guint i = 0; i < question->choices->len; i++)
    g_ptr_array_add(choices,
                    place_choice_from_token(question->choices->pdata[i]));
  return place_choice_named(choices, text) >= 0;
}

/* The one question that has this number, else the one that has such a label;
 * NULL: none, or several have it. */
static const Question *
chosen_of(const GPtrArray *open, const char *text, unsigned number)
{
  const Question *found = NULL;
  for (guint i = 0; i < open->len; i++)
    if (has_number(open->pdata[i], number))
      return open->pdata[i];
  for (guint i = 0; number == 0 && i < open->len; i++) {
    if (!has_label(open->pdata[i], text))
      continue;
    if (found != NULL)
      return NULL;
    found = open->pdata[i];
  }
  return found;
}

/* Does he tell of another matter: in words of another category? */
static bool
tells_of_another(const Talk *talk, const Ticket *ticket)
{
  const Town *town = talk->desk->config->town;
  const char *text = talk->incoming->sms->text;
  if (wish_tells_of_another(town->wishes, text))
    return true;
  g_autoptr(TownRoute) route = town_route(town, text);
  return route->category != NULL &&
         g_strcmp0(route->category->id, ticket->category) != 0;
}

/* Adds it, unless it is there. */
static void
add_ticket(GPtrArray *tickets, Ticket *ticket)
{
  for (guint i = 0; i < tickets->len; i++) {
    const Ticket *other = tickets->pdata[i];
    if (strcmp(other->id.text, ticket->id.text) == 0) {
      ticket_free(ticket);
      return;
    }
  }
  g_ptr_array_add(tickets, ticket);
}

/* Those that wait for another answer of his. */
static bool
add_waiting(Talk *talk, GPtrArray *tickets, GError **error)
{
  Belonging other;
  if (!belong_sms(talk->desk, talk->incoming->sms, &other, error))
    return false;
  if (other.kind == BELONGING_CITIZEN)
    add_ticket(tickets, g_steal_pointer(&other.ticket));
  while (other.several != NULL && other.several->len > 0)
    add_ticket(tickets, g_ptr_array_steal_index(other.several, 0));
  belonging_clear(&other);
  return true;
}

/* The tickets whose question such words may answer (Ticket *). */
static bool
add_asked(Talk *talk, const GPtrArray *open, GPtrArray *tickets, GError **error)
{
  for (guint i = 0; i < open->len; i++) {
    const Question *question = open->pdata[i];
    Ticket *found = NULL;
    if (!ticket_find(talk->desk->queue, question->subject, &found, error))
      return false;
    g_autoptr(Ticket) ticket = found;
    if (ticket != NULL && !tells_of_another(talk, ticket))
      add_ticket(tickets, g_steal_pointer(&ticket));
  }
  return true;
}

/* Words: of the one ticket they fit, or he says of which. */
static bool
answer_in_words(Talk *talk, const GPtrArray *open, TalkTurn *out_turn,
                GError **error)
{
  g_autoptr(GPtrArray) tickets =
      g_ptr_array_new_with_free_func((GDestroyNotify)ticket_free);
  if (talk->keyword->kind != KEYWORD_CONTENT)
    return true;
  if (!add_asked(talk, open, tickets, error))
    return false;
  if (tickets->len == 0) { /* a matter of its own */
    *out_turn = TALK_TURN_SERVICE;
    return true;
  }
  if (!add_waiting(talk, tickets, error))
    return false;
  if (tickets->len == 1) {
    belong_to(talk, g_ptr_array_steal_index(tickets, 0), out_turn);
    return true;
  }
  Belonging *belonging = &talk->incoming->belonging;
  belonging_clear(belonging);
  *belonging =
      (Belonging){.kind = BELONGING_NEW, .several = g_steal_pointer(&tickets)};
  return talk_which(talk, out_turn, error);
}

/* A number that none of them has: he learns which there are. */
static bool
answer_outside(Talk *talk, const Question *question, TalkTurn *out_turn,
               GError **error)
{
  guint first = 1;
  while (!has_number(question, first))
    first++;
  *out_turn = TALK_TURN_DONE;
  talk->kind = "answer";
  return talk_answer(talk, "no-choice",
                     json_pack("{s:i, s:i}", "first", (int)first, "last",
                               (int)question->choices->len),
                     error);
}

/* The full number of a ticket says what it is about. */
static bool
names_ticket(const Talk *talk)
{
  Number number;
  return number_find(talk->incoming->sms->text, &number);
}

bool
talk_place(Talk *talk, TalkTurn *out_turn, GError **error)
{
  const char *text = talk->incoming->sms->text;
  g_autoptr(Question) like =
      question_new(QUESTION_KIND_PLACE, "sms", talk->contact->lookup);
  g_autoptr(GPtrArray) open = question_open_of(talk->desk->queue, like, error);
  if (open == NULL)
    return false;
  if (open->len == 0 || names_ticket(talk))
    return true;
  unsigned number = place_choice_number(text);
  const Question *chosen = chosen_of(open, text, number);
  if (chosen != NULL)
    return belong_to_question(talk, chosen, out_turn, error);
  const Question *newest = open->pdata[0];
  if (talk->keyword->kind == KEYWORD_CHOICE && number > 0 &&
      newest->choices->len > 0)
    return answer_outside(talk, newest, out_turn, error);
  return answer_in_words(talk, open, out_turn, error);
}
