/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a report went to the department of its district.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_CHARGE_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_CHARGE_H

#include "daemon/service.h"
#include "parsers/config/town_charge.h"

/* Note with the message which district decided its department, for `bote inbox
 * show`; nothing where none did.
 *
 * category  NULL: none was found
 * point     of the report; NULL: none
 * error     as incoming_note() */
bool report_note_charge(Desk *desk, const Incoming *incoming,
                        const Category *category, const Place *point,
                        GError **error);

#endif
