/* SPDX-License-Identifier: Apache-2.0
 *
 * #art: somebody of the town's says what kind of letter it is (letters.yaml).
 * From then on it is treated as one of that kind that was recognised when it
 * came: recipient, what a department gets to see, who may act on it.  Its
 * writer, who has his confirmation, hears nothing.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_KIND_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_KIND_H

#include "daemon/services/report/commands/report_commands.h"
#include "parsers/letter/letter.h"

/* The kind that the command's value is the id of, or the name in one of the
 * town's languages; NULL: there is none.  Borrowed from the town. */
const LetterKind *report_kind_named(const Town *town, const char *name);

#endif
