/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch folder that is removed with all that is in it.
 */
#ifndef BOTE_TESTS_SUPPORT_SCRATCH_H
#define BOTE_TESTS_SUPPORT_SCRATCH_H

#include <glib.h>

typedef struct Scratch {
  char *folder;
} Scratch;

Scratch *scratch_new(void);
void scratch_free(Scratch *scratch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scratch, scratch_free)

/* FOLDER/name, owned by the caller. */
char *scratch_path(const Scratch *scratch, const char *name);

/* The files of the example town that a configuration cannot do without. */
void scratch_put_town(const Scratch *scratch);

#endif
