/* SPDX-License-Identifier: Apache-2.0
 *
 * In whose name and colours a citizen's mail comes: of the department that has
 * the ticket where it has some (departments.yaml, `look`), else the town's.
 */
#ifndef BOTE_DAEMON_DESK_LOOK_H
#define BOTE_DAEMON_DESK_LOOK_H

#include "daemon/desk.h"

/* The sender of a letter, and its parts with the logo among them. */
typedef struct DeskLook {
  const char *from_name, *from_address; /* borrowed */
  GArray *parts;                        /* MailPart */
} DeskLook;

void desk_look_clear(DeskLook *look);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeskLook, desk_look_clear)

/* Fill `out`, which is zero, and add what the texts need of it ("look").
 * Staff, and who has no ticket, read the town's own. */
void desk_look_find(const Desk *desk, const DeskLetter *letter,
                    const MailboxSettings *mailbox, DeskLook *out);

#endif
