/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom expressions ask.  People answer in any order, but what comes next must
 * be known from what came before: nothing asks ahead, nothing goes in circles.
 */
#include "parsers/config/schema.h"
#include "parsers/survey/xlsform/xlsform_private.h"

/* --- circles -------------------------------------------------------------- */

typedef struct Walk {
  const Questionnaire *form;
  const Expression *wanted;
  GHashTable *seen; /* places of questions */
} Walk;

static bool leads_back(Walk *walk, int index);

static bool
asks_back(Walk *walk, const Expression *expression)
{
  if (expression == walk->wanted)
    return true;
  if (expression == NULL)
    return false;
  g_autoptr(GPtrArray) names = expression_names(expression);
  for (guint i = 0; i < names->len; i++) {
    int index = questionnaire_place(walk->form, names->pdata[i]);
    if (index >= 0 && leads_back(walk, index))
      return true;
  }
  return false;
}

/* Does whether a question is asked depend on the wanted expression? */
static bool
leads_back(Walk *walk, int index)
{
  const SurveyQuestion *question = walk->form->questions->pdata[index];
  if (!g_hash_table_add(walk->seen, GINT_TO_POINTER(index)))
    return false;
  if (asks_back(walk, question->relevant))
    return true;
  for (int at = question->group; at >= 0;) {
    const SurveyGroup *group = walk->form->groups->pdata[at];
    if (asks_back(walk, group->relevant))
      return true;
    at = group->parent;
  }
  return false;
}

static bool
is_circle(const Questionnaire *form, const XlsformLogic *logic, int index)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  Walk walk = {form, logic->expression, seen};
  return !logic->is_constraint && leads_back(&walk, index);
}

/* --- names ---------------------------------------------------------------- */

static void
refuse_unknown(const XlsformReader *reader, const XlsformLogic *logic,
               const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < reader->form->questions->len; i++) {
    const SurveyQuestion *question = reader->form->questions->pdata[i];
    g_ptr_array_add(names, question->name);
  }
  g_autofree char *hint =
      schema_hint(name, (const char *const *)names->pdata, names->len);
  if (!g_hash_table_contains(reader->refused, name))
    problems_add(reader->problems, logic->place, "no question is called '%s'%s",
                 name, hint);
}

static void
check_name(const XlsformReader *reader, const XlsformLogic *logic,
           const char *name)
{
  const Questionnaire *form = reader->form;
  int index = questionnaire_place(form, name);
  if (index < 0) {
    refuse_unknown(reader, logic, name);
    return;
  }
  const SurveyQuestion *question = form->questions->pdata[index];
  if (question->type == SURVEY_NOTE)
    problems_add(reader->problems, logic->place,
                 "'%s' is a note, which has no answer", name);
  else if ((guint)index < logic->before)
    return;
  else if (logic->is_constraint && (guint)index == logic->before)
    problems_add(reader->problems, logic->place,
                 "'%s' is this question itself – write '.' for its answer",
                 name);
  else if (is_circle(form, logic, index))
    problems_add(reader->problems, logic->place,
                 "'%s' is only asked depending on this one: that goes round in "
                 "a circle",
                 name);
  else
    problems_add(reader->problems, logic->place,
                 "'%s' comes later, in row %d – ask only for what was answered "
                 "before",
                 name, question->row);
}

/* --- choices -------------------------------------------------------------- */

typedef struct Check {
  const XlsformReader *reader;
  const XlsformLogic *logic;
} Check;

static void
refuse_choice(const Check *check, const SurveyList *list, const char *text)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < list->choices->len; i++) {
    const SurveyChoice *choice = list->choices->pdata[i];
    g_ptr_array_add(names, choice->name);
  }
  g_autofree char *hint =
      schema_hint(text, (const char *const *)names->pdata, names->len);
  problems_add(check->reader->problems, check->logic->place,
               "the list '%s' has no choice '%s'%s", list->name, text, hint);
}

/* A mistyped choice would make a question that is never asked, without a word.
 * '' asks whether there is an answer; several choices have blanks between. */
static void
check_choice(const char *name, const char *text, void *data)
{
  const Check *check = data;
  const SurveyQuestion *question =
      questionnaire_question(check->reader->form, name);
  if (question == NULL || question->list == NULL)
    return;
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && survey_list_choice(question->list, *word) == NULL)
      refuse_choice(check, question->list, *word);
}

void
xlsform_check_logic(const XlsformReader *reader)
{
  for (guint i = 0; i < reader->logic->len; i++) {
    const XlsformLogic *logic = &g_array_index(reader->logic, XlsformLogic, i);
    g_autoptr(GPtrArray) names = expression_names(logic->expression);
    for (guint j = 0; j < names->len; j++)
      check_name(reader, logic, names->pdata[j]);
    expression_each_compared(logic->expression, check_choice,
                             &(Check){reader, logic});
    if (!logic->is_constraint && expression_asks_self(logic->expression))
      problems_add(reader->problems, logic->place,
                   "'.' is the question's own answer, which is not there yet – "
                   "it may stand in 'constraint' only");
  }
}
