/* SPDX-License-Identifier: Apache-2.0
 *
 * Says what kind of letter it is.
 */
#include "parsers/command.h"

const Command command_art = {
    .name = "art",
    .names = {"art", "briefart", "kind"},
    .value = COMMAND_VALUE_LETTER,
    .value_optional = false,
    .to_citizen = false,
};
