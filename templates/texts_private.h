/* SPDX-License-Identifier: Apache-2.0
 *
 * The set of texts as texts.c fills it and texts_render.c searches it.
 */
#ifndef BOTE_TEMPLATES_TEXTS_PRIVATE_H
#define BOTE_TEMPLATES_TEXTS_PRIVATE_H

#include "templates/texts.h"

struct Texts {
  GHashTable *shipped; /* "de/confirmation.txt" -> Mustache */
  GHashTable *town;    /* the same, overrides */
  GHashTable *names;   /* set of "confirmation.txt": what may be overridden */
  GHashTable *words;   /* set of all variables and sections of shipped texts */
};

#endif
