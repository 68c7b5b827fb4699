/* SPDX-License-Identifier: Apache-2.0
 *
 * Blobs that become durable together.  Their syncs follow each other, so that
 * the file system's journal takes them all at the first one.  A blob torn by a
 * crash before that is named by no row, and swept like any other.
 */
#include "queue/blob_private.h"
#include "queue/fd.h"
#include "queue/fs.h"

/* Open files, of the 1,024 that a process has by default. */
enum { LOT_MAX = 64 };

struct BlobLot {
  bool failed;
  bool named; /* there are names that are not durable */
  unsigned count;
  int fds[LOT_MAX];
  char *folder;
};

BlobLot *
blob_lot_new(const char *folder)
{
  BlobLot *lot = g_new0(BlobLot, 1);
  lot->folder = g_strdup(folder);
  return lot;
}

static void
forget(BlobLot *lot)
{
  for (unsigned i = 0; i < lot->count; i++)
    fd_close(&lot->fds[i]);
  lot->count = 0;
}

static bool
sync_files(const BlobLot *lot, GError **error)
{
  for (unsigned i = 0; i < lot->count; i++)
    if (!fs_sync(lot->fds[i], error))
      return false;
  return true;
}

static bool
may_sync(const BlobLot *lot, GError **error)
{
  if (!lot->failed)
    return true;
  /* The kernel tells a failed sync once and may drop the pages. */
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_IO,
                      "a blob could not be synced before");
  return false;
}

bool
blob_lot_sync_files(BlobLot *lot, GError **error)
{
  if (!may_sync(lot, error))
    return false;
  lot->failed = !sync_files(lot, error);
  forget(lot);
  return !lot->failed;
}

bool
blob_lot_sync(BlobLot *lot, GError **error)
{
  if (!blob_lot_sync_files(lot, error))
    return false;
  lot->failed = lot->named && !fs_sync_folder(lot->folder, error);
  lot->named = false;
  return !lot->failed;
}

bool
blob_lot_add(BlobLot *lot, int fd, GError **error)
{
  if (lot->count == LOT_MAX && !blob_lot_sync_files(lot, error))
    return false;
  fs_start_writing(fd);
  lot->fds[lot->count++] = fd;
  lot->named = true;
  return true;
}

void
blob_lot_free(BlobLot *lot)
{
  if (lot == NULL)
    return;
  forget(lot);
  g_free(lot->folder);
  g_free(lot);
}
