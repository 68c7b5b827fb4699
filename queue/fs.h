/* SPDX-License-Identifier: Apache-2.0
 *
 * The one module that makes things durable on disk: create, write, sync,
 * rename, unlink, each through a table of system calls.  Interrupted calls and
 * short writes are repeated here and nowhere else; a failed sync never is,
 * because Linux may drop the dirty pages with the error (fsync(2)): whoever
 * sees STORE_ERROR_IO acknowledges nothing and exits.
 *
 * Errors of all functions: STORE_ERROR_FULL no space, STORE_ERROR_MISSING no
 * such file, STORE_ERROR_CONFLICT it exists already, STORE_ERROR_CORRUPT a link
 * or socket where a file should be, STORE_ERROR_IO the rest and every failed
 * sync.
 */
#ifndef BOTE_QUEUE_FS_H
#define BOTE_QUEUE_FS_H

#include <stdbool.h>
#include <sys/types.h>

#include <glib.h>

/* System calls as in section 2 of the manual: -1 and errno on failure.
 * `fsync` of a folder's descriptor makes its names durable. */
typedef struct FsOps {
  int (*open)(const char *path, int flags, mode_t mode);
  ssize_t (*write)(int fd, const void *bytes, size_t size);
  int (*fsync)(int fd);
  int (*fdatasync)(int fd);
  int (*fallocate)(int fd, off_t size);
  int (*rename)(const char *from, const char *to);
  int (*unlink)(const char *path);
} FsOps;

/* The table in use: constant, and the kernel's in every program.  The simulator
 * of power failures defines this name in its own test program, which the linker
 * then takes instead of the library's; so nothing can change it at run time. */
extern const FsOps fs_table;

/* Create a file for writing, mode 0640 whatever the umask; CONFLICT when it
 * exists.  Returns the descriptor, owned by the caller; -1 with error set. */
int fs_create(const char *path, GError **error);

/* Write all bytes at the descriptor's position. */
bool fs_write(int fd, const void *bytes, size_t size, GError **error);

/* Make content durable; `_data` skips what is not needed to read it back. */
bool fs_sync(int fd, GError **error);
bool fs_sync_data(int fd, GError **error);
/* Have the disk begin with what a later fs_sync() will wait for. */
void fs_start_writing(int fd);

/* Make the names within a folder durable. */
bool fs_sync_folder(const char *folder, GError **error);

/* Reserve space from the beginning; where the file system cannot, it is left
 * out, for it saves time and never decides what is durable. */
bool fs_preallocate(int fd, size_t size, GError **error);

/* Rename within one file system; the caller syncs the folder of `to`. */
bool fs_rename(const char *from, const char *to, GError **error);

/* Remove a file; the caller syncs its folder. */
bool fs_unlink(const char *path, GError **error);

/* Make a folder, its mode whatever the umask, and its name durable; one that
 * exists is left as it is.  Set-group-id is inherited, never set: `mode` may
 * name it. */
bool fs_make_folder(const char *path, mode_t mode, GError **error);

/* Open for reading, never through a link and never waiting for a FIFO.
 * Returns the descriptor, owned by the caller; -1 with error set. */
int fs_open_read(const char *path, GError **error);

/* Read up to `size` bytes from `offset`; fewer only at the end of the file.
 * Returns their number; -1 with error set. */
ssize_t fs_read_at(int fd, void *out, size_t size, off_t offset,
                   GError **error);

#endif
