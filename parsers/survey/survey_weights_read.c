/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the shares of a population.
 */
#include <math.h>
#include <string.h>

#include "parsers/csv.h"
#include "parsers/parse_error.h"
#include "parsers/survey/survey_weights_private.h"

enum { FIELDS = 3 };

static bool
refuse(int line, GError **error, const char *reason, const char *what)
{
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX, "line %d: %s \"%s\"",
              line, reason, what);
  return false;
}

void
survey_weights_free(SurveyWeights *weights)
{
  if (weights == NULL)
    return;
  for (size_t i = 0; i < weights->margin_count; i++) {
    survey_variable_free(weights->margins[i].variable);
    g_free(weights->margins[i].shares);
  }
  g_free(weights->counts);
  g_free(weights->weights);
  g_free(weights);
}

/* The margin of a question, made when it is named first; NULL: refused. */
static Margin *
find_margin(SurveyWeights *weights, const char *name, int line, GError **error)
{
  for (size_t i = 0; i < weights->margin_count; i++)
    if (g_str_equal(weights->margins[i].variable->name, name))
      return &weights->margins[i];
  const GPtrArray *questions = weights->questionnaire->questions;
  guint place = 0;
  for (; place < questions->len; place++) {
    const SurveyQuestion *question = questions->pdata[place];
    if (g_str_equal(question->name, name))
      break;
  }
  const SurveyQuestion *question =
      place < questions->len ? questions->pdata[place] : NULL;
  g_autoptr(SurveyVariable) variable =
      question == NULL || question->type != SURVEY_SELECT_ONE
          ? NULL
          : survey_variable_of(weights->questionnaire, place);
  if (variable == NULL ||
      weights->margin_count == G_N_ELEMENTS(weights->margins)) {
    (void)refuse(line, error,
                 question == NULL   ? "there is no question"
                 : variable == NULL ? "not a select_one question:"
                                    : "too many questions, this is one more:",
                 name);
    return NULL;
  }
  Margin *margin = &weights->margins[weights->margin_count++];
  margin->shares = g_new0(double, variable->categories->len);
  margin->variable = g_steal_pointer(&variable);
  return margin;
}

/* "31.5", "31,5", "31,5 %". */
static bool
read_share(char *text, double *out)
{
  char *end = NULL;
  g_strdelimit(text, ",", '.');
  *out = g_ascii_strtod(text, &end);
  end += strspn(end, " %");
  return end != text && *end == '\0' && isfinite(*out) && *out > 0;
}

static bool
read_line(SurveyWeights *weights, const CsvReader *reader, GError **error)
{
  g_autofree char *name =
      g_strndup(reader->fields[0].text, reader->fields[0].size);
  g_autofree char *choice =
      g_strndup(reader->fields[1].text, reader->fields[1].size);
  g_autofree char *share =
      g_strndup(reader->fields[2].text, reader->fields[2].size);
  Margin *margin = find_margin(weights, name, reader->line, error);
  if (margin == NULL)
    return false;
  guint at = 0;
  const GPtrArray *categories = margin->variable->categories;
  while (at < categories->len && !g_str_equal(categories->pdata[at], choice))
    at++;
  if (at == categories->len)
    return refuse(reader->line, error, "the question has no choice", choice);
  if (margin->shares[at] > 0)
    return refuse(reader->line, error, "a second share for", choice);
  double value = 0;
  if (!read_share(share, &value))
    return refuse(reader->line, error, "a share is a number above 0, not",
                  share);
  margin->shares[at] = value;
  return true;
}

static bool
is_heading(const CsvReader *reader)
{
  static const char *const names[FIELDS] = {"question", "choice", "share"};
  for (size_t i = 0; i < FIELDS; i++)
    if (reader->count != FIELDS || reader->fields[i].size != strlen(names[i]) ||
        memcmp(reader->fields[i].text, names[i], strlen(names[i])) != 0)
      return false;
  return true;
}

static bool
read_lines(SurveyWeights *weights, CsvReader *reader, GError **error)
{
  if (!csv_reader_next(reader) || !is_heading(reader)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "line 1: the heading must be question,choice,share");
    return false;
  }
  while (csv_reader_next(reader)) {
    if (csv_reader_is_empty_line(reader))
      continue;
    if (reader->count != FIELDS) {
      g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                  "line %d: %zu fields instead of three", reader->line,
                  reader->count);
      return false;
    }
    if (!read_line(weights, reader, error))
      return false;
  }
  return true;
}

/* Every choice has a share, and they make up a whole. */
static bool
complete_shares(const Margin *margin, GError **error)
{
  double all = 0;
  for (guint i = 0; i < margin->variable->categories->len; i++) {
    all += margin->shares[i];
    if (margin->shares[i] > 0)
      continue;
    const char *choice = margin->variable->categories->pdata[i];
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "\"%s\" has no share for its choice \"%s\"",
                margin->variable->name, choice);
    return false;
  }
  for (guint i = 0; i < margin->variable->categories->len; i++)
    margin->shares[i] /= all;
  return true;
}

static bool
lay_out_cells(SurveyWeights *weights, GError **error)
{
  weights->cell_count = 1;
  for (size_t i = 0; i < weights->margin_count; i++) {
    Margin *margin = &weights->margins[i];
    if (!complete_shares(margin, error))
      return false;
    margin->stride = weights->cell_count;
    weights->cell_count *= margin->variable->categories->len + 1;
    if (weights->cell_count > SURVEY_WEIGHTS_CELLS) {
      g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                  "more than %d combinations of answers – weigh by fewer "
                  "questions",
                  SURVEY_WEIGHTS_CELLS);
      return false;
    }
  }
  weights->counts = g_new0(double, weights->cell_count);
  return true;
}

SurveyWeights *
survey_weights_read(const Questionnaire *questionnaire, GBytes *csv,
                    GError **error)
{
  g_autoptr(SurveyWeights) weights = g_new0(SurveyWeights, 1);
  weights->questionnaire = questionnaire;
  CsvReader reader;
  csv_reader_init(&reader, csv);
  bool read = read_lines(weights, &reader, error);
  csv_reader_clear(&reader);
  return read && lay_out_cells(weights, error) ? g_steal_pointer(&weights)
                                               : NULL;
}
