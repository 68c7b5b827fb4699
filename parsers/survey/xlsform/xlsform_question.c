/* SPDX-License-Identifier: Apache-2.0
 *
 * What belongs to the type of a question: its list, its bounds, its texts.
 */
#include <math.h>
#include <string.h>

#include "parsers/survey/xlsform/xlsform_private.h"

enum { STARS = 5 };
/* A range is chosen from: more steps than this are an `integer`. */
#define STEPS_MAX 10000.0
/* 0.1 is no binary fraction. */
#define NEARLY 1e-9

static void
read_list(const XlsformSheet *sheet, SurveyQuestion *question, const char *name)
{
  if (*name == '\0') {
    xlsform_sheet_refuse(sheet, KEY_TYPE,
                         "behind '%s' the name of a list of choices must "
                         "stand",
                         survey_type_to_string(question->type));
    return;
  }
  if (g_str_has_suffix(name, " or_other")) {
    xlsform_sheet_refuse(
        sheet, KEY_TYPE,
        "'or_other' is not supported: add a choice and a question of type "
        "'text' with a 'relevant'");
    return;
  }
  question->list = questionnaire_list(sheet->reader->form, name);
  if (question->list == NULL)
    xlsform_sheet_refuse(sheet, KEY_TYPE,
                         "the sheet 'choices' has no list '%s'", name);
}

/* --- ranges --------------------------------------------------------------- */

static bool
read_number(const char *text, double *out)
{
  char *end = NULL;
  double value = g_ascii_strtod(text, &end);
  if (*text == '\0' || *end != '\0' || !isfinite(value) || fabs(value) > 1e9)
    return false;
  *out = value;
  return true;
}

/* "start=1"; false: it is no such thing. */
static bool
read_parameter(SurveyQuestion *question, const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, "=", 2);
  if (g_strv_length(parts) != 2)
    return false;
  if (g_ascii_strcasecmp(parts[0], "start") == 0)
    return read_number(parts[1], &question->start);
  if (g_ascii_strcasecmp(parts[0], "end") == 0)
    return read_number(parts[1], &question->end);
  if (g_ascii_strcasecmp(parts[0], "step") == 0)
    return read_number(parts[1], &question->step);
  return false;
}

static bool
is_sensible(const SurveyQuestion *question)
{
  double steps = (question->end - question->start) / question->step;
  return question->step > 0 && question->end > question->start &&
         steps <= STEPS_MAX && fabs(steps - round(steps)) < NEARLY * STEPS_MAX;
}

/* "start=1 end=5 step=1"; XLSForm's own defaults are 1, 10 and 1. */
static void
read_range(const XlsformSheet *sheet, SurveyQuestion *question)
{
  const char *text = xlsform_sheet_text(sheet, KEY_PARAMETERS);
  question->start = 1;
  question->end = 10;
  question->step = 1;
  g_auto(GStrv) parts = g_strsplit_set(text != NULL ? text : "", " ,;", -1);
  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0' && !read_parameter(question, *part)) {
      xlsform_sheet_refuse(
          sheet, KEY_PARAMETERS,
          "'%s' is not known here – write 'start=1 end=5 step=1'", *part);
      return;
    }
  if (!is_sensible(question))
    xlsform_sheet_refuse(
        sheet, KEY_PARAMETERS,
        "from 'start' to 'end' there must be a whole number of steps, "
        "%d at most",
        (int)STEPS_MAX);
}

/* --- looks that mean something -------------------------------------------- */

static bool
has_word(const char *text, const char *word)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  return g_strv_contains((const char *const *)words, word);
}

static void
read_appearance(const XlsformSheet *sheet, SurveyQuestion *question)
{
  const char *text = xlsform_sheet_text(sheet, KEY_APPEARANCE);
  if (text == NULL)
    return;
  bool rating = has_word(text, "rating");
  question->is_stars = rating && question->type == SURVEY_RANGE;
  if (rating && (question->type != SURVEY_RANGE || question->start != 1 ||
                 question->end != STARS || question->step != 1))
    xlsform_sheet_refuse(sheet, KEY_APPEARANCE,
                         "'rating' means stars – use it with type 'range' and "
                         "'start=1 end=5 step=1'");
  if (has_word(text, "year") || has_word(text, "month-year"))
    xlsform_sheet_refuse(sheet, KEY_APPEARANCE,
                         "'%s' is not supported: a date is a whole day", text);
  if (strstr(text, "search(") != NULL)
    xlsform_sheet_refuse(
        sheet, KEY_APPEARANCE,
        "'search()' is not supported: choices stand in their sheet");
}

/* Numbered choices must have the same number for everybody. */
static void
refuse_random(const XlsformSheet *sheet)
{
  const char *text = xlsform_sheet_text(sheet, KEY_PARAMETERS);
  if (text != NULL && strstr(text, "randomize") != NULL)
    xlsform_sheet_refuse(
        sheet, KEY_PARAMETERS,
        "'randomize' is not supported: a number must mean the same for "
        "everybody");
}

static void
read_texts(const XlsformSheet *sheet, SurveyQuestion *question)
{
  xlsform_sheet_texts(sheet, KEY_LABEL, question->labels);
  xlsform_sheet_texts(sheet, KEY_SMS, question->shorts);
  xlsform_sheet_texts(sheet, KEY_HINT, question->hints);
  xlsform_sheet_texts(sheet, KEY_CONSTRAINT_MESSAGE,
                      question->constraint_messages);
  xlsform_sheet_check_texts(sheet, KEY_LABEL, question->labels, true);
  xlsform_sheet_check_texts(sheet, KEY_HINT, question->hints, false);
  xlsform_sheet_check_texts(sheet, KEY_CONSTRAINT_MESSAGE,
                            question->constraint_messages, false);
}

void
xlsform_read_question(const XlsformSheet *sheet, SurveyQuestion *question,
                      const char *list)
{
  bool selects = question->type == SURVEY_SELECT_ONE ||
                 question->type == SURVEY_SELECT_MULTIPLE;
  read_texts(sheet, question);
  if (selects) {
    read_list(sheet, question, list);
    refuse_random(sheet);
  } else if (*list != '\0') {
    xlsform_sheet_refuse(sheet, KEY_TYPE,
                         "behind '%s' nothing may stand, but '%s' does",
                         survey_type_to_string(question->type), list);
  }
  if (question->type == SURVEY_RANGE)
    read_range(sheet, question);
  read_appearance(sheet, question);
}
