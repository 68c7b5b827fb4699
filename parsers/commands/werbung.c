/* SPDX-License-Identifier: Apache-2.0
 *
 * Advertising: no ticket, no answer.
 */
#include "parsers/command.h"

const Command command_werbung = {
    .name = "werbung",
    .names = {"werbung", "spam"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
