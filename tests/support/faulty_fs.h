/* SPDX-License-Identifier: Apache-2.0
 *
 * A disk that refuses when it is told to, beneath the table of queue/fs.h; for
 * one that loses power see power.h.
 */
#ifndef BOTE_TESTS_SUPPORT_FAULTY_FS_H
#define BOTE_TESTS_SUPPORT_FAULTY_FS_H

#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

/* How it behaves.  Stands in a variable because the table has no context. */
typedef struct FaultyFs {
  int open, fsync, fdatasync;  /* the errno to fail with; 0: it works */
  unsigned fsync_at;           /* only this call of fsync fails; 0: each */
  unsigned fsyncs, fdatasyncs; /* calls so far */
} FaultyFs;

extern FaultyFs faulty_fs;

/* All works, nothing was called: how each test begins. */
void faulty_fs_reset(void);

int faulty_fs_open(const char *path, int flags, mode_t mode);
int faulty_fs_fsync(int fd);
int faulty_fs_fdatasync(int fd);
int faulty_fs_fallocate(int fd, off_t size);

/* The table that a test program has linked in place of the library's. */
#define FAULTY_FS_TABLE                                                        \
  {                                                                            \
    .open = faulty_fs_open, .write = write, .fsync = faulty_fs_fsync,          \
    .fdatasync = faulty_fs_fdatasync, .fallocate = faulty_fs_fallocate,        \
    .rename = rename, .unlink = unlink,                                        \
  }

#endif
