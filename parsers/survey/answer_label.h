/* SPDX-License-Identifier: Apache-2.0
 *
 * Options by their words, and by the numbers that these speak of.
 */
#ifndef BOTE_PARSERS_SURVEY_ANSWER_LABEL_H
#define BOTE_PARSERS_SURVEY_ANSWER_LABEL_H

#include "parsers/survey/answer_private.h"

/* One way in which an option is shown. */
typedef struct AnswerLabel {
  int choice; /* its place */
  GArray *tokens;
  char *key;        /* its words, a blank between two */
  char *bare_key;   /* the same without article */
  gint64 low, high; /* the numbers it speaks of; low > high: none */
} AnswerLabel;

/* All labels and short texts of a list in one language; the caller's.
 *
 * language  NULL: in all languages */
GPtrArray *answer_labels(const AnswerContext *context, const SurveyList *list,
                         const char *language);

enum { LABEL_NONE = -1, LABEL_SEVERAL = -2 };

/* The option whose words these are, exactly. */
int answer_label_exact(const GPtrArray *labels, const char *key);

/* The option that these words mean: its beginning, or a typing error away;
 * LABEL_SEVERAL where two are near. */
int answer_label_near(const GPtrArray *labels, const char *key);

/* The only option that speaks of this number; LABEL_SEVERAL: two do. */
int answer_label_number(const GPtrArray *labels, gint64 number);

/* Does any option speak of numbers? */
bool answer_labels_have_numbers(const GPtrArray *labels);

/* Does a word stand in the labels of this option; of another one, but not of
 * this?  choice LABEL_NONE: of any. */
bool answer_label_has_word(const GPtrArray *labels, int choice,
                           const char *word);
bool answer_label_other_has_word(const GPtrArray *labels, int choice,
                                 const char *word);

/* How many words say that something is not so. */
unsigned answer_key_negations(const char *key);

#endif
