/* SPDX-License-Identifier: Apache-2.0
 *
 * A database of gammu-smsd without gammu-smsd: what it would write is written
 * by SQL.
 */
#ifndef BOTE_TESTS_SUPPORT_SMSD_RIG_H
#define BOTE_TESTS_SUPPORT_SMSD_RIG_H

#include <sqlite3.h>

#include "queue/smsd.h"
#include "tests/support/scratch.h"

typedef struct SmsdRig {
  Scratch *scratch;
  char *path;  /* of the database */
  sqlite3 *db; /* SMSD's own connection */
} SmsdRig;

/* From tests/support/smsd.sql. */
SmsdRig *smsd_rig_new(void);
void smsd_rig_free(SmsdRig *rig);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmsdRig, smsd_rig_free)

/* Run SQL, which must succeed. */
void smsd_rig_run(SmsdRig *rig, const char *sql);
/* The first column of all rows, joined by "|"; g_free(). */
char *smsd_rig_ask(SmsdRig *rig, const char *sql);
/* Fail unless SQL gives this. */
void smsd_rig_expect(SmsdRig *rig, const char *sql, const char *want);
/* A row of inbox that SMSD wrote a while ago. */
void smsd_rig_receive(SmsdRig *rig, const char *sender, const char *udh,
                      const char *text);

/* Must succeed. */
Smsd *smsd_rig_open(SmsdRig *rig);

#endif
