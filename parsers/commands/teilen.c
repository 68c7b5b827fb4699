/* SPDX-License-Identifier: Apache-2.0
 *
 * The mail holds several matters: a new ticket for each.
 */
#include "parsers/command.h"

const Command command_teilen = {
    .name = "teilen",
    .names = {"teilen", "split"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
