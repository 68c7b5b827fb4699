/* SPDX-License-Identifier: Apache-2.0
 *
 * The text is a note for colleagues only.
 */
#include "parsers/command.h"

const Command command_intern = {
    .name = "intern",
    .names = {"intern", "notiz", "internal", "note"},
    .value = COMMAND_VALUE_MESSAGE,
    .value_optional = true,
    .to_citizen = false,
};
