/* SPDX-License-Identifier: Apache-2.0
 *
 * A questionnaire with a question of each kind, and its words in a mail.
 */
#ifndef BOTE_TESTS_SUPPORT_SURVEY_FORM_H
#define BOTE_TESTS_SUPPORT_SURVEY_FORM_H

#include "parsers/survey/mail_form.h"

/* In German; the caller's. */
Questionnaire *survey_form_new(void);

extern const MailFormWords survey_form_words;

/* Read a reply to it on 21 May 2026; MailAnswer *, the caller's. */
GPtrArray *survey_form_read(const Questionnaire *questionnaire,
                            const char *text);

#endif
