/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk's mail about a letter that nobody knows whose it is.  All of it is
 * told from the ticket's own words, so that it is the same when the mail is
 * sent again.
 */
#include "daemon/services/report/desk/report_desk.h"

#include <math.h>
#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/desk/report_similar.h"
#include "daemon/services/report/desk/report_taught.h"
#include "parsers/config/town_charge.h"
#include "parsers/json_text.h"
#include "parsers/learn/town_choice.h"
#include "templates/format.h"

enum { SIGNS_MAX = 5 }; /* told as reasons */
/* What is less likely is no answer to offer: so much is left to a category that
 * no word speaks for. */
static const double OFFERED = 0.05;

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
  GHashTable *kinds;            /* LetterKind *: offered already */
  const ReportSimilar *similar; /* what is said more often stands above */
} Offer;

/* Behind those that were said as often. */
static size_t
place_of(const Offer *offer, unsigned count)
{
  size_t place = 0;
  while (place < json_array_size(offer->choices) &&
         json_whole(json_array_get(offer->choices, place), "said") >= count)
    place++;
  return place;
}

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
  unsigned count = report_similar_count(offer->similar, command, value);
  json_t *choice = json_pack("{s:s, s:s, s:i}", "line", written, "url", url,
                             "said", (int)count);
  json_array_insert_new(offer->choices, place_of(offer, count), choice);
  return choice;
}

static void
offer_category(const Offer *offer, const LikelyCategory *likely)
{
  const Town *town = offer->desk->config->town;
  const Category *category = likely->category;
  const Department *department = town_department(
      town, town_charge(town, category, &offer->ticket->point).department);
  json_t *choice = add_choice(offer, "kategorie", category->id);
  json_object_set_new(
      choice, "theme",
      json_string(category_name(town, category, offer->language)));
  json_object_set_new(choice, "office", json_string(department->name));
  json_object_set_new(choice, "percent",
                      json_integer(lround(100 * likely->probability)));
}

static void
offer_department(const Offer *offer, const Department *department,
                 const char *what)
{
  json_t *choice = add_choice(offer, "weiter", department->id);
  json_object_set_new(choice, "office", json_string(department->name));
  json_object_set_new(choice, what, json_true());
}

/* The office that gets letters of a kind, where the town has named one that is
 * not the desk; once. */
static void
offer_kind(const Offer *offer, const LetterKind *kind)
{
  const Town *town = offer->desk->config->town;
  const Department *department =
      kind == NULL || kind->to == NULL ? NULL : town_department(town, kind->to);
  if (department == NULL || strcmp(department->id, town->desk) == 0 ||
      !g_hash_table_add(offer->kinds, (void *)kind))
    return;
  json_t *choice = add_choice(offer, "art", kind->id);
  json_object_set_new(choice, "office", json_string(department->name));
  json_object_set_new(choice, "treated_as",
                      json_string(letter_kind_name(kind, offer->language)));
}

/* What the desk said before of such letters, what this one may be, and what is
 * bad to miss. */
static void
offer_kinds(const Offer *offer, const LetterVerdict *verdict)
{
  const GPtrArray *kinds =
      letter_table_kinds(offer->desk->config->town->letters);
  offer_kind(offer, verdict->likely);
  offer_kind(offer, verdict->second);
  for (guint i = 0; i < kinds->len; i++) {
    const LetterKind *kind = kinds->pdata[i];
    if ((kind->flags & (LETTER_LEGAL | LETTER_OF_SENDER)) != 0 ||
        strcmp(kind->id, "staff") == 0)
      offer_kind(offer, kind);
  }
}

/* The likeliest categories; where nothing speaks for any, all departments:
 * there is nothing to guess from. */
static void
offer_topics(const Offer *offer, const TownChoice *topics)
{
  const Town *town = offer->desk->config->town;
  for (unsigned i = 0; i < topics->count; i++)
    if (topics->likely[i].probability >= OFFERED)
      offer_category(offer, &topics->likely[i]);
  for (guint i = 0; i < town->departments->len && topics->count == 0; i++) {
    const Department *department = town->departments->pdata[i];
    if (strcmp(department->id, town->desk) != 0)
      offer_department(offer, department, "matter");
  }
}

/* A letter at the desk as it reads now. */
typedef struct DeskView {
  ReportLetter letter;   /* when it came, or decided since */
  LetterVerdict verdict; /* of its words; empty where its kind is sure */
  ReportTaught taught;   /* what the desk said before of its sender */
  ReportSimilar similar; /* and of letters that left it in the same doubt */
  TownChoice *topics;    /* what its words are about */
} DeskView;

static void
desk_view_clear(DeskView *view)
{
  report_letter_clear(&view->letter);
  letter_verdict_clear(&view->verdict);
  report_similar_clear(&view->similar);
  town_choice_free(view->topics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeskView, desk_view_clear)

/* Of a confidential letter nothing is told, not even by what is offered. */
static bool
view_letter(Desk *desk, const Ticket *ticket, DeskView *out, GError **error)
{
  g_autofree char *doubt = NULL;
  if (!report_letter_of_ticket(desk, ticket, &out->letter, error) ||
      !report_taught_of_ticket(desk, ticket, &out->taught, error) ||
      !report_similar_doubt(desk, ticket, &doubt, error) ||
      !report_similar_find(desk, doubt, &out->similar, error))
    return false;
  g_autofree char *words =
      out->letter.way->veiled
          ? g_strdup("")
          : g_strconcat(ticket->subject == NULL ? "" : ticket->subject, "\n",
                        ticket->text, NULL);
  out->topics = town_choose(desk->config->town, words, desk->model);
  if (out->taught.kind == out->letter.kind)
    out->taught = (ReportTaught){0};
  if (out->letter.kind != NULL)
    return true;
  LetterView view = {.subject = ticket->subject,
                     .text = ticket->text,
                     .category_found = ticket->category != NULL};
  letter_classify(desk->config->town->letters, &view, &out->verdict);
  return true;
}

static json_t *
choices_of(Desk *desk, const Ticket *ticket, const char *language,
           const DeskView *view)
{
  g_autoptr(GHashTable) kinds = g_hash_table_new(NULL, NULL);
  Offer offer = {desk, ticket, language, json_array(), kinds, &view->similar};
  offer_kind(&offer, view->taught.kind);
  json_object_set_new(json_array_get(offer.choices, 0), "said",
                      json_integer(INT_MAX));
  offer_topics(&offer, view->topics);
  offer_kinds(&offer, &view->verdict);
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
kind_of(const DeskView *view, const char *language)
{
  const LetterVerdict *verdict = &view->verdict;
  if (view->letter.kind != NULL)
    return json_pack("{s:s, s:b}", "kind",
                     letter_kind_name(view->letter.kind, language), "abuse",
                     report_letter_is_abuse(&view->letter));
  if (verdict->likely == NULL)
    return json_pack("{s:b}", "nothing", 1);
  const char *second = verdict->second == NULL
                           ? NULL
                           : letter_kind_name(verdict->second, language);
  g_autofree char *signs = signs_of(verdict);
  return json_pack("{s:s, s:s*, s:s*}", "kind",
                   letter_kind_name(verdict->likely, language), "second",
                   second, "signs", signs);
}

/* "Laterne, flackert": what speaks for the likeliest category; or NULL. */
static char *
topic_signs(const TownChoice *topics)
{
  GString *list = g_string_new(NULL);
  for (guint i = 0; i < topics->why->len; i++)
    g_string_append_printf(list, "%s%s", i == 0 ? "" : ", ",
                           (const char *)topics->why->pdata[i]);
  return g_string_free(list, topics->why->len == 0);
}

/* "#zda", 4 of 5: what was said of most letters like this one. */
static json_t *
mostly_of(const DeskView *view, const char *language)
{
  const char *said = report_similar_mostly(&view->similar);
  if (said == NULL)
    return NULL;
  g_auto(GStrv) words = g_strsplit(said, " ", 2);
  const char *name = report_command_name(command_find(words[0]), language);
  g_autofree char *line =
      g_strdup_printf("#%s%s%s", name, words[1] == NULL ? "" : " ",
                      words[1] == NULL ? "" : words[1]);
  return json_pack(
      "{s:s, s:i, s:i}", "line", line, "people",
      (int)report_similar_count(&view->similar, words[0], words[1]),
      "people_all", (int)view->similar.all);
}

static json_t *
understood_of(const Desk *desk, const DeskView *view, const char *language)
{
  json_t *understood = kind_of(view, language);
  json_t *mostly = mostly_of(view, language);
  if (mostly != NULL)
    json_object_set_new(understood, "mostly", mostly);
  g_autofree char *signs = topic_signs(view->topics);
  if (signs != NULL)
    json_object_set_new(
        understood, "topic",
        json_pack("{s:s, s:s}", "theme",
                  category_name(desk->config->town,
                                view->topics->likely[0].category, language),
                  "signs", signs));
  const ReportTaught *taught = &view->taught;
  if (taught->kind == NULL)
    return understood;
  g_autofree char *day =
      desk_date(desk, taught->at_ms, language, (int)FORMAT_DATE_DAY);
  json_object_set_new(understood, "before",
                      json_pack("{s:s, s:s, s:b}", "treated_as",
                                letter_kind_name(taught->kind, language), "day",
                                day, "others", taught->by_others));
  return understood;
}

bool
report_desk_describe(Desk *desk, const Ticket *ticket, const char *language,
                     json_t *data, GError **error)
{
  g_auto(DeskView) view = {0};
  if (!view_letter(desk, ticket, &view, error))
    return false;
  json_object_set_new(data, "understood", understood_of(desk, &view, language));
  json_object_set_new(data, "choices",
                      choices_of(desk, ticket, language, &view));
  /* Whose it is, is the desk's to say. */
  (void)json_object_del(json_object_get(data, "buttons"), "not_ours");
  return true;
}
