/* SPDX-License-Identifier: Apache-2.0
 *
 * Joining, and the words that must not wait.
 */
#include "parsers/sms_join.h"

#include <string.h>

/* A blank on both sides, unless one is there or it stands at an end. */
static void
append_gap(GString *text, bool is_last)
{
  bool apart = text->len == 0 || text->str[text->len - 1] == ' ';
  g_string_append_printf(text, "%s%s%s", apart ? "" : " ", SMS_JOIN_GAP,
                         is_last ? "" : " ");
}

char *
sms_join_parts(const GPtrArray *parts)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++) {
    if (parts->pdata[i] != NULL) {
      g_string_append(text, parts->pdata[i]);
      continue;
    }
    while (i + 1 < parts->len && parts->pdata[i + 1] == NULL)
      i++;
    append_gap(text, i + 1 == parts->len);
  }
  /* An accent may stand behind the cut. */
  return g_utf8_normalize(text->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

char *
sms_join_missing(const GPtrArray *parts)
{
  g_autoptr(GString) numbers = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++)
    if (parts->pdata[i] == NULL)
      g_string_append_printf(numbers, "%s%u", numbers->len == 0 ? "" : ", ",
                             i + 1);
  return numbers->len == 0 ? NULL
                           : g_string_free(g_steal_pointer(&numbers), FALSE);
}

/* As g_utf8_casefold() writes them, a bar between.  Beginnings and pieces, for
 * German builds words. */
static const char *const urgent[] = {
    "gefahr|lebensgef|notfall|notruf|unfall|verletzt|feuer|brenn",
    "brand|rauch|explo|gas|strom|kabel|leitung|schacht|gully",
    "abgrund|einsturz|stürzt|ertrink|bewusstl|blut|suizid|umbring",
    "sterben|überfall|waffe|messer|ampel|rettung|hilfe|112|110",
    "danger|emergency|accident|injured|fire|smoke|collapse|help",
    "weapon|knife|suicide|unconsc|tehlike|yangın|imdat|yaralı",
    "небезпе|пожеж|допомож|опасн|пожар|помог|помоч|خطر|حريق|incendiu",
    "pericol|niebezp|pożar|pomocy|wypadek|droh|umgestürzt",
    "selbstmord|kann nicht mehr|will nicht mehr|ertrunk|giftig",
    "ohnmächtig|kurzschluss|threat|dying|attack",
};

static bool
holds_one_of(const char *text, const char *words)
{
  g_auto(GStrv) pieces = g_strsplit(words, "|", -1);
  for (char **piece = pieces; *piece != NULL; piece++)
    if (strstr(text, *piece) != NULL)
      return true;
  return false;
}

bool
sms_join_is_urgent(const char *text)
{
  g_autofree char *folded = g_utf8_casefold(text, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(urgent); i++)
    if (holds_one_of(folded, urgent[i]))
      return true;
  return false;
}
