/* SPDX-License-Identifier: Apache-2.0
 *
 * Bars.  The label stands above its bar, so that a long one has room and a
 * telephone is wide enough.
 */
#include "templates/survey/survey_chart.h"

#include "templates/survey/survey_rows.h"
#include "templates/survey/svg.h"

enum {
  WIDTH = 640,
  EDGE = 16,
  BAR_WIDTH = WIDTH - 2 * EDGE - 110, /* the value stands behind it */
  BAR_HEIGHT = 18,
  ROW = 56,
  TITLE_LINE = 26,
  TITLE_CHARS = 50,
  NOTE_LINE = 20,
  NOTE_CHARS = 80,
  LABEL_CHARS = 72,
};

/* The colours of the public pages, which these stand on. */
static const char style[] =
    "<style>\n"
    ".chart-page{fill:#fff}.chart-rest{fill:#e3e8ee}.chart-bar{fill:#0b5394}\n"
    ".chart-title,.chart-text,.chart-note{font:15px system-ui,\"Segoe UI\","
    "\"Noto Sans\",sans-serif;fill:#1b2430}\n"
    ".chart-title{font-size:20px;font-weight:600}\n"
    ".chart-note{font-size:14px;fill:#4a5664}\n"
    "@media (prefers-color-scheme:dark){.chart-page{fill:#1a242f}"
    ".chart-rest{fill:#3a4857}.chart-bar{fill:#8fc4ff}"
    ".chart-title,.chart-text{fill:#e9eef3}.chart-note{fill:#b7c2ce}}\n"
    "@media print{.chart-page{fill:#fff}.chart-bar{fill:#444}"
    ".chart-rest{fill:#fff;stroke:#888}"
    ".chart-title,.chart-text,.chart-note{fill:#000}}\n"
    "</style>\n";

static const char *
title_of(const SurveyChart *chart)
{
  const char *label = survey_text(
      chart->questionnaire, chart->figure->question->labels, chart->language);
  return label != NULL ? label : chart->figure->question->name;
}

/* One that is cut says so; the table below has all of it. */
static void
append_label(GString *out, const char *label, double y)
{
  SvgText how = {EDGE, y, 0, LABEL_CHARS, "chart-text", 1};
  (void)svg_append_text(out, &how, label); /* one line */
}

static void
append_bar(GString *out, const SurveyRow *row, double y,
           const SurveyWords *words)
{
  g_autofree char *value = survey_row_value(row, words);
  int length = (int)(row->percent / 100 * BAR_WIDTH + 0.5);
  append_label(out, row->label, y + 15);
  g_string_append_printf(out,
                         "<rect x=\"%d\" y=\"%.0f\" width=\"%d\" "
                         "height=\"%d\" rx=\"3\" class=\"chart-rest\"/>\n",
                         EDGE, y + 22, BAR_WIDTH, BAR_HEIGHT);
  if (!row->hidden && length > 0)
    g_string_append_printf(out,
                           "<rect x=\"%d\" y=\"%.0f\" width=\"%d\" "
                           "height=\"%d\" rx=\"3\" class=\"chart-bar\"/>\n",
                           EDGE, y + 22, MIN(length, BAR_WIDTH), BAR_HEIGHT);
  SvgText how = {EDGE + BAR_WIDTH + 10, y + 36, 0, 40, "chart-text", 0};
  (void)svg_append_text(out, &how, value); /* one line */
}

/* What a screen reader says: all of it. */
static void
append_description(GString *out, const SurveyChart *chart, const GArray *rows,
                   const SurveyWords *words)
{
  g_autofree char *title = svg_escape(title_of(chart));
  g_string_append_printf(out, "<title>%s</title>\n<desc>", title);
  for (guint i = 0; i < rows->len; i++) {
    const SurveyRow *row = &g_array_index(rows, SurveyRow, i);
    g_autofree char *label = svg_escape(row->label);
    g_autofree char *value =
        row->hidden ? g_strdup(words->hidden) : survey_row_value(row, words);
    g_string_append_printf(out, "%s%s: %s", i == 0 ? "" : "; ", label, value);
  }
  g_string_append(out, "</desc>\n");
}

static char *
draw(const SurveyChart *chart, const GArray *rows, const SurveyWords *words)
{
  g_autoptr(GString) body = g_string_new(NULL);
  g_autofree char *summary =
      survey_rows_summary(chart->figure, chart->weighted, words);
  SvgText title = {EDGE, 32, TITLE_LINE, TITLE_CHARS, "chart-title", 0};
  double y = 32 + TITLE_LINE * svg_append_text(body, &title, title_of(chart));
  SvgText note = {EDGE, y, NOTE_LINE, NOTE_CHARS, "chart-note", 0};
  y += NOTE_LINE * svg_append_text(body, &note, summary) - 8;
  for (guint i = 0; i < rows->len; i++, y += ROW)
    append_bar(body, &g_array_index(rows, SurveyRow, i), y, words);
  if (survey_rows_hide(rows)) {
    g_autofree char *legend = g_strdup_printf("– %s", words->legend);
    SvgText small = {EDGE, y + 14, NOTE_LINE, NOTE_CHARS, "chart-note", 0};
    y += NOTE_LINE * svg_append_text(body, &small, legend);
  }
  GString *out = g_string_new(NULL);
  g_string_append_printf(out,
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                         "viewBox=\"0 0 %d %.0f\" role=\"img\" "
                         "style=\"width:100%%;max-width:%dpx;height:auto\">\n",
                         WIDTH, y + EDGE, WIDTH);
  append_description(out, chart, rows, words);
  g_string_append_printf(out,
                         "%s<rect width=\"100%%\" height=\"100%%\" "
                         "class=\"chart-page\"/>\n%s</svg>\n",
                         style, body->str);
  return g_string_free(out, FALSE);
}

char *
survey_chart_svg(const SurveyChart *chart)
{
  const SurveyWords *words = survey_words(chart->language);
  g_autoptr(GArray) rows =
      survey_rows(chart->questionnaire, chart->figure, words);
  return rows->len == 0 ? NULL : draw(chart, rows, words);
}

static void
append_table(GString *out, const GArray *rows, const SurveyWords *words)
{
  g_string_append_printf(out,
                         "<table>\n<thead><tr><th scope=\"col\">%s</th>"
                         "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                         "</tr></thead>\n<tbody>\n",
                         words->answer, words->count, words->share);
  for (guint i = 0; i < rows->len; i++) {
    const SurveyRow *row = &g_array_index(rows, SurveyRow, i);
    g_autofree char *label = svg_escape(row->label);
    g_string_append_printf(out, "<tr><th scope=\"row\">%s</th>", label);
    if (row->hidden)
      g_string_append(out, "<td>–</td><td>–</td></tr>\n");
    else
      g_string_append_printf(
          out, "<td>%" G_GUINT64_FORMAT "</td><td>%.0f %%</td></tr>\n",
          row->count, row->percent);
  }
  g_string_append(out, "</tbody>\n</table>\n");
}

char *
survey_chart_html(const SurveyChart *chart)
{
  const SurveyWords *words = survey_words(chart->language);
  g_autoptr(GArray) rows =
      survey_rows(chart->questionnaire, chart->figure, words);
  g_autofree char *title = svg_escape(title_of(chart));
  g_autofree char *summary =
      survey_rows_summary(chart->figure, chart->weighted, words);
  g_auto(GStrv) lines = g_strsplit(summary, "\n", -1);
  g_autofree char *joined = g_strjoinv("; ", lines);
  g_autofree char *escaped = svg_escape(joined);
  GString *out = g_string_new("<figure>\n");
  if (rows->len > 0) {
    g_autofree char *svg = draw(chart, rows, words);
    g_string_append(out, svg);
    append_table(out, rows, words);
  }
  g_string_append_printf(out, "<figcaption>%s: %s%s%s</figcaption>\n", title,
                         escaped, survey_rows_hide(rows) ? " – " : "",
                         survey_rows_hide(rows) ? words->legend : "");
  g_string_append(out, "</figure>\n");
  return g_string_free(out, FALSE);
}
