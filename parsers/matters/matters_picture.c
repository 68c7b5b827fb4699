/* SPDX-License-Identifier: Apache-2.0
 *
 * Which picture goes with which words: "Foto 2", or a name that stands there.
 */
#include "parsers/matters/matters.h"

#include <string.h>

#include "parsers/config/town_route.h"

static bool
is_picture_word(const char *word)
{
  static const char *const words[] = {
      "foto",    "fotos",    "bild",  "bilder",    "photo",  "photos",
      "picture", "pictures", "image", "abbildung", "anhang", "anlage"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(words[i], word) == 0)
      return true;
  return false;
}

/* "foto 2", and "bilder 1 und 3". */
static bool
mentions_number(char **words, unsigned index)
{
  bool counting = false;
  for (char **word = words; *word != NULL; word++) {
    if (is_picture_word(*word)) {
      counting = true;
    } else if (counting && g_ascii_isdigit(**word)) {
      if (g_ascii_strtoull(*word, NULL, 10) == index)
        return true;
    } else if (strcmp(*word, "und") != 0 && strcmp(*word, "and") != 0 &&
               strcmp(*word, "nr") != 0) {
      counting = false;
    }
  }
  return false;
}

/* Cameras and telephones call all their pictures so. */
static bool
is_plain_name(const char *word)
{
  static const char *const names[] = {
      "image",      "photo",    "foto", "picture",   "bild",   "jpeg",
      "screenshot", "whatsapp", "heic", "unbenannt", "anhang", "pxl"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i], word) == 0)
      return true;
  return false;
}

static bool
mentions_name(const char *folded, const char *name)
{
  const char *dot = strrchr(name, '.');
  g_autofree char *stem =
      g_strndup(name, dot == NULL ? strlen(name) : (size_t)(dot - name));
  g_autofree char *plain = town_fold(stem);
  g_auto(GStrv) words = g_strsplit(plain, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (strlen(*word) >= MATTERS_NAME_MIN && !g_ascii_isdigit(**word) &&
        !is_plain_name(*word) && strstr(folded, *word) != NULL)
      return true;
  return false;
}

bool
matters_mention_picture(const char *text, const char *name, unsigned index)
{
  g_autofree char *folded = town_fold(text);
  g_auto(GStrv) words = g_strsplit(folded, " ", -1);
  return mentions_number(words, index) ||
         (name != NULL && mentions_name(folded, name));
}
