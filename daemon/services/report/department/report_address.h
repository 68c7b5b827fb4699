/* SPDX-License-Identifier: Apache-2.0
 *
 * Does a department's address belong to it?  With `confirm_addresses: true` in
 * town.yaml an address gets tickets once somebody there answered OK: a typing
 * error must not send citizens' letters to strangers.
 *
 *   new --its first ticket: it is asked, the desk has the ticket--> asked
 *   asked --OK from this address--> confirmed
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_ADDRESS_H
#define BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_ADDRESS_H

#include "daemon/services/report/report_private.h"

/* Must this address confirm before it gets tickets?  Never the desk's: somebody
 * has to get them. */
bool report_address_waits(Desk *desk, const Department *department,
                          const char *address, bool *out_waits, GError **error);

/* Ask the addresses of a department that have to confirm; each once. */
bool report_address_ask(Desk *desk, const Department *department,
                        GError **error);

/* Take an OK of an address that was asked: from now on it gets tickets, and at
 * once those of its department that are open.
 *
 * out_done  false: the mail is something else */
bool report_address_confirm(Desk *desk, const Incoming *incoming,
                            Handled *out_handled, bool *out_done,
                            GError **error);

#endif
