/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of responses.
 */
#include "templates/survey/survey_data.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "parsers/csv_write.h"

static const SurveyQuestion *
question_at(const SurveyData *data, guint place)
{
  return data->questionnaire->questions->pdata[place];
}

/* Has the question at `place` a column? */
static bool
is_column(const SurveyData *data, guint place)
{
  SurveyType type = question_at(data, place)->type;
  return type != SURVEY_NOTE && (type != SURVEY_TEXT || data->texts);
}

static bool
is_number(const SurveyQuestion *question, const char *value, double *out)
{
  char *end = NULL;
  if (question->type != SURVEY_INTEGER && question->type != SURVEY_DECIMAL &&
      question->type != SURVEY_RANGE)
    return false;
  *out = g_ascii_strtod(value, &end);
  return end != value && *end == '\0' && isfinite(*out);
}

void
survey_data_csv_heading(const SurveyData *data, GString *out)
{
  g_string_append(out, "response,language,channel,complete");
  if (data->weights)
    g_string_append(out, ",weight");
  for (guint i = 0; i < data->questionnaire->questions->len; i++) {
    if (!is_column(data, i))
      continue;
    g_string_append_c(out, ',');
    csv_append_cell(out, question_at(data, i)->name);
  }
  g_string_append(out, "\r\n");
}

void
survey_data_csv_row(const SurveyData *data, const char *id,
                    const SurveyCase *one, GString *out)
{
  char weight[G_ASCII_DTOSTR_BUF_SIZE];
  const char *const first[] = {id, one->language, one->channel};
  for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
    csv_append_cell(out, first[i]);
    g_string_append_c(out, ',');
  }
  g_string_append(out, one->complete ? "true" : "false");
  if (data->weights)
    g_string_append_printf(
        out, ",%s",
        g_ascii_formatd(weight, sizeof weight, "%.4f", one->weight));
  for (guint i = 0; i < data->questionnaire->questions->len; i++) {
    double number = 0;
    if (!is_column(data, i))
      continue;
    const char *value = survey_case_value(one, i);
    g_string_append_c(out, ',');
    /* A number below zero is no formula. */
    if (value != NULL && is_number(question_at(data, i), value, &number))
      g_string_append(out, value);
    else if (value != NULL)
      csv_append_cell(out, value);
  }
  g_string_append(out, "\r\n");
}

static json_t *
value_to_json(const SurveyQuestion *question, const char *value)
{
  double number = 0;
  if (value == NULL)
    return json_null();
  if (!is_number(question, value, &number))
    return json_string(value);
  return number == floor(number) && fabs(number) < 1e15
             ? json_integer((json_int_t)number)
             : json_real(number);
}

void
survey_data_json_row(const SurveyData *data, const char *id,
                     const SurveyCase *one, GString *out)
{
  json_auto_t *row = json_object();
  json_object_set_new(row, "response", json_string(id));
  json_object_set_new(row, "language", json_string(one->language));
  json_object_set_new(row, "channel", json_string(one->channel));
  json_object_set_new(row, "complete", json_boolean(one->complete));
  if (data->weights)
    json_object_set_new(row, "weight", json_real(one->weight));
  /* Its own object: a question may be called "channel", too. */
  json_t *answers = json_object();
  for (guint i = 0; i < data->questionnaire->questions->len; i++)
    if (is_column(data, i))
      json_object_set_new(
          answers, question_at(data, i)->name,
          value_to_json(question_at(data, i), survey_case_value(one, i)));
  json_object_set_new(row, "answers", answers);
  char *text = json_dumps(row, JSON_COMPACT | JSON_REAL_PRECISION(12));
  g_string_append_printf(out, "%s\n", text);
  free(text);
}

/* One row of the codebook.  choice NULL: of the question itself. */
static void
append_code(const Questionnaire *questionnaire, guint place,
            const SurveyChoice *choice, GString *out)
{
  const SurveyQuestion *question = questionnaire->questions->pdata[place];
  GHashTable *labels = choice == NULL ? question->labels : choice->labels;
  unsigned number = survey_number(questionnaire, place);
  if (number > 0)
    g_string_append_printf(out, "%u", number);
  g_string_append_c(out, ',');
  csv_append_cell(out, question->name);
  g_string_append_printf(out, ",%s,", survey_type_to_string(question->type));
  if (choice != NULL)
    csv_append_cell(out, choice->name);
  for (guint i = 0; i < questionnaire->languages->len; i++) {
    const char *label =
        g_hash_table_lookup(labels, questionnaire->languages->pdata[i]);
    g_string_append_c(out, ',');
    if (label != NULL)
      csv_append_cell(out, label);
  }
  g_string_append(out, "\r\n");
}

char *
survey_data_codebook(const Questionnaire *questionnaire)
{
  GString *out = g_string_new("number,question,type,choice");
  for (guint i = 0; i < questionnaire->languages->len; i++)
    g_string_append_printf(out, ",label::%s",
                           (const char *)questionnaire->languages->pdata[i]);
  g_string_append(out, "\r\n");
  for (guint i = 0; i < questionnaire->questions->len; i++) {
    const SurveyQuestion *question = questionnaire->questions->pdata[i];
    append_code(questionnaire, i, NULL, out);
    for (guint k = 0;
         question->list != NULL && k < question->list->choices->len; k++)
      append_code(questionnaire, i, question->list->choices->pdata[k], out);
  }
  return g_string_free(out, FALSE);
}
