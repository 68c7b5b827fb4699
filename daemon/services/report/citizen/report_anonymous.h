/* SPDX-License-Identifier: Apache-2.0
 *
 * Citizens who do not want to be named: nobody but the desk learns who they
 * are, and nothing of the matter becomes public.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_ANONYMOUS_H
#define BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_ANONYMOUS_H

#include "daemon/services/report/report_private.h"

/* Keep with the ticket that its citizen does not want to be named.
 *
 * error      STORE_ERROR, here and below
 */
bool report_anonymous_remember(Desk *desk, const Incoming *incoming,
                               Ticket *ticket, GError **error);

/* What he said of a letter holds for each matter of it, too. */
bool report_anonymous_inherit(Desk *desk, const Ticket *from, Ticket *ticket,
                              GError **error);

/* Has he ever said so about this ticket? */
bool report_anonymous_is(Desk *desk, const Ticket *ticket, bool *out_is,
                         GError **error);

/* Must a department not see who he is?  One outside the administration never
 * does; of whom this is to be kept, none but the desk.
 *
 * reader   NULL: somebody who is listed nowhere
 */
bool report_hides_citizen(Desk *desk, const Ticket *ticket,
                          const Department *reader, bool *out_hides,
                          GError **error);

#endif
