/* SPDX-License-Identifier: Apache-2.0
 *
 * Values into the parameters of a prepared statement.
 */
#include "queue/store_private.h"

#include <string.h>

/* Bytes of length 0 are a value, a NULL pointer would bind SQL NULL. */
static int
bind_bytes(sqlite3_stmt *stmt, int index, GBytes *bytes,
           sqlite3_destructor_type life)
{
  if (bytes == NULL)
    return sqlite3_bind_null(stmt, index);
  size_t size = 0;
  const void *data = g_bytes_get_data(bytes, &size);
  return sqlite3_bind_blob64(stmt, index, size > 0 ? data : "", size, life);
}

static int
bind_one(sqlite3_stmt *stmt, int index, char type, const StoreBinding *binding)
{
  va_list *values = binding->values;
  switch (type) {
  case 'i':
    return sqlite3_bind_int64(stmt, index, va_arg(*values, int64_t));
  case 'r':
    return sqlite3_bind_double(stmt, index, va_arg(*values, double));
  case 't':
    return sqlite3_bind_text(stmt, index, va_arg(*values, const char *), -1,
                             binding->life);
  case 'b':
    return bind_bytes(stmt, index, va_arg(*values, GBytes *), binding->life);
  default:
    g_error("unknown bind type '%c'", type);
  }
}

bool
store_bind(Store *store, StoreStatement *statement, const StoreBinding *binding,
           GError **error)
{
  g_assert((int)strlen(binding->types) == statement->count);
  for (int i = 0; i < statement->count; i++) {
    int code = bind_one(statement->stmt, statement->index[i], binding->types[i],
                        binding);
    if (code != SQLITE_OK)
      return store_fail(store, code, "bind", error);
  }
  return true;
}
