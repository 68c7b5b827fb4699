/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies that say in plain words what a command would say: "Erledigt, neue
 * Lampe ist drin".  A guess, to be asked about; nothing is carried out by it.
 */
#ifndef BOTE_PARSERS_COMMAND_NATURAL_H
#define BOTE_PARSERS_COMMAND_NATURAL_H

#include "parsers/command.h"

/* The reply as it would read with its command: "#erledigt", then the text.
 *
 * text    of a mail without a command, valid UTF-8
 * now_ms  and zone: for a date in it, as of command_mail_parse()
 * A greeting above its first line is left out: it is for a colleague.
 * Returns NULL when that line says nothing of the kind, says it is not so or
 * not yet, asks, or says two things; else owned by the caller.
 */
char *command_natural_read(const char *text, int64_t now_ms, GTimeZone *zone);

#endif
