/* SPDX-License-Identifier: Apache-2.0
 *
 * Puts the ticket into another category.
 */
#include "parsers/command.h"

const Command command_kategorie = {
    .name = "kategorie",
    .names = {"kategorie", "category"},
    .value = COMMAND_VALUE_CATEGORY,
    .value_optional = false,
    .to_citizen = false,
};
