/* SPDX-License-Identifier: Apache-2.0
 *
 * The questionnaire as pyxform's one CSV file (RFC 4180, UTF-8).
 */
#include <string.h>

#include "parsers/survey/expression.h"
#include "parsers/survey/xlsform/xlsform.h"
#include "parsers/survey/xlsform/xlsform_private.h"

typedef struct Writer {
  const Questionnaire *form;
  GString *text;
} Writer;

/* Not by csv_append_cell(), which guards against formulas in citizens' texts:
 * these are the town's own, and must be read again as they are. */
static void
put(Writer *writer, const char *cell)
{
  GString *text = writer->text;
  const char *plain = cell != NULL ? cell : "";
  g_string_append_c(text, ',');
  if (plain[strcspn(plain, ",\"; \t")] == '\0') {
    g_string_append(text, plain);
    return;
  }
  g_string_append_c(text, '"');
  for (; *plain != '\0'; plain++) {
    if (*plain == '"')
      g_string_append_c(text, '"');
    g_string_append_c(text, *plain);
  }
  g_string_append_c(text, '"');
}

static void
end_row(Writer *writer)
{
  g_string_append_c(writer->text, '\n');
}

/* A text of each language, in their order. */
static void
put_texts(Writer *writer, GHashTable *texts)
{
  const GPtrArray *languages = writer->form->languages;
  for (guint i = 0; i < languages->len; i++)
    put(writer, g_hash_table_lookup(texts, languages->pdata[i]));
}

/* From language number `first` on. */
static void
put_headings(Writer *writer, const char *name, guint first)
{
  const GPtrArray *languages = writer->form->languages;
  for (guint i = first; i < languages->len; i++) {
    g_autofree char *language = xlsform_write_language(languages->pdata[i]);
    g_autofree char *heading = g_strdup_printf("%s::%s", name, language);
    put(writer, heading);
  }
}

/* --- survey --------------------------------------------------------------- */

/* A row without its texts. */
typedef struct Row {
  const char *type, *name, *required, *parameters, *appearance;
  const Expression *relevant, *constraint;
} Row;

static void
put_row(Writer *writer, const Row *row)
{
  put(writer, row->type);
  put(writer, row->name);
  put(writer, row->required);
  put(writer, row->relevant == NULL ? NULL : expression_text(row->relevant));
  put(writer,
      row->constraint == NULL ? NULL : expression_text(row->constraint));
  put(writer, row->parameters);
  put(writer, row->appearance);
}

static char *
parameters_of(const SurveyQuestion *question)
{
  char start[G_ASCII_DTOSTR_BUF_SIZE], end[G_ASCII_DTOSTR_BUF_SIZE],
      step[G_ASCII_DTOSTR_BUF_SIZE];
  if (question->type != SURVEY_RANGE)
    return NULL;
  g_ascii_formatd(start, sizeof start, "%.15g", question->start);
  g_ascii_formatd(end, sizeof end, "%.15g", question->end);
  g_ascii_formatd(step, sizeof step, "%.15g", question->step);
  return g_strdup_printf("start=%s end=%s step=%s", start, end, step);
}

static void
put_question(Writer *writer, const SurveyQuestion *question)
{
  g_autofree char *parameters = parameters_of(question);
  g_autofree char *type =
      g_strjoin(question->list == NULL ? NULL : " ",
                survey_type_to_string(question->type),
                question->list == NULL ? NULL : question->list->name, NULL);
  put_row(writer, &(Row){.type = type,
                         .name = question->name,
                         .required = question->required ? "yes" : NULL,
                         .parameters = parameters,
                         .appearance = question->is_stars ? "rating" : NULL,
                         .relevant = question->relevant,
                         .constraint = question->constraint});
  put_texts(writer, question->labels);
  put_texts(writer, question->shorts);
  put_texts(writer, question->hints);
  put_texts(writer, question->constraint_messages);
  end_row(writer);
}

static bool
is_inside(const Questionnaire *form, int group, int outer)
{
  while (group != outer && group >= 0) {
    const SurveyGroup *inner = form->groups->pdata[group];
    group = inner->parent;
  }
  return group == outer;
}

static void
begin_groups(Writer *writer, int from, int group)
{
  if (group == from)
    return;
  const SurveyGroup *inner = writer->form->groups->pdata[group];
  begin_groups(writer, from, inner->parent);
  put_row(writer, &(Row){.type = "begin_group",
                         .name = inner->name,
                         .relevant = inner->relevant});
  put_texts(writer, inner->labels);
  end_row(writer);
}

/* End and begin groups until `group` is the innermost one. */
static void
go_to_group(Writer *writer, int from, int group)
{
  while (!is_inside(writer->form, group, from)) {
    const SurveyGroup *inner = writer->form->groups->pdata[from];
    put_row(writer, &(Row){.type = "end_group"});
    end_row(writer);
    from = inner->parent;
  }
  begin_groups(writer, from, group);
}

static void
put_survey(Writer *writer)
{
  static const char *const headings[] = {
      "type",       "name",       "required",  "relevant",
      "constraint", "parameters", "appearance"};
  static const char *const texts[] = {"label", "sms", "hint",
                                      "constraint_message"};
  int group = -1;
  g_string_append(writer->text, "survey\n");
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
    put(writer, headings[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    put_headings(writer, texts[i], 0);
  end_row(writer);
  for (guint i = 0; i < writer->form->questions->len; i++) {
    const SurveyQuestion *question = writer->form->questions->pdata[i];
    go_to_group(writer, group, question->group);
    group = question->group;
    put_question(writer, question);
  }
  go_to_group(writer, group, -1);
}

/* --- choices and settings ------------------------------------------------- */

static void
put_count(Writer *writer, unsigned count, unsigned none)
{
  g_autofree char *text = g_strdup_printf("%u", count);
  put(writer, count == none ? NULL : text);
}

static void
put_choices(Writer *writer)
{
  g_string_append(writer->text, "choices\n");
  put(writer, "list_name");
  put(writer, "name");
  put(writer, "quota");
  put_headings(writer, "label", 0);
  put_headings(writer, "sms", 0);
  end_row(writer);
  for (guint i = 0; i < writer->form->lists->len; i++) {
    const SurveyList *list = writer->form->lists->pdata[i];
    for (guint j = 0; j < list->choices->len; j++) {
      const SurveyChoice *choice = list->choices->pdata[j];
      put(writer, list->name);
      put(writer, choice->name);
      put_count(writer, choice->quota, 0);
      put_texts(writer, choice->labels);
      put_texts(writer, choice->shorts);
      end_row(writer);
    }
  }
}

static const char *
form_to_string(SurveyForm form)
{
  switch (form) {
  case SURVEY_FORM_TOWN:
    return NULL;
  case SURVEY_FORM_SIE:
    return "sie";
  case SURVEY_FORM_DU:
    return "du";
  }
  g_assert_not_reached();
}

static void
put_settings(Writer *writer)
{
  static const char *const headings[] = {
      "form_id", "version",   "default_language", "keyword",
      "opens",   "closes",    "target_group",     "access",
      "form",    "anonymous", "result",           "quota",
      "wave"};
  const Questionnaire *form = writer->form;
  g_autofree char *language = xlsform_write_language(form->languages->pdata[0]);
  g_string_append(writer->text, "settings\n");
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
    put(writer, headings[i]);
  put(writer, "form_title"); /* other programs know one only */
  put_headings(writer, "form_title", 1);
  end_row(writer);
  put(writer, form->id);
  put(writer, form->version);
  put(writer, language);
  put(writer, form->keyword);
  put(writer, form->opens);
  put(writer, form->closes);
  put(writer, form->target_group);
  put(writer, survey_access_to_string(form->access));
  put(writer, form_to_string(form->form));
  put(writer, form->anonymous ? "yes" : NULL);
  put(writer, form->shows_result ? "live" : NULL);
  put_count(writer, form->quota, 0);
  put_count(writer, form->wave, 1);
  put_texts(writer, form->titles);
  end_row(writer);
}

char *
xlsform_write(const Questionnaire *form)
{
  Writer writer = {form, g_string_new(NULL)};
  put_survey(&writer);
  if (form->lists->len > 0)
    put_choices(&writer);
  put_settings(&writer);
  return g_string_free(writer.text, FALSE);
}
