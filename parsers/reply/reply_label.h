/* SPDX-License-Identifier: Apache-2.0
 *
 * The labels of a mail's header as mail programs print them: "Von:".
 */
#ifndef BOTE_PARSERS_REPLY_REPLY_LABEL_H
#define BOTE_PARSERS_REPLY_REPLY_LABEL_H

#include <stdbool.h>

/* What a label names; bits, so that a block can be summed. */
typedef enum ReplyLabel {
  REPLY_LABEL_NONE = 0,
  REPLY_LABEL_FROM = 1 << 0,
  REPLY_LABEL_DATE = 1 << 1,
  REPLY_LABEL_SENT = 1 << 2, /* a date that hardly a person calls so */
  REPLY_LABEL_TO = 1 << 3,
  REPLY_LABEL_CC = 1 << 4,
  REPLY_LABEL_SUBJECT = 1 << 5,
  REPLY_LABEL_OTHER = 1 << 6,
} ReplyLabel;

/* The label a line begins with.
 *
 * folded   a case-folded line without blanks around; stars, bars and bullets
 *          of text made from HTML may stand in front.
 */
ReplyLabel reply_label(const char *folded);

#endif
