/* SPDX-License-Identifier: Apache-2.0
 *
 * The key files of one town: their names in the credentials directory, reading
 * them, and making them when a town is set up.  What the keys do stands in
 * queue/secret.h.
 *
 * Each file holds lower-case hex and a line break, so that it survives editors,
 * copying and the trimming of credentials.  A role is given only the files it
 * needs (systemd's LoadCredential=):
 *
 *   file             held by            for
 *   spool-public     every intake role  sealing what only digest may read
 *   spool-pair       digest             reading it (public, then secret half)
 *   deliver-public   digest             sealing jobs for deliver
 *   deliver-pair     deliver            reading them
 *   master           digest             everything in the store
 */
#ifndef BOTE_DAEMON_KEYS_H
#define BOTE_DAEMON_KEYS_H

#include "daemon/config.h"
#include "queue/secret.h"

#define KEYS_SPOOL_PUBLIC "spool-public"
#define KEYS_SPOOL_PAIR "spool-pair"
#define KEYS_DELIVER_PUBLIC "deliver-public"
#define KEYS_DELIVER_PAIR "deliver-pair"
#define KEYS_MASTER "master"

/* Read one key.  The caller wipes secret ones with secret_wipe().
 *
 * error  as config_credential(); CONFIG_ERROR_INVALID when the file does not
 *        hold exactly the hex digits of the key.  On failure nothing is set.
 */
bool keys_load_spool_public(const Config *config, SecretBoxPublic *out_public,
                            GError **error);
bool keys_load_spool_pair(const Config *config, SecretBoxPair *out_pair,
                          GError **error);
bool keys_load_deliver_public(const Config *config, SecretBoxPublic *out_public,
                              GError **error);
bool keys_load_deliver_pair(const Config *config, SecretBoxPair *out_pair,
                            GError **error);
bool keys_load_master(const Config *config, SecretKey *out_key, GError **error);

/* Would the role that needs this file accept it?  name: one of the above;
 * errors as for loading it. */
bool keys_check(const Config *config, const char *name, GError **error);

/* Make the key files that are missing, each 0600, and the directory, 0700.
 * Files that are there stay as they are: a new master key would make a store
 * unreadable.  A missing public half is written again from its pair.
 *
 * directory  the credentials directory, settings->paths.credentials.
 * error      CONFIG_ERROR_IO; CONFIG_ERROR_INVALID for a pair that cannot be
 *            read, or a public half whose pair is gone: restore it from the
 *            backup or remove both.
 * Durable when it returns.
 */
bool keys_create_missing(const char *directory, GError **error);

#endif
