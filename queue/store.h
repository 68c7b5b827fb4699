/* SPDX-License-Identifier: Apache-2.0
 *
 * The store: one database file behind transactions, savepoints and statements
 * with typed binds and columns.  It knows no table but schema_version.
 *
 * SQL is written for SQLite 3.40 and PostgreSQL 15 alike: parameters $1, $2 …,
 * CAST(x AS t), ON CONFLICT, RETURNING.  Exactly one read-write connection to a
 * file exists in the whole system: SQLite before 3.51.3 can lose commits when
 * two connections write or checkpoint one WAL file.  store_open() proves it
 * with flock on the lock file.
 */
#ifndef BOTE_QUEUE_STORE_H
#define BOTE_QUEUE_STORE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "queue/store_error.h"

typedef struct Store Store;
typedef struct StoreRows StoreRows;

typedef enum StoreMode {
  STORE_MODE_WRITE,   /* the one writer; takes the lock, fails with BUSY */
  STORE_MODE_READ,    /* read-only, no checkpoint on close */
  STORE_MODE_PUBLISH, /* as WRITE, for public.db: mode 0640, and the WAL files
                         stay, so that another user's readers need no right
                         to make them */
  STORE_MODE_GUEST,   /* another program's database, which must exist: read
                         and written as it stands, nothing set in the file */
} StoreMode;

/* Open or create a database file.
 *
 * path       file; its folder must exist.  Created with mode 0600.
 * lock_path  the lock file of the writer, one for each database file; NULL
 *            with STORE_MODE_READ and STORE_MODE_GUEST
 * But for a guest: WAL, synchronous=FULL, secure_delete, foreign keys; refuses
 * to start when one of them does not hold.
 * STORE_ERROR_BUSY: another writer runs.  STORE_ERROR_MISSING: nothing to read.
 * A guest waits half a second for others, never long for its own caller.
 */
Store *store_open(const char *path, const char *lock_path, StoreMode mode,
                  GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* Transactions; they do not nest (asserted), savepoints do.  A failed commit
 * is rolled back.  STORE_ERROR_IO is final: all later calls fail with it, too.
 * After a failure that made the engine roll back by itself, statements fail
 * until store_rollback().
 */
bool store_begin(Store *store, GError **error);
/* As store_begin(), for what nobody outside learns of yet: the commit waits for
 * no disk.  It outlives this process; a power failure may take it back, with
 * all that were made so after it, until store_sync() or the next commit of
 * store_begin() that changes something. */
bool store_begin_unsynced(Store *store, GError **error);
/* What must succeed before each commit, which else becomes a rollback: files
 * that rows refer to become durable.  One for a store; `user` is borrowed. */
typedef bool (*StoreHook)(void *user, GError **error);
void store_before_commit(Store *store, StoreHook hook, void *user);
bool store_commit(Store *store, GError **error);
void store_rollback(Store *store); /* harmless without a transaction */
bool store_in_transaction(const Store *store);
/* Outside a transaction: what was committed unsynced is durable on success;
 * costs nothing when there is nothing.  STORE_ERROR_IO is final. */
bool store_sync(Store *store, GError **error);
bool store_savepoint(Store *store, GError **error);
bool store_savepoint_release(Store *store, GError **error);
void store_savepoint_rollback(Store *store);

/* Run a statement that returns no rows.
 *
 * sql        a string that outlives the store (a literal): prepared statements
 *            are kept by its address
 * types      one letter per following argument, bound to $1, $2 …:
 *            i int64_t · r double · t const char * (NULL is SQL NULL)
 *            b GBytes * (NULL is SQL NULL)
 * STORE_ERROR_CONFLICT: a unique key exists.  STORE_ERROR_MISSING: a foreign
 * key refers to no row.  STORE_ERROR_INVALID: the schema refuses the value.
 */
bool store_run(Store *store, GError **error, const char *sql, const char *types,
               ...);

/* The number of rows the last store_run() changed. */
int64_t store_changes(const Store *store);

/* Run a statement that returns rows; see store_run() for `types`.
 *
 * Returns an iterator owned by the caller; NULL with error set.  At most one
 * iterator per statement text may be open at a time (asserted).
 */
StoreRows *store_query(Store *store, GError **error, const char *sql,
                       const char *types, ...);
/* Step to the next row.  False at the end, or on failure with error set. */
bool store_rows_next(StoreRows *rows, GError **error);
/* False when store_rows_next() failed, which has set its error then. */
bool store_rows_ok(const StoreRows *rows);
void store_rows_free(StoreRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreRows, store_rows_free)

/* Columns of the present row, counted from 0. */
bool store_rows_is_null(StoreRows *rows, int column);
int64_t store_rows_int64(StoreRows *rows, int column); /* NULL gives 0 */
double store_rows_real(StoreRows *rows, int column);
const char *store_rows_text(StoreRows *rows, int column); /* until next step */
char *store_rows_dup_text(StoreRows *rows, int column);   /* NULL stays NULL */
GBytes *store_rows_bytes(StoreRows *rows, int column);    /* owned; or NULL */

/* What a whole query says: it is over when these return.
 *
 * rows      of store_query(); NULL where that failed, as these do then
 * out_text  the first column of the first row, owned by the caller; NULL: there
 *           is no row, or no text
 * The other: the first column of each row (char *), owned; NULL on failure. */
bool store_rows_take_text(StoreRows *rows, char **out_text, GError **error);
GPtrArray *store_rows_take_texts(StoreRows *rows, GError **error);

/* The first column of the first row as number.
 *
 * value   left as it is when there is no row: set the fallback before
 * False only on failure. */
bool store_get_int64(Store *store, int64_t *value, GError **error,
                     const char *sql, const char *types, ...);
/* The same as an answer: is it above 0?  No row is no. */
bool store_get_bool(Store *store, bool *out_is, GError **error, const char *sql,
                    const char *types, ...);

/* Copy the database to a file by the engine's backup (before a migration). */
bool store_copy(Store *store, const char *to_path, GError **error);

/* Checkpoint the WAL; `truncate` also empties it, so that erased text is gone
 * from it.  Only the writer may, outside a transaction.
 *
 * store_commit() does it by itself when the WAL has become long; a writer that
 * is idle calls this, so that no commit has to wait for it.
 * STORE_ERROR_BUSY (truncate only): a reader held it up, try again later.
 */
bool store_checkpoint(Store *store, bool truncate, GError **error);

/* PRAGMA integrity_check and foreign_key_check; STORE_ERROR_CORRUPT. */
bool store_verify(Store *store, GError **error);

#endif
