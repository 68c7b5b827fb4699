/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the writing and the reading of messages as JSON: one table of the
 * members, so that neither side forgets one.
 */
#ifndef BOTE_PARSERS_MESSAGE_JSON_PRIVATE_H
#define BOTE_PARSERS_MESSAGE_JSON_PRIVATE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef enum MemberType {
  MEMBER_LINE,      /* char *, one line */
  MEMBER_TEXT,      /* char *, many lines; on the wire its number of bytes */
  MEMBER_REPEAT,    /* char *, many lines; on the wire `true` where it is the
                       same as "text", which stands in front of it */
  MEMBER_LINES,     /* GPtrArray of char * */
  MEMBER_ADDRESS,   /* Address * */
  MEMBER_ADDRESSES, /* GPtrArray of Address * */
} MemberType;

typedef struct MessageMember {
  const char *name;
  size_t offset; /* within Message */
  MemberType type;
  bool is_public; /* also in the stable form */
} MessageMember;

/* All members that need no code of their own, ended by a NULL name. */
extern const MessageMember message_members[];

/* NULL for what is absent or, against all expectation, no UTF-8. */
json_t *message_json_text(const char *text);

#endif
