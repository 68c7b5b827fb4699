/* SPDX-License-Identifier: Apache-2.0
 *
 * Another department is in charge.
 */
#include "parsers/command.h"

const Command command_weiter = {
    .name = "weiter",
    .names = {"weiter", "an", "weiterleiten", "forward", "to"},
    .value = COMMAND_VALUE_DEPARTMENT,
    .value_optional = false,
    .to_citizen = false,
};
