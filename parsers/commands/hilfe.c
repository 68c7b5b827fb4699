/* SPDX-License-Identifier: Apache-2.0
 *
 * Sends the command card.
 */
#include "parsers/command.h"

const Command command_hilfe = {
    .name = "hilfe",
    .names = {"hilfe", "help"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
