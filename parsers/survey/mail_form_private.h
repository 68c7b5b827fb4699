/* SPDX-License-Identifier: Apache-2.0
 *
 * What both directions of the mail form know.
 */
#ifndef BOTE_PARSERS_SURVEY_MAIL_FORM_PRIVATE_H
#define BOTE_PARSERS_SURVEY_MAIL_FORM_PRIVATE_H

#include "parsers/survey/answer_text.h"
#include "parsers/survey/mail_form.h"

/* One question in a reply, and what was found of it. */
typedef struct FormBlock {
  const SurveyQuestion *question;
  unsigned number;
  char *label;        /* its words, as answer_tokens_join() has them */
  GPtrArray *options; /* char *, likewise */
  GPtrArray *phrases; /* char *, other words of the form that follow */
  guint depth;        /* of the quote it stands in */
  const char *open;   /* rest of a label or option that goes on in the next
                         line; NULL: none */
  guint said;         /* phrases that were met, a bit each */
  bool chosen[SURVEY_CHOICES_MAX];
  bool unclear;     /* a mark that is none, words at an option without one */
  GString *written; /* his own words */
} FormBlock;

/* The words of a text, for comparing; the caller's. */
char *mail_form_key(const char *text);

/* All blocks of a questionnaire, FormBlock *, in their order. */
GPtrArray *form_blocks_new(const AnswerContext *context, MailFormWays ways);

/* Does the line, without quote, begin this question in the form?
 *
 * out_rest  what stands behind its words
 */
bool form_block_begins(const FormBlock *block, const char *line,
                       const char **out_rest);

/* Where the block begins again. */
void form_block_open(FormBlock *block, guint depth, const char *line,
                     const char *rest);

/* A line within the block. */
void form_block_take(FormBlock *block, guint depth, const char *line);

#endif
