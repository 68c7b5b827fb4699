/* SPDX-License-Identifier: Apache-2.0
 *
 * The mail holds several matters: a new ticket for each; "#teilen 1,3" for
 * these alone.
 */
#include "parsers/command.h"

const Command command_teilen = {
    .name = "teilen",
    .names = {"teilen", "split"},
    .value = COMMAND_VALUE_TEXT,
    .value_optional = true,
    .to_citizen = false,
};
