/* SPDX-License-Identifier: Apache-2.0
 *
 * The sheet `survey`: questions and the groups around them.
 */
#include <string.h>

#include "parsers/survey/xlsform/xlsform_private.h"

enum { GROUPS_DEPTH = 8 };

static const char NO_SHOW[] = "an SMS shows no picture and plays no sound";

const XlsformHeading xlsform_survey_headings[] = {
    {"type", KEY_TYPE, NULL},
    {"name", KEY_NAME, NULL},
    {"label", KEY_LABEL, NULL},
    {"sms", KEY_SMS, NULL},
    {"hint", KEY_HINT, NULL},
    {"relevant", KEY_RELEVANT, NULL},
    {"relevance", KEY_RELEVANT, NULL},
    {"constraint", KEY_CONSTRAINT, NULL},
    {"constraint_message", KEY_CONSTRAINT_MESSAGE, NULL},
    {"required", KEY_REQUIRED, NULL},
    {"parameters", KEY_PARAMETERS, NULL},
    {"appearance", KEY_APPEARANCE, NULL},
    {"required_message", KEY_NONE, NULL},
    {"calculation", KEY_REFUSED, "nothing is calculated"},
    {"calculate", KEY_REFUSED, "nothing is calculated"},
    {"choice_filter", KEY_REFUSED, "everybody gets the same choices"},
    {"repeat_count", KEY_REFUSED, "questions are not repeated"},
    {"default", KEY_REFUSED, "an answer comes from a person"},
    {"trigger", KEY_REFUSED, "nothing is calculated"},
    {"read_only", KEY_REFUSED, "what only informs is a 'note'"},
    {"readonly", KEY_REFUSED, "what only informs is a 'note'"},
    {"disabled", KEY_REFUSED, "remove the row instead"},
    {"bind", KEY_REFUSED, "use the columns relevant, constraint, required"},
    {"media", KEY_REFUSED, NO_SHOW},
    {"image", KEY_REFUSED, NO_SHOW},
    {"audio", KEY_REFUSED, NO_SHOW},
    {"video", KEY_REFUSED, NO_SHOW},
    {NULL, KEY_NONE, NULL},
};

typedef enum RowKind {
  ROW_QUESTION,
  ROW_BEGIN,
  ROW_END,
  ROW_SILENT, /* what the phone would note by itself: we do not */
  ROW_REFUSED,
} RowKind;

typedef struct RowType {
  const char *text;
  RowKind kind;
  SurveyType type;
  const char *refused;
} RowType;

static const RowType row_types[] = {
    {"select_one", ROW_QUESTION, SURVEY_SELECT_ONE, NULL},
    {"select one", ROW_QUESTION, SURVEY_SELECT_ONE, NULL},
    {"select_multiple", ROW_QUESTION, SURVEY_SELECT_MULTIPLE, NULL},
    {"select multiple", ROW_QUESTION, SURVEY_SELECT_MULTIPLE, NULL},
    {"integer", ROW_QUESTION, SURVEY_INTEGER, NULL},
    {"int", ROW_QUESTION, SURVEY_INTEGER, NULL},
    {"decimal", ROW_QUESTION, SURVEY_DECIMAL, NULL},
    {"range", ROW_QUESTION, SURVEY_RANGE, NULL},
    {"text", ROW_QUESTION, SURVEY_TEXT, NULL},
    {"string", ROW_QUESTION, SURVEY_TEXT, NULL},
    {"date", ROW_QUESTION, SURVEY_DATE, NULL},
    {"note", ROW_QUESTION, SURVEY_NOTE, NULL},
    {"begin_group", ROW_BEGIN, SURVEY_NOTE, NULL},
    {"begin group", ROW_BEGIN, SURVEY_NOTE, NULL},
    {"end_group", ROW_END, SURVEY_NOTE, NULL},
    {"end group", ROW_END, SURVEY_NOTE, NULL},
    {"start", ROW_SILENT, SURVEY_NOTE, NULL},
    {"end", ROW_SILENT, SURVEY_NOTE, NULL},
    {"today", ROW_SILENT, SURVEY_NOTE, NULL},
    {"deviceid", ROW_SILENT, SURVEY_NOTE, NULL},
    {"phonenumber", ROW_SILENT, SURVEY_NOTE, NULL},
    {"username", ROW_SILENT, SURVEY_NOTE, NULL},
    {"email", ROW_SILENT, SURVEY_NOTE, NULL},
    {"audit", ROW_SILENT, SURVEY_NOTE, NULL},
    {"begin_repeat", ROW_REFUSED, SURVEY_NOTE, "questions are not repeated"},
    {"begin repeat", ROW_REFUSED, SURVEY_NOTE, "questions are not repeated"},
    {"end_repeat", ROW_REFUSED, SURVEY_NOTE, "questions are not repeated"},
    {"end repeat", ROW_REFUSED, SURVEY_NOTE, "questions are not repeated"},
    {"calculate", ROW_REFUSED, SURVEY_NOTE, "nothing is calculated"},
    {"hidden", ROW_REFUSED, SURVEY_NOTE, "nothing is kept that nobody asked"},
    {"image", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no picture"},
    {"photo", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no picture"},
    {"audio", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no sound"},
    {"video", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no film"},
    {"file", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no file"},
    {"barcode", ROW_REFUSED, SURVEY_NOTE, "nobody types a barcode"},
    {"geopoint", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no position"},
    {"geotrace", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no position"},
    {"geoshape", ROW_REFUSED, SURVEY_NOTE, "an SMS brings no position"},
    {"time", ROW_REFUSED, SURVEY_NOTE, "ask with 'text' or 'select_one'"},
    {"datetime", ROW_REFUSED, SURVEY_NOTE, "ask with 'date' and 'text'"},
    {"rank", ROW_REFUSED, SURVEY_NOTE, "ask with 'select_one' for the first"},
    {"acknowledge", ROW_REFUSED, SURVEY_NOTE, "ask with 'select_one'"},
};

/* The rows as they are read. */
typedef struct Rows {
  XlsformSheet *sheet;
  XlsformReader *reader;
  GHashTable *lines;                            /* names -> line of their row */
  int open[GROUPS_DEPTH], filled[GROUPS_DEPTH]; /* groups; questions before */
  int depth;
} Rows;

/* What a type begins with; NULL: nothing that is known.
 *
 * out_rest  what follows, borrowed: a list's name */
static const RowType *
find_type(const char *text, const char **out_rest)
{
  for (size_t i = 0; i < G_N_ELEMENTS(row_types); i++) {
    size_t size = strlen(row_types[i].text);
    if (g_ascii_strncasecmp(text, row_types[i].text, size) != 0 ||
        (text[size] != '\0' && text[size] != ' '))
      continue;
    *out_rest = text[size] == ' ' ? text + size + 1 : "";
    return &row_types[i];
  }
  return NULL;
}

/* The row's name; "" where it has none that can be used, which is told. */
static const char *
take_name(const Rows *rows)
{
  const char *name = xlsform_sheet_text(rows->sheet, KEY_NAME);
  Problems *problems = rows->reader->problems;
  FilePosition place = xlsform_sheet_place(rows->sheet, KEY_NAME);
  if (name == NULL) {
    problems_add(problems, place, "the row has no 'name'");
    return "";
  }
  if (!xlsform_is_name(name)) {
    problems_add(problems, place,
                 "'%s' is no name – a letter or '_' first, then letters a to "
                 "z, digits, '-', '_' and '.', 64 at most",
                 name);
    return name;
  }
  int line = GPOINTER_TO_INT(g_hash_table_lookup(rows->lines, name));
  if (line != 0)
    problems_add(problems, place, "the name '%s' stands in row %d already",
                 name, line);
  else
    g_hash_table_insert(rows->lines, g_strdup(name),
                        GINT_TO_POINTER(rows->sheet->row->line));
  return name;
}

/* Read an expression and remember it for the check at the end; NULL: there is
 * none. */
static Expression *
take_expression(const Rows *rows, XlsformKey key)
{
  const char *text = xlsform_sheet_text(rows->sheet, key);
  g_autoptr(GError) error = NULL;
  int column = 0;
  if (text == NULL)
    return NULL;
  FilePosition place = xlsform_sheet_place(rows->sheet, key);
  Expression *expression = expression_parse(text, &column, &error);
  if (expression == NULL) {
    problems_add(rows->reader->problems, place, "'%s', character %d: %s", text,
                 column, error->message);
    return NULL;
  }
  XlsformLogic logic = {expression, key == KEY_CONSTRAINT,
                        rows->reader->form->questions->len, place};
  g_array_append_val(rows->reader->logic, logic);
  return expression;
}

static int
innermost(const Rows *rows)
{
  return rows->depth == 0 ? -1 : rows->open[rows->depth - 1];
}

static void
read_group(Rows *rows)
{
  Questionnaire *form = rows->reader->form;
  int parent = innermost(rows);
  const char *name = take_name(rows);
  if (rows->depth == GROUPS_DEPTH) {
    xlsform_sheet_refuse(rows->sheet, KEY_TYPE,
                         "groups stand in each other more than 8 deep");
    return;
  }
  SurveyGroup *group = questionnaire_add_group(form, name);
  group->parent = parent;
  group->relevant = take_expression(rows, KEY_RELEVANT);
  xlsform_sheet_texts(rows->sheet, KEY_LABEL, group->labels);
  xlsform_sheet_check_texts(rows->sheet, KEY_LABEL, group->labels, false);
  rows->filled[rows->depth] = (int)form->questions->len;
  rows->open[rows->depth++] = (int)form->groups->len - 1;
}

static void
end_group(Rows *rows)
{
  if (rows->depth == 0) {
    xlsform_sheet_refuse(rows->sheet, KEY_TYPE,
                         "no group is open that could end here");
    return;
  }
  rows->depth--;
  if (rows->filled[rows->depth] == (int)rows->reader->form->questions->len)
    xlsform_sheet_refuse(rows->sheet, KEY_TYPE,
                         "the group that ends here has no question");
}

static void
read_required(const Rows *rows, SurveyQuestion *question)
{
  const char *text = xlsform_sheet_text(rows->sheet, KEY_REQUIRED);
  if (text != NULL && !xlsform_read_truth(text, &question->required))
    xlsform_sheet_refuse(
        rows->sheet, KEY_REQUIRED,
        "'required' must be yes or no – conditions stand in 'relevant'");
}

static void
read_question(Rows *rows, const RowType *type, const char *list)
{
  Questionnaire *form = rows->reader->form;
  const char *name = take_name(rows);
  Expression *relevant = take_expression(rows, KEY_RELEVANT);
  Expression *constraint = take_expression(rows, KEY_CONSTRAINT);
  SurveyQuestion *question = questionnaire_add_question(form, type->type, name);
  question->relevant = relevant;
  question->constraint = constraint;
  question->group = innermost(rows);
  question->row = rows->sheet->row->line;
  read_required(rows, question);
  xlsform_read_question(rows->sheet, question, list);
}

static void
read_refused(const Rows *rows, const char *type, const char *why)
{
  const char *name = xlsform_sheet_text(rows->sheet, KEY_NAME);
  xlsform_sheet_refuse(rows->sheet, KEY_TYPE, "type '%s' is not supported: %s",
                       type, why);
  if (name != NULL)
    g_hash_table_add(rows->reader->refused, g_strdup(name));
}

static void
read_row(Rows *rows)
{
  const char *text = xlsform_sheet_text(rows->sheet, KEY_TYPE), *rest = NULL;
  if (text == NULL) {
    xlsform_sheet_refuse(rows->sheet, KEY_TYPE, "the row has no 'type'");
    return;
  }
  const RowType *type = find_type(text, &rest);
  if (type == NULL) {
    read_refused(rows, text,
                 "known are select_one, select_multiple, integer, decimal, "
                 "range, text, date, note, begin_group, end_group");
    return;
  }
  switch (type->kind) {
  case ROW_QUESTION:
    read_question(rows, type, rest);
    break;
  case ROW_BEGIN:
    read_group(rows);
    break;
  case ROW_END:
    end_group(rows);
    break;
  case ROW_REFUSED:
    read_refused(rows, type->text, type->refused);
    break;
  case ROW_SILENT:
    break;
  }
}

void
xlsform_read_survey(XlsformSheet *sheet, XlsformReader *reader)
{
  g_autoptr(GHashTable) lines =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Rows rows = {.sheet = sheet, .reader = reader, .lines = lines};
  const GPtrArray *questions = reader->form->questions;
  guint i = 1;
  for (; xlsform_sheet_go(sheet, i) && questions->len <= SURVEY_QUESTIONS_MAX;
       i++)
    read_row(&rows);
  FilePosition place = {sheet->table->file, 0, 0};
  if (questions->len > SURVEY_QUESTIONS_MAX)
    problems_add(reader->problems, place,
                 "more than %d questions – nobody answers so many",
                 SURVEY_QUESTIONS_MAX);
  else if (rows.depth > 0)
    problems_add(
        reader->problems, place,
        "the group '%s' does not end – add a row 'end_group'",
        ((SurveyGroup *)reader->form->groups->pdata[innermost(&rows)])->name);
  else if (i == 1)
    problems_add(reader->problems, place, "there is no question");
}
