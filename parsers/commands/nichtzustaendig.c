/* SPDX-License-Identifier: Apache-2.0
 *
 * Not in charge, and it is not known who is: back to the desk.
 */
#include "parsers/command.h"

const Command command_nichtzustaendig = {
    .name = "nichtzustaendig",
    .names = {"nicht zuständig", "unzuständig", "not ours", "not responsible"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
