/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody who did not write himself: what a colleague typed about him behind
 * "#von", and by which way he reached the town ("#kanal").
 */
#ifndef BOTE_PARSERS_CALLER_H
#define BOTE_PARSERS_CALLER_H

#include <glib.h>
#include <stdbool.h>

/* Longest name that is kept, in characters. */
#define CALLER_NAME_MAX 100

typedef struct Caller {
  char *name;         /* what is left of the text; NULL: none */
  char *address;      /* of e-mail; NULL: none */
  GPtrArray *numbers; /* char *, as written first: E.164, or the bare digits of
                         a number without its area code; never NULL */
} Caller;

void caller_free(Caller *caller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Caller, caller_free)

/* Read "Erna Beispiel, 0152 28817386", in any order, with or without commas,
 * "Tel." and the like; an address, numbers and a name may each be missing.
 *
 * text   valid UTF-8; NULL: nobody in particular.
 * Returns a new caller; NULL when an address, or a number that begins like a
 * whole one, cannot be one: a typing error, which nobody but the writer can
 * mend.
 */
Caller *caller_parse(const char *text);

/* The way that a word names: "phone", "visit", "letter", "fax"; NULL: none.
 * German and English, case and hyphens do not matter. */
const char *caller_origin_find(const char *word);

/* All ways for who named none, "telefon, vorsprache, brief, fax", or in
 * English. */
const char *caller_origin_choices(bool german);

/* The word for a way, as it may be written: "telefon"; "phone". */
const char *caller_origin_word(const char *origin, bool german);

#endif
