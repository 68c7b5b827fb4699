/* SPDX-License-Identifier: Apache-2.0
 *
 * Several matters in one letter: "1. … 2. …", paragraphs about different
 * places or things, "außerdem".  It proposes and says why; whether a letter is
 * split is decided elsewhere.  A list of reasons for one thing, an address, a
 * way, opening hours and what is quoted are no matters.
 */
#ifndef BOTE_PARSERS_MATTERS_MATTERS_H
#define BOTE_PARSERS_MATTERS_MATTERS_H

#include <glib.h>
#include <stdbool.h>

typedef struct Town Town;

enum {
  MATTERS_MAX = 9,        /* what follows stays with the last one */
  MATTERS_UNITS_MAX = 64, /* paragraphs and items that are weighed; a letter
                              of more is a book, and stays whole */
  MATTERS_TEXT_MAX = 16 * 1024, /* bytes; a longer letter stays whole, too */
};

/* From here on a split is worth proposing to people. */
#define MATTERS_LIKELY 0.6

/* One matter: a range of the text without its number or bullet. */
typedef struct Matter {
  size_t offset, size; /* bytes; trimmed, never empty */
  unsigned number;     /* as its writer counts: 1, 2 …, also for a) b); 0 */
  char *category;      /* id; NULL: its words name none for sure */
  char *place;         /* for people; NULL: it names none */
} Matter;

typedef struct Matters {
  GArray *list;      /* Matter; empty for a text without words, one for a letter
                        that stays whole */
  double confidence; /* 0 … 1 that they are separate; 0 for less than two */
  GPtrArray *why;    /* const char *: "numbered", "bullets", "besides",
                        "places", "categories" */
  char *shared; /* words before a list that tell where all of it is; NULL */
  char *place;  /* that place; NULL */
} Matters;

/* Find the matters of a letter, in their order.
 *
 * text   UTF-8, what its writer wrote.
 * town   whose categories are known; NULL: places and numbers alone.
 * Returns them, owned by the caller, never NULL.  Time grows with the length of
 * the text alone.
 */
Matters *matters_find(const char *text, const Town *town);
void matters_free(Matters *matters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Matters, matters_free)

/* The pictures a matter speaks of.
 *
 * text    of the matter.
 * name    of the file, "Ampel.jpg"; NULL: none
 * index   its place among the pictures of the letter, from 1
 * Returns true for "Foto 2", "siehe Bild 2 und 3", and for a name of which a
 * word of at least MATTERS_NAME_MIN letters stands in the text.
 */
bool matters_mention_picture(const char *text, const char *name,
                             unsigned index);
enum { MATTERS_NAME_MIN = 4 };

#endif
