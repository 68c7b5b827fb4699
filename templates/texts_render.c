/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding the right text of a set, and giving each type its final form.  The
 * engine is mustache.c; which text is sent when is not decided here.
 */
#include "templates/texts.h"

#include <string.h>

#include "parsers/one_line.h"
#include "templates/template_error.h"
#include "templates/texts_private.h"

/* "de-simple-du", "de-simple", "de-du", "de", "en" */
#define LADDER_MAX 8

/* The languages to try, in order. */
typedef struct Ladder {
  char *rungs[LADDER_MAX + 1];
  size_t count;
} Ladder;

/* What the partial function needs. */
typedef struct Lookup {
  const Texts *texts;
  const Ladder *ladder;
} Lookup;

static void
ladder_add(Ladder *ladder, char *language)
{
  bool known = ladder->count >= LADDER_MAX;
  for (size_t i = 0; i < ladder->count && !known; i++)
    known = strcmp(ladder->rungs[i], language) == 0;
  if (known)
    g_free(language);
  else
    ladder->rungs[ladder->count++] = language;
}

static void
ladder_fill(Ladder *ladder, TextsVoice voice)
{
  g_autofree char *current = g_strdup(voice.language);
  for (char *dash = current; dash != NULL;) {
    if (voice.form != NULL && strcmp(voice.form, "sie") != 0)
      ladder_add(ladder, g_strdup_printf("%s-%s", current, voice.form));
    ladder_add(ladder, g_strdup(current));
    dash = strrchr(current, '-');
    if (dash != NULL)
      *dash = '\0';
  }
  ladder_add(ladder, g_strdup("en"));
}

static void
ladder_clear(Ladder *ladder)
{
  for (size_t i = 0; i < ladder->count; i++)
    g_free(ladder->rungs[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ladder, ladder_clear)

static const Mustache *
find_text(const Texts *texts, const Ladder *ladder, const char *name)
{
  for (size_t i = 0; i < ladder->count; i++) {
    g_autofree char *key = g_strconcat(ladder->rungs[i], "/", name, NULL);
    const Mustache *found = g_hash_table_lookup(texts->town, key);
    if (found == NULL)
      found = g_hash_table_lookup(texts->shipped, key);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static const Mustache *
find_partial(const char *name, void *user)
{
  const Lookup *lookup = user;
  return find_text(lookup->texts, lookup->ladder, name);
}

/* One line whatever was put in: control characters and line separators become
 * one blank, so that no header field can be smuggled in (RFC 5322 2.2). */
static char *
finish_subject(const char *text)
{
  GString *out = g_string_new(NULL);
  size_t count = 0;
  bool blank = false;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0x2028 ||
        c == 0x2029) {
      blank = out->len > 0;
      continue;
    }
    if (++count + blank > TEXTS_SUBJECT_MAX - 1) {
      g_string_append(out, "…");
      break;
    }
    if (blank) {
      g_string_append_c(out, ' ');
      count++;
    }
    blank = false;
    g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

/* Sections that are absent leave their empty lines behind: one is enough. */
static char *
finish_mail(const char *text)
{
  GString *out = g_string_new(NULL);
  while (*text != '\0') {
    size_t line = strcspn(text, "\n");
    size_t breaks = strspn(text + line, "\n");
    g_string_append_len(out, text, (gssize)(line + MIN(breaks, 2)));
    text += line + breaks;
  }
  g_strchomp(out->str);
  g_string_truncate(out, strlen(out->str));
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}

/* An abbreviation at the end of a sentence has one full stop ("Ringstr."); what
 * somebody leaves open ("...") keeps its own. */
static char *
finish_sms(const char *text)
{
  GString *out = g_string_new(NULL);
  while (*text != '\0') {
    size_t words = strcspn(text, ".");
    size_t stops = strspn(text + words, ".");
    g_string_append_len(out, text, (gssize)(words + (stops == 2 ? 1 : stops)));
    text += words + stops;
  }
  return g_strstrip(g_string_free(out, FALSE));
}

/* Give a rendered text the form its type promises; takes the text. */
static char *
finish(const char *name, char *text)
{
  g_autofree char *rendered = text;
  if (g_str_has_suffix(name, ".subject"))
    return finish_subject(rendered);
  if (g_str_has_suffix(name, ".sms"))
    return finish_sms(rendered);
  if (g_str_has_suffix(name, ".html"))
    return g_strconcat(g_strchomp(rendered), "\n", NULL);
  return finish_mail(rendered);
}

char *
texts_render(const Texts *texts, TextsVoice voice, const char *name,
             json_t *data, GError **error)
{
  g_auto(Ladder) ladder = {0};
  ladder_fill(&ladder, voice);
  const Mustache *mustache = find_text(texts, &ladder, name);
  if (mustache == NULL) {
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_MISSING,
                "no text '%s' in '%s' or in English – add the file", name,
                voice.language);
    return NULL;
  }
  Lookup lookup = {texts, &ladder};
  MustacheStyle style = {
      .escape = MUSTACHE_ESCAPE_LINE, .partial = find_partial, .user = &lookup};
  if (g_str_has_suffix(name, ".html"))
    style.escape = MUSTACHE_ESCAPE_HTML;
  char *text = mustache_render(mustache, data, &style, error);
  return text == NULL ? NULL : finish(name, text);
}

/* Foreign words on one line: what steers a terminal or a reader's eye goes. */
static json_t *
line_to_json(const char *line, const char *prefix, GString *buffer)
{
  g_string_assign(buffer, prefix);
  one_line_append(buffer, line);
  /* The text was proved to be UTF-8 as a whole. */
  return json_string_nocheck(g_strchomp(buffer->str));
}

/* Cut the next line off; `*inout_text` is NULL behind the last.  Lines end with
 * CR LF, LF or CR. */
static const char *
take_line(char **inout_text)
{
  char *line = *inout_text;
  char *end = line + strcspn(line, "\r\n");
  bool is_pair = end[0] == '\r' && end[1] == '\n';
  *inout_text = *end == '\0' ? NULL : end + (is_pair ? 2 : 1);
  *end = '\0';
  return line;
}

json_t *
texts_lines(const char *text, const char *prefix)
{
  if (text == NULL)
    return json_null();
  g_autofree char *copy = g_strchomp(g_utf8_make_valid(text, -1));
  if (*copy == '\0')
    return json_null();
  g_autoptr(GString) buffer = g_string_new(NULL);
  json_t *array = json_array();
  for (char *line = copy; line != NULL;)
    json_array_append_new(array,
                          line_to_json(take_line(&line), prefix, buffer));
  return json_pack("{s:o}", "lines", array);
}
