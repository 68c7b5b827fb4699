/* SPDX-License-Identifier: Apache-2.0
 *
 * A request that was handed to a child before its turn, kept so that the next
 * child can have it if this one dies.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_COPY_H
#define BOTE_DAEMON_PARSE_PARSE_COPY_H

#include "daemon/parse/parse_protocol.h"

typedef struct ParseCopy ParseCopy;

ParseCopy *parse_copy_new(void);
/* Wipes it: nothing may be in the memory of a child to come. */
void parse_copy_free(ParseCopy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParseCopy, parse_copy_free)

/* Add a frame; false when that is more than a client sends ahead. */
bool parse_copy_add(ParseCopy *copy, const ParseFrame *frame);

/* Put all of it on a stream and flush; false as parse_stream_put(). */
bool parse_copy_send(const ParseCopy *copy, ParseStream *stream,
                     int64_t deadline_ms);

#endif
