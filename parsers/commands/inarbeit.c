/* SPDX-License-Identifier: Apache-2.0
 *
 * Work has begun; with a date, the expected end.
 */
#include "parsers/command.h"

const Command command_inarbeit = {
    .name = "inarbeit",
    .names = {"in Arbeit", "in progress", "working"},
    .value = COMMAND_VALUE_DATE,
    .value_optional = true,
    .to_citizen = false,
};
