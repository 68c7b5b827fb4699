/* SPDX-License-Identifier: Apache-2.0
 *
 * A Message as JSON: the stable form for people and scripts (`bote parse`),
 * and the wire form in which the parse child answers.  The child may have been
 * taken over by the mail it read, so the wire form is read as hostile.
 */
#ifndef BOTE_PARSERS_MESSAGE_JSON_H
#define BOTE_PARSERS_MESSAGE_JSON_H

#include <glib.h>
#include <jansson.h>

#include "parsers/message.h"

enum {
  MESSAGE_WIRE_TEXT_MAX = 1024 * 1024, /* all strings of a message together */
  MESSAGE_WIRE_LIST_MAX = 250,         /* elements of any list */
  MESSAGE_WIRE_SHORT_MAX = 16 * 1024,  /* any string but the bodies */
};

/* The stable form; absent members are left out, lists when empty.  Internal
 * members (signs, authentication, staff text) are not shown.  Owned by the
 * caller (json_decref).
 */
json_t *message_to_json(const Message *message);

/* Everything, for message_from_wire().  Texts beyond MESSAGE_WIRE_TEXT_MAX in
 * all are shortened (first full_text, then quoted), with a problem sentence.
 *
 * texts   texts of many lines are appended here, one after the other, and stand
 *         in the JSON as their numbers of bytes: escaping them costs more than
 *         all else; and places are rows, not objects.  NULL: for the eye, texts
 *         and places stand in the JSON as in the stable form
 * Owned by the caller.
 */
json_t *message_to_wire(const Message *message, GString *texts);

/* Read what message_to_wire() made, from a peer that may lie.
 *
 * wire    borrowed; any JSON value.
 * texts   what `texts` of message_to_wire() holds, any bytes; may be NULL
 * error   PARSE_ERROR_SYNTAX: a member of the wrong type or an unknown name of
 *         a kind; PARSE_ERROR_LIMIT: too long or too many.  Treat the child as
 *         dead in both cases.
 *
 * Returns the message, owned by the caller: types, lengths, counts, UTF-8 and
 * NUL were checked, file names are harmless, hashes are hexadecimal.  The
 * *meaning* is still a stranger's word.
 */
Message *message_from_wire(const json_t *wire, GBytes *texts, GError **error);

#endif
