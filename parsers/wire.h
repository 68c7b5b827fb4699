/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading single JSON values from a child that may have been taken over.  What
 * the values mean together is said in message_wire.c.
 */
#ifndef BOTE_PARSERS_WIRE_H
#define BOTE_PARSERS_WIRE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parsers/parse_error.h"

/* A reading in progress.  After the first failure every read gives NULL, 0 or
 * false, so that a caller looks at `failed` only where it keeps something. */
typedef struct Wire {
  size_t text_left;  /* bytes of MESSAGE_WIRE_TEXT_MAX that may still come */
  const char *texts; /* those beside the JSON that were not yet taken */
  size_t texts_size;
  GError **error;
  bool failed;
} Wire;

/* Fail, once: "answer of the parser: NAME is …".  PARSE_ERROR_LIMIT: too long
 * or too many; else malformed. */
void wire_fail(Wire *wire, ParseError code, const char *name);

/* One line of at most MESSAGE_WIRE_SHORT_MAX bytes, owned by the caller; NULL
 * for a NULL value.  `name` is for the error alone. */
char *wire_string(Wire *wire, const json_t *value, const char *name);

/* A text of many lines, as above: a string, or the number of the bytes that
 * come next in `texts`. */
char *wire_text(Wire *wire, const json_t *value, const char *name);

/* The line of this name in an object; NULL when absent. */
char *wire_line(Wire *wire, const json_t *object, const char *name);
/* The same; absent is a failure. */
char *wire_needed(Wire *wire, const json_t *object, const char *name);
/* Absent is false. */
bool wire_bool(Wire *wire, const json_t *object, const char *name);
/* 0 to max; NULL is a failure. */
int64_t wire_integer(Wire *wire, const json_t *value, const char *name,
                     int64_t max);
/* -max to max; NULL is a failure. */
double wire_number(Wire *wire, const json_t *value, const char *name,
                   double max);
/* The number of elements of an array; 0 when absent. */
size_t wire_count(Wire *wire, const json_t *array, const char *name,
                  size_t max);

#endif
