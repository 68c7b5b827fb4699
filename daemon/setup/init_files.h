/* SPDX-License-Identifier: Apache-2.0
 *
 * The files that `bote init` writes: the example town, with the answers in
 * place of its names.
 */
#ifndef BOTE_DAEMON_SETUP_INIT_FILES_H
#define BOTE_DAEMON_SETUP_INIT_FILES_H

#include <stdbool.h>

#include <glib.h>

#include "daemon/setup/init_answers.h"

/* True when nothing would be overwritten: the directory does not exist yet or
 * is empty but for an empty folder `credentials`, as bote.tmpfiles makes it. */
bool init_files_free_place(const char *directory);

/* Could it be written there?  Error: CONFIG_ERROR_IO. */
bool init_files_possible(const char *directory, GError **error);

/* Write DIR/bote.yaml, DIR/town/… and DIR/credentials (mode 0700).
 *
 * directory  as init_files_free_place() wants it; made when missing.
 * error      CONFIG_ERROR_IO.  Nothing that existed is touched.
 */
bool init_files_write(const char *directory, const InitAnswers *answers,
                      GError **error);

#endif
