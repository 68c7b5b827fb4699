/* SPDX-License-Identifier: Apache-2.0
 *
 * Closes the ticket without a word to the citizen.
 */
#include "parsers/command.h"

const Command command_zda = {
    .name = "zda",
    .names = {"zda", "zu den Akten", "close", "file"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
