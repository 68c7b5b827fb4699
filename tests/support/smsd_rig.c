/* SPDX-License-Identifier: Apache-2.0
 *
 * SMSD's part, played by SQL.
 */
#include "tests/support/smsd_rig.h"

#include <string.h>

SmsdRig *
smsd_rig_new(void)
{
  SmsdRig *rig = g_new0(SmsdRig, 1);
  g_autofree char *schema = NULL;
  rig->scratch = scratch_new();
  rig->path = scratch_path(rig->scratch, "smsd.db");
  g_assert(sqlite3_open(rig->path, &rig->db) == SQLITE_OK);
  g_assert(g_file_get_contents("tests/support/smsd.sql", &schema, NULL, NULL));
  smsd_rig_run(rig, schema);
  return rig;
}

void
smsd_rig_free(SmsdRig *rig)
{
  if (rig == NULL)
    return;
  sqlite3_close_v2(rig->db);
  g_free(rig->path);
  scratch_free(rig->scratch);
  g_free(rig);
}

void
smsd_rig_run(SmsdRig *rig, const char *sql)
{
  char *why = NULL;
  if (sqlite3_exec(rig->db, sql, NULL, NULL, &why) != SQLITE_OK)
    g_error("%s: %s", sql, why);
}

static int
add_column(void *data, int count, char **values, char **names)
{
  (void)count; /* the first one */
  (void)names;
  g_ptr_array_add(data, g_strdup(values[0] == NULL ? "NULL" : values[0]));
  return 0;
}

char *
smsd_rig_ask(SmsdRig *rig, const char *sql)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  g_assert(sqlite3_exec(rig->db, sql, add_column, found, NULL) == SQLITE_OK);
  g_ptr_array_add(found, NULL);
  return g_strjoinv("|", (char **)found->pdata);
}

void
smsd_rig_expect(SmsdRig *rig, const char *sql, const char *want)
{
  g_autofree char *got = smsd_rig_ask(rig, sql);
  g_test_message("%s", sql);
  g_assert_cmpstr(got, ==, want);
}

void
smsd_rig_receive(SmsdRig *rig, const char *sender, const char *udh,
                 const char *text)
{
  char *sql = sqlite3_mprintf(
      "INSERT INTO inbox (ReceivingDateTime, UpdatedInDB, Text, SenderNumber,"
      " Coding, UDH, TextDecoded, RecipientID) VALUES ('2026-11-21 17:26:38',"
      " datetime('now', '-60 seconds'), '', %Q, 'Unicode_No_Compression', %Q,"
      " %Q, 'modem1')",
      sender, udh, text);
  smsd_rig_run(rig, sql);
  sqlite3_free(sql);
}

Smsd *
smsd_rig_open(SmsdRig *rig)
{
  g_autoptr(GError) error = NULL;
  Smsd *smsd = smsd_open(rig->path, NULL, &error);
  if (smsd == NULL)
    g_error("%s", error->message);
  return smsd;
}
