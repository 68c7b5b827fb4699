/* SPDX-License-Identifier: Apache-2.0
 *
 * What a person wrote in a reply, apart from quotes and signature.  Two
 * readings with opposite doubts: for citizens, in doubt a line stays, because
 * a lost sentence is silent loss; for staff, in doubt a line is left out,
 * because it would go to a citizen.
 */
#ifndef BOTE_PARSERS_REPLY_REPLY_H
#define BOTE_PARSERS_REPLY_REPLY_H

#include <glib.h>
#include <stdbool.h>

/* A text cut into lines, each told what it is: what both readings begin with.
 */
typedef struct ReplyLines ReplyLines;

/* Cut a text.
 *
 * text   valid UTF-8, lines ended by "\n"; borrowed until reply_lines_free().
 * Returns the lines, owned by the caller.
 */
ReplyLines *reply_lines_new(const char *text);
void reply_lines_free(ReplyLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReplyLines, reply_lines_free)

/* A text taken apart; every member owned, "" when empty. */
typedef struct Reply {
  char *text;      /* what was written; an answer between quotes has the lines
                      it answers above it, as they stood ("> …") */
  char *quoted;    /* what was cut as quote, with its attribution lines */
  char *signature; /* what was cut as signature, mark included */
} Reply;

/* Take a text apart, keeping in doubt.
 *
 * Returns the parts, owned by the caller (reply_free()).
 */
Reply *reply_split(const ReplyLines *source);
void reply_free(Reply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reply, reply_free)

/* Is there a quote, or a mark that one follows? */
bool reply_lines_hold_quote(const ReplyLines *source);

/* The strict reading for staff: only the lines before the first quote, forward
 * mark, signature or banner.
 *
 * cites_ours     the mail answers one of ours (In-Reply-To or References).
 * out_doubtful   true when no mark was found in a long reply that cites ours,
 *                or header lines stand within the text: pass nothing on.
 * Returns the lines, owned by the caller; "" when there is none.
 */
char *reply_staff(const ReplyLines *source, bool cites_ours,
                  bool *out_doubtful);

/* Join the soft line breaks of format=flowed (RFC 3676 4).
 *
 * delete_space   the parameter DelSp=yes.
 * Returns the text, owned by the caller.
 */
char *reply_unfold_flowed(const char *text, bool delete_space);

#endif
