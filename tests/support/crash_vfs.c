/* SPDX-License-Identifier: Apache-2.0
 *
 * Names in the crashing VFS, and its making.
 */
#include "tests/support/crash_vfs.h"

#include <string.h>

#include "tests/support/crash_vfs_private.h"

static int
vfs_open(sqlite3_vfs *base, const char *name, sqlite3_file *out, int flags,
         int *out_flags)
{
  CrashVfs *vfs = base->pAppData;
  CrashFile *file = (CrashFile *)out;
  file->base.pMethods = NULL;
  if (vfs->is_dead)
    return SQLITE_CANTOPEN;
  g_assert(name != NULL); /* temp_store is memory */
  Inode *inode = g_hash_table_lookup(vfs->now, name);
  bool is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if (inode == NULL) {
    inode = crash_inode_new(vfs);
    g_hash_table_insert(vfs->now, g_strdup(name), inode);
    if (is_database)
      g_hash_table_insert(vfs->durable, g_strdup(name), inode);
  }
  file->vfs = vfs;
  file->inode = inode;
  file->name = g_strdup(name);
  file->first_sync_covers_folder = !is_database;
  file->base.pMethods = &crash_file_methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
vfs_delete(sqlite3_vfs *base, const char *name, int sync_folder)
{
  CrashVfs *vfs = base->pAppData;
  if (!crash_has_power(vfs))
    return SQLITE_IOERR_DELETE;
  if (!g_hash_table_remove(vfs->now, name))
    return SQLITE_IOERR_DELETE_NOENT;
  if (sync_folder)
    crash_sync_folder(vfs);
  return SQLITE_OK;
}

static int
vfs_access(sqlite3_vfs *base, const char *name, int flags, int *out_result)
{
  CrashVfs *vfs = base->pAppData;
  (void)flags; /* what exists may be read and written */
  *out_result = g_hash_table_contains(vfs->now, name);
  return SQLITE_OK;
}

static int
vfs_full_pathname(sqlite3_vfs *base, const char *name, int size, char *out)
{
  (void)base; /* names are absolute */
  return g_strlcpy(out, name, (size_t)size) < (size_t)size ? SQLITE_OK
                                                           : SQLITE_CANTOPEN;
}

static int
vfs_randomness(sqlite3_vfs *base, int size, char *out)
{
  CrashVfs *vfs = base->pAppData;
  return vfs->real->xRandomness(vfs->real, size, out);
}

static int
vfs_sleep(sqlite3_vfs *base, int microseconds)
{
  (void)base; /* nobody else could change anything meanwhile */
  return microseconds;
}

static int
vfs_current_time(sqlite3_vfs *base, sqlite3_int64 *out_time)
{
  CrashVfs *vfs = base->pAppData;
  return vfs->real->xCurrentTimeInt64(vfs->real, out_time);
}

static int
vfs_last_error(sqlite3_vfs *base, int size, char *out)
{
  (void)base, (void)size, (void)out; /* no errno here */
  return 0;
}

CrashVfs *
crash_vfs_new(uint32_t seed)
{
  CrashVfs *vfs = g_new0(CrashVfs, 1);
  vfs->real = sqlite3_vfs_find("unix");
  vfs->rand = g_rand_new_with_seed(seed);
  vfs->inodes = g_ptr_array_new_with_free_func(crash_inode_free);
  vfs->now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  vfs->durable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  vfs->vfs = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = sizeof(CrashFile),
      .mxPathname = 1024,
      .zName = "crash",
      .pAppData = vfs,
      .xOpen = vfs_open,
      .xDelete = vfs_delete,
      .xAccess = vfs_access,
      .xFullPathname = vfs_full_pathname,
      .xRandomness = vfs_randomness,
      .xSleep = vfs_sleep,
      .xGetLastError = vfs_last_error,
      .xCurrentTimeInt64 = vfs_current_time,
  };
  int code = sqlite3_vfs_register(&vfs->vfs, 1);
  g_assert(code == SQLITE_OK);
  return vfs;
}

void
crash_vfs_free(CrashVfs *vfs)
{
  if (vfs == NULL)
    return;
  (void)sqlite3_vfs_register(vfs->real, 1); /* it is registered already */
  (void)sqlite3_vfs_unregister(&vfs->vfs);
  g_hash_table_unref(vfs->now);
  g_hash_table_unref(vfs->durable);
  g_ptr_array_unref(vfs->inodes);
  g_rand_free(vfs->rand);
  g_free(vfs);
}

int64_t
crash_vfs_operations(const CrashVfs *vfs)
{
  return vfs->operations;
}

void
crash_vfs_fail_power_at(CrashVfs *vfs, int64_t operation)
{
  vfs->power_fails_at = operation;
}

void
crash_vfs_fail_sync(CrashVfs *vfs, int64_t sync)
{
  vfs->sync_fails_in = sync;
}

void
crash_vfs_limit(CrashVfs *vfs, int64_t bytes)
{
  vfs->limit = bytes;
}

void
crash_vfs_damage(CrashVfs *vfs, const char *path, int64_t offset, int64_t size)
{
  Inode *inode = g_hash_table_lookup(vfs->now, path);
  g_assert(inode != NULL && offset + size <= (int64_t)inode->now->len);
  memset(inode->now->data + offset, 0xff, (size_t)size);
  memset(inode->durable->data + offset, 0xff, (size_t)size);
}
