/* SPDX-License-Identifier: Apache-2.0
 *
 * The sheet `choices`: rows of several lists, in any order.
 */
#include <string.h>

#include "parsers/survey/xlsform/xlsform_private.h"

enum { CHOICE_NAME_MAX = 64 };

const XlsformHeading xlsform_choices_headings[] = {
    {"list_name", KEY_LIST_NAME, NULL},
    {"name", KEY_NAME, NULL},
    {"value", KEY_NAME, NULL},
    {"label", KEY_LABEL, NULL},
    {"sms", KEY_SMS, NULL},
    {"quota", KEY_QUOTA, NULL},
    {"quote_max", KEY_QUOTA, NULL},
    {"image", KEY_REFUSED, "an SMS shows no picture"},
    {"media", KEY_REFUSED, "an SMS shows no picture and plays no sound"},
    {"audio", KEY_REFUSED, "an SMS plays no sound"},
    {"video", KEY_REFUSED, "an SMS shows no film"},
    {NULL, KEY_NONE, NULL},
};

static SurveyList *
find_list(Questionnaire *form, const char *name)
{
  for (guint i = 0; i < form->lists->len; i++) {
    SurveyList *list = form->lists->pdata[i];
    if (strcmp(list->name, name) == 0)
      return list;
  }
  return questionnaire_add_list(form, name);
}

/* NULL, or why it can be no choice's name. */
static const char *
why_no_choice(const SurveyList *list, const char *name)
{
  if (list->choices->len >= SURVEY_CHOICES_MAX)
    return "the list has 99 choices already, and nobody types more";
  if (strchr(name, ' ') != NULL)
    return "several answers are kept with blanks between, so a name has none";
  if (strlen(name) > CHOICE_NAME_MAX)
    return "a name has 64 letters at most";
  if (survey_list_choice(list, name) != NULL)
    return "the list has this name already";
  return NULL;
}

static void
read_quota(const XlsformSheet *sheet, SurveyChoice *choice)
{
  const char *text = xlsform_sheet_text(sheet, KEY_QUOTA);
  if (text != NULL && !xlsform_read_count(text, G_MAXINT, &choice->quota))
    problems_add(sheet->reader->problems, xlsform_sheet_place(sheet, KEY_QUOTA),
                 "'%s' is no whole number of responses", text);
}

static void
read_choice(const XlsformSheet *sheet, Questionnaire *form)
{
  Problems *problems = sheet->reader->problems;
  const char *list_name = xlsform_sheet_text(sheet, KEY_LIST_NAME);
  const char *name = xlsform_sheet_text(sheet, KEY_NAME);
  if (list_name == NULL || name == NULL) {
    problems_add(problems, table_row_place(sheet->table, sheet->row),
                 "the choice has no '%s'",
                 list_name == NULL ? "list_name" : "name");
    return;
  }
  SurveyList *list = find_list(form, list_name);
  const char *why = why_no_choice(list, name);
  if (why != NULL) {
    problems_add(problems, xlsform_sheet_place(sheet, KEY_NAME),
                 "'%s' can be no choice of '%s': %s", name, list_name, why);
    return;
  }
  SurveyChoice *choice = survey_list_add(list, name);
  xlsform_sheet_texts(sheet, KEY_LABEL, choice->labels);
  xlsform_sheet_texts(sheet, KEY_SMS, choice->shorts);
  xlsform_sheet_check_texts(sheet, KEY_LABEL, choice->labels, true);
  read_quota(sheet, choice);
}

void
xlsform_read_choices(XlsformSheet *sheet, XlsformReader *reader)
{
  for (guint i = 1; xlsform_sheet_go(sheet, i); i++)
    read_choice(sheet, reader->form);
}
