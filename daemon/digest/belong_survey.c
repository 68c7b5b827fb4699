/* SPDX-License-Identifier: Apache-2.0
 *
 * Surveys by their keywords, and by the token of a mailed form.
 */
#include "daemon/digest/belong_private.h"

#include "daemon/config.h"
#include "daemon/survey_serial.h"
#include "parsers/keyword/keyword.h"
#include "parsers/message.h"
#include "parsers/subject.h"
#include "parsers/survey/questionnaire.h"
#include "queue/survey.h"

bool
belong_survey_of_keyword(Desk *desk, const char *word,
                         const Questionnaire **out, GError **error)
{
  const GPtrArray *surveys = desk->config->town->surveys;
  *out = NULL;
  for (guint i = 0; i < surveys->len; i++) {
    const Questionnaire *form = surveys->pdata[i];
    g_autofree char *own =
        form->keyword == NULL ? NULL : keyword_normalise(form->keyword);
    if (own == NULL || g_strcmp0(own, word) != 0)
      continue;
    g_autofree char *id = survey_id(form->id, form->wave);
    Survey *found = NULL;
    if (!survey_find(desk->queue, id, &found, error))
      return false;
    g_autoptr(Survey) survey = found;
    bool is_open = survey != NULL && survey->state == SURVEY_STATE_OPEN;
    if (*out == NULL || is_open || form->wave > (*out)->wave)
      *out = form;
    if (is_open)
      return true;
  }
  return true;
}

static const Questionnaire *
survey_of_token(const Desk *desk, const TokenRef *token)
{
  const GPtrArray *surveys = desk->config->town->surveys;
  for (guint i = 0; i < surveys->len; i++) {
    const Questionnaire *form = surveys->pdata[i];
    g_autofree char *id = survey_id(form->id, form->wave);
    if (survey_serial_is_of(token, id))
      return form;
  }
  return NULL;
}

/* A mail whose subject is the keyword, or that says nothing else. */
static bool
find_by_words(Desk *desk, const Message *mail, const Questionnaire **out,
              GError **error)
{
  g_autofree char *base = subject_base(mail->subject, NULL);
  g_autofree char *subject = keyword_normalise(base);
  if (!belong_survey_of_keyword(desk, subject, out, error))
    return false;
  if (*out != NULL || mail->text == NULL)
    return true;
  g_autofree char *text = keyword_normalise(mail->text);
  return belong_survey_of_keyword(desk, text, out, error);
}

bool
belong_to_survey(Desk *desk, const Message *mail, Belonging *out,
                 GError **error)
{
  const Questionnaire *form = survey_of_token(desk, &out->token);
  if (mail->from == NULL)
    return true;
  if (form == NULL && !find_by_words(desk, mail, &form, error))
    return false;
  if (form != NULL) {
    out->kind = BELONGING_SURVEY;
    out->survey = form;
  }
  return true;
}
