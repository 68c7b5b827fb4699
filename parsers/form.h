/* SPDX-License-Identifier: Apache-2.0
 *
 * Name and value pairs as they travel in queries and form bodies
 * (application/x-www-form-urlencoded, WHATWG URL 5; RFC 3986 2.1).
 */
#ifndef BOTE_PARSERS_FORM_H
#define BOTE_PARSERS_FORM_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* More pairs than this come from nobody who reports an SMS. */
#define FORM_PAIRS_MAX 500

/* Decoded; bytes as they came, not necessarily UTF-8, but without NUL. */
typedef struct FormPair {
  char *name, *value;
  GBytes
      *raw; /* the value with its NULs, for who signs it; NULL: it has none */
} FormPair;

/* Split and decode.
 *
 * bytes, size   the body, or the query without "?"; may be NULL, 0.
 * Returns FormPair * in the order sent, g_ptr_array_unref(); NULL with
 * PARSE_ERROR_LIMIT for too many pairs.
 * A "%" that no two hexadecimal digits follow stands for itself.
 */
GPtrArray *form_parse(const void *bytes, size_t size, GError **error);

/* The value of the first pair of this name; NULL when there is none. */
const char *form_get(GPtrArray *pairs, const char *name);

/* A pair of our own; copies both. */
FormPair *form_pair_new(const char *name, const char *value);
void form_pair_free(FormPair *pair);

/* Append "name=value", with "&" before unless `out` is empty. */
void form_append(GString *out, const char *name, const char *value);

/* Append `text` percent-encoded (RFC 3986 unreserved characters stay). */
void form_append_encoded(GString *out, const char *text);

#endif
