/* SPDX-License-Identifier: Apache-2.0
 *
 * The command of a mail transaction that depends on what the server offers.
 */
#ifndef BOTE_DAEMON_DELIVER_SMTP_COMMAND_H
#define BOTE_DAEMON_DELIVER_SMTP_COMMAND_H

#include "daemon/deliver/smtp_dialogue.h"

/* True when an address of the envelope is not ASCII (RFC 6531 3.2): a server
 * without SMTPUTF8 cannot take it. */
bool smtp_command_needs_utf8(const OutboxJob *job);

/* MAIL with the parameters that the server offered to take, without line end;
 * owned by the caller.  The addresses were checked (mail_address_is_safe()). */
char *smtp_command_mail(const OutboxJob *job, const SmtpDialogue *dialogue);

#endif
