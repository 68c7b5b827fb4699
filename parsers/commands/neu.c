/* SPDX-License-Identifier: Apache-2.0
 *
 * Records a ticket for somebody who called or came by.
 */
#include "parsers/command.h"

const Command command_neu = {
    .name = "neu",
    .names = {"neu", "new"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
