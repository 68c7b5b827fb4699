/* SPDX-License-Identifier: Apache-2.0
 *
 * Labels and words of figures.
 */
#include "templates/survey/survey_rows.h"

#include <math.h>
#include <string.h>

#include "templates/format.h"

static const SurveyWords all_words[] = {
    {"de", "Antwort", "Anzahl", "Anteil", "%s Antworten, %s ohne Angabe",
     "Mittelwert %s, Median %s", "weniger als 5",
     "Zahlen unter 5 und was sie verraten würde, sind nicht genannt.",
     "Mehrere Antworten waren möglich.", "Die Anteile sind gewichtet.",
     "unter %s", "%s und mehr", "%s bis unter %s", "alle",
     "%s haben teilgenommen, %s vollständig"},
    {"en", "Answer", "Number", "Share", "%s answers, %s without answer",
     "mean %s, median %s", "fewer than 5",
     "Numbers below 5, and what would reveal them, are not told.",
     "Several answers were possible.", "The shares are weighted.", "below %s",
     "%s and more", "%s to below %s", "all",
     "%s took part, %s of them completely"},
};

const SurveyWords *
survey_words(const char *language)
{
  bool german = strncmp(language, "de", 2) == 0 &&
                (language[2] == '\0' || language[2] == '-');
  return &all_words[german ? 0 : 1];
}

static void
row_clear(gpointer row)
{
  g_free(((SurveyRow *)row)->label);
}

static char *
number_to_text(double number, const SurveyWords *words)
{
  double hundredths = round(number * 100);
  unsigned decimals = fmod(hundredths, 100) == 0  ? 0
                      : fmod(hundredths, 10) == 0 ? 1
                                                  : 2;
  return format_decimal(number, decimals, words->language);
}

static char *
bar_label(const SurveyBar *bar, const SurveyWords *words)
{
  g_autofree char *from = number_to_text(bar->from, words);
  g_autofree char *below = number_to_text(bar->below, words);
  if (isinf(bar->from) && isinf(bar->below))
    return g_strdup(words->all);
  if (isinf(bar->from))
    return g_strdup_printf(words->below, below);
  return isinf(bar->below) ? g_strdup_printf(words->from, from)
                           : g_strdup_printf(words->between, from, below);
}

/* "5 ★★★★★" */
static char *
stars_label(const char *number)
{
  GString *label = g_string_new(number);
  g_string_append_c(label, ' ');
  for (const char *p = "12345"; *p != '\0' && *p <= number[0]; p++)
    g_string_append(label, "★");
  return g_string_free(label, FALSE);
}

static char *
category_label(const Questionnaire *questionnaire, const SurveyLine *line,
               size_t category, const SurveyWords *words)
{
  const SurveyQuestion *question = line->variable->question;
  const char *name = line->variable->categories->pdata[category];
  if (question->is_stars)
    return stars_label(name);
  if (question->list == NULL)
    return number_to_text(survey_variable_number(line->variable, category),
                          words);
  return g_strdup(survey_choice_label(questionnaire,
                                      question->list->choices->pdata[category],
                                      words->language));
}

static void
add_row(GArray *rows, const SurveyFigure *figure, const SurveyCell *cell,
        char *label)
{
  SurveyRow row = {label, cell->count, 0, cell->hidden};
  if (figure->weighted_base > 0)
    row.percent = 100 * cell->weighted / figure->weighted_base;
  g_array_append_val(rows, row);
}

GArray *
survey_rows(const Questionnaire *questionnaire, const SurveyFigure *figure,
            const SurveyWords *words)
{
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(SurveyRow));
  g_array_set_clear_func(rows, row_clear);
  guint size =
      figure->line != NULL ? figure->line->variable->categories->len : 0;
  for (guint i = 0; i < size; i++) {
    guint at = figure->question->is_stars ? size - 1 - i : i;
    add_row(rows, figure, &figure->line->cells[at],
            category_label(questionnaire, figure->line, at, words));
  }
  for (guint i = 0; figure->bars != NULL && i < figure->bars->len; i++)
    add_row(rows, figure, &figure->bar_cells[i],
            bar_label(&g_array_index(figure->bars, SurveyBar, i), words));
  return rows;
}

bool
survey_rows_hide(const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index(rows, SurveyRow, i).hidden)
      return true;
  return false;
}

char *
survey_rows_summary(const SurveyFigure *figure, bool weighted,
                    const SurveyWords *words)
{
  GString *out = g_string_new(NULL);
  g_autofree char *base = format_number((int64_t)figure->base, words->language);
  g_autofree char *missing =
      format_number((int64_t)figure->missing, words->language);
  g_string_append_printf(out, words->base, base, missing);
  if (figure->has_mean) {
    g_autofree char *mean = format_decimal(figure->mean, 1, words->language);
    g_autofree char *median = number_to_text(figure->median, words);
    g_string_append_c(out, '\n');
    g_string_append_printf(out, words->mean, mean, median);
  }
  if (figure->question->type == SURVEY_SELECT_MULTIPLE)
    g_string_append_printf(out, "\n%s", words->multiple);
  if (weighted && figure->base > 0)
    g_string_append_printf(out, "\n%s", words->weighted);
  return g_string_free(out, FALSE);
}

char *
survey_row_value(const SurveyRow *row, const SurveyWords *words)
{
  if (row->hidden)
    return g_strdup("–");
  g_autofree char *count = format_number((int64_t)row->count, words->language);
  return g_strdup_printf("%s · %.0f %%", count, row->percent);
}
