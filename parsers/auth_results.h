/* SPDX-License-Identifier: Apache-2.0
 *
 * What our own mail host found out about the originator's domain: the fields
 * Authentication-Results (RFC 8601).  Anyone can write such a field, so only
 * those count that carry our host's name and stand where only it writes.
 */
#ifndef BOTE_PARSERS_AUTH_RESULTS_H
#define BOTE_PARSERS_AUTH_RESULTS_H

#include <glib.h>

#include "parsers/message.h"
#include "parsers/mime/mime.h"

/* In place of an authserv-id for mailboxes of Microsoft 365, which writes none:
 * its fields begin with the first result (message headers of Exchange Online,
 * https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo). */
#define AUTH_RESULTS_MICROSOFT "protection.outlook.com"

/* The verdict on the domain of `from_address`.
 *
 * fields         HeaderField * in order from the top, borrowed.
 * from_address   the only originator; NULL gives AUTH_VERDICT_NONE.
 * options        authserv_id and own_domains (hosts of ours in Received).
 *
 * Trusted are fields whose authserv-id equals options->authserv_id exactly and
 * that stand above the first Received field our hosts did not write; with
 * AUTH_RESULTS_MICROSOFT those without one that stand above the Received field
 * of its border host, for below it anybody may have written them.  Results
 * of one method that disagree between two such fields give NONE.  Alignment is
 * relaxed (RFC 7489 3.1): one domain equals or lies under the other.
 */
AuthVerdict auth_results_verdict(const GPtrArray *fields,
                                 const char *from_address,
                                 const MimeOptions *options);

#endif
