/* SPDX-License-Identifier: Apache-2.0
 *
 * It will be done at a date.
 */
#include "parsers/command.h"

const Command command_geplant = {
    .name = "geplant",
    .names = {"geplant", "planned", "scheduled"},
    .value = COMMAND_VALUE_DATE,
    .value_optional = false,
    .to_citizen = true,
};
