/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the crashing VFS share.
 */
#ifndef BOTE_TESTS_SUPPORT_CRASH_VFS_PRIVATE_H
#define BOTE_TESTS_SUPPORT_CRASH_VFS_PRIVATE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "tests/support/crash_vfs.h"

/* A write that no sync has covered; without bytes a truncation to `offset`. */
typedef struct Pending {
  int64_t offset;
  GBytes *bytes;
} Pending;

typedef struct Inode {
  GByteArray *now;     /* what reads see */
  GByteArray *durable; /* what surely survives */
  GPtrArray *pending;
  GPtrArray *shm; /* regions of the WAL index; they never survive */
} Inode;

struct CrashVfs {
  sqlite3_vfs vfs;
  sqlite3_vfs *real; /* for time and randomness */
  GRand *rand;
  GPtrArray *inodes;   /* owns them all */
  GHashTable *now;     /* char * name -> Inode * */
  GHashTable *durable; /* the same, as the folder's last sync left it */
  int64_t operations, power_fails_at;
  int64_t sync_fails_in;
  int64_t limit;
  bool is_dead;
};

typedef struct CrashFile {
  sqlite3_file base;
  CrashVfs *vfs;
  Inode *inode;
  char *name;
  bool first_sync_covers_folder;
} CrashFile;

extern const sqlite3_io_methods crash_file_methods;

Inode *crash_inode_new(CrashVfs *vfs);
void crash_inode_free(void *inode);

/* Grow with zeros, or cut. */
void crash_resize(GByteArray *array, int64_t size);
void crash_put(GByteArray *array, int64_t offset, const void *bytes,
               size_t size);
void crash_copy(GByteArray *to, const GByteArray *from);

/* Note what no sync has covered; bytes NULL for a truncation. */
void crash_remember(Inode *inode, int64_t offset, const void *bytes,
                    size_t size);

/* The names as they are now will survive. */
void crash_sync_folder(CrashVfs *vfs);

/* Bytes of all files that have a name. */
int64_t crash_used_bytes(const CrashVfs *vfs);

/* Count an operation; false when the power is gone. */
bool crash_has_power(CrashVfs *vfs);

#endif
