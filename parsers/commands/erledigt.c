/* SPDX-License-Identifier: Apache-2.0
 *
 * It is done; the citizen is asked whether it is.
 */
#include "parsers/command.h"

const Command command_erledigt = {
    .name = "erledigt",
    .names = {"erledigt", "done", "fixed", "solved"},
    .value = COMMAND_VALUE_MESSAGE,
    .value_optional = true,
    .to_citizen = true,
};
