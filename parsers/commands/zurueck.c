/* SPDX-License-Identifier: Apache-2.0
 *
 * Undo, give back, or ask back?  The service asks which is meant.
 */
#include "parsers/command.h"

const Command command_zurueck = {
    .name = "zurueck",
    .names = {"zurück", "back"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
