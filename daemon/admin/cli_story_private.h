/* SPDX-License-Identifier: Apache-2.0
 *
 * The sentences of cli_story.c.
 */
#ifndef BOTE_DAEMON_ADMIN_CLI_STORY_PRIVATE_H
#define BOTE_DAEMON_ADMIN_CLI_STORY_PRIVATE_H

/* {who}: the role that did it; {of}: the department of the event's detail;
 * {detail}: the detail as it is. */
typedef struct StorySentence {
  const char *what; /* of an event; of a command, its row's name */
  const char *german, *english;
} StorySentence;

/* The sentence of an event or a command; NULL: it has none. */
const char *story_sentence(const char *what);
const char *story_command(const char *name);

#endif
