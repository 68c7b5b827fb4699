/* SPDX-License-Identifier: Apache-2.0
 *
 * Sets the day until which something must have happened.
 */
#include "parsers/command.h"

const Command command_frist = {
    .name = "frist",
    .names = {"frist", "deadline", "due"},
    .value = COMMAND_VALUE_DATE,
    .value_optional = false,
    .to_citizen = false,
};
