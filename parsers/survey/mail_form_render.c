/* SPDX-License-Identifier: Apache-2.0
 *
 * The form as text.
 */
#include <string.h>

#include "parsers/survey/mail_form_private.h"

enum { INDENT = 3, OPTION_INDENT = 10, LINE_TO_WRITE = 50 };

/* Words behind a head, broken between them, each next line indented. */
static void
append_wrapped(GString *out, const char *head, const char *text, int indent)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
  glong column = g_utf8_strlen(head, -1);
  bool begins = true;
  g_string_append(out, head);
  for (char **word = words; *word != NULL; word++) {
    glong width = g_utf8_strlen(*word, -1);
    if (width == 0)
      continue;
    if (!begins && column + 1 + width > MAIL_FORM_COLUMNS) {
      g_string_append_printf(out, "\n%*s", indent, "");
      column = indent;
    } else if (!begins) {
      g_string_append_c(out, ' ');
      column++;
    }
    g_string_append(out, *word);
    column += width;
    begins = false;
  }
  g_string_append_c(out, '\n');
}

static void
append_below(GString *out, const char *text)
{
  if (text != NULL && *text != '\0')
    append_wrapped(out, "   ", text, INDENT);
}

static void
append_options(GString *out, const Questionnaire *questionnaire,
               const SurveyList *list, const char *language)
{
  for (guint i = 0; i < list->choices->len; i++) {
    g_autofree char *head = i < 26 ? g_strdup_printf("   [ ] %c) ", 'a' + i)
                                   : g_strdup_printf("   [ ] %u) ", i + 1);
    append_wrapped(
        out, head,
        survey_choice_label(questionnaire, list->choices->pdata[i], language),
        OPTION_INDENT);
  }
}

static void
append_lines(GString *out, guint count)
{
  for (guint i = 0; i < count; i++) {
    g_autofree char *line = g_strnfill(LINE_TO_WRITE, '_');
    g_string_append_printf(out, "   %s\n", line);
  }
}

/* A section's or a note's words, which are no question. */
static void
append_note(GString *out, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  append_wrapped(out, "", text, 0);
  g_string_append_c(out, '\n');
}

static void
append_question(GString *out, const Questionnaire *questionnaire,
                const SurveyQuestion *question, const char *language,
                const char *way)
{
  const char *label = survey_text(questionnaire, question->labels, language);
  append_wrapped(out, "", label != NULL ? label : question->name, INDENT);
  append_below(out, survey_text(questionnaire, question->hints, language));
  append_below(out, way);
  if (question->list != NULL)
    append_options(out, questionnaire, question->list, language);
  else
    append_lines(out, question->type == SURVEY_TEXT ? 2 : 1);
  g_string_append_c(out, '\n');
}

char *
mail_form_render(const Questionnaire *questionnaire, const char *language,
                 MailFormWays ways)
{
  GString *out = g_string_new(NULL);
  unsigned number = 0;
  int group = -1;
  for (guint i = 0; i < questionnaire->questions->len; i++) {
    const SurveyQuestion *question = questionnaire->questions->pdata[i];
    if (question->group != group && question->group >= 0) {
      const SurveyGroup *section =
          questionnaire->groups->pdata[question->group];
      append_note(out, survey_text(questionnaire, section->labels, language));
    }
    group = question->group;
    if (question->type == SURVEY_NOTE) {
      append_note(out, survey_text(questionnaire, question->labels, language));
      continue;
    }
    g_string_append_printf(out, "%u) ", ++number);
    append_question(out, questionnaire, question, language, ways[i]);
  }
  g_autofree char *end = g_strnfill(LINE_TO_WRITE, '=');
  g_string_append_printf(out, "%s\n", end);
  return g_string_free(out, FALSE);
}
