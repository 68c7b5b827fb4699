/* SPDX-License-Identifier: Apache-2.0
 *
 * "Is that the same damage?"  A new report that seems to be about what somebody
 * else reported before is a ticket like any other, and goes to its department
 * at once, which reads what it may be the same as.  Its writer is asked, told
 * nothing of the other one but what anybody may know.
 *
 *   (none) --report_twin_find--> suspected --report_twin_asked--> asked
 *   asked --1, "ja"--> same: joined to the other one
 *   asked --2, "nein"--> apart; nobody asks again
 *
 * Never for what is dangerous, confidential or no report of a category, nor for
 * what another wrote down.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_TWIN_H
#define BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_TWIN_H

#include "daemon/services/report/intake/report_matter.h"

/* Remember in which street a ticket is, if it is known. */
bool report_twin_note_place(Desk *desk, const Ticket *ticket, GError **error);

/* The same, and look for another one, of which its department is told; its
 * writer was asked other things. */
bool report_twin_suspect(Desk *desk, const Ticket *ticket, GError **error);

/* Look for it, and note both; sets matter->twin, NULL: there is none, or he is
 * asked first where it is. */
bool report_twin_find(Desk *desk, const Incoming *incoming,
                      ReportMatter *matter, const Ticket *ticket,
                      GError **error);

/* Add `twin` to the confirmation of a ticket. */
void report_twin_data(Desk *desk, const Ticket *ticket, const Ticket *twin,
                      json_t *data);
/* The confirmation went: by mail he was asked in it, by SMS he is asked now,
 * unless we asked him something else that he did not answer yet. */
bool report_twin_asked(Desk *desk, const Incoming *incoming,
                       const ReportMatter *matter, const Ticket *ticket,
                       GError **error);

/* Add `similar` to the department's mail about a ticket. */
bool report_twin_describe(Desk *desk, const Ticket *ticket,
                          const char *language, json_t *data, GError **error);

/* What an answer came to. */
typedef struct ReportTwinAnswer {
  bool taken;    /* it was one: the citizen has his answer */
  bool has_more; /* he told more besides, which is nobody's yet */
} ReportTwinAnswer;

/* Is it the answer to that question?  Then do what it says with the ticket that
 * it belongs to. */
bool report_twin_answer(Desk *desk, const Incoming *incoming, const char *words,
                        ReportTwinAnswer *out, GError **error);

/* Join a ticket to the one that its writer says is the same, and write it down
 * with both. */
bool report_twin_join(Desk *desk, const Incoming *incoming, Ticket *ticket,
                      Ticket *other, GError **error);

/* What the text `supporter` is told of the one he is joined to, and how it came
 * ("joined"); new. */
json_t *report_twin_news(Desk *desk, const Ticket *ticket, const Ticket *other,
                         const char *what);

#endif
