/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the files that read replies: what each line is, and what follows
 * from it.
 */
#ifndef BOTE_PARSERS_REPLY_REPLY_PRIVATE_H
#define BOTE_PARSERS_REPLY_REPLY_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/reply/reply.h"

typedef enum ReplyKind {
  REPLY_TEXT,
  REPLY_EMPTY,
  REPLY_QUOTE,       /* "> …" */
  REPLY_ATTRIBUTION, /* "Am … schrieb …:", all its lines */
  REPLY_HEADER,      /* a line of a block "Von: … Gesendet: …" */
  REPLY_MARK,        /* "-----Ursprüngliche Nachricht-----" */
  REPLY_FORWARD,     /* "---------- Forwarded message ----------" */
  REPLY_FOREIGN,     /* within what the HTML marks as somebody else's */
  REPLY_SIGNATURE,   /* "-- " */
  REPLY_FOOTER,      /* a line of a signature or note that needs no mark */
  REPLY_DEVICE,      /* "Von meinem iPhone gesendet" */
  REPLY_PICTURE,     /* "[image: IMG_1.jpg]": left out of a plain text */
} ReplyKind;

/* Which tables may have a word that a line begins with. */
typedef enum ReplyHint {
  REPLY_HINT_DEVICE = 1 << 0,
  REPLY_HINT_BANNER = 1 << 1,
  REPLY_HINT_BANNER_MORE = 1 << 2,
  REPLY_HINT_CLOSING = 1 << 3,
  REPLY_HINT_ALL = (1 << 4) - 1, /* nobody knows */
} ReplyHint;

typedef struct ReplyLine {
  const char *begin;  /* into the text, behind a mark of the HTML */
  size_t size;        /* without the line feed */
  const char *folded; /* trimmed and case-folded, for comparing; borrowed */
  size_t length;      /* its bytes */
  bool plain;         /* it begins with a letter or digit, not with a mark */
  bool colon;         /* it may hold one, a wide one too */
  unsigned hints;     /* ReplyHint bits of a plain line, all of another */
  ReplyKind kind;
  bool sure;       /* an attribution that needs no quote behind it; a device
                      line that names a device; the very mark of a signature */
  bool own;        /* a quote that a sentence of the writer's introduces, so
                      that it belongs to his words */
  bool introduces; /* an attribution with a quote behind it */
  bool marked;     /* within what the HTML marks as signature */
  bool foreign;    /* within what the HTML marks as somebody else's, whatever
                   its kind */
} ReplyLine;

struct ReplyLines {
  const char *text; /* borrowed */
  GArray *lines;    /* ReplyLine, each with its kind */
  char *folded;     /* a copy of the text: the folded lines */
  bool is_folded;   /* all of it at once: each line has the bytes it had */
  GPtrArray *grown; /* char *: those that take more bytes than the text */
  bool plain;       /* each line that is not empty is */
  unsigned hints;   /* of all these lines */
};

/* Does a line look like one of a mail's header ("Von: …", "*From:* …")? */
bool reply_line_is_header(const ReplyLine *line);

/* Does a line end what staff wrote: a closing formula, a ruler? */
bool reply_line_is_closing(const ReplyLine *line);

/* Does a line come from a mail gateway ("externe E-Mail", disclaimers)? */
bool reply_line_is_banner(const ReplyLine *line);

/* Nothing but a ruler: "-----", "_____"? */
bool reply_is_ruler(const ReplyLine *line);

/* Does it end with a colon, an East Asian one too? */
bool reply_line_ends_with_colon(const ReplyLine *line);

/* Does a text hold a time of day, "11:53" or "11.53"? */
bool reply_holds_time(const char *folded);

/* Does everything from `i` on come from somebody else? */
bool reply_begins_rest(const GArray *lines, guint i);

/* Is it a line of a quote, or of the attribution above one? */
bool reply_line_is_quote(const ReplyLine *line);

/* Does the quote itself begin with an attribution (Apple Mail)? */
bool reply_line_holds_attribution(const ReplyLine *line);

/* What of a quote stays above the answer to it. */
typedef enum ReplyCiting {
  REPLY_CITING_NOTHING,   /* the answer stands below a whole mail */
  REPLY_CITING_PARAGRAPH, /* answers stand between: the lines right above */
  REPLY_CITING_WHOLE,     /* he quoted by hand what he wanted to be read */
} ReplyCiting;

/* Do answers stand between quotes, and who made these? */
ReplyCiting reply_find_citing(const GArray *lines);

/* The steps in which the lines get their kinds, in this order; each looks only
 * at lines that are text so far.
 */
void reply_mark_attributions(GArray *lines);
void reply_mark_bars(GArray *lines);
void reply_mark_own_quotes(GArray *lines);
void reply_mark_broken_quotes(GArray *lines);
void reply_mark_headers(GArray *lines);
void reply_mark_footers(GArray *lines);

/* Mark the ways to reach the writer that end the lines [begin, end), which may
 * be his own, below a farewell; his name and farewell stay with the text.
 */
void reply_mark_contacts(GArray *lines, guint begin, guint end);

#endif
