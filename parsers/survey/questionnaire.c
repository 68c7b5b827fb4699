/* SPDX-License-Identifier: Apache-2.0
 *
 * Making, finding, freeing.
 */
#include "parsers/survey/questionnaire.h"

#include <string.h>

#include "parsers/survey/expression.h"

static const char *const type_names[] = {
    [SURVEY_SELECT_ONE] = "select_one",
    [SURVEY_SELECT_MULTIPLE] = "select_multiple",
    [SURVEY_INTEGER] = "integer",
    [SURVEY_DECIMAL] = "decimal",
    [SURVEY_RANGE] = "range",
    [SURVEY_TEXT] = "text",
    [SURVEY_DATE] = "date",
    [SURVEY_NOTE] = "note",
};

static const char *const access_names[] = {
    [SURVEY_ACCESS_OPEN] = "open",
    [SURVEY_ACCESS_CONTACT] = "contact",
    [SURVEY_ACCESS_INVITED] = "invited",
    [SURVEY_ACCESS_CODE] = "code",
};

const char *
survey_type_to_string(SurveyType type)
{
  return type_names[type];
}

const char *
survey_access_to_string(SurveyAccess access)
{
  return access_names[access];
}

static GHashTable *
texts_new(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* --- freeing -------------------------------------------------------------- */

static void
choice_free(void *data)
{
  SurveyChoice *choice = data;
  g_free(choice->name);
  g_hash_table_unref(choice->labels);
  g_hash_table_unref(choice->shorts);
  g_free(choice);
}

static void
list_free(void *data)
{
  SurveyList *list = data;
  g_free(list->name);
  g_ptr_array_unref(list->choices);
  g_free(list);
}

static void
group_free(void *data)
{
  SurveyGroup *group = data;
  g_free(group->name);
  g_hash_table_unref(group->labels);
  expression_free(group->relevant);
  g_free(group);
}

static void
question_free(void *data)
{
  SurveyQuestion *question = data;
  g_free(question->name);
  g_hash_table_unref(question->labels);
  g_hash_table_unref(question->shorts);
  g_hash_table_unref(question->hints);
  g_hash_table_unref(question->constraint_messages);
  expression_free(question->relevant);
  expression_free(question->constraint);
  g_free(question);
}

void
questionnaire_free(Questionnaire *questionnaire)
{
  if (questionnaire == NULL)
    return;
  g_free(questionnaire->id);
  g_free(questionnaire->version);
  g_hash_table_unref(questionnaire->titles);
  g_ptr_array_unref(questionnaire->languages);
  g_free(questionnaire->keyword);
  g_free(questionnaire->opens);
  g_free(questionnaire->closes);
  g_free(questionnaire->target_group);
  g_ptr_array_unref(questionnaire->questions);
  g_ptr_array_unref(questionnaire->groups);
  g_ptr_array_unref(questionnaire->lists);
  g_free(questionnaire);
}

/* --- making --------------------------------------------------------------- */

Questionnaire *
questionnaire_new(void)
{
  Questionnaire *questionnaire = g_new0(Questionnaire, 1);
  questionnaire->titles = texts_new();
  questionnaire->languages = g_ptr_array_new_with_free_func(g_free);
  questionnaire->wave = 1;
  questionnaire->lists = g_ptr_array_new_with_free_func(list_free);
  questionnaire->groups = g_ptr_array_new_with_free_func(group_free);
  questionnaire->questions = g_ptr_array_new_with_free_func(question_free);
  return questionnaire;
}

SurveyList *
questionnaire_add_list(Questionnaire *questionnaire, const char *name)
{
  SurveyList *list = g_new0(SurveyList, 1);
  list->name = g_strdup(name);
  list->choices = g_ptr_array_new_with_free_func(choice_free);
  g_ptr_array_add(questionnaire->lists, list);
  return list;
}

SurveyChoice *
survey_list_add(SurveyList *list, const char *name)
{
  SurveyChoice *choice = g_new0(SurveyChoice, 1);
  choice->name = g_strdup(name);
  choice->labels = texts_new();
  choice->shorts = texts_new();
  g_ptr_array_add(list->choices, choice);
  return choice;
}

SurveyGroup *
questionnaire_add_group(Questionnaire *questionnaire, const char *name)
{
  SurveyGroup *group = g_new0(SurveyGroup, 1);
  group->name = g_strdup(name);
  group->labels = texts_new();
  group->parent = -1;
  g_ptr_array_add(questionnaire->groups, group);
  return group;
}

SurveyQuestion *
questionnaire_add_question(Questionnaire *questionnaire, SurveyType type,
                           const char *name)
{
  SurveyQuestion *question = g_new0(SurveyQuestion, 1);
  question->type = type;
  question->name = g_strdup(name);
  question->labels = texts_new();
  question->shorts = texts_new();
  question->hints = texts_new();
  question->constraint_messages = texts_new();
  question->group = -1;
  g_ptr_array_add(questionnaire->questions, question);
  return question;
}

/* --- finding -------------------------------------------------------------- */

const SurveyList *
questionnaire_list(const Questionnaire *questionnaire, const char *name)
{
  for (guint i = 0; i < questionnaire->lists->len; i++) {
    const SurveyList *list = questionnaire->lists->pdata[i];
    if (strcmp(list->name, name) == 0)
      return list;
  }
  return NULL;
}

int
questionnaire_place(const Questionnaire *questionnaire, const char *name)
{
  for (guint i = 0; i < questionnaire->questions->len; i++) {
    const SurveyQuestion *question = questionnaire->questions->pdata[i];
    if (strcmp(question->name, name) == 0)
      return (int)i;
  }
  return -1;
}

const SurveyQuestion *
questionnaire_question(const Questionnaire *questionnaire, const char *name)
{
  int place = questionnaire_place(questionnaire, name);
  return place < 0 ? NULL : questionnaire->questions->pdata[place];
}

const SurveyChoice *
survey_list_choice(const SurveyList *list, const char *name)
{
  for (guint i = 0; i < list->choices->len; i++) {
    const SurveyChoice *choice = list->choices->pdata[i];
    if (strcmp(choice->name, name) == 0)
      return choice;
  }
  return NULL;
}

/* In this language or its main one; NULL: neither. */
static const char *
text_in(GHashTable *texts, const char *language)
{
  g_autofree char *main_language = g_strndup(language, strcspn(language, "-"));
  const char *text = g_hash_table_lookup(texts, language);
  return text != NULL ? text : g_hash_table_lookup(texts, main_language);
}

/* The first of some tables that has it; another language is worse than a longer
 * text. */
static const char *
first_text(const Questionnaire *questionnaire, GHashTable *const *tables,
           size_t count, const char *language)
{
  const char *text = NULL;
  for (size_t i = 0; text == NULL && i < count; i++)
    text = text_in(tables[i], language);
  const GPtrArray *languages = questionnaire->languages;
  for (size_t i = 0; text == NULL && languages->len > 0 && i < count; i++)
    text = text_in(tables[i], languages->pdata[0]);
  return text;
}

const char *
survey_text(const Questionnaire *questionnaire, GHashTable *texts,
            const char *language)
{
  return first_text(questionnaire, &texts, 1, language);
}

const char *
survey_question_short(const Questionnaire *questionnaire,
                      const SurveyQuestion *question, const char *language)
{
  GHashTable *const tables[] = {question->shorts, question->labels};
  const char *text =
      first_text(questionnaire, tables, G_N_ELEMENTS(tables), language);
  return text != NULL ? text : question->name;
}

const char *
survey_choice_short(const Questionnaire *questionnaire,
                    const SurveyChoice *choice, const char *language)
{
  GHashTable *const tables[] = {choice->shorts, choice->labels};
  const char *text =
      first_text(questionnaire, tables, G_N_ELEMENTS(tables), language);
  return text != NULL ? text : choice->name;
}

const char *
survey_choice_label(const Questionnaire *questionnaire,
                    const SurveyChoice *choice, const char *language)
{
  const char *text = survey_text(questionnaire, choice->labels, language);
  return text != NULL ? text : choice->name;
}
