/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading single files for daemon/config.h, with their limits and modes.
 */
#ifndef BOTE_DAEMON_CONFIG_FILE_H
#define BOTE_DAEMON_CONFIG_FILE_H

#include <glib.h>
#include <stdbool.h>

/* As parsers/config/yaml_text.c: no configuration is larger. */
enum { CONFIG_FILE_MAX = 4 * 1024 * 1024 };

/* Read a regular file of at most CONFIG_FILE_MAX bytes.  Errors:
 * CONFIG_ERROR_MISSING, _IO. */
GBytes *config_file_read(const char *path, GError **error);

/* Read a secret of at most 64 KiB from a directory; see config_credential().
 *
 * systemd  the directory is systemd's.  There access is given by ACL, so that
 *          the group bits show the ACL's mask (0440); only others' bits count.
 */
GBytes *config_file_credential(const char *directory, const char *name,
                               bool systemd, GError **error);

#endif
