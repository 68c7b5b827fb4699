/* SPDX-License-Identifier: Apache-2.0
 *
 * The department takes the ticket; sent at once, without undo.
 */
#include "parsers/command.h"

const Command command_uebernommen = {
    .name = "uebernommen",
    .names = {"übernommen", "taken", "accepted"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
