/* SPDX-License-Identifier: Apache-2.0
 *
 * Each kind of question has its reader.
 */
#include "parsers/survey/survey_answer.h"

#include <string.h>

#include "parsers/survey/answer_private.h"

static const char *const kind_names[] = {
    [ANSWER_VALUE] = "value",       [ANSWER_SKIPPED] = "skipped",
    [ANSWER_DOUBTFUL] = "doubtful", [ANSWER_OUTSIDE] = "outside",
    [ANSWER_NONE] = "none",
};

const char *
answer_kind_to_string(AnswerKind kind)
{
  return kind_names[kind];
}

static char *
stripped(const char *text)
{
  const char *begin = text;
  while (g_unichar_isspace(g_utf8_get_char(begin)))
    begin = g_utf8_next_char(begin);
  const char *end = begin + strlen(begin);
  while (end > begin) {
    const char *before = g_utf8_prev_char(end);
    if (!g_unichar_isspace(g_utf8_get_char(before)))
      break;
    end = before;
  }
  return g_strndup(begin, (gsize)(end - begin));
}

static AnswerKind
read_text(const AnswerJob *job, char **out_value)
{
  g_autofree char *text = stripped(job->text);
  if (text[0] == '\0')
    return ANSWER_NONE;
  if (answer_skip(job->tokens) != SKIP_NOT)
    return ANSWER_SKIPPED;
  *out_value = g_steal_pointer(&text);
  return ANSWER_VALUE;
}

static AnswerKind
read_nothing(const AnswerJob *job, char **out_value)
{
  (void)job;
  (void)out_value;
  return ANSWER_NONE;
}

static AnswerKind (*const readers[])(const AnswerJob *, char **) = {
    [SURVEY_SELECT_ONE] = answer_read_one,
    [SURVEY_SELECT_MULTIPLE] = answer_read_several,
    [SURVEY_INTEGER] = answer_read_number,
    [SURVEY_DECIMAL] = answer_read_number,
    [SURVEY_RANGE] = answer_read_number,
    [SURVEY_TEXT] = read_text,
    [SURVEY_DATE] = answer_read_date,
    [SURVEY_NOTE] = read_nothing,
};

AnswerKind
survey_answer_read(const AnswerContext *context, const SurveyQuestion *question,
                   const char *text, char **out_value)
{
  g_autoptr(GArray) tokens = answer_tokens(text);
  const AnswerJob job = {
      .context = context, .question = question, .text = text, .tokens = tokens};
  /* Of what is longer nobody knows how it ends. */
  if (tokens->len == ANSWER_TOKENS_MAX && question->type != SURVEY_TEXT)
    return ANSWER_DOUBTFUL;
  return readers[question->type](&job, out_value);
}
