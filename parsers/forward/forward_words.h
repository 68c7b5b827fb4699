/* SPDX-License-Identifier: Apache-2.0
 *
 * The words by which mail programs say that they pass a mail on, and the
 * labels of the header that they repeat above it.  All questions are about
 * case-folded text (fold_case()).
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARD_WORDS_H
#define BOTE_PARSERS_FORWARD_FORWARD_WORDS_H

#include <stdbool.h>

/* What a label of a repeated header stands for. */
typedef enum ForwardField {
  FORWARD_FIELD_NONE, /* no label of a mail's header */
  FORWARD_FIELD_FROM,
  FORWARD_FIELD_DATE,
  FORWARD_FIELD_TO,
  FORWARD_FIELD_CC,
  FORWARD_FIELD_SUBJECT,
  FORWARD_FIELD_OTHER, /* Reply-To, importance, attachments … */
} ForwardField;

/* What a line between dashes or before a colon announces. */
typedef enum ForwardMark {
  FORWARD_MARK_NONE,
  FORWARD_MARK_FORWARD,  /* "Weitergeleitete Nachricht": a forward */
  FORWARD_MARK_ORIGINAL, /* "Ursprüngliche Nachricht": a forward or a reply */
  FORWARD_MARK_END,      /* "Ende der weitergeleiteten Nachricht" */
} ForwardMark;

/* The field of a label without its colon ("von", "gesendet am"). */
ForwardField forward_words_field(const char *label);

/* The mark that a line holds.  Whether it is framed as one is told by the
 * caller's own look at the line. */
ForwardMark forward_words_mark(const char *folded);

/* Behind words like "im Auftrag von" in a From value; NULL without them. */
const char *forward_words_on_behalf(const char *folded);

#endif
