/* SPDX-License-Identifier: Apache-2.0
 *
 * Departments outside the administration (`external: true`): what they get of
 * a citizen's words, how they learn who he is, what their own ticket system
 * says, and what happens when they say nothing.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_EXTERNAL_REPORT_EXTERNAL_H
#define BOTE_DAEMON_SERVICES_REPORT_EXTERNAL_REPORT_EXTERNAL_H

#include "daemon/services/report/report_private.h"

#define REPORT_SILENCE_TIMER "report-silence"

enum {
  REPORT_SILENCE_DAYS = 3,      /* working days after the deadline */
  REPORT_NO_DEADLINE_DAYS = 10, /* working days where there is none */
};

/* The words as they may read them: without the citizen's contact, and without
 * the line that names who passed a mail on.  Owned by the caller; NULL with a
 * STORE_ERROR. */
char *report_external_words(Desk *desk, const Ticket *ticket, const char *words,
                            GError **error);
/* The same for whoever is on call, who may be no colleague, but must find the
 * place: that stays, and what tells of the danger. */
char *report_oncall_words(Desk *desk, const Ticket *ticket, const char *words,
                          GError **error);

/* Add to the variables of a ticket mail for a reader who may not know whose it
 * is: that words were left out and how to ask for the contact, the contact that
 * the citizen allowed them, or that he does not want to be named. */
bool report_external_data(Desk *desk, const Ticket *ticket,
                          const Department *reader, json_t *data,
                          GError **error);

/* Leave the citizen's name out of the preview of what he is told: they get the
 * transcript of their command. */
bool report_external_hide(Desk *desk, const Ticket *ticket, json_t *data,
                          GError **error);

/* A citizen says JA: if the department's last question was the one for his
 * contact, keep his leave: the department may know him from now on. */
bool report_external_grant(Desk *desk, const Incoming *incoming,
                           GError **error);

/* An automatic receipt of theirs: its number stands on the ticket. */
bool report_external_receipt(Desk *desk, const Incoming *incoming,
                             const Department *department, GError **error);

/* A mail of theirs that belongs to a ticket only by their own number: kept on
 * the ticket for reading, and shown to the desk, which may act on it.
 *
 * out_done  false: it is something else */
bool report_external_match(Desk *desk, const Incoming *incoming,
                           Handled *out_handled, bool *out_done,
                           GError **error);

/* Wait for a word of theirs about a ticket they got just now. */
bool report_external_watch(Desk *desk, const Ticket *ticket, GError **error);
/* The time is over: without a word of theirs the ticket is the desk's again.
 */
bool report_external_silence(Desk *desk, Ticket *ticket, GError **error);

#endif
