/* SPDX-License-Identifier: Apache-2.0
 *
 * What deliver fetched, on its way to digest: one sealed record in
 * spool/in/deliver, which only deliver fills and only digest can open.
 */
#ifndef BOTE_DAEMON_DELIVER_MEDIA_FILE_H
#define BOTE_DAEMON_DELIVER_MEDIA_FILE_H

#include "daemon/config.h"
#include "queue/id.h"

typedef struct MediaFile {
  const Id *id; /* of the fetch */
  int attempt;
  const char *channel;
  const GByteArray *bytes;
} MediaFile;

/* Make the folder, and remove what an earlier process left unfinished there;
 * once, before the first file.  error: as queue/fs.h */
bool media_file_prepare(const Config *config, GError **error);

/* Durable when this returns true.  The natural key is the fetch's, so a second
 * file of it is absorbed.
 *
 * error  STORE_ERROR_FULL, or as keys_load_spool_public() */
bool media_file_write(const Config *config, const MediaFile *file,
                      GError **error);

#endif
