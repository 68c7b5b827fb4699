/* SPDX-License-Identifier: Apache-2.0
 *
 * All questions as if everybody were asked everything.
 */
#include "daemon/survey_tool/survey_preview.h"

#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/services/survey/survey_question.h"
#include "parsers/sms/gsm7.h"
#include "parsers/survey/mail_form.h"
#include "templates/texts.h"

enum { INDENT = 4, PEOPLE = 1000 };

static const CliNoun segment_noun = {"Segment", "Segmente", "segment",
                                     "segments"};

typedef struct Preview {
  const Questionnaire *questionnaire;
  const Texts *texts;
  TextsVoice voice;
  double price;
} Preview;

static void
print_indented(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (line[1] != NULL || **line != '\0')
      printf("%*s%s\n", **line == '\0' ? 0 : INDENT, "", *line);
}

/* What a text says of a question; owned. */
static char *
question_text(const Preview *preview, guint place, const char *name)
{
  g_autoptr(SurveyResponse) nothing =
      survey_response_new(preview->questionnaire);
  g_autoptr(GError) error = NULL;
  json_t *data = survey_question_data(nothing, place, preview->voice.language);
  char *text = texts_render(preview->texts, preview->voice, name, data, &error);
  json_decref(data);
  if (text == NULL) /* a text of ours that its test did not read */
    g_error("%s", error->message);
  return text;
}

static unsigned
print_question(const Preview *preview, guint place)
{
  g_autofree char *text = question_text(preview, place, "survey-question.sms");
  SmsMeasure cost;
  g_autofree char *sent = gsm7_prepare(text, &cost);
  g_autofree char *segments = cli_count(cost.segments, &segment_noun);
  print_indented(sent);
  printf("%*s(%s, %s)\n\n", INDENT, "", segments,
         sms_coding_to_string(cost.coding));
  return cost.segments;
}

static void
print_sms(const Preview *preview)
{
  unsigned segments = 0;
  printf("%s – SMS\n\n", preview->voice.language);
  for (guint i = 0; i < preview->questionnaire->questions->len; i++)
    if (survey_number(preview->questionnaire, i) > 0)
      segments += print_question(preview, i);
  g_autofree char *count = cli_count(segments, &segment_noun);
  printf("%*s%s: %s", INDENT, "",
         cli_text("alle Fragen, eine Person", "all questions, one person"),
         count);
  if (preview->price > 0)
    printf(" = %.2f €; %d %s: %.0f €", segments * preview->price, PEOPLE,
           cli_text("Personen", "people"), segments * preview->price * PEOPLE);
  printf("\n\n");
}

static void
print_mail(const Preview *preview)
{
  const GPtrArray *questions = preview->questionnaire->questions;
  g_auto(GStrv) ways = g_new0(char *, questions->len + 1);
  for (guint i = 0; i < questions->len; i++)
    ways[i] = survey_number(preview->questionnaire, i) == 0
                  ? g_strdup("")
                  : g_strchomp(question_text(preview, i, "survey-way.txt"));
  g_autofree char *form =
      mail_form_render(preview->questionnaire, preview->voice.language,
                       (const char *const *)ways);
  printf("%s – %s\n\n", preview->voice.language, cli_text("E-Mail", "mail"));
  print_indented(form);
  printf("\n");
}

void
survey_preview_print(const Questionnaire *questionnaire, double price)
{
  g_autoptr(Texts) texts = texts_new();
  for (guint i = 0; i < questionnaire->languages->len; i++) {
    Preview preview = {
        .questionnaire = questionnaire,
        .texts = texts,
        .voice = {questionnaire->languages->pdata[i],
                  questionnaire->form == SURVEY_FORM_DU ? "du" : "sie"},
        .price = price};
    print_sms(&preview);
    print_mail(&preview);
  }
}
