/* SPDX-License-Identifier: Apache-2.0
 *
 * Shows the ticket to the department again at a date.
 */
#include "parsers/command.h"

const Command command_wv = {
    .name = "wv",
    .names = {"wv", "wiedervorlage", "resubmit", "remind"},
    .value = COMMAND_VALUE_DATE,
    .value_optional = false,
    .to_citizen = false,
    .from_date = true,
};
