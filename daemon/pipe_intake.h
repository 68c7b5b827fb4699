/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail from standard input into the spool, for `bote ingest` behind a mail
 * server's pipe.  It parses nothing and holds no key that opens anything.
 */
#ifndef BOTE_DAEMON_PIPE_INTAKE_H
#define BOTE_DAEMON_PIPE_INTAKE_H

#include <stdio.h>

#include "daemon/clock.h"
#include "daemon/config.h"

/* Read a whole mail.
 *
 * The head of a spool record holds the natural key, which is computed from the
 * content: so the content is held here once, in this one mail's process.
 * A first line "From …" of the mbox format is dropped: it is no header field.
 * error  G_FILE_ERROR_NOSPC (more than a mail may have), _IO, _INVAL (empty)
 */
GBytes *pipe_intake_read(FILE *stream, GError **error);

/* Make it durable in STATE/spool/in/pipe and wake digest.
 *
 * mailbox  whose mail it counts as
 * error    CONFIG_ERROR of the key; STORE_ERROR of the disk.  Nothing may be
 *          acknowledged then: the mail server keeps the mail (exit 75).
 */
bool pipe_intake_spool(const Config *config, const MailboxSettings *mailbox,
                       GBytes *mail, GError **error);

#endif
