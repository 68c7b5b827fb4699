/* SPDX-License-Identifier: Apache-2.0
 *
 * Languages as people write them into headings.
 */
#include <string.h>

#include "parsers/config/text_check.h"
#include "parsers/survey/xlsform/xlsform_private.h"

/* The first row of a language has its own name, which is written. */
static const struct {
  const char *name, *language;
} names[] = {
    {"Deutsch", "de"},
    {"German", "de"},
    {"Leichte Sprache", "de-simple"},
    {"Einfache Sprache", "de-simple"},
    {"English", "en"},
    {"Englisch", "en"},
    {"Türkçe", "tr"},
    {"Türkisch", "tr"},
    {"Turkish", "tr"},
    {"Українська", "uk"},
    {"Ukrainisch", "uk"},
    {"Ukrainian", "uk"},
    {"Русский", "ru"},
    {"Russisch", "ru"},
    {"Russian", "ru"},
    {"العربية", "ar"},
    {"Arabisch", "ar"},
    {"Arabic", "ar"},
    {"Polski", "pl"},
    {"Polnisch", "pl"},
    {"Polish", "pl"},
    {"Română", "ro"},
    {"Rumänisch", "ro"},
    {"Български", "bg"},
    {"Bulgarisch", "bg"},
    {"Français", "fr"},
    {"Französisch", "fr"},
    {"French", "fr"},
    {"Dansk", "da"},
    {"Dänisch", "da"},
};

static const char *
find_language(const char *name)
{
  g_autofree char *folded = g_utf8_casefold(name, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *known = g_utf8_casefold(names[i].name, -1);
    if (strcmp(folded, known) == 0)
      return names[i].language;
  }
  return NULL;
}

char *
xlsform_read_language(const char *text)
{
  const char *open = strrchr(text, '('), *close = strrchr(text, ')');
  const char *known = find_language(text);
  if (known != NULL)
    return g_strdup(known);
  g_autofree char *code = open != NULL && close > open
                              ? g_strndup(open + 1, (size_t)(close - open) - 1)
                              : g_strdup(text);
  g_autofree char *lower = g_ascii_strdown(g_strstrip(code), -1);
  return text_check_language(lower) == NULL ? g_steal_pointer(&lower) : NULL;
}

char *
xlsform_write_language(const char *language)
{
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i].language, language) == 0)
      return g_strdup_printf("%s (%s)", names[i].name, language);
  return g_strdup(language);
}
