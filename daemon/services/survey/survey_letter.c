/* SPDX-License-Identifier: Apache-2.0
 *
 * From a questionnaire to the lines of a mail.
 */
#include "daemon/services/survey/survey_letter.h"

#include <string.h>

#include "daemon/services/survey/survey_question.h"
#include "parsers/json_text.h"
#include "parsers/survey/mail_form.h"
#include "templates/format.h"

char **
survey_letter_ways(Desk *desk, const Questionnaire *form, const char *language,
                   GError **error)
{
  g_autoptr(SurveyResponse) nothing = survey_response_new(form);
  g_auto(GStrv) ways = g_new0(char *, form->questions->len + 1);
  for (guint i = 0; i < form->questions->len; i++) {
    if (survey_number(form, i) == 0) {
      ways[i] = g_strdup("");
      continue;
    }
    json_auto_t *data = survey_question_data(nothing, i, language);
    ways[i] = desk_render(desk, language, "survey-way.txt", data, error);
    if (ways[i] == NULL)
      return NULL;
    g_strchomp(ways[i]);
  }
  return g_steal_pointer(&ways);
}

json_t *
survey_letter_data(const SurveyLetter *form)
{
  g_autofree char *text =
      mail_form_render(form->form, form->language, form->ways);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
  json_t *rows = json_array();
  for (char **line = lines; *line != NULL; line++)
    json_array_append_new(rows, json_pack("{s:s}", "form_line", *line));
  json_t *data = json_pack("{s:o, s:b}", "form_lines", rows, "anonymous",
                           form->form->anonymous);
  const char *closes = form->form->closes;
  if (closes != NULL)
    json_text_put(data, "survey_closes",
                  desk_date(form->desk,
                            format_minute_ms(closes, form->desk->zone),
                            form->language, (int)FORMAT_DATE_TIME));
  return data;
}

json_t *
survey_letter_poll(const SurveyLetter *form, const char *address)
{
  int place = survey_place(form->form, 1);
  const SurveyQuestion *question =
      place < 0 ? NULL : form->form->questions->pdata[place];
  if (survey_number_last(form->form) != 1 ||
      question->type != SURVEY_SELECT_ONE)
    return NULL;
  const char *title =
      survey_text(form->form, form->form->titles, form->language);
  json_t *choices = json_array();
  for (guint i = 0; i < question->list->choices->len; i++) {
    const SurveyChoice *choice = question->list->choices->pdata[i];
    const char *label = survey_choice_label(form->form, choice, form->language);
    g_autofree char *body = g_strdup_printf("1: %u", i + 1);
    json_t *row = json_pack("{s:s}", "choice_words", label);
    json_text_put(row, "choice_href", desk_mailto(address, title, body));
    json_array_append_new(choices, row);
  }
  return choices;
}

/* The words of the choices in "dog bench". */
static char *
labels_of(const Questionnaire *form, const SurveyQuestion *question,
          const char *value, const char *language)
{
  g_auto(GStrv) names = g_strsplit(value, " ", -1);
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < question->list->choices->len; i++) {
    const SurveyChoice *choice = question->list->choices->pdata[i];
    if (g_strv_contains((const char *const *)names, choice->name))
      g_string_append_printf(words, "%s%s", words->len > 0 ? ", " : "",
                             survey_choice_label(form, choice, language));
  }
  return g_string_free(words, FALSE);
}

char *
survey_letter_answer(const Questionnaire *form, const SurveyQuestion *question,
                     const char *value, const char *language)
{
  if (value == NULL || question->type == SURVEY_TEXT)
    return NULL;
  return question->list != NULL ? labels_of(form, question, value, language)
                                : g_strdup(value);
}
