/* SPDX-License-Identifier: Apache-2.0
 *
 * The bytes of a template and the place in them, for errors with line and
 * column; used by mustache_parse.c alone.
 */
#ifndef BOTE_TEMPLATES_MUSTACHE_SCAN_PRIVATE_H
#define BOTE_TEMPLATES_MUSTACHE_SCAN_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Scanner {
  const char *name; /* stands before each error */
  const char *text; /* valid UTF-8, `len` bytes */
  size_t len;
  char *open, *close;    /* the delimiters in force; owned */
  size_t mark;           /* offset up to which line and column are counted */
  unsigned line, column; /* of the mark, from 1; columns count characters */
} Scanner;

/* One tag as it stands in the text; offsets into it. */
typedef struct Tag {
  char sigil; /* '\0' for a plain variable; '{' for a triple one */
  size_t begin, end;
  size_t body, body_end; /* the trimmed name or content */
} Tag;

/* Count on to `offset`, which must not lie before the last one. */
void scanner_mark(Scanner *scan, size_t offset);

/* Set TEMPLATE_ERROR_SYNTAX with the place of the mark; returns false. */
bool scanner_fail(Scanner *scan, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The first `needle` at or behind offset `from`; NULL when there is none. */
const char *scanner_find(const Scanner *scan, size_t from, const char *needle);

/* Read the tag whose opening delimiter stands at `begin`. */
bool scanner_read_tag(Scanner *scan, size_t begin, Tag *tag, GError **error);

/* If the tag is alone on its line and of a kind that then takes the line with
 * it: where this line and the next begin; else both stay untouched. */
bool scanner_is_standalone(const Scanner *scan, const Tag *tag,
                           size_t *out_line, size_t *out_next);

/* A name is not empty and has no blanks. */
bool scanner_check_name(Scanner *scan, const Tag *tag, GError **error);

/* Obey {{=<% %>=}}: two words without blanks and without '='. */
bool scanner_set_delimiters(Scanner *scan, const Tag *tag, GError **error);

#endif
