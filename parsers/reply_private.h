/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the two halves of reading replies: what each line is, and what
 * follows from it.
 */
#ifndef BOTE_PARSERS_REPLY_PRIVATE_H
#define BOTE_PARSERS_REPLY_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/reply.h"

typedef enum ReplyKind {
  REPLY_TEXT,
  REPLY_EMPTY,
  REPLY_QUOTE,       /* "> …" */
  REPLY_ATTRIBUTION, /* "Am … schrieb …:", all its lines */
  REPLY_HEADER,      /* a line of a block "Von: … Gesendet: …" */
  REPLY_MARK,        /* "-----Ursprüngliche Nachricht-----" */
  REPLY_FORWARD,     /* "---------- Forwarded message ----------" */
  REPLY_SIGNATURE,   /* "-- " */
  REPLY_DEVICE,      /* "Von meinem iPhone gesendet" */
} ReplyKind;

typedef struct ReplyLine {
  const char *begin; /* into the text */
  size_t size;       /* without the line feed */
  char *folded;      /* trimmed and case-folded, for comparing */
  ReplyKind kind;
  bool sure; /* an attribution that needs no quote behind it */
} ReplyLine;

struct ReplyLines {
  const char *text; /* borrowed */
  GArray *lines;    /* ReplyLine, each with its kind */
};

/* Does a line look like one of a mail's header ("Von: …", "*From:* …")? */
bool reply_line_is_header(const ReplyLine *line);

/* Does a line end what staff wrote: a closing formula, a ruler? */
bool reply_line_is_closing(const ReplyLine *line);

/* Does a line come from a mail gateway ("externe E-Mail", disclaimers)? */
bool reply_line_is_banner(const ReplyLine *line);

#endif
