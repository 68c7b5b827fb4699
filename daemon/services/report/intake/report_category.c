/* SPDX-License-Identifier: Apache-2.0
 *
 * Tags of address and subject, then words, then what the earlier matter was.
 */
#include "daemon/services/report/intake/report_category.h"

#include <string.h>

#include "daemon/config.h"
#include "parsers/config/town_route.h"
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

bool
report_choose_category(Desk *desk, const Incoming *incoming,
                       const ReportMatter *matter, const Category **out,
                       GError **error)
{
  const Town *town = desk->config->town;
  *out = incoming->mail == NULL
             ? NULL
             : report_category_of_tags(town, incoming->mail, matter->topic);
  if (*out != NULL)
    return incoming_note(desk, incoming, "category-by-tag", (*out)->id, error);
  g_autofree char *all = g_strconcat(matter->topic, "\n", matter->text, NULL);
  g_autoptr(TownRoute) route = town_route(town, all);
  *out = route->category != NULL ? route->category
                                 : category_of_earlier(desk, matter);
  if (*out != NULL && route->category == NULL)
    return incoming_note(desk, incoming, "category-as-before", (*out)->id,
                         error);
  if (route->category == NULL)
    return incoming_note(desk, incoming, "category-unknown", town->desk, error);
  GString *why = g_string_new(route->category->id);
  for (guint i = 0; i < route->why->len && i < 5; i++)
    g_string_append_printf(why, "%s%s", i == 0 ? " by words: " : ", ",
                           (const char *)route->why->pdata[i]);
  g_autofree char *detail = g_string_free(why, FALSE);
  return incoming_note(desk, incoming, "category-by-words", detail, error);
}
