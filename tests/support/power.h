/* SPDX-License-Identifier: Apache-2.0
 *
 * A simulator of power failures beneath the table of queue/fs.h.  It passes
 * calls on to real files in a scratch folder and keeps account of what is
 * durable.  When the power fails it makes the folder look as it might after the
 * restart:
 *
 *   content  of what was not synced, each sector of 512 bytes is there or not
 *   names    a name made, changed or removed since the last sync of its folder
 *            is as before or as after; both ends of a rename within one folder
 *            go together
 *
 * It also interrupts and shortens writes at random.  Folders themselves are
 * taken as durable; make them before.
 */
#ifndef BOTE_TESTS_SUPPORT_POWER_H
#define BOTE_TESTS_SUPPORT_POWER_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

typedef struct Power Power;

/* A defect to simulate: a test that does not notice it tests nothing. */
typedef enum PowerMutant {
  POWER_MUTANT_NONE,
  POWER_MUTANT_NO_FOLDER_SYNC, /* fsync of folders does nothing */
  POWER_MUTANT_NO_FILE_SYNC,   /* fsync of files does nothing */
  POWER_MUTANT_NO_DATA_SYNC,   /* fdatasync does nothing */
} PowerMutant;

/* cut_after  calls that succeed; the next one may or may not take effect, fails
 *            with EIO, and so does every later one */
Power *power_new(guint32 seed, unsigned cut_after, PowerMutant mutant);
void power_free(Power *power);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Power, power_free)

/* Calls made so far. */
unsigned power_calls(const Power *power);

/* The power fails: rewrite the files.  No further call may follow. */
void power_lose(Power *power);

/* The rows of FsOps. */
int power_open(Power *power, const char *path, int flags, mode_t mode);
ssize_t power_write(Power *power, int fd, const void *bytes, size_t size);
int power_fsync(Power *power, int fd);
int power_fdatasync(Power *power, int fd);
int power_fallocate(Power *power, int fd, off_t size);
int power_rename(Power *power, const char *from, const char *to);
int power_unlink(Power *power, const char *path);

#endif
