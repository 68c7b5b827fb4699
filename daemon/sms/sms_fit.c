/* SPDX-License-Identifier: Apache-2.0
 *
 * What is quoted stands in a table of variables; the first is shortened first,
 * by halving, and a text is rendered for each try: what a character costs
 * depends on all the others.
 */
#include "daemon/sms/sms_fit.h"

#include <string.h>

#include "daemon/log.h"

#define MARK "…" /* three dots where the whole is GSM-7 */

/* A word is not looked for further back than this: some languages write without
 * blanks, and some people, too. */
enum { WORD_BACK = 24 };

/* Words of others, by their path in the data; a list is its lines. */
static const char *const quoted[][2] = {
    {"message", "lines"},
    {"place", NULL},
    {"topic", NULL},
    {"category", NULL},
};

typedef struct Fit {
  const Desk *desk;
  const DeskSms *sms;
  char *name; /* of the text, with its type */
  unsigned max_segments;
} Fit;

static char *
render(const Fit *fit, SmsMeasure *out_measure, GError **error)
{
  g_autofree char *text = desk_render(fit->desk, fit->sms->language, fit->name,
                                      fit->sms->data, error);
  return text == NULL ? NULL : gsm7_prepare(text, out_measure);
}

/* The first `count` characters, without the word that is cut; owned. */
static char *
shorten(const char *text, glong count)
{
  const char *end = g_utf8_offset_to_pointer(text, count);
  for (int i = 0; i < WORD_BACK && end - i > text; i++)
    if (end[-i] == ' ' || end[-i] == '\n') {
      end -= i;
      break;
    }
  /* Stepping back by bytes stops at a blank only, which is a whole character.
   */
  g_autofree char *head = g_strndup(text, (gsize)(end - text));
  return g_strconcat(g_strchomp(head), MARK, NULL);
}

/* --- one variable --------------------------------------------------------- */

/* Its words as one line, owned; NULL: the text has no such variable. */
static char *
words_of(const json_t *data, const char *const path[2])
{
  const json_t *value = json_object_get(data, path[0]);
  if (path[1] != NULL)
    value = json_object_get(value, path[1]);
  if (json_is_string(value))
    return g_strdup(json_string_value(value));
  if (!json_is_array(value) || json_array_size(value) == 0)
    return NULL;
  g_autoptr(GString) words = g_string_new(NULL);
  size_t i;
  json_t *line;
  json_array_foreach(value, i, line)
  {
    const char *text = json_string_value(line);
    if (text != NULL)
      g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", text);
  }
  return g_string_free(g_steal_pointer(&words), FALSE);
}

static void
set_words(json_t *data, const char *const path[2], const char *words)
{
  json_t *parent = path[1] == NULL ? data : json_object_get(data, path[0]);
  const char *key = path[1] == NULL ? path[0] : path[1];
  json_t *value = json_is_array(json_object_get(parent, key))
                      ? json_pack("[s]", words)
                      : json_string(words);
  (void)json_object_set_new(parent, key, value); /* both exist */
}

/* Keep as many characters of a variable as fit.  The text in its shortest form
 * is returned where even none do. */
static char *
fit_variable(const Fit *fit, const char *const path[2], SmsMeasure *out_measure,
             GError **error)
{
  g_autofree char *words = words_of(fit->sms->data, path);
  if (words == NULL)
    return render(fit, out_measure, error);
  glong fits = 0, too_many = g_utf8_strlen(words, -1);
  while (too_many - fits > 1) {
    glong tried = fits + (too_many - fits) / 2;
    g_autofree char *shorter = shorten(words, tried);
    set_words(fit->sms->data, path, shorter);
    g_autofree char *text = render(fit, out_measure, error);
    if (text == NULL)
      return NULL;
    if (out_measure->segments <= fit->max_segments)
      fits = tried;
    else
      too_many = tried;
  }
  g_autofree char *shortest = shorten(words, fits);
  set_words(fit->sms->data, path, shortest);
  return render(fit, out_measure, error);
}

/* --- our own words -------------------------------------------------------- */

/* A text whose own words are too many: ours is a bug, which a test would find;
 * a town's override is told by the log, and its end is missing. */
static char *
cut_end(const Fit *fit, const char *text, SmsMeasure *out_measure)
{
  glong fits = 0, too_many = g_utf8_strlen(text, -1);
  log_event(LOG_WARNING, "sms-too-long", "text", fit->name, "next",
            "its end is cut; shorten it or raise max_segments", NULL);
  while (too_many - fits > 1) {
    glong tried = fits + (too_many - fits) / 2;
    g_autofree char *head = shorten(text, tried);
    g_autofree char *sent = gsm7_prepare(head, out_measure);
    if (out_measure->segments <= fit->max_segments)
      fits = tried;
    else
      too_many = tried;
  }
  g_autofree char *head = shorten(text, fits);
  return gsm7_prepare(head, out_measure);
}

char *
sms_fit(const Desk *desk, const DeskSms *sms, unsigned max_segments,
        SmsMeasure *out_measure, GError **error)
{
  g_autofree char *name = g_strconcat(sms->text, ".sms", NULL);
  Fit fit = {desk, sms, name, max_segments};
  g_autofree char *text = render(&fit, out_measure, error);
  for (size_t i = 0; text != NULL && out_measure->segments > max_segments &&
                     i < G_N_ELEMENTS(quoted);
       i++) {
    g_free(text);
    text = fit_variable(&fit, quoted[i], out_measure, error);
  }
  if (text != NULL && out_measure->segments > max_segments)
    return cut_end(&fit, text, out_measure);
  return g_steal_pointer(&text);
}
