/* SPDX-License-Identifier: Apache-2.0
 *
 * Header fields of a mail as plain data, in the order in which they stand,
 * so that what reads signs and verdicts out of them needs no MIME library.
 */
#ifndef BOTE_PARSERS_HEADER_H
#define BOTE_PARSERS_HEADER_H

#include <glib.h>
#include <stdbool.h>

/* One header field (RFC 5322 2.2), unfolded, not decoded.  Both texts stand
 * behind it in the same block. */
typedef struct HeaderField {
  char *name;  /* as written */
  char *value; /* folding white space made one blank, ends trimmed; UTF-8 */
} HeaderField;

/* Make a field of bytes that are copied as they are, none of them NUL; a NULL
 * `value` stays NULL.  Free with header_field_free(); NULL is fine there. */
HeaderField *header_field_copy(const char *name, size_t name_size,
                               const char *value, size_t value_size);
void header_field_free(HeaderField *field);

/* An empty list of HeaderField * that owns its elements. */
GPtrArray *header_list_new(void);

/* Is a field called `name` (case does not matter)?  Asked of every field for
 * every name of long tables: the first letter tells, as a rule. */
static inline bool
header_field_is(const HeaderField *field, const char *name)
{
  return ((field->name[0] ^ name[0]) & ~0x20) == 0 &&
         g_ascii_strcasecmp(field->name, name) == 0;
}

/* The value of the first field called `name` (case does not matter), borrowed
 * from `fields`; NULL when there is none.
 */
const char *header_list_get(const GPtrArray *fields, const char *name);

/* Take comments in parentheses (RFC 5322 3.2.2, nested, quoted pairs) out of
 * a structured value; quoted strings stay.  Owned by the caller.
 */
char *header_strip_comments(const char *value);

/* An address or a domain, its domain as A-labels (RFC 5890) if it was written
 * with umlauts; unchanged where it cannot be.  Owned by the caller.
 */
char *header_ascii_domain(const char *address);

/* Split a block of header lines (a part of message/delivery-status, returned
 * headers) into fields.  Ends at the first empty line.
 *
 * cursor   in: where to begin; out: behind the empty line, or at the NUL.
 * Returns a list of HeaderField *, at most 500; owned by the caller.  Lines
 * without a colon are skipped.
 */
GPtrArray *header_list_parse(const char **cursor);

#endif
