/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures and files of a message as they go along with a ticket mail.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_ENCLOSE_H
#define BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_ENCLOSE_H

#include "daemon/services/report/report_private.h"

/* Pictures and files of one message, as parts of a mail and as variables. */
typedef struct Enclosures {
  GArray *parts; /* MailPart */
  GPtrArray *bytes, *strings;
  json_t *photos, *files;
  size_t size;
  bool original;    /* the mail itself is among them */
  bool photos_only; /* set by the caller: files are left out */
} Enclosures;

void enclosures_init(Enclosures *enclosures);
void enclosures_clear(Enclosures *enclosures);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Enclosures, enclosures_clear)

/* The attachments of a message (StoredAttachment *), of a ticket's own letter
 * those that did not go to another ticket out of it.  Owned by the caller. */
GPtrArray *enclosures_load(Desk *desk, const Ticket *ticket,
                           const char *inbox_id, GError **error);

/* Take in attachments (StoredAttachment *), as many as REPORT_FILES_BYTES
 * allows; the names of all are told.
 *
 * language  in which sizes are written
 * error     STORE_ERROR
 */
bool enclosures_add(Desk *desk, const GPtrArray *attachments,
                    const char *language, Enclosures *enclosures,
                    GError **error);

#endif
