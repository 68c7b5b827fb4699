/* SPDX-License-Identifier: Apache-2.0
 *
 * How responses fall into categories.
 */
#include "parsers/survey/survey_variable.h"

#include <math.h>
#include <string.h>

static SurveyVariable *
variable_new(const char *name)
{
  SurveyVariable *variable = g_new0(SurveyVariable, 1);
  variable->name = g_strdup(name);
  variable->categories = g_ptr_array_new_with_free_func(g_free);
  return variable;
}

void
survey_variable_free(SurveyVariable *variable)
{
  if (variable == NULL)
    return;
  g_free(variable->name);
  g_ptr_array_unref(variable->categories);
  g_free(variable);
}

static void
add_category(SurveyVariable *variable, const char *name)
{
  g_ptr_array_add(variable->categories, g_strdup(name));
}

double
survey_variable_number(const SurveyVariable *variable, size_t category)
{
  return variable->question->start +
         (double)category * variable->question->step;
}

/* How many steps a range has; 0: too many to count by. */
static size_t
count_steps(const SurveyQuestion *question)
{
  if (question->step <= 0 || question->end < question->start)
    return 0;
  double steps =
      floor((question->end - question->start) / question->step + 1e-6) + 1;
  return steps > SURVEY_SCALE_MAX ? 0 : (size_t)steps;
}

static void
add_steps(SurveyVariable *variable, size_t count)
{
  variable->is_scale = true;
  for (size_t i = 0; i < count; i++) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    add_category(variable,
                 g_ascii_formatd(text, sizeof text, "%.10g",
                                 survey_variable_number(variable, i)));
  }
}

SurveyVariable *
survey_variable_of(const Questionnaire *questionnaire, guint place)
{
  const SurveyQuestion *question = questionnaire->questions->pdata[place];
  g_autoptr(SurveyVariable) variable = variable_new(question->name);
  variable->question = question;
  variable->place = place;
  variable->is_multiple = question->type == SURVEY_SELECT_MULTIPLE;
  if (question->list != NULL) {
    for (guint i = 0; i < question->list->choices->len; i++) {
      const SurveyChoice *choice = question->list->choices->pdata[i];
      add_category(variable, choice->name);
    }
  } else if (question->type == SURVEY_RANGE) {
    add_steps(variable, count_steps(question));
  }
  return variable->categories->len == 0 ? NULL : g_steal_pointer(&variable);
}

SurveyVariable *
survey_variable_language(const Questionnaire *questionnaire)
{
  SurveyVariable *variable = variable_new("language");
  for (guint i = 0; i < questionnaire->languages->len; i++)
    add_category(variable, questionnaire->languages->pdata[i]);
  add_category(variable, "other");
  return variable;
}

SurveyVariable *
survey_variable_channel(void)
{
  static const char *const channels[] = {"sms", "mail", "web", "paper",
                                         "other"};
  SurveyVariable *variable = variable_new("channel");
  for (size_t i = 0; i < G_N_ELEMENTS(channels); i++)
    add_category(variable, channels[i]);
  return variable;
}

const char *
survey_case_value(const SurveyCase *one, guint place)
{
  return one->relevance[place] ? survey_response_value(one->answers, place)
                               : NULL;
}

/* The category of this name, `size` bytes long; their number: none. */
static size_t
category_of(const SurveyVariable *variable, const char *name, size_t size)
{
  size_t i = 0;
  for (; i < variable->categories->len; i++) {
    const char *category = variable->categories->pdata[i];
    if (strncmp(category, name, size) == 0 && category[size] == '\0')
      return i;
  }
  return i;
}

static size_t
fall_on_scale(const SurveyVariable *variable, const char *value, size_t *out)
{
  const SurveyQuestion *question = variable->question;
  char *end = NULL;
  double number = g_ascii_strtod(value, &end);
  double step = (number - question->start) / question->step;
  if (end == value || *end != '\0' || !(step > -0.5) ||
      fabs(step - round(step)) > 1e-6 ||
      round(step) >= variable->categories->len)
    return 0;
  *out = (size_t)round(step);
  return 1;
}

/* Names with a blank between, each counted once. */
static size_t
fall_into_several(const SurveyVariable *variable, const char *value,
                  size_t *out)
{
  size_t count = 0;
  while (*(value += strspn(value, " ")) != '\0') {
    size_t size = strcspn(value, " ");
    size_t category = category_of(variable, value, size);
    bool is_new = category < variable->categories->len;
    for (size_t i = 0; i < count; i++)
      is_new &= out[i] != category;
    if (is_new)
      out[count++] = category;
    value += size;
  }
  return count;
}

size_t
survey_variable_fall(const SurveyVariable *variable, const SurveyCase *one,
                     size_t *out)
{
  if (variable->question == NULL) {
    bool by_language = g_str_equal(variable->name, "language");
    const char *name = by_language ? one->language : one->channel;
    size_t category = category_of(variable, name, strlen(name));
    *out = MIN(category, variable->categories->len - 1);
    return 1;
  }
  const char *value = survey_case_value(one, variable->place);
  if (value == NULL)
    return 0;
  if (variable->is_scale)
    return fall_on_scale(variable, value, out);
  if (variable->is_multiple)
    return fall_into_several(variable, value, out);
  *out = category_of(variable, value, strlen(value));
  return *out < variable->categories->len;
}
