/* SPDX-License-Identifier: Apache-2.0
 *
 * Cleanup functions for SQLite's types, once.  sqlite3_close_v2() is harmless
 * for NULL and for a connection that failed to open.
 */
#ifndef BOTE_QUEUE_SQLITE_AUTO_H
#define BOTE_QUEUE_SQLITE_AUTO_H

#include <glib.h>
#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_backup, sqlite3_backup_finish)

#endif
