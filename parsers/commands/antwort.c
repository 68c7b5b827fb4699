/* SPDX-License-Identifier: Apache-2.0
 *
 * The text goes to the citizen and changes no state.
 */
#include "parsers/command.h"

const Command command_antwort = {
    .name = "antwort",
    .names = {"antwort", "antworten", "reply", "answer"},
    .value = COMMAND_VALUE_MESSAGE,
    .value_optional = true,
    .to_citizen = true,
};
