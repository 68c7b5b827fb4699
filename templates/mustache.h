/* SPDX-License-Identifier: Apache-2.0
 *
 * Mustache templates over JSON data: text with {{variables}}, {{#sections}},
 * {{^inverted sections}}, {{> partials}} and {{> *dynamic partials}}.  All of
 * the core of https://github.com/mustache/spec (1.4), without lambdas and
 * inheritance: a text a town may change must not be a program.
 *
 * Beyond the specification: an empty string is falsey (absent and empty mean
 * the same in a letter), numbers are truthy; an object or a list where a value
 * is asked for is an error, because "[object]" must never reach a citizen.
 */
#ifndef BOTE_TEMPLATES_MUSTACHE_H
#define BOTE_TEMPLATES_MUSTACHE_H

#include <glib.h>
#include <jansson.h>
#include <stddef.h>

/* A parsed template: immutable, independent of the bytes it came from. */
typedef struct Mustache Mustache;

/* What happens to the characters of {{variables}}; {{{these}}} stay as is. */
typedef enum MustacheEscape {
  MUSTACHE_ESCAPE_NONE, /* as is */
  MUSTACHE_ESCAPE_LINE, /* each value is one line: line breaks and other control
                           characters become blanks, so that no value can begin
                           a line of a letter */
  MUSTACHE_ESCAPE_HTML, /* & < > " ' as references: text and attributes */
} MustacheEscape;

/* Find a partial by name; the result is borrowed and must outlive the
 * rendering.  NULL renders as nothing, as the specification wants. */
typedef const Mustache *(*MustachePartialFunc)(const char *name, void *user);

typedef enum MustacheNameKind {
  MUSTACHE_NAME_VARIABLE,
  MUSTACHE_NAME_SECTION, /* inverted ones, too */
  MUSTACHE_NAME_PARTIAL, /* a dynamic one stands as "*name" */
} MustacheNameKind;

/* One place where a template uses a name. */
typedef struct MustacheName {
  const char *name; /* as written, "a.b" or "."; owned by the Mustache */
  MustacheNameKind kind;
  unsigned line, column; /* of the tag, from 1; columns count characters */
} MustacheName;

/* Parse a template.
 *
 * name    stands before each error, e.g. "de/confirmation.txt.mustache".
 * text    `len` bytes of UTF-8, at most 1 MiB; not kept.
 * error   TEMPLATE_ERROR_SYNTAX or _LIMIT, "name:line:column: what – what to
 *         do".  NULL is returned.
 * Returns a template to be freed with mustache_free().
 */
Mustache *mustache_parse(const char *name, const char *text, size_t len,
                         GError **error);

void mustache_free(Mustache *mustache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mustache, mustache_free)

/* How to render. */
typedef struct MustacheStyle {
  MustacheEscape escape;
  MustachePartialFunc partial; /* NULL: partials render as nothing */
  void *user;                  /* for `partial` */
} MustacheStyle;

/* Fill a template with data.
 *
 * data    borrowed; an object as a rule.  Deep or wide data end in
 *         TEMPLATE_ERROR_LIMIT, never in a crash.
 * style   borrowed for the call.
 * error   TEMPLATE_ERROR_DATA: a list or object stands where the text wants a
 *         value.  TEMPLATE_ERROR_LIMIT: partials nested deeper than 32, more
 *         than 4 MiB of output, or more than a million steps.
 * Returns the text; free with g_free().
 */
char *mustache_render(const Mustache *mustache, json_t *data,
                      const MustacheStyle *style, GError **error);

/* The names a template uses, in the order of the text, repeats included.
 *
 * Returns an array of MustacheName; free with g_array_unref(), before the
 * template.
 */
GArray *mustache_names(const Mustache *mustache);

#endif
