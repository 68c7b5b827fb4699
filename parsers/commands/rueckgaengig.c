/* SPDX-License-Identifier: Apache-2.0
 *
 * Cancels what is still queued of the last command.
 */
#include "parsers/command.h"

const Command command_rueckgaengig = {
    .name = "rueckgaengig",
    .names = {"rückgängig", "undo"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
