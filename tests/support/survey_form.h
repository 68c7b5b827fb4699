/* SPDX-License-Identifier: Apache-2.0
 *
 * A questionnaire with a question of each kind, and its words in a mail.
 */
#ifndef BOTE_TESTS_SUPPORT_SURVEY_FORM_H
#define BOTE_TESTS_SUPPORT_SURVEY_FORM_H

#include "parsers/survey/mail_form.h"

/* In German; the caller's. */
Questionnaire *survey_form_new(void);

/* By place; behind the third question stands a note. */
extern const char *const survey_form_ways[];

/* Read a reply to it on 21 May 2026; MailAnswer *, the caller's. */
GPtrArray *survey_form_read(const Questionnaire *questionnaire,
                            const char *text);

#endif
