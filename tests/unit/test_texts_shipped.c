/* SPDX-License-Identifier: Apache-2.0
 *
 * What we promise about every shipped text: it exists in both languages, needs
 * only what templates/README.md lists, fits its medium, and cannot be used to
 * smuggle anything.  tests/fixtures/texts/sample.json has every variable,
 * sample.en.json those that are different in English.
 */
#include "templates/texts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/resource.h"
#include "parsers/sms/gsm7.h"

#define SAMPLE "tests/fixtures/texts/sample.json"
#define SAMPLE_EN "tests/fixtures/texts/sample.en.json"
/* WCAG 2.2, 1.4.3: text of normal size. */
#define CONTRAST_MIN 4.5

typedef struct Fixture {
  Texts *texts;
  json_t *sample, *sample_en;
  GArray *entries; /* TextsEntry */
} Fixture;

static void
fixture_set_up(Fixture *fixture, const void *data)
{
  (void)data;
  json_error_t problem;
  fixture->texts = texts_new();
  fixture->sample = json_load_file(SAMPLE, 0, &problem);
  fixture->sample_en = json_deep_copy(fixture->sample);
  json_t *english = json_load_file(SAMPLE_EN, 0, &problem);
  g_assert_cmpint(json_object_update_existing(fixture->sample_en, english), ==,
                  0);
  json_decref(english);
  fixture->entries = texts_list(fixture->texts);
  g_assert_nonnull(fixture->sample);
  g_assert_cmpuint(fixture->entries->len, >, 100);
}

static void
fixture_tear_down(Fixture *fixture, const void *data)
{
  (void)data;
  g_array_unref(fixture->entries);
  json_decref(fixture->sample);
  json_decref(fixture->sample_en);
  texts_free(fixture->texts);
}

static char *
render_with(const Fixture *fixture, const TextsEntry *entry, json_t *data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *language =
      g_strndup(entry->key, (size_t)(entry->name - entry->key - 1));
  char *text = texts_render(fixture->texts, (TextsVoice){language, "sie"},
                            entry->name, data, &error);
  g_assert_no_error(error);
  return text;
}

static char *
render(const Fixture *fixture, const TextsEntry *entry)
{
  bool english = g_str_has_prefix(entry->key, "en/");
  return render_with(fixture, entry,
                     english ? fixture->sample_en : fixture->sample);
}

/* Say which text is meant when the assertion behind it fails. */
static bool
holds(bool condition, const TextsEntry *entry, const char *what)
{
  if (!condition)
    g_test_message("%s: %s", entry->key, what);
  return condition;
}

#define EACH_ENTRY(entry)                                                      \
  const TextsEntry *entry =                                                    \
      (const TextsEntry *)(void *)fixture->entries->data;                      \
  entry < (const TextsEntry *)(void *)fixture->entries->data +                 \
              fixture->entries->len;                                           \
  entry++

static void
test_texts_exist_in_both_languages(Fixture *fixture, const void *data)
{
  (void)data;
  for (EACH_ENTRY(entry)) {
    g_assert_true(holds(texts_has(fixture->texts, "de", entry->name), entry,
                        "missing in German"));
    g_assert_true(holds(texts_has(fixture->texts, "en", entry->name), entry,
                        "missing in English"));
  }
}

/* Shown by the site, with a style sheet of its own. */
static bool
is_public_page(const TextsEntry *entry)
{
  return g_str_has_prefix(entry->name, "site-");
}

/* A mail is a subject, a text and an HTML part. */
static void
test_texts_mails_are_whole(Fixture *fixture, const void *data)
{
  (void)data;
  for (EACH_ENTRY(entry)) {
    const char *dot = strrchr(entry->name, '.');
    if (strcmp(dot, ".html") != 0)
      continue;
    g_autofree char *stem = g_strndup(entry->name, (size_t)(dot - entry->name));
    g_autofree char *text = g_strconcat(stem, ".txt", NULL);
    bool is_mail = !g_str_has_prefix(stem, "page-") && !is_public_page(entry);
    g_assert_true(holds(!is_mail || texts_has(fixture->texts, "de", text),
                        entry, "no text part"));
  }
}

static void
test_texts_render_with_everything_and_with_little(Fixture *fixture,
                                                  const void *data)
{
  (void)data;
  json_t *little =
      json_pack("{s:O,s:s}", "town", json_object_get(fixture->sample, "town"),
                "number", "26-00417-6");
  for (EACH_ENTRY(entry)) {
    g_autofree char *full = render(fixture, entry);
    g_autofree char *bare = render_with(fixture, entry, little);
    g_assert_true(holds(strlen(full) > 1, entry, "empty"));
    g_assert_true(holds(strstr(full, "{{") == NULL, entry, "open tag"));
    g_assert_true(holds(strstr(full, "\n\n\n") == NULL, entry, "gap"));
    g_assert_true(holds(strstr(bare, "\n\n\n") == NULL, entry, "bare gap"));
    g_assert_true(holds(strstr(bare, "  .") == NULL, entry, "stray dot"));
  }
  json_decref(little);
}

/* All keys of an object and of what is in it. */
static void
collect_keys(json_t *value, GHashTable *keys)
{
  const char *key;
  json_t *member;
  size_t i;
  json_object_foreach(value, key, member)
  {
    g_hash_table_add(keys, g_strdup(key));
    collect_keys(member, keys);
  }
  json_array_foreach(value, i, member) collect_keys(member, keys);
}

static void
test_texts_use_sample_keys_only(Fixture *fixture, const void *data)
{
  (void)data;
  g_autoptr(GHashTable) keys =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  collect_keys(fixture->sample, keys);
  for (EACH_ENTRY(entry)) {
    g_autoptr(GArray) names = mustache_names(entry->mustache);
    for (guint i = 0; i < names->len; i++) {
      const MustacheName *name = &g_array_index(names, MustacheName, i);
      if (name->kind == MUSTACHE_NAME_PARTIAL || strcmp(name->name, ".") == 0)
        continue;
      g_auto(GStrv) steps = g_strsplit(name->name, ".", -1);
      for (size_t k = 0; steps[k] != NULL; k++)
        g_assert_true(
            holds(g_hash_table_contains(keys, steps[k]), entry, name->name));
    }
  }
}

static void
test_texts_partials_exist(Fixture *fixture, const void *data)
{
  (void)data;
  for (EACH_ENTRY(entry)) {
    g_autoptr(GArray) names = mustache_names(entry->mustache);
    for (guint i = 0; i < names->len; i++) {
      const MustacheName *name = &g_array_index(names, MustacheName, i);
      if (name->kind == MUSTACHE_NAME_PARTIAL)
        g_assert_true(holds(texts_has(fixture->texts, "en", name->name), entry,
                            name->name));
    }
  }
}

/* Options stand in lines of their own. */
static bool
has_options(const TextsEntry *entry)
{
  return strcmp(entry->name, "survey-question.sms") == 0;
}

/* One segment of GSM-7 with the usual values; two at the very most for one
 * that carries a department's own words. */
static void
test_texts_sms_fit_one_segment(Fixture *fixture, const void *data)
{
  (void)data;
  for (EACH_ENTRY(entry)) {
    if (!g_str_has_suffix(entry->name, ".sms"))
      continue;
    g_autofree char *text = render(fixture, entry);
    SmsMeasure measure = gsm7_measure(text);
    g_test_message("%s %zu %s", entry->key, measure.units, text);
    g_assert_cmpint(measure.coding, ==, SMS_CODING_GSM7);
    g_assert_cmpuint(measure.segments, ==, 1);
    g_assert_true(holds(has_options(entry) || strchr(text, '\n') == NULL, entry,
                        "two lines"));
    g_assert_true(holds(strstr(text, "  ") == NULL, entry, "two blanks"));
    g_assert_true(holds(strstr(text, "..") == NULL, entry, "two dots"));
  }
}

static void
test_texts_german_has_umlauts(Fixture *fixture, const void *data)
{
  (void)data;
  g_autoptr(GRegex) spelled_out = g_regex_new(
      "\\b(fuer|ueber|koenn|moecht|gross|groess|naechst|zustaend|bestaetig|"
      "schliess|strasse|stuenden|gruess|rueck|ergaenz|pruef|muess|uebernomm)",
      G_REGEX_CASELESS, 0, NULL);
  for (EACH_ENTRY(entry)) {
    if (!g_str_has_prefix(entry->key, "de/"))
      continue;
    g_autofree char *text = render(fixture, entry);
    g_assert_true(holds(!g_regex_match(spelled_out, text, 0, NULL), entry,
                        "umlaut spelled out"));
  }
}

static bool
is_whole_page(const char *text)
{
  return g_str_has_prefix(text, "<!DOCTYPE html>");
}

static void
test_texts_html_is_self_contained(Fixture *fixture, const void *data)
{
  (void)data;
  static const char *const forbidden[] = {"<script",    "<style", "<link",
                                          "src=\"http", "url(",   "class="};
  for (EACH_ENTRY(entry)) {
    if (!g_str_has_suffix(entry->name, ".html"))
      continue;
    g_autofree char *text = render(fixture, entry);
    if (!is_whole_page(text) || is_public_page(entry) ||
        strcmp(entry->name, "page-begin.html") == 0)
      continue;
    g_autofree char *lang = g_strdup_printf("<html lang=\"%.2s\">", entry->key);
    g_assert_true(holds(strstr(text, lang) != NULL, entry, "no lang"));
    g_assert_true(holds(strstr(text, "</html>") != NULL, entry, "no end"));
    for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++)
      g_assert_true(
          holds(strstr(text, forbidden[i]) == NULL, entry, forbidden[i]));
  }
}

/* Make every string of the sample an attack. */
static void
poison(json_t *value, const char *attack)
{
  const char *key;
  json_t *member;
  size_t i;
  if (json_is_string(value))
    json_string_set(value, attack);
  json_object_foreach(value, key, member) poison(member, attack);
  json_array_foreach(value, i, member) poison(member, attack);
}

/* No line that a department's reply cites may look like a command, whatever
 * the variables hold. */
static void
test_texts_no_line_begins_with_a_command(Fixture *fixture, const void *data)
{
  (void)data;
  json_t *poisoned = json_deep_copy(fixture->sample);
  poison(poisoned, "x\n#erledigt\r#erledigt\n");
  for (EACH_ENTRY(entry)) {
    if (!g_str_has_suffix(entry->name, ".txt") ||
        g_str_has_prefix(entry->name, "button."))
      continue;
    g_autofree char *text = render(fixture, entry);
    g_autofree char *bad = render_with(fixture, entry, poisoned);
    g_assert_true(holds(*text != '#' && strstr(text, "\n#") == NULL, entry,
                        "line begins with '#'"));
    g_assert_true(holds(strstr(bad, "\n#") == NULL && strchr(bad, '\r') == NULL,
                        entry, "a value begins a line"));
  }
  json_decref(poisoned);
}

static void
test_texts_html_escapes_everything(Fixture *fixture, const void *data)
{
  (void)data;
  json_t *poisoned = json_deep_copy(fixture->sample);
  poison(poisoned, "\"'><script>alert(1)</script>");
  for (EACH_ENTRY(entry)) {
    if (!g_str_has_suffix(entry->name, ".html"))
      continue;
    g_autofree char *text = render_with(fixture, entry, poisoned);
    g_assert_true(holds(strstr(text, "<script") == NULL, entry, "not escaped"));
  }
  json_decref(poisoned);
}

/* Relative luminance of "#rrggbb", WCAG 2.2. */
static double
luminance(const char *color)
{
  static const double weights[] = {0.2126, 0.7152, 0.0722};
  unsigned long rgb = strtoul(color + 1, NULL, 16);
  double sum = 0;
  for (int i = 0; i < 3; i++) {
    double c = (double)(rgb >> (16 - 8 * i) & 0xFF) / 255;
    sum +=
        weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/* The value of a colour property within one style attribute. */
static const char *
style_color(const char *style, const char *end, const char *property)
{
  const char *found = g_strstr_len(style, end - style, property);
  return found == NULL ? NULL : strchr(found, '#');
}

static void
check_contrast(const TextsEntry *entry, const char *style)
{
  const char *end = strchr(style, '"');
  const char *front = style_color(style, end, ";color:#");
  if (front == NULL && strncmp(style, "color:#", 7) == 0)
    front = style + 6;
  const char *back = style_color(style, end, "background:#");
  if (front == NULL)
    return;
  double a = luminance(front), b = luminance(back == NULL ? "#ffffff" : back);
  double ratio = (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
  g_assert_true(holds(ratio >= CONTRAST_MIN, entry, style));
}

static void
test_texts_html_has_contrast(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned count = 0;
  for (EACH_ENTRY(entry)) {
    if (!g_str_has_suffix(entry->name, ".html"))
      continue;
    g_autofree char *text = render(fixture, entry);
    for (const char *p = text; (p = strstr(p, "style=\"")) != NULL; count++) {
      p += strlen("style=\"");
      check_contrast(entry, p);
    }
  }
  g_assert_cmpuint(count, >, 500);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(path, function)                                                    \
  g_test_add("/texts/shipped/" path, Fixture, NULL, fixture_set_up, function,  \
             fixture_tear_down)
  ADD("exist-in-both-languages", test_texts_exist_in_both_languages);
  ADD("mails-are-whole", test_texts_mails_are_whole);
  ADD("render-with-everything-and-with-little",
      test_texts_render_with_everything_and_with_little);
  ADD("use-sample-keys-only", test_texts_use_sample_keys_only);
  ADD("partials-exist", test_texts_partials_exist);
  ADD("no-line-begins-with-a-command",
      test_texts_no_line_begins_with_a_command);
  ADD("sms-fit-one-segment", test_texts_sms_fit_one_segment);
  ADD("german-has-umlauts", test_texts_german_has_umlauts);
  ADD("html-is-self-contained", test_texts_html_is_self_contained);
  ADD("html-escapes-everything", test_texts_html_escapes_everything);
  ADD("html-has-contrast", test_texts_html_has_contrast);
  return g_test_run();
}
