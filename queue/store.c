/* SPDX-License-Identifier: Apache-2.0
 *
 * Prepared statements with typed columns.  Binding is in store_bind.c,
 * transactions are in store_transaction.c, opening in store_open.c, whole-file
 * work in store_file.c.
 */
#include "queue/store_private.h"

#include <string.h>

struct StoreRows {
  Store *store;
  StoreStatement *statement;
  bool has_row, failed;
};

/* The parameters' own numbers are not SQLite's: $3 may be met first. */
static void
map_parameters(StoreStatement *statement)
{
  statement->count = sqlite3_bind_parameter_count(statement->stmt);
  g_assert(statement->count <= STORE_PARAMETERS);
  for (int i = 0; i < statement->count; i++) {
    char name[16];
    g_snprintf(name, sizeof name, "$%d", i + 1);
    statement->index[i] = sqlite3_bind_parameter_index(statement->stmt, name);
    g_assert(statement->index[i] > 0); /* numbers without a gap */
  }
}

/* The kept statement of this text, prepared on first use. */
static StoreStatement *
find_statement(Store *store, const char *sql, GError **error)
{
  StoreStatement *statement = g_hash_table_lookup(store->statements, sql);
  if (statement != NULL) {
    g_assert(strcmp(sqlite3_sql(statement->stmt), sql) == 0);
    return statement;
  }
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &stmt, NULL);
  /* In another program's database it may be a trigger of theirs. */
  if (code == SQLITE_ERROR && store->mode != STORE_MODE_GUEST)
    g_error("SQL of ours: %s: %s", sqlite3_errmsg(store->db), sql);
  if (code != SQLITE_OK) {
    store_fail(store, code, "prepare", error);
    return NULL;
  }
  statement = g_new0(StoreStatement, 1);
  statement->stmt = g_steal_pointer(&stmt);
  map_parameters(statement);
  g_hash_table_insert(store->statements, (void *)sql, statement);
  return statement;
}

bool
store_may_go_on(Store *store, GError **error)
{
  if (store->failed) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO,
                "the store failed before; it is not used again");
    return false;
  }
  if (store->in_transaction && sqlite3_get_autocommit(store->db)) {
    g_set_error(error, STORE_ERROR, store->lost_to,
                "the transaction was rolled back by an earlier failure");
    return false;
  }
  return true;
}

static StoreStatement *
start(Store *store, const char *sql, const StoreBinding *binding,
      GError **error)
{
  if (!store_may_go_on(store, error))
    return NULL;
  StoreStatement *statement = find_statement(store, sql, error);
  if (statement == NULL)
    return NULL;
  g_assert(!statement->in_use); /* one iterator per text */
  if (!store_bind(store, statement, binding, error)) {
    sqlite3_clear_bindings(statement->stmt);
    return NULL;
  }
  return statement;
}

/* What was bound may be a citizen's words: do not keep it. */
static void
finish(StoreStatement *statement)
{
  (void)sqlite3_reset(statement->stmt); /* repeats a reported failure */
  sqlite3_clear_bindings(statement->stmt);
}

static bool
run_statement(Store *store, StoreStatement *statement, GError **error)
{
  int code;
  do
    code = sqlite3_step(statement->stmt);
  while (code == SQLITE_ROW);
  bool changes = sqlite3_stmt_readonly(statement->stmt) == 0;
  store->changes = changes ? sqlite3_changes64(store->db) : 0;
  finish(statement);
  return code == SQLITE_DONE || store_fail(store, code, "run", error);
}

bool
store_run(Store *store, GError **error, const char *sql, const char *types, ...)
{
  va_list values;
  va_start(values, types);
  StoreBinding binding = {types, &values, SQLITE_STATIC};
  StoreStatement *statement = start(store, sql, &binding, error);
  va_end(values);
  return statement != NULL && run_statement(store, statement, error);
}

int64_t
store_changes(const Store *store)
{
  return store->changes;
}

bool
store_script(Store *store, const char *sql, GError **error)
{
  if (!store_may_go_on(store, error))
    return false;
  int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
  if (code == SQLITE_ERROR)
    g_error("SQL of ours: %s", sqlite3_errmsg(store->db));
  return code == SQLITE_OK || store_fail(store, code, "script", error);
}

/* --- rows --- */

StoreRows *
store_query(Store *store, GError **error, const char *sql, const char *types,
            ...)
{
  va_list values;
  va_start(values, types);
  StoreBinding binding = {types, &values, SQLITE_TRANSIENT};
  StoreStatement *statement = start(store, sql, &binding, error);
  va_end(values);
  if (statement == NULL)
    return NULL;
  statement->in_use = true;
  StoreRows *rows = g_new0(StoreRows, 1);
  rows->store = store;
  rows->statement = statement;
  return rows;
}

bool
store_rows_next(StoreRows *rows, GError **error)
{
  if (rows->statement == NULL)
    return false;
  int code = sqlite3_step(rows->statement->stmt);
  rows->has_row = code == SQLITE_ROW;
  if (rows->has_row)
    return true;
  finish(rows->statement);
  rows->statement->in_use = false;
  rows->statement = NULL;
  rows->failed = code != SQLITE_DONE;
  return rows->failed && store_fail(rows->store, code, "query", error);
}

bool
store_rows_ok(const StoreRows *rows)
{
  return !rows->failed;
}

void
store_rows_free(StoreRows *rows)
{
  if (rows == NULL)
    return;
  if (rows->statement != NULL) {
    finish(rows->statement);
    rows->statement->in_use = false;
  }
  g_free(rows);
}

static sqlite3_stmt *
row_of(StoreRows *rows, int column)
{
  g_assert(rows->has_row);
  g_assert(column >= 0 && column < sqlite3_column_count(rows->statement->stmt));
  return rows->statement->stmt;
}

bool
store_rows_is_null(StoreRows *rows, int column)
{
  return sqlite3_column_type(row_of(rows, column), column) == SQLITE_NULL;
}

int64_t
store_rows_int64(StoreRows *rows, int column)
{
  return sqlite3_column_int64(row_of(rows, column), column);
}

double
store_rows_real(StoreRows *rows, int column)
{
  return sqlite3_column_double(row_of(rows, column), column);
}

const char *
store_rows_text(StoreRows *rows, int column)
{
  return (const char *)sqlite3_column_text(row_of(rows, column), column);
}

char *
store_rows_dup_text(StoreRows *rows, int column)
{
  return g_strdup(store_rows_text(rows, column));
}

GBytes *
store_rows_bytes(StoreRows *rows, int column)
{
  if (store_rows_is_null(rows, column))
    return NULL;
  sqlite3_stmt *stmt = row_of(rows, column);
  const void *data = sqlite3_column_blob(stmt, column);
  return g_bytes_new(data, (size_t)sqlite3_column_bytes(stmt, column));
}

bool
store_rows_take_text(StoreRows *query, char **out_text, GError **error)
{
  g_autoptr(StoreRows) rows = query;
  *out_text = NULL;
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    *out_text = store_rows_dup_text(rows, 0);
  return store_rows_ok(rows);
}

GPtrArray *
store_rows_take_texts(StoreRows *query, GError **error)
{
  g_autoptr(StoreRows) rows = query;
  if (rows == NULL)
    return NULL;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  while (store_rows_next(rows, error))
    g_ptr_array_add(texts, store_rows_dup_text(rows, 0));
  return store_rows_ok(rows) ? g_steal_pointer(&texts) : NULL;
}

/* value   left as it is when there is no row */
static bool
get_first(Store *store, const char *sql, const StoreBinding *binding,
          int64_t *value, GError **error)
{
  StoreStatement *statement = start(store, sql, binding, error);
  if (statement == NULL)
    return false;
  int code = sqlite3_step(statement->stmt);
  int64_t found =
      code == SQLITE_ROW ? sqlite3_column_int64(statement->stmt, 0) : *value;
  finish(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return store_fail(store, code, "query", error);
  *value = found;
  return true;
}

bool
store_get_int64(Store *store, int64_t *value, GError **error, const char *sql,
                const char *types, ...)
{
  va_list values;
  va_start(values, types);
  StoreBinding binding = {types, &values, SQLITE_STATIC};
  bool ok = get_first(store, sql, &binding, value, error);
  va_end(values);
  return ok;
}

bool
store_get_bool(Store *store, bool *out_is, GError **error, const char *sql,
               const char *types, ...)
{
  int64_t value = 0;
  va_list values;
  va_start(values, types);
  StoreBinding binding = {types, &values, SQLITE_STATIC};
  bool ok = get_first(store, sql, &binding, &value, error);
  va_end(values);
  if (ok)
    *out_is = value > 0;
  return ok;
}
