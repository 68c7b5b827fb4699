/* SPDX-License-Identifier: Apache-2.0
 *
 * From a file over its tables to the questionnaire.
 */
#include "parsers/survey/xlsform/xlsform.h"

#include "parsers/survey/xlsform/xlsform_private.h"
#include "parsers/workbook/workbook.h"

/* What a column without a language is in, where the form does not say. */
static const char DEFAULT_LANGUAGE[] = "de";

/* So many fit beside each other in what xlsform_write() writes. */
enum { LANGUAGES_MAX = 12 };

typedef GPtrArray *(*TablesReader)(GBytes *bytes, const char *file,
                                   Problems *problems);

static GPtrArray *
read_workbook(GBytes *bytes, const char *file, Problems *problems)
{
  static const char *const names[] = {"survey", "choices", "settings", NULL};
  return workbook_read(bytes, file, names, problems);
}

static const struct {
  const char *suffix;
  TablesReader read;
} kinds[] = {
    {".xlsx", read_workbook},
    {".csv", xlsform_tables_csv},
    {".yaml", xlsform_tables_yaml},
    {".yml", xlsform_tables_yaml},
};

static TablesReader
find_kind(const char *file)
{
  g_autofree char *lower = g_ascii_strdown(file, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_suffix(lower, kinds[i].suffix))
      return kinds[i].read;
  return NULL;
}

bool
xlsform_is_file(const char *name)
{
  return find_kind(name) != NULL;
}

/* --- languages ------------------------------------------------------------ */

static bool
has_language(const Questionnaire *form, const char *language)
{
  return g_ptr_array_find_with_equal_func(form->languages, language,
                                          g_str_equal, NULL);
}

static void
add_languages(const XlsformSheet *sheet, Questionnaire *form)
{
  for (unsigned i = 1; i <= TABLE_COLUMNS_MAX; i++) {
    const char *language = sheet->columns[i].language;
    if (language != NULL && !has_language(form, language))
      g_ptr_array_add(form->languages, g_strdup(language));
  }
}

/* What the first label is in, unless settings say another one. */
static char *
guess_default(const XlsformSheet *survey)
{
  for (unsigned i = 1; i <= TABLE_COLUMNS_MAX; i++)
    if (survey->columns[i].key == KEY_LABEL)
      return g_strdup(survey->columns[i].language != NULL
                          ? survey->columns[i].language
                          : DEFAULT_LANGUAGE);
  return g_strdup(DEFAULT_LANGUAGE);
}

/* --- sheets --------------------------------------------------------------- */

static XlsformSheet *
open_sheet(const XlsformReader *reader, const GPtrArray *tables,
           const char *name, const XlsformHeading *known)
{
  const Table *table = tables_find(tables, name);
  return table == NULL ? NULL : xlsform_sheet_open(reader, table, known);
}

static bool
has_selects(const GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++) {
    const SurveyQuestion *question = questions->pdata[i];
    if (question->type == SURVEY_SELECT_ONE ||
        question->type == SURVEY_SELECT_MULTIPLE)
      return true;
  }
  return false;
}

static void
read_sheets(XlsformReader *reader, const GPtrArray *tables, const char *file)
{
  FilePosition whole = {file, 0, 0};
  Questionnaire *form = reader->form;
  g_autoptr(XlsformSheet) survey =
      open_sheet(reader, tables, "survey", xlsform_survey_headings);
  g_autoptr(XlsformSheet) choices =
      open_sheet(reader, tables, "choices", xlsform_choices_headings);
  g_autoptr(XlsformSheet) settings =
      open_sheet(reader, tables, "settings", xlsform_settings_headings);
  if (survey == NULL || settings == NULL) {
    problems_add(reader->problems, whole, "the sheet '%s' is missing",
                 survey == NULL ? "survey" : "settings");
    return;
  }
  g_ptr_array_add(form->languages, guess_default(survey));
  xlsform_read_settings(settings, reader);
  add_languages(settings, form);
  add_languages(survey, form);
  if (choices != NULL) {
    add_languages(choices, form);
    xlsform_read_choices(choices, reader);
  }
  if (form->languages->len > LANGUAGES_MAX)
    problems_add(reader->problems, whole, "more than %d languages",
                 LANGUAGES_MAX);
  xlsform_read_survey(survey, reader);
  if (choices == NULL && has_selects(form->questions))
    problems_add(reader->problems, whole, "the sheet 'choices' is missing");
  xlsform_check_logic(reader);
}

static Questionnaire *
read_tables(const GPtrArray *tables, const char *file, Problems *problems)
{
  g_autoptr(Questionnaire) form = questionnaire_new();
  g_autoptr(GArray) logic = g_array_new(FALSE, FALSE, sizeof(XlsformLogic));
  g_autoptr(GHashTable) refused =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  XlsformReader reader = {form, problems, logic, refused};
  size_t before = problems_count(problems);
  read_sheets(&reader, tables, file);
  return problems_count(problems) == before ? g_steal_pointer(&form) : NULL;
}

Questionnaire *
xlsform_read(GBytes *bytes, const char *file, Problems *problems)
{
  TablesReader read = find_kind(file);
  if (read == NULL) {
    problems_add(problems, (FilePosition){file, 0, 0},
                 "a questionnaire's name must end with .xlsx, .csv or .yaml");
    return NULL;
  }
  size_t before = problems_count(problems);
  g_autoptr(GPtrArray) tables = read(bytes, file, problems);
  if (tables == NULL || problems_count(problems) > before)
    return NULL;
  return read_tables(tables, file, problems);
}
