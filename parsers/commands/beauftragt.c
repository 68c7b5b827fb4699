/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody else was told to do it, perhaps until a date.
 */
#include "parsers/command.h"

const Command command_beauftragt = {
    .name = "beauftragt",
    .names = {"beauftragt", "commissioned", "ordered"},
    .value = COMMAND_VALUE_WHO_DATE,
    .value_optional = true,
    .to_citizen = true,
};
