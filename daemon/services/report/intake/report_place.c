/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether to ask where it is, and among what.
 */
#include "daemon/services/report/intake/report_place.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/intake/report_request.h"
#include "parsers/config/town_charge.h"
#include "parsers/place/place_choice.h"
#include "parsers/token.h"
#include "queue/agenda.h"

#define DAY_MS INT64_C(86400000)

/* He wrote himself, and can be asked; a danger waits for nothing. */
static bool
may_ask(const Incoming *incoming, const ReportMatter *matter)
{
  return incoming->danger == NULL && !incoming->answers_paused &&
         !incoming->item->adopted && !incoming->belonging.linked &&
         !matter->asks && matter->split == NULL &&
         report_request_text(incoming) == NULL && report_matter_is_own(matter);
}

static const char *
charged(const Town *town, const Category *category, const PlaceChoice *choice)
{
  const Place point = {.has_point = true,
                       .latitude = choice->latitude,
                       .longitude = choice->longitude};
  return town_charge(town, category, &point).department;
}

/* Would another place be another department's? */
static bool
place_decides(const Town *town, const Category *category,
              const GPtrArray *choices)
{
  if (choices->len == 0)
    return g_hash_table_size(category->districts) > 0;
  const char *first = charged(town, category, choices->pdata[0]);
  for (guint i = 1; i < choices->len; i++)
    if (strcmp(first, charged(town, category, choices->pdata[i])) != 0)
      return true;
  return strcmp(first, category->department) != 0;
}

bool
report_place_first(Desk *desk, const Contact *contact, unsigned *out_first,
                   GError **error)
{
  *out_first = 1;
  if (strcmp(contact->channel, "sms") != 0)
    return true;
  g_autoptr(Question) like =
      question_new(QUESTION_KIND_PLACE, "sms", contact->lookup);
  g_autoptr(GPtrArray) open = question_open_of(desk->queue, like, error);
  for (guint i = 0; open != NULL && i < open->len; i++) {
    const Question *question = open->pdata[i];
    *out_first = MAX(*out_first, question->choices->len + 1);
  }
  return open != NULL;
}

bool
report_place_look(Desk *desk, const Incoming *incoming, ReportMatter *matter,
                  const Ticket *ticket, GError **error)
{
  const Town *town = desk->config->town;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  if (category == NULL || !category->place_needed || ticket->point.has_point ||
      !may_ask(incoming, matter))
    return true;
  g_autoptr(GPtrArray) places = report_matter_places(incoming, matter);
  ReportWhere *where = &matter->where;
  where->choices = place_choices(places, town->districts);
  where->asks = ticket->place == NULL || where->choices->len > 0;
  where->holds = where->asks && place_decides(town, category, where->choices);
  return !where->asks ||
         report_place_first(desk, matter->contact, &where->first, error);
}

/* A mail that says which, ready to be sent; owned. */
static char *
choice_url(Desk *desk, const Ticket *ticket, unsigned number, const char *words)
{
  const MailboxSettings *mailbox = desk_mailbox_of(desk, ticket->mailbox);
  TokenRef token;
  desk_token(desk, TOKEN_ROLE_CITIZEN, ticket, 0, &token);
  g_autofree char *address = desk_reply_address(mailbox, &token);
  g_autofree char *subject =
      g_strdup_printf("[%s %s]", desk_town_tag(desk), ticket->text_number);
  g_autofree char *code = token_format_grouped(&token);
  bool german = g_str_has_prefix(ticket->language, "de");
  g_autofree char *body =
      g_strdup_printf("%u) %s\n\n%s: %s\n", number, words,
                      german ? "Vorgangscode" : "Reference code", code);
  return desk_mailto(address, subject, body);
}

void
report_place_tell(Desk *desk, const ReportWhere *where, const Ticket *ticket,
                  json_t *data)
{
  bool by_mail = strcmp(ticket->channel, "mail") == 0;
  json_auto_t *choices = json_pack("{s:[]}", "places");
  json_t *list = json_object_get(choices, "places");
  for (guint i = 0; i < where->choices->len; i++) {
    const PlaceChoice *choice = where->choices->pdata[i];
    unsigned number = where->first + i;
    g_autofree char *words = place_choice_to_words(choice, ticket->place);
    g_autofree char *url =
        by_mail ? choice_url(desk, ticket, number, words) : NULL;
    json_array_append_new(list, json_pack("{s:i, s:s, s:s, s:s?}", "digit",
                                          (int)number, "label", choice->label,
                                          "where", words, "url", url));
  }
  if (where->choices->len == 0)
    json_object_set_new(data, "ask_place", json_true());
  else
    json_object_set(data, "place_choices", choices);
  json_object_set_new(data, "place_waits", json_boolean(where->holds));
  if (where->holds) /* nobody knows yet whose it is */
    json_object_set_new(data, "department", json_null());
}

static Question *
make_question(const ReportWhere *where, const Contact *contact,
              const Ticket *ticket)
{
  Question *question =
      question_new(QUESTION_KIND_PLACE, contact->channel, contact->lookup);
  question->subject = g_strdup(ticket->id.text);
  for (unsigned i = 1; where->choices->len > 0 && i < where->first; i++)
    g_ptr_array_add(question->choices, g_strdup("-")); /* another's number */
  for (guint i = 0; i < where->choices->len; i++)
    g_ptr_array_add(question->choices,
                    place_choice_to_token(where->choices->pdata[i]));
  return question;
}

bool
report_place_begin(Desk *desk, const Incoming *incoming,
                   const ReportWhere *where, Ticket *ticket, GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "asked-where",
                       .actor = "town",
                       .inbox_id = incoming->item->id.text};
  g_autoptr(Contact) contact =
      contact_load(desk->queue, ticket->contact_id.text, error);
  if (contact == NULL || !ticket_add_event(desk->queue, ticket, &event, error))
    return false;
  g_autoptr(Question) question = make_question(where, contact, ticket);
  question->expires_at_ms = desk->now_ms + REPORT_PLACE_OPEN_DAYS * DAY_MS;
  return question_ask(desk->queue, question, error) &&
         (!where->holds ||
          (ticket_set_state(desk->queue, ticket, TICKET_STATE_WAITING, error) &&
           agenda_set(desk->queue, REPORT_PLACE_TIMER, ticket->id.text,
                      desk->now_ms + REPORT_PLACE_DAYS * DAY_MS, error)));
}
