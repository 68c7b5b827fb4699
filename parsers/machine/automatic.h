/* SPDX-License-Identifier: Apache-2.0
 *
 * Signs that a machine wrote a mail, or that it may not be answered by one
 * (RFC 3834).  A sign stops the answer, never the record: only the few signs
 * that say *a machine wrote this* make it an automatic reply.
 */
#ifndef BOTE_PARSERS_MACHINE_AUTOMATIC_H
#define BOTE_PARSERS_MACHINE_AUTOMATIC_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/message.h"
#include "parsers/mime/mime.h"

/* Fill automatic_signs and soft_signs, and set kind AUTO_REPLY where a machine
 * wrote the mail (a kind already set to bounce or abuse report stays).
 *
 * fields    HeaderField * in order, borrowed.
 * options   own addresses and domains.
 */
void automatic_classify(Message *message, const GPtrArray *fields,
                        const MimeOptions *options);

/* Is it the address of no person, as its local part says ("noreply@…")? */
bool automatic_is_role_address(const char *address);

#endif
