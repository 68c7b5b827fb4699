/* SPDX-License-Identifier: Apache-2.0
 *
 * Tags of address and subject, then the text, then what the earlier matter was.
 */
#include "daemon/services/report/intake/report_category.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/learn/town_choice.h"
#include "parsers/message.h"

/* The category in an address tag: meldung+schlagloch@example.org. */
static const Category *
category_of_address(const Town *town, const char *address)
{
  const char *plus = strchr(address, '+');
  const char *at = strrchr(address, '@');
  if (plus == NULL || at == NULL || plus > at)
    return NULL;
  g_autofree char *tag = g_ascii_strdown(plus + 1, at - plus - 1);
  return town_category(town, tag);
}

/* The category in a subject tag: "[schlagloch] …" or "#schlagloch …". */
static const Category *
category_of_subject(const Town *town, const char *subject)
{
  if (subject[0] != '[' && subject[0] != '#')
    return NULL;
  size_t length = strcspn(subject + 1, "] ");
  g_autofree char *tag = g_ascii_strdown(subject + 1, (gssize)length);
  return town_category(town, tag);
}

const Category *
report_category_of_tags(const Town *town, const Message *mail,
                        const char *topic)
{
  for (guint i = 0; i < mail->to->len; i++) {
    const Address *to = mail->to->pdata[i];
    const Category *category = category_of_address(town, to->address);
    if (category != NULL)
      return category;
  }
  return category_of_subject(town, topic);
}

static const Category *
category_of_earlier(const Desk *desk, const ReportMatter *matter)
{
  const char *id = matter->earlier == NULL ? NULL : matter->earlier->category;
  return id == NULL ? NULL : town_category(desk->config->town, id);
}

/* "'Laterne' → beleuchtung 0.41, ampel 0.30, muell 0.12; desk: zentrale" */
static char *
explain_doubt(const Town *town, const TownChoice *choice)
{
  g_autofree char *best = town_choice_explain(choice);
  GString *why = g_string_new(best);
  for (unsigned i = 1; i < choice->count; i++)
    g_string_append_printf(why, ", %s %.2f", choice->likely[i].category->id,
                           choice->likely[i].probability);
  g_string_append_printf(why, "; desk: %s", town->desk);
  return g_string_free(why, FALSE);
}

static bool
note_choice(Desk *desk, const Incoming *incoming, const TownChoice *choice,
            const Category *decided, GError **error)
{
  const Town *town = desk->config->town;
  if (choice->count == 0)
    return incoming_note(desk, incoming, "category-unknown", town->desk, error);
  g_autofree char *why = decided == NULL ? explain_doubt(town, choice)
                                         : town_choice_explain(choice);
  const char *how =
      choice->learnt ? "category-by-learning" : "category-by-words";
  return incoming_note(desk, incoming,
                       decided == NULL ? "category-doubtful" : how, why, error);
}

static bool
choose_by_text(Desk *desk, const Incoming *incoming, const ReportMatter *matter,
               ReportCategory *out, GError **error)
{
  const Town *town = desk->config->town;
  g_autofree char *all = g_strconcat(matter->topic, "\n", matter->text, NULL);
  g_autoptr(TownChoice) choice = town_choose(town, all, desk->model);
  const Category *decided = town_choice_decided(town, choice);
  const Category *before =
      decided == NULL ? category_of_earlier(desk, matter) : NULL;
  out->category = decided != NULL ? decided : before;
  out->named = choice->spoken != NULL || before != NULL;
  if (before != NULL)
    return incoming_note(desk, incoming, "category-as-before", before->id,
                         error);
  return note_choice(desk, incoming, choice, decided, error);
}

bool
report_choose_category(Desk *desk, const Incoming *incoming,
                       const ReportMatter *matter, ReportCategory *out,
                       GError **error)
{
  const Category *tagged =
      incoming->mail == NULL
          ? NULL
          : report_category_of_tags(desk->config->town, incoming->mail,
                                    matter->topic);
  *out = (ReportCategory){tagged, tagged != NULL};
  if (tagged != NULL)
    return incoming_note(desk, incoming, "category-by-tag", tagged->id, error);
  return choose_by_text(desk, incoming, matter, out, error);
}
