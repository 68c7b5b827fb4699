/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening SMSD's database: is it there, may we use it, is it what we know?
 */
#include "queue/smsd_private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* What we read and write; a column more is none of our business. */
static const struct {
  const char *table, *columns; /* each name between blanks */
} tables[] = {
    {"inbox", " ID UpdatedInDB ReceivingDateTime SenderNumber TextDecoded UDH "
              "Class Coding RecipientID Processed "},
    {"outbox", " ID DestinationNumber TextDecoded Coding UDH Class CreatorID "
               "SenderID MultiPart DeliveryReport RelativeValidity "},
    {"outbox_multipart", " ID SequencePosition TextDecoded Coding UDH Class "},
    {"sentitems",
     " ID SequencePosition CreatorID Status StatusError InsertIntoDB "},
    {"phones", " ID UpdatedInDB Signal Battery "},
};

/* What an administrator does about a failure. */
static const struct {
  StoreError code;
  const char *remedy;
} remedies[] = {
    {STORE_ERROR_BUSY, "another program holds it; tried again"},
    {STORE_ERROR_FULL, "make room on the disk"},
    {STORE_ERROR_MISSING,
     "start gammu-smsd, or correct the channel's setting 'database'"},
    {STORE_ERROR_SCHEMA, "make it from gammu-smsd's own sqlite.sql"},
    {STORE_ERROR_CORRUPT, "stop gammu-smsd and put back a copy"},
    {STORE_ERROR_IO, "let this user read and write it and its folder"},
};

bool
smsd_explain(const Smsd *smsd, GError *failure, GError **error)
{
  const char *remedy = "look at gammu-smsd";
  for (size_t i = 0; i < G_N_ELEMENTS(remedies); i++)
    if (g_error_matches(failure, STORE_ERROR, (int)remedies[i].code))
      remedy = remedies[i].remedy;
  g_set_error(error, STORE_ERROR, failure->code, "%s: %s – %s", smsd->path,
              failure->message, remedy);
  g_error_free(failure);
  return false;
}

/* SQLite says "unable to open" of everything.  The folder is written, too: the
 * journal comes and goes there. */
static bool
check_access(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  if (access(path, R_OK | W_OK) == 0 && access(folder, W_OK | X_OK) == 0)
    return true;
  int code = errno;
  g_set_error(error, STORE_ERROR,
              code == ENOENT || code == ENOTDIR ? STORE_ERROR_MISSING
                                                : STORE_ERROR_IO,
              "%s", g_strerror(code));
  return false;
}

static size_t
count_words(const char *words)
{
  size_t count = 0;
  for (const char *at = strchr(words + 1, ' '); at; at = strchr(at + 1, ' '))
    count++;
  return count;
}

static bool
check_table(const Smsd *smsd, const char *table, const char *columns,
            GError **error)
{
  int64_t found = 0;
  if (!store_get_int64(smsd->store, &found, error,
                       "SELECT count(*) FROM pragma_table_info($1)"
                       " WHERE instr($2, ' ' || name || ' ') > 0",
                       "tt", table, columns))
    return false;
  if ((size_t)found == count_words(columns))
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_SCHEMA,
              "the table '%s' is not gammu-smsd's", table);
  return false;
}

/* SQLite before 3.51.3 can lose commits when two connections write one WAL
 * file; with SMSD's own journal they cannot. */
static bool
check_journal(const Smsd *smsd, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(smsd->store, error, "PRAGMA journal_mode", "");
  if (rows == NULL)
    return false;
  bool is_wal = store_rows_next(rows, error) &&
                strcmp(store_rows_text(rows, 0), "wal") == 0;
  if (is_wal)
    g_set_error(error, STORE_ERROR, STORE_ERROR_SCHEMA,
                "it is in WAL mode, where two programs can lose messages: "
                "PRAGMA journal_mode = DELETE");
  return !is_wal && store_rows_ok(rows);
}

static bool
check_tables(const Smsd *smsd, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
    if (!check_table(smsd, tables[i].table, tables[i].columns, error))
      return false;
  return check_journal(smsd, error);
}

Smsd *
smsd_open(const char *path, const char *phone, GError **error)
{
  g_assert(g_path_is_absolute(path));
  g_autoptr(Smsd) smsd = g_new0(Smsd, 1);
  GError *failure = NULL;

  smsd->path = g_strdup(path);
  smsd->phone = g_strdup(phone);
  if (check_access(path, &failure))
    smsd->store = store_open(path, NULL, STORE_MODE_GUEST, &failure);
  if (smsd->store != NULL && check_tables(smsd, &failure))
    return g_steal_pointer(&smsd);
  (void)smsd_explain(smsd, failure, error);
  return NULL;
}

void
smsd_close(Smsd *smsd)
{
  if (smsd == NULL)
    return;
  store_close(smsd->store);
  g_free(smsd->path);
  g_free(smsd->phone);
  g_free(smsd);
}

static bool
forget(Smsd *smsd, int days, bool *out_more, GError **error)
{
  if (!store_begin(smsd->store, error) ||
      !store_run(smsd->store, error,
                 "DELETE FROM inbox WHERE ID IN (SELECT ID FROM inbox"
                 " WHERE Processed = 'true'"
                 " AND ($1 IS NULL OR RecipientID = $1)"
                 " AND julianday('now') - julianday(UpdatedInDB) > $2"
                 " ORDER BY ID LIMIT $3)",
                 "tii", smsd->phone, (int64_t)days, (int64_t)SMSD_FORGET_MAX))
    return false;
  int64_t most = store_changes(smsd->store);
  if (!store_run(smsd->store, error,
                 "DELETE FROM sentitems WHERE rowid IN (SELECT rowid"
                 " FROM sentitems WHERE substr(CreatorID, 1, length($1)) = $1"
                 " AND julianday('now') - julianday(InsertIntoDB) > $2"
                 " ORDER BY ID LIMIT $3)",
                 "tii", SMSD_CREATOR, (int64_t)days, (int64_t)SMSD_FORGET_MAX))
    return false;
  most = MAX(most, store_changes(smsd->store));
  *out_more = most == SMSD_FORGET_MAX;
  return store_commit(smsd->store, error);
}

bool
smsd_forget(Smsd *smsd, int days, bool *out_more, GError **error)
{
  GError *failure = NULL;
  if (forget(smsd, days, out_more, &failure))
    return true;
  store_rollback(smsd->store);
  return smsd_explain(smsd, failure, error);
}

/* The youngest row of our phone: a stick that was changed leaves an old one. */
static bool
read_phone(Smsd *smsd, SmsdPhone *out, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      smsd->store, error,
      "SELECT CAST((julianday('now') - julianday(UpdatedInDB)) * 86400"
      " AS INTEGER), Signal, Battery FROM phones"
      " WHERE $1 IS NULL OR ID = $1 ORDER BY UpdatedInDB DESC LIMIT 1",
      "t", smsd->phone);
  *out = (SmsdPhone){.signal = -1, .battery = -1};
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    out->known = true;
    out->silent_s = MAX(store_rows_int64(rows, 0), 0);
    out->signal = (int)CLAMP(store_rows_int64(rows, 1), -1, 100);
    out->battery = (int)CLAMP(store_rows_int64(rows, 2), -1, 100);
  }
  return store_rows_ok(rows);
}

bool
smsd_phone(Smsd *smsd, SmsdPhone *out, GError **error)
{
  GError *failure = NULL;
  return read_phone(smsd, out, &failure) || smsd_explain(smsd, failure, error);
}
