/* SPDX-License-Identifier: Apache-2.0
 *
 * The lives of the zygote's children: the one whose turn it is; the next one,
 * which is forked while that one reads its last message, so that no message
 * waits for a fork; and the last one, which dies while the next one reads.
 *
 *   none --ready--> in turn --fork_ahead--> in turn, and another waits
 *   in turn --wait, kill, dismiss--> the one that waits is in turn; else none
 *
 * A child that waits is behind its walls and has nothing but its own socket.
 * It has none of the zygote's streams in its memory (parse_stream_new()), and
 * uses no time of its limits: CPU is counted for each process, the wall limit
 * from the request on.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_CHILDREN_H
#define BOTE_DAEMON_PARSE_PARSE_CHILDREN_H

#include "daemon/parse/parse_child.h"

struct Sandbox;

enum {
  PARSE_ZYGOTE_FD = 3, /* the client; no child keeps it */
  PARSE_TOWN_FD = 4,   /* the gazetteer; closed when it is read */
};

typedef struct ParseChildren ParseChildren;

/* Both are borrowed.  There is no child yet, and no way to end but the end of
 * the process, which takes its children along. */
ParseChildren *parse_children_new(const struct Sandbox *sandbox,
                                  const ParseService *service);

/* See to it that a living child is in turn.  Without a process to spare it
 * waits for one as long as the client does: to end for want of one would be
 * blamed on the messages that wait here.
 *
 * Returns false when the client hung up, or fork(2) failed for good. */
bool parse_children_ready(ParseChildren *children);

/* Fork the next child, unless it waits already.  One try: what fails here,
 * parse_children_ready() makes up for. */
void parse_children_fork_ahead(ParseChildren *children);

/* The stream to the child in turn; borrowed, the same for all of them. */
ParseStream *parse_children_stream(const ParseChildren *children);

/* The three ways in which a turn ends. */

/* It closed its socket: its status in wait(2)'s form. */
int parse_children_wait(ParseChildren *children);
/* It may do anything: it is gone when this returns. */
void parse_children_kill(ParseChildren *children);
/* It has finished and may die by and by. */
void parse_children_dismiss(ParseChildren *children);

/* Take who was dismissed out of the process table; when there is time. */
void parse_children_bury(ParseChildren *children);

#endif
