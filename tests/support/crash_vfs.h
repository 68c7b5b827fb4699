/* SPDX-License-Identifier: Apache-2.0
 *
 * A disk in memory, as a VFS of SQLite, that can lose power, run full, and fail
 * to sync.
 *
 * What a sync has covered survives.  Of what was written since, each 512-byte
 * sector survives or not by chance, whatever the order; so does a truncation.
 * Names appear and vanish by chance until the folder is synced.  SQLite's own
 * unix VFS does that with the first sync of each journal and WAL it opens, and
 * never for the database itself: that the store does.  Forgetting this makes
 * deleted journals come back and undo everything.
 *
 * One connection at a time: locks always succeed.
 */
#ifndef BOTE_TESTS_SUPPORT_CRASH_VFS_H
#define BOTE_TESTS_SUPPORT_CRASH_VFS_H

#include <glib.h>
#include <stdint.h>

typedef struct CrashVfs CrashVfs;

/* Make it the default VFS of this process until it is freed.
 *
 * seed       decides what survives; the same seed gives the same run
 */
CrashVfs *crash_vfs_new(uint32_t seed);
void crash_vfs_free(CrashVfs *vfs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CrashVfs, crash_vfs_free)

/* Operations so far that change the disk: write, truncate, sync, delete. */
int64_t crash_vfs_operations(const CrashVfs *vfs);

/* The power fails before operation number `operation`; all calls fail then. */
void crash_vfs_fail_power_at(CrashVfs *vfs, int64_t operation);

/* The sync with this number from now on (1: the next) fails; 0: none. */
void crash_vfs_fail_sync(CrashVfs *vfs, int64_t sync);

/* All files together may have so many bytes; 0: any. */
void crash_vfs_limit(CrashVfs *vfs, int64_t bytes);

/* The power is back: the disk has what survived.  No file may be open. */
void crash_vfs_reboot(CrashVfs *vfs);

/* Overwrite `size` bytes of a file with ones, as a broken disk does. */
void crash_vfs_damage(CrashVfs *vfs, const char *path, int64_t offset,
                      int64_t size);

#endif
