/* SPDX-License-Identifier: Apache-2.0
 *
 * With #neu: name and contact of the person.
 */
#include "parsers/command.h"

const Command command_von = {
    .name = "von",
    .names = {"von", "from"},
    .value = COMMAND_VALUE_TEXT,
    .value_optional = false,
    .to_citizen = false,
};
