/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a message as a department reads them.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_FORWARD_REPORT_WORDS_H
#define BOTE_DAEMON_SERVICES_REPORT_FORWARD_REPORT_WORDS_H

#include "daemon/service.h"

/* What a message says: its text; the subject where the text says nothing or
 * only points to an attachment; and, of a mail that was passed on, the words of
 * both, with a line that tells them apart.  Who wrote what was passed on is
 * left out: it was not he who wrote to us.
 *
 * Returns the words, owned by the caller; "" when there are none at all.
 */
char *report_words(const Desk *desk, const Incoming *incoming);

/* A text, or the subject it came with where it says nothing or only points to
 * an attachment.  Owned by the caller. */
char *report_words_or_subject(const char *text, const char *subject);

/* Are the words of a mail those of somebody else than its originator?  Then
 * they are no wish of his: whoever passes on "NEIN" says nothing.
 */
bool report_words_are_foreign(const Incoming *incoming);

#endif
