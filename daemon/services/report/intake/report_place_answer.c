/* SPDX-License-Identifier: Apache-2.0
 *
 * What a citizen says about where it is, and whose the ticket is then.
 */
#include "daemon/services/report/intake/report_place.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/citizen/report_citizen_wish.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/intake/report_ask.h"
#include "daemon/services/report/same/report_twin.h"
#include "parsers/config/town_charge.h"
#include "parsers/message.h"
#include "parsers/place/place_choice.h"
#include "parsers/place/places.h"
#include "parsers/sms/sms.h"
#include "queue/agenda.h"

enum { WORDS_CHARACTERS = 80 }; /* longer ones tell a story, no place */

bool
report_place_question(Desk *desk, const Ticket *ticket, Question **out,
                      GError **error)
{
  *out = NULL;
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL)
    return false;
  g_autoptr(Question) like =
      question_new(QUESTION_KIND_PLACE, contact->channel, contact->lookup);
  g_autoptr(GPtrArray) open = question_open_of(desk->queue, like, error);
  for (guint i = 0; open != NULL && i < open->len && *out == NULL; i++) {
    const Question *question = open->pdata[i];
    if (g_strcmp0(question->subject, ticket->id.text) == 0)
      *out = g_ptr_array_steal_index(open, i);
  }
  return open != NULL;
}

bool
report_place_is_held(Desk *desk, const Ticket *ticket, bool *out_is,
                     GError **error)
{
  return store_get_bool(desk->queue->store, out_is, error,
                        "SELECT count(*) FROM agenda WHERE kind = $1"
                        " AND subject = $2 AND state = 'waiting'",
                        "tt", REPORT_PLACE_TIMER, ticket->id.text);
}

/* --- what he says --------------------------------------------------------- */

/* Where it is, as he says. */
typedef struct Told {
  char *words;      /* NULL: he does not say */
  Place point;      /* has_point alone, latitude and longitude */
  bool choice;      /* he chose; his words may say nothing else */
  GPtrArray *among; /* PlaceChoice *: it may be one of these; or NULL */
} Told;

static void
told_clear(Told *told)
{
  g_free(told->words);
  g_clear_pointer(&told->among, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, told_clear)

/* PlaceChoice *, NULL for the number of another question. */
static GPtrArray *
choices_of(const Question *question)
{
  GPtrArray *choices =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_choice_free);
  for (guint i = 0; i < question->choices->len; i++)
    g_ptr_array_add(choices,
                    place_choice_from_token(question->choices->pdata[i]));
  return choices;
}

static bool
hear_choice(const Question *question, const Ticket *ticket, const char *line,
            Told *told)
{
  g_autoptr(GPtrArray) choices = choices_of(question);
  unsigned number = place_choice_number(line);
  int named = number > 0 && number <= choices->len
                  ? (int)number - 1
                  : place_choice_named(choices, line);
  const PlaceChoice *choice = named < 0 ? NULL : choices->pdata[named];
  if (choice == NULL)
    return false;
  told->words = place_choice_to_words(choice, ticket->place);
  told->choice = true;
  told->point = (Place){.source = PLACE_SOURCE_TEXT,
                        .has_point = true,
                        .latitude = choice->latitude,
                        .longitude = choice->longitude};
  return true;
}

/* The subject is ours, and says what he is asked about. */
static GPtrArray *
own_places(const Incoming *incoming)
{
  const GPtrArray *all =
      incoming->mail != NULL ? incoming->mail->places : incoming->sms->places;
  GPtrArray *places = g_ptr_array_new();
  for (guint i = 0; i < all->len; i++) {
    Place *place = all->pdata[i];
    if (place->offset != PLACE_OUTSIDE || place->source == PLACE_SOURCE_PHOTO)
      g_ptr_array_add(places, place);
  }
  return places;
}

static bool
hear_place(Desk *desk, const Incoming *incoming, Told *told)
{
  g_autoptr(GPtrArray) places = own_places(incoming);
  const Place *point = places_best_point(places);
  told->words = places_to_words(places);
  if (point != NULL)
    told->point = *point;
  else
    told->among = place_choices(places, desk->config->town->districts);
  if (told->words == NULL && told->among != NULL && told->among->len > 0)
    told->words = place_choice_to_words(told->among->pdata[0], NULL);
  return told->words != NULL;
}

/* No name that anybody knows, but all he has to say: "hinter der Turnhalle". */
static void
hear_words(const char *line, Told *told)
{
  if (line[0] != '\0' && g_utf8_strlen(line, -1) <= WORDS_CHARACTERS &&
      place_choice_number(line) == 0)
    told->words = g_strdup(line);
}

static void
hear(Desk *desk, const Incoming *incoming, const ReportPlaceAnswer *answer,
     const Question *question, Told *told)
{
  g_autofree char *line = report_telling_line(incoming, answer->words);
  if (answer->abuse || hear_choice(question, answer->ticket, line, told) ||
      hear_place(desk, incoming, told))
    return;
  if (answer->ticket->place == NULL)
    hear_words(line, told);
}

/* --- whose it is then ----------------------------------------------------- */

/* One answer on its way. */
typedef struct Taking {
  const Incoming *incoming; /* NULL: none came */
  Ticket *ticket;
  const char *words; /* his, where they say more than which; NULL */
  bool held;
} Taking;

/* As the place has it, unless somebody of the town's gave it away meanwhile. */
static const char *
department_of(const Desk *desk, const Ticket *ticket, const Told *told)
{
  const Town *town = desk->config->town;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  if (category == NULL ||
      strcmp(town_charge(town, category, &ticket->point).department,
             ticket->department) != 0)
    return ticket->department;
  return town_charge(town, category, &told->point).department;
}

/* Its words, and those of the answer below. */
static char *
all_words(const Taking *taking)
{
  const char *text = taking->ticket->text;
  return taking->words == NULL ? g_strdup(text)
                               : g_strconcat(text, "\n\n", taking->words, NULL);
}

/* What waited waits no longer. */
static bool
let_go(Desk *desk, const Taking *taking, bool unknown, GError **error)
{
  Ticket *ticket = taking->ticket;
  g_autofree char *words = all_words(taking);
  ReportHandover handover = {.words = words, .place_unknown = unknown};
  return (ticket->state != TICKET_STATE_WAITING ||
          ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error)) &&
         agenda_cancel(desk->queue, REPORT_PLACE_TIMER, ticket->id.text,
                       error) &&
         report_ask_hand_over(desk, taking->incoming, ticket, &handover, error);
}

/* Who had it until now learns who has it, and takes no more of it. */
static bool
tell_former(Desk *desk, const Ticket *ticket, const Department *former,
            GError **error)
{
  const char *language = report_staff_language(desk, former);
  for (guint i = 0; i < former->addresses->len; i++) {
    json_t *data = report_data(desk, ticket, language);
    json_object_set_new(data, "department",
                        json_string(report_department(desk, ticket)->name));
    const ReportStaffMail mail = {.text = "ticket-assigned-away",
                                  .address = former->addresses->pdata[i],
                                  .data = data};
    if (!report_tell_colleague(desk, ticket, &mail, error))
      return false;
  }
  return true;
}

static bool
move(Desk *desk, const Taking *taking, const char *department, GError **error)
{
  Ticket *ticket = taking->ticket;
  const Department *former = report_department(desk, ticket);
  g_autofree char *detail =
      g_strdup_printf("%s %s", ticket->department, department);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "moved-by-place",
                       .actor = "town",
                       .detail = detail,
                       .inbox_id = taking->incoming->item->id.text};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         ticket_assign(desk->queue, ticket, department, error) &&
         (taking->held || tell_former(desk, ticket, former, error));
}

/* Its department learns where it is: the first time that it hears of it at all,
 * or besides what it has. */
static bool
pass_on(Desk *desk, const Taking *taking, bool moved, GError **error)
{
  if (taking->held || moved)
    return let_go(desk, taking, false, error);
  const Incoming *incoming = taking->incoming;
  ReportHandover handover = {.text = "ticket-addition",
                             .inbox_id = incoming->item->id.text,
                             .words =
                                 taking->words == NULL ? "" : taking->words,
                             .received_at_ms = incoming->item->received_at_ms,
                             .attachments = incoming->attachments};
  return report_hand_over(desk, taking->ticket, &handover, error);
}

static bool
set_place(Desk *desk, const Taking *taking, const Told *told, GError **error)
{
  Ticket *ticket = taking->ticket;
  const char *inbox_id = taking->incoming->item->id.text;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "told-where",
                       .actor = "citizen",
                       .note = told->words,
                       .inbox_id = inbox_id};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         report_place_remember(desk, ticket, inbox_id, error) &&
         ticket_set_place(desk->queue, ticket, told->words, error) &&
         (!told->point.has_point ||
          ticket_set_point(desk->queue, ticket, &told->point, error)) &&
         report_twin_suspect(desk, ticket, error);
}

static bool
confirm(Desk *desk, const Incoming *incoming, const Ticket *ticket,
        GError **error)
{
  ReportNews news = {.text = "place-confirmed"};
  return incoming->danger != NULL ||
         report_answer_citizen(desk, incoming, ticket, &news, error);
}

static bool
place_it(Desk *desk, const Taking *taking, const Told *told, GError **error)
{
  Ticket *ticket = taking->ticket;
  g_autofree char *department = g_strdup(department_of(desk, ticket, told));
  bool moves = strcmp(department, ticket->department) != 0;
  return set_place(desk, taking, told, error) &&
         (!moves || move(desk, taking, department, error)) &&
         pass_on(desk, taking, moves, error) &&
         confirm(desk, taking->incoming, ticket, error);
}

/* A street that there are two of, in answer to an open question. */
static bool
ask_which(Desk *desk, const Taking *taking, Told *told, GError **error)
{
  Ticket *ticket = taking->ticket;
  ReportWhere where = {
      .asks = true, .first = 1, .holds = taking->held, .choices = told->among};
  json_t *data = json_object();
  report_place_tell(desk, &where, ticket, data);
  ReportNews news = {.text = "place-question", .data = data};
  return ticket_set_place(desk->queue, ticket, told->words, error) &&
         report_answer_citizen(desk, taking->incoming, ticket, &news, error) &&
         report_place_begin(desk, taking->incoming, &where, ticket, error);
}

/* --- the ways in and out -------------------------------------------------- */

bool
report_place_take(Desk *desk, const Incoming *incoming,
                  const ReportPlaceAnswer *answer, bool *out_taken,
                  GError **error)
{
  Ticket *ticket = answer->ticket;
  Question *found = NULL;
  Taking taking = {.incoming = incoming, .ticket = ticket};
  *out_taken = false;
  if (!report_place_question(desk, ticket, &found, error))
    return false;
  g_autoptr(Question) question = found;
  if (question == NULL || report_is_ended(ticket->state))
    return true;
  g_auto(Told) told = {0};
  hear(desk, incoming, answer, question, &told);
  bool again =
      told.among != NULL && told.among->len > 0 && question->choices->len == 0;
  if (!report_place_is_held(desk, ticket, &taking.held, error))
    return false;
  *out_taken = again || told.words != NULL;
  if (!*out_taken)
    return !taking.held || let_go(desk, &taking, true, error);
  g_autofree char *line = report_telling_line(incoming, answer->words);
  bool more = !told.choice || strcmp(line, answer->words) != 0;
  taking.words = more ? answer->words : NULL;
  return question_answer(desk->queue, question,
                         told.choice ? "choice" : "words", error) &&
         (again ? ask_which(desk, &taking, &told, error)
                : place_it(desk, &taking, &told, error));
}

bool
report_place_expire(Desk *desk, Ticket *ticket, GError **error)
{
  if (ticket->state != TICKET_STATE_WAITING)
    return true;
  const Taking taking = {.ticket = ticket, .held = true};
  TicketEvent event = {
      .at_ms = desk->now_ms, .what = "not-answered", .actor = "town"};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         let_go(desk, &taking, true, error);
}

bool
report_place_settle(Desk *desk, const Ticket *ticket, GError **error)
{
  Question *found = NULL;
  if (!report_place_question(desk, ticket, &found, error))
    return false;
  g_autoptr(Question) question = found;
  return question == NULL ||
         question_answer(desk->queue, question, "settled", error);
}
