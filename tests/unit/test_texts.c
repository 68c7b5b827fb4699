/* SPDX-License-Identifier: Apache-2.0
 *
 * The set of texts: look-up, overrides, and the form each type is given.  What
 * the shipped texts say is tested in test_texts_shipped.c.
 */
#include "templates/texts.h"

#include <stdlib.h>
#include <string.h>

#include "templates/template_error.h"

static void
add(Texts *texts, const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(texts_add_override(texts, path, text, strlen(text), &error));
  g_assert_no_error(error);
}

static void
expect(const Texts *texts, const char *language, const char *form,
       const char *name, const char *expected)
{
  g_autoptr(GError) error = NULL;
  json_t *data = json_pack("{s:s,s:s}", "name", "Kaya", "number", "26-1-2");
  g_autofree char *text =
      texts_render(texts, (TextsVoice){language, form}, name, data, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(text, ==, expected);
  json_decref(data);
}

static void
test_texts_follow_the_ladder(void)
{
  g_autoptr(Texts) texts = texts_new();
  expect(texts, "de", "sie", "greeting.txt", "Guten Tag Kaya,\n");
  expect(texts, "de", "du", "greeting.txt", "Guten Tag Kaya,\n");
  expect(texts, "de-simple", NULL, "greeting.txt", "Guten Tag Kaya,\n");
  expect(texts, "tr", "sie", "greeting.txt", "Hello Kaya,\n");
  add(texts, "de-du/greeting.txt.mustache", "Hallo {{name}},");
  add(texts, "en/greeting.txt.mustache", "Dear {{name}},");
  expect(texts, "de", "du", "greeting.txt", "Hallo Kaya,\n");
  expect(texts, "de", "sie", "greeting.txt", "Guten Tag Kaya,\n");
  expect(texts, "tr", "du", "greeting.txt", "Dear Kaya,\n");
  add(texts, "de/greeting.txt.mustache", "Moin {{name}},");
  expect(texts, "de", "du", "greeting.txt", "Hallo Kaya,\n");
  expect(texts, "de", NULL, "greeting.txt", "Moin Kaya,\n");
  expect(texts, "de-simple", "du", "greeting.txt", "Hallo Kaya,\n");
}

/* A partial is looked for where the letter's reader is, not where the file
 * that names it lies. */
static void
test_texts_partials_follow_the_ladder(void)
{
  g_autoptr(Texts) texts = texts_new();
  add(texts, "de/own-end.txt.mustache", "Ihre Stadt");
  add(texts, "de-du/own-end.txt.mustache", "Deine Stadt");
  add(texts, "de/unreadable.txt.mustache", "{{> own-end.txt}}");
  expect(texts, "de", "sie", "unreadable.txt", "Ihre Stadt\n");
  expect(texts, "de", "du", "unreadable.txt", "Deine Stadt\n");
}

static void
test_texts_has_looks_at_one_language(void)
{
  g_autoptr(Texts) texts = texts_new();
  g_assert_true(texts_has(texts, "de", "confirmation.txt"));
  g_assert_true(texts_has(texts, "en", "confirmation.sms"));
  g_assert_false(texts_has(texts, "de-du", "confirmation.txt"));
  g_assert_false(texts_has(texts, "de", "confirmation"));
  add(texts, "de-du/confirmation.txt.mustache", "x");
  g_assert_true(texts_has(texts, "de-du", "confirmation.txt"));
}

static void
test_texts_missing_text_is_an_error(void)
{
  g_autoptr(Texts) texts = texts_new();
  g_autoptr(GError) error = NULL;
  g_assert_null(texts_render(texts, (TextsVoice){"de", "sie"}, "nothing.txt",
                             NULL, &error));
  g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_MISSING);
}

typedef struct BadOverride {
  const char *path, *text, *message;
} BadOverride;

static const BadOverride bad_overrides[] = {
    {"de/confirmation.txt.mustache", "Hallo\n {{#name}}",
     "de/confirmation.txt.mustache:2:2: section 'name', which opens here, is "
     "never closed – write '{{/name}}' behind it"},
    {"de/confirmation.txt.mustache", "Hallo\nGrüß {{nmae}}",
     "de/confirmation.txt.mustache:2:6: unknown name 'nmae' – did you mean "
     "'name'?"},
    {"de/confirmation.txt.mustache", "{{> fotter-citizen.txt}}",
     "de/confirmation.txt.mustache:1:1: unknown name 'fotter-citizen.txt' – "
     "did you mean 'footer-citizen.txt'?"},
    {"de/confirmaton.txt.mustache", "Hallo",
     "de/confirmaton.txt.mustache:1:1: there is no text 'confirmaton.txt' to "
     "replace – did you mean 'confirmation.txt'?"},
    {"de/zzzzzzzzzzzzzzzz.txt.mustache", "Hallo",
     "de/zzzzzzzzzzzzzzzz.txt.mustache:1:1: there is no text "
     "'zzzzzzzzzzzzzzzz.txt' to replace – partials of your own begin with "
     "'own-'"},
    {"de/confirmation.pdf.mustache", "Hallo",
     "de/confirmation.pdf.mustache:1:1: not the name of a text – write "
     "LANGUAGE/NAME.txt.mustache, or html, sms, subject"},
    {"confirmation.txt.mustache", "Hallo",
     "confirmation.txt.mustache:1:1: not the name of a text – write "
     "LANGUAGE/NAME.txt.mustache, or html, sms, subject"},
    {"de/report/confirmation.txt.mustache", "Hallo",
     "de/report/confirmation.txt.mustache:1:1: not the name of a text – write "
     "LANGUAGE/NAME.txt.mustache, or html, sms, subject"},
};

static void
test_texts_refuse_wrong_overrides(void)
{
  g_autoptr(Texts) texts = texts_new();
  g_autoptr(GArray) before = texts_list(texts);
  for (size_t i = 0; i < G_N_ELEMENTS(bad_overrides); i++) {
    g_autoptr(GError) error = NULL;
    const BadOverride *bad = &bad_overrides[i];
    g_assert_false(texts_add_override(texts, bad->path, bad->text,
                                      strlen(bad->text), &error));
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX);
    if (error != NULL)
      g_assert_cmpstr(error->message, ==, bad->message);
  }
  g_autoptr(GArray) after = texts_list(texts);
  g_assert_cmpuint(before->len, ==, after->len);
}

typedef struct Subject {
  const char *category, *expected;
} Subject;

static const Subject subjects[] = {
    {"Schlagloch", "Schlagloch"},
    {"a\r\nBcc: x@example.org", "a Bcc: x@example.org"},
    {" a\t\t b\n", "a b"},
    {"a\xe2\x80\xa8"
     "b\xc2\x85"
     "c\x01"
     "d",
     "a b c d"},
    {"<b>&", "<b>&"},
};

static void
test_texts_subject_is_one_line(void)
{
  g_autoptr(Texts) texts = texts_new();
  add(texts, "de/confirmation.subject.mustache", "{{category}}\n");
  for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
    json_t *data = json_pack("{s:s}", "category", subjects[i].category);
    g_autofree char *text = texts_render(texts, (TextsVoice){"de", "sie"},
                                         "confirmation.subject", data, NULL);
    g_assert_cmpstr(text, ==, subjects[i].expected);
    json_decref(data);
  }
}

static void
test_texts_subject_is_cut(void)
{
  g_autoptr(Texts) texts = texts_new();
  add(texts, "de/confirmation.subject.mustache", "{{category}}");
  GString *category = g_string_new(NULL);
  for (int i = 0; i < 300; i++)
    g_string_append(category, i % 2 == 0 ? "ä" : " ");
  json_t *data = json_pack("{s:s}", "category", category->str);
  g_autofree char *text = texts_render(texts, (TextsVoice){"de", "sie"},
                                       "confirmation.subject", data, NULL);
  glong length = g_utf8_strlen(text, -1);
  g_assert_cmpint(length, <=, TEXTS_SUBJECT_MAX);
  g_assert_cmpint(length, >=, TEXTS_SUBJECT_MAX - 2);
  g_assert_true(g_str_has_suffix(text, "…"));
  json_decref(data);
  g_string_free(category, TRUE);
}

typedef struct LinesCase {
  const char *text, *prefix, *expected;
} LinesCase;

static const LinesCase lines_cases[] = {
    {"a", "", "{\"lines\":[\"a\"]}"},
    {"#erledigt\r\n\r\nb\rc\n\n", "│ ",
     "{\"lines\":[\"│ #erledigt\",\"│\",\"│ b\",\"│ c\"]}"},
    {"a\x1b[31m\xe2\x80\xa8#b", "│ ", "{\"lines\":[\"│ a [31m #b\"]}"},
    {"  eingerückt  ", "", "{\"lines\":[\"  eingerückt\"]}"},
    {"\n \r\n", "│ ", "null"},
    {"", "│ ", "null"},
    {NULL, "│ ", "null"},
};

static void
test_texts_lines(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(lines_cases); i++) {
    json_t *lines = texts_lines(lines_cases[i].text, lines_cases[i].prefix);
    char *text = json_dumps(lines, JSON_COMPACT | JSON_ENCODE_ANY);
    g_assert_cmpstr(text, ==, lines_cases[i].expected);
    free(text);
    json_decref(lines);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/texts/look-up/follows-the-ladder",
                  test_texts_follow_the_ladder);
  g_test_add_func("/texts/look-up/partials-follow-the-ladder",
                  test_texts_partials_follow_the_ladder);
  g_test_add_func("/texts/look-up/has-looks-at-one-language",
                  test_texts_has_looks_at_one_language);
  g_test_add_func("/texts/look-up/missing-text-is-an-error",
                  test_texts_missing_text_is_an_error);
  g_test_add_func("/texts/override/refuses-wrong-ones",
                  test_texts_refuse_wrong_overrides);
  g_test_add_func("/texts/subject/is-one-line", test_texts_subject_is_one_line);
  g_test_add_func("/texts/subject/is-cut", test_texts_subject_is_cut);
  g_test_add_func("/texts/lines/carry-their-prefix", test_texts_lines);
  return g_test_run();
}
