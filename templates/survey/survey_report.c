/* SPDX-License-Identifier: Apache-2.0
 *
 * Results as text.
 */
#include "templates/survey/survey_report.h"

#include "templates/format.h"
#include "templates/survey/survey_rows.h"

enum {
  LABEL_MAX = 36, /* columns; a longer label is cut */
  BAR_MAX = 25,   /* columns, for all who answered */
  CELL = 12,      /* columns of a cross table's cell */
};

/* The first characters of a label, filled up with blanks. */
static void
append_label(GString *out, const char *label, glong width)
{
  glong length = g_utf8_strlen(label, -1);
  const char *end =
      g_utf8_offset_to_pointer(label, length > width ? width - 1 : length);
  g_string_append_len(out, label, end - label);
  if (length > width)
    g_string_append(out, "…");
  for (glong i = MIN(length, width); i < width; i++)
    g_string_append_c(out, ' ');
}

/* The same, to the right of blanks. */
static void
append_right(GString *out, const char *text, glong width)
{
  for (glong i = g_utf8_strlen(text, -1); i < width; i++)
    g_string_append_c(out, ' ');
  g_string_append(out, text);
}

static void
append_bar(GString *out, double percent)
{
  for (int i = 0; i < (int)(percent * BAR_MAX / 100 + 0.5); i++)
    g_string_append(out, "█");
}

static glong
label_width(const GArray *rows)
{
  glong width = 0;
  for (guint i = 0; i < rows->len; i++)
    width =
        MAX(width, g_utf8_strlen(g_array_index(rows, SurveyRow, i).label, -1));
  return MIN(width, LABEL_MAX);
}

static void
append_rows(GString *out, const GArray *rows, const SurveyWords *words)
{
  glong width = label_width(rows);
  for (guint i = 0; i < rows->len; i++) {
    const SurveyRow *row = &g_array_index(rows, SurveyRow, i);
    g_autofree char *count =
        row->hidden ? g_strdup("–")
                    : format_number((int64_t)row->count, words->language);
    g_string_append(out, "   ");
    append_label(out, row->label, width);
    append_right(out, count, 8);
    if (!row->hidden) {
      g_string_append_printf(out, "%5.0f %%  ", row->percent);
      append_bar(out, row->percent);
    }
    g_string_truncate(out,
                      out->len - (g_str_has_suffix(out->str, "  ") ? 2 : 0));
    g_string_append_c(out, '\n');
  }
}

static const char *
category_name(const Questionnaire *questionnaire,
              const SurveyVariable *variable, size_t category,
              const SurveyWords *words)
{
  const SurveyQuestion *question = variable->question;
  if (question == NULL || question->list == NULL)
    return variable->categories->pdata[category];
  return survey_choice_label(
      questionnaire, question->list->choices->pdata[category], words->language);
}

/* Is there anybody, or may nobody know? */
static bool
has_column(const SurveyCross *cross, size_t column)
{
  return cross->bases[column].hidden || cross->bases[column].count > 0;
}

/* One row of those columns that anybody is in.  names: it is their heading. */
static void
append_cross_row(GString *out, const SurveyCross *cross, const char *label,
                 const SurveyCell *cells, const char *const *names)
{
  g_string_append(out, "   ");
  append_label(out, label, LABEL_MAX);
  for (size_t c = 0; c < cross->columns->categories->len; c++) {
    g_autofree char *text =
        names != NULL ? g_strdup(names[c])
        : cells[c].hidden
            ? g_strdup("–")
            : g_strdup_printf("%" G_GUINT64_FORMAT, cells[c].count);
    if (!has_column(cross, c))
      continue;
    g_autofree char *cut = g_utf8_substring(
        text, 0, MIN(g_utf8_strlen(text, -1), (glong)CELL - 2));
    append_right(out, cut, CELL);
  }
  g_string_append_c(out, '\n');
}

static void
append_cross(GString *out, const Questionnaire *questionnaire,
             const SurveyCross *cross, const SurveyWords *words)
{
  size_t columns = cross->columns->categories->len;
  g_autofree const char **names = g_new(const char *, columns);
  for (size_t c = 0; c < columns; c++)
    names[c] = category_name(questionnaire, cross->columns, c, words);
  append_cross_row(out, cross, "", NULL, names);
  for (size_t r = 0; r < cross->rows->categories->len; r++)
    append_cross_row(out, cross,
                     category_name(questionnaire, cross->rows, r, words),
                     cross->cells + r * columns, NULL);
  append_cross_row(out, cross, words->count, cross->bases, NULL);
}

/* By language and by channel, where there is something to compare. */
static void
append_group(GString *out, const Questionnaire *questionnaire,
             const SurveyCross *cross, const SurveyWords *words)
{
  unsigned groups = 0;
  for (size_t c = 0; c < cross->columns->categories->len; c++)
    groups += has_column(cross, c);
  if (groups < 2 || cross->withheld)
    return;
  g_string_append_c(out, '\n');
  append_cross(out, questionnaire, cross, words);
}

static void
append_figure(GString *out, const Questionnaire *questionnaire,
              const SurveyFigure *figure, const SurveyWords *words,
              bool weighted)
{
  g_autoptr(GArray) rows = survey_rows(questionnaire, figure, words);
  g_autofree char *summary = survey_rows_summary(figure, weighted, words);
  g_auto(GStrv) lines = g_strsplit(summary, "\n", -1);
  const char *label =
      survey_text(questionnaire, figure->question->labels, words->language);
  g_string_append_printf(out, "\n%u. %s\n", figure->number,
                         label != NULL ? label : figure->question->name);
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf(out, "   %s\n", *line);
  append_rows(out, rows, words);
  if (survey_rows_hide(rows))
    g_string_append_printf(out, "   – %s\n", words->legend);
  if (figure->line == NULL)
    return;
  append_group(out, questionnaire, figure->language, words);
  append_group(out, questionnaire, figure->channel, words);
}

/* "sms 80, mail 30": those of whom something may be said. */
static void
append_line(GString *out, const SurveyLine *line)
{
  const char *between = "";
  for (guint i = 0; i < line->variable->categories->len; i++) {
    const SurveyCell *cell = &line->cells[i];
    if (!cell->hidden && cell->count == 0)
      continue;
    const char *name = line->variable->categories->pdata[i];
    g_string_append_printf(out, "%s%s ", between, name);
    if (cell->hidden)
      g_string_append(out, "–");
    else
      g_string_append_printf(out, "%" G_GUINT64_FORMAT, cell->count);
    between = ", ";
  }
  g_string_append_c(out, '\n');
}

/* Blanks at the ends of lines help nobody. */
static char *
without_trailing_blanks(const char *text)
{
  GString *out = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf(out, "%s%s", g_strchomp(*line),
                           line[1] == NULL ? "" : "\n");
  return g_string_free(out, FALSE);
}

char *
survey_report(const Questionnaire *questionnaire, const SurveyResult *result,
              const char *language)
{
  const SurveyWords *words = survey_words(language);
  g_autoptr(GString) out = g_string_new(NULL);
  const char *title =
      survey_text(questionnaire, questionnaire->titles, language);
  g_autofree char *responses =
      format_number((int64_t)result->responses, words->language);
  g_autofree char *complete =
      format_number((int64_t)result->complete, words->language);
  g_string_append_printf(out, "%s\n",
                         title != NULL ? title : questionnaire->id);
  g_string_append_printf(out, words->responses, responses, complete);
  g_string_append_c(out, '\n');
  append_line(out, result->channels);
  append_line(out, result->languages);
  for (guint i = 0; i < result->figures->len; i++)
    append_figure(out, questionnaire, result->figures->pdata[i], words,
                  result->is_weighted);
  for (guint i = 0; i < result->crosses->len; i++) {
    const SurveyCross *cross = result->crosses->pdata[i];
    g_string_append_printf(out, "\n%s × %s\n", cross->rows->name,
                           cross->columns->name);
    append_cross(out, questionnaire, cross, words);
  }
  return without_trailing_blanks(out->str);
}
