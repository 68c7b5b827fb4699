/* SPDX-License-Identifier: Apache-2.0
 *
 * The schema: parts (core, and one per service) with numbered steps in
 * queue/schema/PART/NNN_what.sql, built in and never edited once released.
 */
#ifndef BOTE_QUEUE_MIGRATE_H
#define BOTE_QUEUE_MIGRATE_H

#include "parsers/resource.h"
#include "queue/store.h"

/* Which database a part belongs to: the part "keys" is keys.db, the part
 * "public" is public.db, every other part is bote.db. */
typedef enum SchemaSet {
  SCHEMA_SET_MAIN,
  SCHEMA_SET_KEYS,
  SCHEMA_SET_PUBLIC,
} SchemaSet;

/* Bring all parts of a set to the newest version built in.
 *
 * store      the writer's connection, outside a transaction
 * copy_path  where a copy is put before the first step on a store that has
 *            data; NULL for none
 * The part "core" goes first, the others refer to it.  Each step is one
 * transaction.  STORE_ERROR_SCHEMA: the store is newer than this program, or
 * has a part that is unknown here; nothing was changed.  Other errors: the step
 * was rolled back, the steps before it hold.
 */
bool migrate_store(Store *store, SchemaSet set, const char *copy_path,
                   GError **error);

/* The same with other steps than the built-in ones: files
 * queue/schema/PART/NNN_what.sql, NNN rising from 001 without a gap (asserted);
 * other paths are ignored; ended by a NULL path. */
bool migrate_store_from(Store *store, const Resource *steps, SchemaSet set,
                        const char *copy_path, GError **error);

/* STORE_ERROR_SCHEMA unless every part has exactly the version built in. */
bool migrate_check(Store *store, SchemaSet set, GError **error);

/* Replace @int64 @bytes @text @real @bool @strict @clustered by the words of
 * SQLite.  A @clustered table is strict and stands in the order of its primary
 * key, without a second tree for it: for rows that stay below 1,000 bytes.
 *
 * Owned by the caller. */
char *migrate_translate(const char *sql);

#endif
