/* SPDX-License-Identifier: Apache-2.0
 *
 * Sets or corrects the place.
 */
#include "parsers/command.h"

const Command command_ort = {
    .name = "ort",
    .names = {"ort", "location", "place"},
    .value = COMMAND_VALUE_TEXT,
    .value_optional = false,
    .to_citizen = false,
};
