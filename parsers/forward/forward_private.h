/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the files that find mails passed on within a text: what was found,
 * and questions about single lines.
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARD_PRIVATE_H
#define BOTE_PARSERS_FORWARD_FORWARD_PRIVATE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/forward/forward_header.h"
#include "parsers/forward/forward_words.h"
#include "parsers/subject.h"

/* The mark under which the mail of another stands within forwarded_text. */
#define FORWARD_MARK_TEXT "---------- Forwarded message ----------"

struct Forward;
struct ReplyLine;

/* What is found while looking. */
typedef struct ForwardFinder {
  const GArray *lines;
  SubjectPrefix prefix;
  guint8 *fields; /* ForwardField + 1 of each line; 0: not looked at yet */
  guint begin;    /* first line of mark or header */
  guint text;     /* first line of the mail's text */
  bool quoted;    /* the mail stands behind ">" */
  char *writer;   /* may have been found already, */
  char *date;     /* and this with it */
  ForwardHeader header;
} ForwardFinder;

/* Cut the text where the finder says; takes what it found out of it. */
struct Forward *forward_cut(ForwardFinder *finder);

/* The line at `i`, which exists; borrowed. */
const struct ReplyLine *forward_line_at(const GArray *lines, guint i);

/* Does a line begin with a quote mark? */
bool forward_line_is_quoted(const struct ReplyLine *line);

/* Nothing but dashes or the like. */
bool forward_line_is_ruler(const struct ReplyLine *line);

/* Behind quote marks and blanks. */
const char *forward_line_bare(const char *folded);

/* The first line from `i` on that holds more than quote marks; lines->len
 * when none does. */
guint forward_line_next(const GArray *lines, guint i);

/* A line without its end, and, when `quoted`, without one quote mark.  Owned
 * by the caller. */
char *forward_line_plain(const struct ReplyLine *line, bool quoted);

/* The mark that a line is, by its words and by standing out. */
ForwardMark forward_line_mark(const struct ReplyLine *line);

#endif
