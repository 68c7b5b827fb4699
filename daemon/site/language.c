/* SPDX-License-Identifier: Apache-2.0
 *
 * Which language a visitor gets, and pages in it.
 */
#include <string.h>

#include "daemon/site/site_public.h"
#include "templates/texts.h"

enum { LANGUAGES_MAX = 20 }; /* of a header; the first ones are the wanted */

/* The town's language that `tag` (of `length` bytes) names, itself or by its
 * first part; NULL: none that the page has. */
static const char *
find(const Site *site, const char *tag, size_t length, const char *text)
{
  const GPtrArray *languages = site->config->town->languages;
  for (guint i = 0; i < languages->len; i++) {
    const char *language = languages->pdata[i];
    size_t own = strlen(language);
    if (own <= length && g_ascii_strncasecmp(language, tag, own) == 0 &&
        (own == length || tag[own] == '-') &&
        texts_has(site->texts, language, text))
      return language;
  }
  return NULL;
}

static const char *
of_query(const Site *site, const char *query, const char *text)
{
  g_auto(GStrv) pairs = g_strsplit(query, "&", LANGUAGES_MAX);
  for (size_t i = 0; pairs[i] != NULL; i++)
    if (g_str_has_prefix(pairs[i], "lang=")) {
      const char *tag = pairs[i] + strlen("lang=");
      return find(site, tag, strlen(tag), text);
    }
  return NULL;
}

/* "en;q=0.8": the weight in thousandths, 1000 without one, 0 when it is no
 * weight. */
static int
weight_of(const char *range)
{
  const char *weight = strstr(range, ";q=");
  if (weight == NULL)
    return 1000;
  double value = g_ascii_strtod(weight + strlen(";q="), NULL);
  return value >= 0 && value <= 1 ? (int)(1000 * value) : 0;
}

static const char *
of_header(const Site *site, const char *header, const char *text)
{
  g_auto(GStrv) ranges = g_strsplit(header, ",", LANGUAGES_MAX);
  const char *best = NULL;
  int best_weight = 0;
  for (size_t i = 0; ranges[i] != NULL; i++) {
    const char *range = g_strstrip(ranges[i]);
    const char *language = find(site, range, strcspn(range, "; "), text);
    int weight = weight_of(range);
    if (language != NULL && weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

const char *
site_language(const Site *site, const SiteRequest *request, const char *text)
{
  const char *language = of_query(site, request->query, text);
  if (language == NULL && request->accept_language != NULL)
    language = of_header(site, request->accept_language, text);
  return language != NULL ? language : site->config->town->languages->pdata[0];
}

void
site_answer_text(const Site *site, SiteAnswer *answer, const char *text,
                 const char *language, json_t *data)
{
  const Town *town = site->config->town;
  TextsVoice voice = {.language = language,
                      .form = town->form == TOWN_FORM_DU ? "du" : "sie"};
  answer->content_type = "text/html; charset=utf-8";
  answer->language = language;
  answer->body = texts_render(site->texts, voice, text, data, NULL);
  if (answer->body == NULL)
    answer->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
}
