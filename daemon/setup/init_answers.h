/* SPDX-License-Identifier: Apache-2.0
 *
 * The ten questions of `bote init` and their answers.
 */
#ifndef BOTE_DAEMON_SETUP_INIT_ANSWERS_H
#define BOTE_DAEMON_SETUP_INIT_ANSWERS_H

#include <stdbool.h>
#include <stdio.h>

#include <glib.h>

typedef enum InitQuestion {
  INIT_LANGUAGE, /* "de" or "en": of the questions and the town */
  INIT_NAME,
  INIT_AGS,
  INIT_FORM,    /* "sie" or "du" */
  INIT_ADDRESS, /* people write there */
  INIT_HOST,    /* IMAP and SMTP */
  INIT_DESK,    /* the colleagues' address */
  INIT_BODY,    /* responsible body */
  INIT_OFFICER, /* mail address of the data protection officer */
  INIT_PHONE,   /* on call */
  INIT_QUESTIONS,
} InitQuestion;

typedef struct InitAnswers {
  char *text[INIT_QUESTIONS]; /* never NULL; safe within "…" in YAML */
} InitAnswers;

/* Ask all questions.
 *
 * in      lines; an empty one, and the end, accept what is proposed.
 * out     gets the questions; a wrong answer is explained and asked again.
 * german  language of the first question.
 * Returns the answers, owned by the caller.
 */
InitAnswers *init_answers_ask(FILE *in, FILE *out, bool german);
void init_answers_free(InitAnswers *answers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InitAnswers, init_answers_free)

/* The domain of INIT_ADDRESS; borrowed. */
const char *init_answers_domain(const InitAnswers *answers);

/* Are the questions asked in German? */
bool init_answers_german(const InitAnswers *answers);

#endif
