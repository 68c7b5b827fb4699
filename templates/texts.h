/* SPDX-License-Identifier: Apache-2.0
 *
 * The set of texts for people: what the program ships in
 * templates/<language>/<name>.<type>.mustache, and what a town put in its
 * place.  templates/README.md lists every text and its variables.
 *
 * A language may carry a form of address ("de-du") or a variety ("de-simple").
 * Look-up, first hit wins: town "de-du", shipped "de-du", town "de", shipped
 * "de", town "en", shipped "en".  Partials take the same way.
 */
#ifndef BOTE_TEMPLATES_TEXTS_H
#define BOTE_TEMPLATES_TEXTS_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "templates/mustache.h"

/* The longest subject that is sent, in characters; the rest becomes "…". */
#define TEXTS_SUBJECT_MAX 200

typedef struct Texts Texts;

/* All shipped texts, parsed.  A shipped text that cannot be read is our bug.
 * Free with texts_free(). */
Texts *texts_new(void);
void texts_free(Texts *texts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Texts, texts_free)

/* Put a town's own text before the shipped one.
 *
 * path    below town/texts/: "de/confirmation.txt.mustache".  It must replace
 *         a shipped text, or be a partial named "own-….TYPE".
 * bytes   `len` bytes of UTF-8; not kept.  A second text of the same path
 *         replaces the first.
 * error   TEMPLATE_ERROR_SYNTAX or _LIMIT, "path:line:column: what – what to
 *         do": also for a variable that no shipped text uses.  The set stays
 *         as it was.
 */
bool texts_add_override(Texts *texts, const char *path, const char *bytes,
                        size_t len, GError **error);

/* Is there such a text in this language itself, without falling back?
 *
 * language   "de", "de-du"; name "confirmation.txt".
 */
bool texts_has(const Texts *texts, const char *language, const char *name);

/* In which words somebody is spoken to. */
typedef struct TextsVoice {
  const char *language; /* BCP 47 in lower case: "de", "de-simple", "tr" */
  const char *form;     /* "du"; "sie" or NULL for the plain language */
} TextsVoice;

/* Render a text.
 *
 * name       with its type: "confirmation.txt", ".html", ".sms", ".subject".
 *            HTML escapes its variables; in the others each value stays on
 *            one line, so that it can begin none.
 * data       borrowed; see templates/README.md.
 * error      TEMPLATE_ERROR_MISSING: no language has it; otherwise those of
 *            mustache_render().
 * Returns the text, g_free().  A subject is one line of at most
 * TEXTS_SUBJECT_MAX characters without control characters, whatever the data
 * hold (RFC 5322 2.2); an SMS has no blanks at its ends and no sentence with
 * two full stops ("Ringstr.."); a text part has no two
 * empty lines in a row and ends in one line break.
 */
char *texts_render(const Texts *texts, TextsVoice voice, const char *name,
                   json_t *data, GError **error);

/* One text of the set, for checkers. */
typedef struct TextsEntry {
  const char *key;  /* "de/confirmation.txt"; borrowed, like the rest */
  const char *name; /* "confirmation.txt" */
  bool is_town;     /* a town's override */
  const Mustache *mustache;
} TextsEntry;

/* All texts by language and name; an array of TextsEntry, g_array_unref(). */
GArray *texts_list(const Texts *texts);

/* Several lines by somebody else as the texts want them: {"lines": [...]}.
 *
 * text     UTF-8; CR LF and CR become line breaks, other control characters
 *          blanks, line breaks at the end go.
 * prefix   stands before each line: "│ " for foreign words (a blank at its end
 *          goes where the line is empty), "" for none.
 * Returns a new reference; json_null() for NULL or an empty text, so that the
 * section does not show.
 */
json_t *texts_lines(const char *text, const char *prefix);

#endif
