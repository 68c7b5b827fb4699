/* SPDX-License-Identifier: Apache-2.0
 *
 * A questionnaire as a mail, and replies of common mail programs to it.
 */
#include "parsers/survey/mail_form.h"

#include <string.h>

#include "tests/support/golden.h"
#include "tests/support/survey_form.h"

#define FIXTURES "tests/fixtures/mail_form"

static void
test_mail_form_renders(void)
{
  g_autoptr(Questionnaire) park = survey_form_new();
  g_autofree char *form = mail_form_render(park, "de", survey_form_ways);
  golden_check(FIXTURES "/form.txt", form);
  g_auto(GStrv) lines = g_strsplit(form, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpint(g_utf8_strlen(*line, -1), <=, MAIL_FORM_COLUMNS);
}

static char *
read_reply(const char *text)
{
  g_autoptr(Questionnaire) park = survey_form_new();
  g_autoptr(GPtrArray) answers = survey_form_read(park, text);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < answers->len; i++) {
    const MailAnswer *one = answers->pdata[i];
    g_autofree char *plain = g_strdup(one->words);
    g_strdelimit(plain, "\n", '/');
    g_string_append_printf(out, "%u %s %s | %s\n", one->number,
                           answer_kind_to_string(one->kind),
                           one->value != NULL ? one->value : "-", plain);
  }
  return g_string_free(out, FALSE);
}

static void
test_mail_form_reads(const void *path)
{
  g_autoptr(GBytes) bytes = golden_read(path);
  g_autofree char *text =
      g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_autofree char *read = read_reply(text);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".in"));
  g_autofree char *expected = g_strconcat(stem, ".expected", NULL);
  golden_check(expected, read);
}

/* Whatever quotes the form: who answers nothing has answered nothing. */
static void
test_mail_form_untouched(void)
{
  static const char *const quotes[] = {"", "> ", ">", "> > ", "| "};
  g_autoptr(Questionnaire) park = survey_form_new();
  g_autofree char *form = mail_form_render(park, "de", survey_form_ways);
  g_auto(GStrv) lines = g_strsplit(form, "\n", -1);
  for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
    g_autoptr(GString) reply = g_string_new("Bote schrieb:\n\n");
    for (char **line = lines; *line != NULL; line++)
      g_string_append_printf(reply, "%s%s\n", quotes[i], *line);
    g_autofree char *read = read_reply(reply->str);
    g_assert_cmpstr(read, ==, "");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/mail-form/renders", test_mail_form_renders);
  g_test_add_func("/mail-form/untouched", test_mail_form_untouched);
  golden_add("/mail-form/reads", FIXTURES, ".in", test_mail_form_reads);
  return g_test_run();
}
