/* SPDX-License-Identifier: Apache-2.0
 *
 * Small files that must be whole and present after a power cut, in one call.
 * For the state of intake roles; what is of a citizen goes to the spool.
 */
#ifndef BOTE_DAEMON_DURABLE_FILE_H
#define BOTE_DAEMON_DURABLE_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Replace a file: written as "PATH.new", synced, renamed, the folder synced.
 *
 * path   absolute; its folder exists
 * error  as in queue/fs.h: STORE_ERROR_FULL try later; _IO exit
 */
bool durable_file_write(const char *path, const void *bytes, size_t size,
                        GError **error);

#endif
