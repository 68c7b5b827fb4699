/* SPDX-License-Identifier: Apache-2.0
 *
 * A questionnaire as the texts of mails want it (templates/README.md).
 */
#ifndef BOTE_DAEMON_SERVICES_SURVEY_SURVEY_LETTER_H
#define BOTE_DAEMON_SERVICES_SURVEY_SURVEY_LETTER_H

#include "daemon/desk.h"
#include "parsers/survey/questionnaire.h"

/* All is borrowed. */
typedef struct SurveyLetter {
  Desk *desk;
  const Questionnaire *form;
  const char *language;    /* BCP 47 */
  const char *const *ways; /* survey_letter_ways() */
} SurveyLetter;

/* How each question is answered, for mail_form.h; g_strfreev().
 *
 * error  TEMPLATE_ERROR: a text of the town's own cannot be rendered
 */
char **survey_letter_ways(Desk *desk, const Questionnaire *form,
                          const char *language, GError **error);

/* `form_lines`, `anonymous`, `survey_closes`; json_decref(). */
json_t *survey_letter_data(const SurveyLetter *form);

/* The choices of a survey with one question as prepared mails; NULL: it has
 * more, or no choices.  json_decref().
 *
 * address  where they go
 */
json_t *survey_letter_poll(const SurveyLetter *form, const char *address);

/* An answer in words for who gave it; NULL: there is none.  What he wrote
 * himself is not repeated: a sender is easily forged.  Owned. */
char *survey_letter_answer(const Questionnaire *form,
                           const SurveyQuestion *question, const char *value,
                           const char *language);

#endif
