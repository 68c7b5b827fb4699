/* SPDX-License-Identifier: Apache-2.0
 *
 * What was published is withdrawn.
 */
#include "parsers/command.h"

const Command command_sperren = {
    .name = "sperren",
    .names = {"sperren", "verbergen", "block", "hide"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
