/* SPDX-License-Identifier: Apache-2.0
 *
 * A text points when all of its words are among those that pointing needs, and
 * one of them names what is pointed at.
 */
#include "parsers/reply/pointing.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "parsers/fold.h"
#include "parsers/reply/reply_words.h"

enum { POINTING_BYTES_MAX = 400 }; /* more says something */

/* What is pointed at. */
static const char *const target_table[] = {
    "anhang",     "anhänge",     "anlage",     "anlagen",     "foto",
    "fotos",      "photo",       "photos",     "bild",        "bilder",
    "bilddatei",  "datei",       "dateien",    "pdf",         "video",
    "anbei",      "beigefügt",   "beigefügte", "beigefügtes", "beigefügten",
    "beiliegend", "angehängt",   "betreff",    "überschrift", "dokument",
    "attachment", "attachments", "attached",   "picture",     "pictures",
    "pic",        "pics",        "image",      "images",      "file",
    "files",      "enclosed",    "subject",    "pièce",       "jointe",
    "jointes",    "ci-joint",    "joint",      "allegato",    "foto's",
    "bijlage",    "adjunto",     "załącznik",  "ekte",        "ekteki",
    "вложение",   "вложении",    "фото",       "screenshot",  "dateianhang",
};

/* Words around it. */
static const char *const around_table[] = {
    "siehe",    "s",       "s.",      "sh",       "bitte",    "das",
    "die",      "den",     "dem",     "der",      "im",       "in",
    "auf",      "zu",      "zum",     "am",       "hier",     "mein",
    "meine",    "meinem",  "ein",     "eine",     "einen",    "einige",
    "und",      "u",       "mit",     "wie",      "oben",     "unten",
    "sie",      "finden",  "schauen", "sehen",    "beachten", "vgl",
    "schicke",  "sende",   "ihnen",   "ich",      "dazu",     "mehrere",
    "zwei",     "drei",    "mail",    "weiteres", "alles",    "weitere",
    "see",      "please",  "the",     "find",     "my",       "a",
    "an",       "of",      "and",     "to",       "here",     "is",
    "are",      "this",    "for",     "details",  "look",     "at",
    "herewith", "voir",    "en",      "la",       "le",       "les",
    "veuillez", "trouver", "vedi",    "in",       "zie",      "ver",
    "patrz",    "w",       "см",      "смотри",   "bkz",
};

/* How greetings begin. */
static const char *const greeting_table[] = {
    "hallo", "guten tag", "guten morgen", "guten abend", "sehr geehrte",
    "liebe", "hi",        "moin",         "servus",      "grüss gott",
    "dear",  "hello",     "good morning", "bonjour",     "werte",
};

static bool
is_among(const char *const *words, size_t count, const char *word)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(words[i], word) == 0)
      return true;
  return false;
}

static bool
is_greeting(const char *line)
{
  for (size_t i = 0; i < G_N_ELEMENTS(greeting_table); i++) {
    size_t size = strlen(greeting_table[i]);
    if (g_str_has_prefix(line, greeting_table[i]) &&
        !g_ascii_isalpha(line[size]))
      return true;
    if (g_str_has_prefix(line, greeting_table[i]) &&
        g_str_has_prefix(greeting_table[i], "sehr geehrte"))
      return true;
  }
  return false;
}

/* The bytes of white space and punctuation at `at`. */
static size_t
gap_size(const char *at)
{
  gunichar c = g_utf8_get_char(at);
  bool within = c == '-' || c == '\'';
  bool word = g_unichar_isalnum(c) || within;
  return *at == '\0' || word ? 0 : (size_t)(g_utf8_next_char(at) - at);
}

/* Look at the words of one line; false when one of them says something. */
static bool
only_points(const char *line, bool *out_target)
{
  for (const char *at = line; *at != '\0';) {
    size_t gap = gap_size(at);
    const char *begin = at;
    at += gap;
    while (gap == 0 && *at != '\0' && gap_size(at) == 0)
      at = g_utf8_next_char(at);
    if (gap > 0)
      continue;
    g_autofree char *word = g_strndup(begin, (gsize)(at - begin));
    if (is_among(target_table, G_N_ELEMENTS(target_table), word))
      *out_target = true;
    else if (!is_among(around_table, G_N_ELEMENTS(around_table), word) &&
             strspn(word, "0123456789-") != strlen(word))
      return false;
  }
  return true;
}

static bool
has_letter(const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    if (g_unichar_isalnum(g_utf8_get_char(at)))
      return true;
  return false;
}

TextWorth
pointing_worth(const char *text)
{
  if (text == NULL || !has_letter(text))
    return TEXT_WORTH_EMPTY;
  if (strlen(text) > POINTING_BYTES_MAX)
    return TEXT_WORTH_SAYS;
  g_autofree char *folded = fold_case(text, strlen(text));
  g_auto(GStrv) lines = g_strsplit(folded, "\n", -1);
  bool target = false;
  for (char **line = lines; *line != NULL; line++) {
    g_strstrip(*line);
    if (reply_words_close(*line, true))
      break; /* a formula and a name */
    if (!is_greeting(*line) && !only_points(*line, &target))
      return TEXT_WORTH_SAYS;
  }
  return target ? TEXT_WORTH_POINTS : TEXT_WORTH_SAYS;
}
