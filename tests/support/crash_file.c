/* SPDX-License-Identifier: Apache-2.0
 *
 * The open files of the crashing VFS: SQLite's io methods.
 */
#include <string.h>

#include "tests/support/crash_vfs_private.h"

enum {
  VFS_SECTOR = 4096, /* what SQLite's unix VFS says */
};

static int
file_close(sqlite3_file *base)
{
  CrashFile *file = (CrashFile *)base;
  g_free(file->name);
  return SQLITE_OK;
}

static int
file_read(sqlite3_file *base, void *out, int size, sqlite3_int64 offset)
{
  CrashFile *file = (CrashFile *)base;
  const GByteArray *now = file->inode->now;
  if (file->vfs->is_dead)
    return SQLITE_IOERR_READ;
  int64_t there = CLAMP((int64_t)now->len - offset, 0, size);
  if (there > 0)
    memcpy(out, now->data + offset, (size_t)there);
  memset((char *)out + there, 0, (size_t)(size - there));
  return there == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
file_write(sqlite3_file *base, const void *bytes, int size,
           sqlite3_int64 offset)
{
  CrashFile *file = (CrashFile *)base;
  if (!crash_has_power(file->vfs))
    return SQLITE_IOERR_WRITE;
  int64_t growth = MAX(offset + size - (int64_t)file->inode->now->len, 0);
  if (file->vfs->limit > 0 && growth > 0 &&
      crash_used_bytes(file->vfs) + growth > file->vfs->limit)
    return SQLITE_FULL;
  crash_put(file->inode->now, offset, bytes, (size_t)size);
  crash_remember(file->inode, offset, bytes, (size_t)size);
  return SQLITE_OK;
}

static int
file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
  CrashFile *file = (CrashFile *)base;
  if (!crash_has_power(file->vfs))
    return SQLITE_IOERR_TRUNCATE;
  crash_resize(file->inode->now, size);
  crash_remember(file->inode, size, NULL, 0);
  return SQLITE_OK;
}

static int
file_sync(sqlite3_file *base, int flags)
{
  CrashFile *file = (CrashFile *)base;
  CrashVfs *vfs = file->vfs;
  (void)flags; /* all syncs are full */
  if (!crash_has_power(vfs))
    return SQLITE_IOERR_FSYNC;
  if (vfs->sync_fails_in > 0 && --vfs->sync_fails_in == 0)
    return SQLITE_IOERR_FSYNC;
  crash_copy(file->inode->durable, file->inode->now);
  g_ptr_array_set_size(file->inode->pending, 0);
  if (file->first_sync_covers_folder)
    crash_sync_folder(vfs);
  file->first_sync_covers_folder = false;
  return SQLITE_OK;
}

static int
file_size(sqlite3_file *base, sqlite3_int64 *out_size)
{
  *out_size = ((CrashFile *)base)->inode->now->len;
  return SQLITE_OK;
}

static int
file_lock(sqlite3_file *base, int level)
{
  (void)base, (void)level; /* one connection */
  return SQLITE_OK;
}

static int
file_check_lock(sqlite3_file *base, int *out_locked)
{
  (void)base; /* one connection */
  *out_locked = 0;
  return SQLITE_OK;
}

static int
file_control(sqlite3_file *base, int operation, void *argument)
{
  (void)base, (void)operation, (void)argument; /* none is known */
  return SQLITE_NOTFOUND;
}

static int
file_sector_size(sqlite3_file *base)
{
  (void)base;
  return VFS_SECTOR;
}

static int
file_characteristics(sqlite3_file *base)
{
  (void)base;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as the unix VFS says */
}

static int
file_shm_map(sqlite3_file *base, int region, int size, int extend,
             void volatile **out)
{
  GPtrArray *shm = ((CrashFile *)base)->inode->shm;
  while (extend && (int)shm->len <= region)
    g_ptr_array_add(shm, g_malloc0((size_t)size));
  *out = (int)shm->len > region ? shm->pdata[region] : NULL;
  return SQLITE_OK;
}

static int
file_shm_lock(sqlite3_file *base, int offset, int n, int flags)
{
  (void)base, (void)offset, (void)n, (void)flags; /* one connection */
  return SQLITE_OK;
}

static void
file_shm_barrier(sqlite3_file *base)
{
  (void)base; /* one thread */
}

static int
file_shm_unmap(sqlite3_file *base, int should_delete)
{
  if (should_delete)
    g_ptr_array_set_size(((CrashFile *)base)->inode->shm, 0);
  return SQLITE_OK;
}

const sqlite3_io_methods crash_file_methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};
