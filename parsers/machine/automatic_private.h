/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the signs in header fields, those in subjects, and what follows from
 * them together.
 */
#ifndef BOTE_PARSERS_MACHINE_AUTOMATIC_PRIVATE_H
#define BOTE_PARSERS_MACHINE_AUTOMATIC_PRIVATE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/message.h"

/* Add a sign's name to a list, once. */
void automatic_add_sign(GPtrArray *signs, const char *name);

/* Add the signs in header fields (HeaderField *) to automatic_signs and
 * soft_signs.  Returns true when one says that a machine wrote the mail.
 */
bool automatic_read_fields(Message *message, const GPtrArray *fields);

/* Is it the subject of an out-of-office note?  Gateways' marks in front of it
 * do not count; an answer to such a note is no such note.  NULL is "".
 */
bool automatic_is_out_of_office(const char *subject);

#endif
