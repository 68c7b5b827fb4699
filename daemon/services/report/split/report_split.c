/* SPDX-License-Identifier: Apache-2.0
 *
 * Which letters are proposed to be split, and which are split at once.
 */
#include "daemon/services/report/split/report_split.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/forward/report_words.h"
#include "parsers/config/town_charge.h"
#include "parsers/letter/letter.h"
#include "parsers/message.h"
#include "parsers/sms/sms.h"
#include "parsers/wish/wish.h"
#include "templates/texts.h"

enum { WORDS_CHARACTERS = 70 }; /* of a matter, to know it by */

void
report_split_clear(ReportSplit *split)
{
  g_clear_pointer(&split->tickets, g_ptr_array_unref);
}

bool
report_split_is_done(Desk *desk, const Ticket *ticket, bool *out_is,
                     GError **error)
{
  int64_t split, undone;
  const TicketEvent done = {.what = "split"}, back = {.what = "split-undone"};
  if (!ticket_count_events(desk->queue, ticket, &done, &split, error) ||
      !ticket_count_events(desk->queue, ticket, &back, &undone, error))
    return false;
  *out_is = split > undone;
  return true;
}

bool
report_split_stays_whole(const Desk *desk, const Ticket *ticket)
{
  /* Who only wants not to be named wrote of what anybody may read. */
  if (ticket->confidential &&
      !wish_to_be_unnamed(desk->config->town->wishes, ticket->text))
    return true;
  g_auto(LetterVerdict) verdict = {0};
  LetterView view = {
      .subject = ticket->subject, .text = ticket->text, .category_found = true};
  letter_classify(desk->config->town->letters, &view, &verdict);
  const unsigned whole = LETTER_LEGAL | LETTER_CONFIDENTIAL | LETTER_CAREFUL;
  return verdict.likely != NULL && (verdict.likely->flags & whole) != 0;
}

/* The matters of a letter, if it is likely to hold several; NULL.  Owned. */
static Matters *
likely_matters(const Desk *desk, const Ticket *ticket)
{
  g_autoptr(Matters) matters = matters_find(ticket->text, desk->config->town);
  bool several = matters->confidence >= MATTERS_LIKELY &&
                 !report_split_stays_whole(desk, ticket);
  return several ? g_steal_pointer(&matters) : NULL;
}

/* The beginning of a matter on one line, as lines of another's words. */
static json_t *
first_words(const char *text, const Matter *matter)
{
  g_autofree char *words = g_strndup(text + matter->offset, matter->size);
  g_strdelimit(words, "\r\n\t", ' ');
  if (g_utf8_strlen(words, -1) <= WORDS_CHARACTERS)
    return texts_lines(words, "│ ");
  g_autofree char *cut = g_utf8_substring(words, 0, WORDS_CHARACTERS);
  g_autofree char *shown = g_strconcat(g_strchomp(cut), " …", NULL);
  return texts_lines(shown, "│ ");
}

static json_t *
matter_row(const Desk *desk, const Ticket *ticket, const Matters *matters,
           guint index, const char *language)
{
  const Town *town = desk->config->town;
  const Matter *matter = &g_array_index(matters->list, Matter, index);
  const Category *category =
      matter->category == NULL ? NULL : town_category(town, matter->category);
  const Department *department =
      category == NULL ? NULL : town_department(town, category->department);
  const char *place = matter->place != NULL ? matter->place : matters->place;
  /* All members: what is missing would be looked up in the ticket's own. */
  return json_pack(
      "{s:i, s:s?, s:s?, s:s?, s:o}", "index", (int)index + 1, "category",
      category == NULL ? NULL : category_name(town, category, language),
      "place", place, "department",
      department == NULL ? NULL : department->name, "excerpt",
      first_words(ticket->text, matter));
}

bool
report_split_describe(Desk *desk, const Ticket *ticket, const char *language,
                      json_t *data, GError **error)
{
  bool done;
  if (report_department(desk, ticket)->external)
    return true;
  if (!report_split_is_done(desk, ticket, &done, error))
    return false;
  g_autoptr(Matters) matters = done ? NULL : likely_matters(desk, ticket);
  if (matters == NULL)
    return true;
  json_t *rows = json_array();
  for (guint i = 0; i < matters->list->len; i++)
    json_array_append_new(rows, matter_row(desk, ticket, matters, i, language));
  json_object_set_new(data, "split",
                      json_pack("{s:i, s:o}", "matter_count",
                                (int)matters->list->len, "matters", rows));
  return true;
}

void
report_split_tell_origin(const ReportHandover *handover, json_t *data)
{
  if (handover->unanswered)
    json_object_set_new(data, "unanswered", json_true());
  if (handover->split_from != NULL)
    json_object_set_new(data, "split_from", json_string(handover->split_from));
  if (handover->photos_with != NULL)
    json_object_set_new(data, "photos_with",
                        json_string(handover->photos_with));
}

/* A danger, what another wrote down, and what was passed on with a note is for
 * a person to take apart. */
static bool
may_split(const Desk *desk, const Incoming *incoming,
          const ReportMatter *matter)
{
  return desk->config->town->split_above < 100 && incoming->danger == NULL &&
         report_matter_is_own(matter) && !report_words_are_foreign(incoming) &&
         !incoming->belonging.linked;
}

/* The whole letter may have been nobody's; its first matter is somebody's. */
static bool
assign_first(Desk *desk, Ticket *ticket, GError **error)
{
  const Town *town = desk->config->town;
  const Category *category =
      ticket->category == NULL ? NULL : town_category(town, ticket->category);
  if (category == NULL)
    return true;
  const char *department =
      town_charge(town, category, &ticket->point).department;
  return strcmp(department, ticket->department) == 0 ||
         ticket_assign(desk->queue, ticket, department, error);
}

/* A firm under contract would read what is none of its business, and has no
 * button to split it by: whose all of it is the desk finds out. */
static bool
keep_inside(Desk *desk, const Incoming *incoming, Ticket *ticket,
            GError **error)
{
  return incoming->danger != NULL ||
         !report_department(desk, ticket)->external ||
         ticket_assign(desk->queue, ticket, desk->config->town->desk, error);
}

bool
report_split_new(Desk *desk, const Incoming *incoming, ReportMatter *matter,
                 Ticket *ticket, GError **error)
{
  g_autoptr(Matters) matters = likely_matters(desk, ticket);
  if (matters == NULL)
    return true;
  int above = desk->config->town->split_above;
  if (!may_split(desk, incoming, matter) || matters->confidence * 100 <= above)
    return keep_inside(desk, incoming, ticket, error);
  g_auto(ReportSplit) split = {
      .desk = desk,
      .ticket = ticket,
      .matters = matters,
      .inbox_id = incoming->item->id.text,
      .actor = "town",
      .places = incoming->mail != NULL ? incoming->mail->places
                                       : incoming->sms->places,
  };
  for (guint i = 1; i < matters->list->len; i++)
    split.leaves[i] = true;
  if (!report_split_open(&split, error) || !assign_first(desk, ticket, error))
    return false;
  bool words = incoming_is_authenticated(incoming) && !matter->is_unquoted;
  matter->split = report_split_list(&split, ticket->language, words);
  return true;
}
