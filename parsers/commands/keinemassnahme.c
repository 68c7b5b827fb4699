/* SPDX-License-Identifier: Apache-2.0
 *
 * Nothing will be done, and the citizen learns why.
 */
#include "parsers/command.h"

const Command command_keinemassnahme = {
    .name = "keinemassnahme",
    .names = {"keine Maßnahme", "abgelehnt", "no action", "rejected"},
    .value = COMMAND_VALUE_REASON,
    .value_optional = false,
    .to_citizen = true,
};
