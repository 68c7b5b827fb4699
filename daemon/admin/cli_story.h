/* SPDX-License-Identifier: Apache-2.0
 *
 * A ticket told as a story: what it is about, then what happened, a sentence
 * each, with its time, by whom (by role, never by name) and why.
 */
#ifndef BOTE_DAEMON_ADMIN_CLI_STORY_H
#define BOTE_DAEMON_ADMIN_CLI_STORY_H

#include <glib.h>
#include <jansson.h>

#include "parsers/config/town.h"

/* A row of ticket.show, in the language of the one who asks (cli_german()).
 *
 * town   names departments and categories
 * zone   the town's
 * Returns the text, owned by the caller. */
char *cli_story(const json_t *row, const Town *town, GTimeZone *zone);

#endif
