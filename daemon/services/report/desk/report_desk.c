/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk's mail about a letter that nobody knows whose it is.  All of it is
 * told from the ticket's own words, so that it is the same when the mail is
 * sent again.
 */
#include "daemon/services/report/desk/report_desk.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/letter/report_letter.h"
#include "parsers/config/town_route.h"

enum { SIGNS_MAX = 5 }; /* told as reasons */

bool
report_desk_sorts(const Desk *desk, const Ticket *ticket)
{
  const Town *town = desk->config->town;
  if (strcmp(ticket->department, town->desk) != 0 || ticket->danger != NULL ||
      report_is_ended(ticket->state))
    return false;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  return category == NULL || strcmp(category->department, town->desk) != 0;
}

/* Who reads, what about, and the answers so far. */
typedef struct Offer {
  Desk *desk;
  const Ticket *ticket;
  const char *language;
  json_t *choices;
} Offer;

/* One answer: a row of the command table and its value, NULL for none.  Returns
 * the choice, borrowed, to be told what it means. */
static json_t *
add_choice(const Offer *offer, const char *command, const char *value)
{
  const char *name =
      report_command_name(command_find(command), offer->language);
  g_autofree char *line =
      value == NULL ? g_strdup(name) : g_strdup_printf("%s %s", name, value);
  g_autofree char *url =
      report_command_url(offer->desk, offer->ticket, offer->language, line);
  g_autofree char *written = g_strconcat("#", line, NULL);
  json_t *choice = json_pack("{s:s, s:s}", "line", written, "url", url);
  json_array_append_new(offer->choices, choice);
  return choice;
}

static void
offer_category(const Offer *offer, const Category *category)
{
  const Town *town = offer->desk->config->town;
  const Department *department = town_department(town, category->department);
  json_t *choice = add_choice(offer, "kategorie", category->id);
  json_object_set_new(
      choice, "theme",
      json_string(category_name(town, category, offer->language)));
  json_object_set_new(choice, "office", json_string(department->name));
}

static void
offer_department(const Offer *offer, const Department *department,
                 const char *what)
{
  json_t *choice = add_choice(offer, "weiter", department->id);
  json_object_set_new(choice, "office", json_string(department->name));
  json_object_set_new(choice, what, json_true());
}

/* The office that gets letters of a kind, where the town has named one. */
static void
offer_kind(const Offer *offer, const char *kind_id, const char *what)
{
  const Town *town = offer->desk->config->town;
  const LetterKind *kind = letter_table_find(town->letters, kind_id);
  const Department *department =
      kind == NULL || kind->to == NULL ? NULL : town_department(town, kind->to);
  if (department != NULL && strcmp(department->id, town->desk) != 0)
    offer_department(offer, department, what);
}

/* The categories that its words speak for; where none does, all departments:
 * there is nothing to guess from. */
static void
offer_topics(const Offer *offer, const char *words)
{
  const Town *town = offer->desk->config->town;
  g_autoptr(TownRoute) route = town_route(town, words);
  for (guint i = 0; i < route->likely->len; i++)
    offer_category(offer, route->likely->pdata[i]);
  for (guint i = 0; i < town->departments->len && route->likely->len == 0;
       i++) {
    const Department *department = town->departments->pdata[i];
    if (strcmp(department->id, town->desk) != 0)
      offer_department(offer, department, "matter");
  }
}

static json_t *
choices_of(Desk *desk, const Ticket *ticket, const char *language,
           const char *words)
{
  Offer offer = {desk, ticket, language, json_array()};
  offer_topics(&offer, words);
  offer_kind(&offer, "staff", "complaint");
  offer_kind(&offer, "legal", "legal");
  json_object_set_new(add_choice(&offer, "zda", NULL), "thanks", json_true());
  json_object_set_new(add_choice(&offer, "vertraulich", NULL), "discreet",
                      json_true());
  json_object_set_new(add_choice(&offer, "werbung", NULL), "advertising",
                      json_true());
  return offer.choices;
}

/* "danke, super": the words that spoke for the likeliest kind; NULL: none. */
static char *
signs_of(const LetterVerdict *verdict)
{
  GString *list = g_string_new(NULL);
  guint count = 0;
  for (guint i = 0; i < verdict->signs->len && count < SIGNS_MAX; i++) {
    const LetterSign *sign = &g_array_index(verdict->signs, LetterSign, i);
    if (sign->kind != verdict->likely || sign->points <= 0 ||
        sign->words == NULL)
      continue;
    g_string_append_printf(list, "%s%s", count == 0 ? "" : ", ", sign->words);
    count++;
  }
  return g_string_free(list, count == 0);
}

/* What it surely is, and else what it is likely to be and why. */
static json_t *
understood_of(const Desk *desk, const Ticket *ticket,
              const ReportLetter *letter, const char *language)
{
  if (letter->kind != NULL)
    return json_pack("{s:s, s:b}", "kind",
                     letter_kind_name(letter->kind, language), "abuse",
                     report_letter_is_abuse(letter));
  LetterView view = {.subject = ticket->subject,
                     .text = ticket->text,
                     .category_found = ticket->category != NULL};
  g_auto(LetterVerdict) verdict = {0};
  letter_classify(desk->config->town->letters, &view, &verdict);
  if (verdict.likely == NULL)
    return json_pack("{s:b}", "nothing", 1);
  const char *second = verdict.second == NULL
                           ? NULL
                           : letter_kind_name(verdict.second, language);
  g_autofree char *signs = signs_of(&verdict);
  return json_pack("{s:s, s:s*, s:s*}", "kind",
                   letter_kind_name(verdict.likely, language), "second", second,
                   "signs", signs);
}

bool
report_desk_describe(Desk *desk, const Ticket *ticket, const char *language,
                     json_t *data, GError **error)
{
  g_auto(ReportLetter) letter = {0};
  if (!report_letter_of_ticket(desk, ticket, &letter, error))
    return false;
  /* Of a confidential letter nothing is told, not even by what is offered. */
  g_autofree char *words =
      letter.way->veiled
          ? g_strdup("")
          : g_strconcat(ticket->subject == NULL ? "" : ticket->subject, "\n",
                        ticket->text, NULL);
  json_object_set_new(data, "understood",
                      understood_of(desk, ticket, &letter, language));
  json_object_set_new(data, "choices",
                      choices_of(desk, ticket, language, words));
  /* Whose it is, is the desk's to say. */
  (void)json_object_del(json_object_get(data, "buttons"), "not_ours");
  return true;
}
