/* SPDX-License-Identifier: Apache-2.0
 *
 * A spool folder in a scratch folder, and records that tests can recognise: a
 * head {"number": N} and a body whose bytes depend on their place.
 */
#ifndef BOTE_TESTS_SUPPORT_SPOOL_RIG_H
#define BOTE_TESTS_SUPPORT_SPOOL_RIG_H

#include "queue/spool.h"
#include "tests/support/scratch.h"

typedef struct SpoolRig {
  Scratch *scratch;
  char *folder;
  SecretBoxPair pair;
} SpoolRig;

/* Fixture functions for g_test_add(); spool_rig_add_cases() does. */
void spool_rig_set_up(SpoolRig *rig, gconstpointer data);
void spool_rig_tear_down(SpoolRig *rig, gconstpointer data);

/* One test with a rig. */
typedef struct SpoolCase {
  const char *name;
  void (*function)(SpoolRig *rig, gconstpointer data);
} SpoolCase;

/* Add FOLDER/NAME for each; a row without a name ends the table. */
void spool_rig_add_cases(const char *folder, const SpoolCase *cases);

/* FOLDER/new/NAME, owned by the caller. */
char *spool_rig_path(const SpoolRig *rig, const char *name);

void spool_rig_add(SpoolWriter *writer, int number, size_t size);
SpoolReader *spool_rig_open(const SpoolRig *rig, const char *name,
                            GError **error);

/* Assert that the next record has this number and size, and the right body. */
void spool_rig_assert_record(SpoolReader *reader, int number, size_t size);

/* Assert what comes next; an error must be STORE_ERROR_CORRUPT. */
void spool_rig_assert_step(SpoolReader *reader, SpoolStep step);

#endif
