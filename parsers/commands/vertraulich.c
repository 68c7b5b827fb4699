/* SPDX-License-Identifier: Apache-2.0
 *
 * Only named persons may see the ticket.
 */
#include "parsers/command.h"

const Command command_vertraulich = {
    .name = "vertraulich",
    .names = {"vertraulich", "confidential"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
