/* SPDX-License-Identifier: Apache-2.0
 *
 * Sends the whole ticket once more, with its pictures: of the list of the
 * morning a department knows only the beginning of its words.
 */
#include "parsers/command.h"

const Command command_zeigen = {
    .name = "zeigen",
    .names = {"zeigen", "anzeigen", "show"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
