/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the store share: the connection and its error mapping.
 * Nothing outside queue/store*.c and queue/migrate.c includes this.
 */
#ifndef BOTE_QUEUE_STORE_PRIVATE_H
#define BOTE_QUEUE_STORE_PRIVATE_H

#include <stdarg.h>

#include "queue/sqlite_auto.h"
#include "queue/store.h"

enum {
  STORE_PARAMETERS = 48, /* our widest row has half of that */
};

/* A prepared statement, kept under the address of its text. */
typedef struct StoreStatement {
  sqlite3_stmt *stmt;
  int count;                   /* parameters */
  int index[STORE_PARAMETERS]; /* $1, $2 … -> SQLite's index of that name */
  bool in_use;                 /* an iterator is open on it */
} StoreStatement;

/* The values of one run of a statement, and how SQLite takes them. */
typedef struct StoreBinding {
  const char *types; /* as for store_run() */
  va_list *values;
  sqlite3_destructor_type life; /* SQLITE_STATIC: they stay as they are until
                                   the statement is reset */
} StoreBinding;

struct Store {
  sqlite3 *db;
  StoreMode mode;
  int lock_fd;            /* flocked while we are the writer, else -1 */
  GHashTable *statements; /* const char * by address -> StoreStatement * */
  bool in_transaction;    /* what the caller believes; SQLite rolls back by
                             itself after some errors */
  StoreError lost_to;     /* why it did so */
  bool failed;            /* a sync or write failed: nothing is retried */
  int wal_pages;          /* length of the WAL after the last commit */
  bool unsynced_commit;   /* the present transaction's will not wait */
  bool unsynced;          /* the last one that changed something did not */
  int64_t changes;
  StoreHook before_commit; /* NULL: nothing */
  void *hook_user;
};

/* Set `error` from the connection's last failure; `what` names the step.
 * Always returns false.  Never contains a bound value. */
bool store_fail(Store *store, int code, const char *what, GError **error);

/* Refuse to go on where a retry or a half transaction would be the result. */
bool store_may_go_on(Store *store, GError **error);

bool store_bind(Store *store, StoreStatement *statement,
                const StoreBinding *binding, GError **error);

/* Run statements that are not literals, without parameters and rows. */
bool store_script(Store *store, const char *sql, GError **error);

/* Whether a table exists; the engines keep their catalogues differently. */
bool store_has_table(Store *store, const char *name, bool *out_exists,
                     GError **error);

#endif
