/* SPDX-License-Identifier: Apache-2.0
 *
 * The text is a question to the citizen; sent at once, without undo.
 */
#include "parsers/command.h"

const Command command_rueckfrage = {
    .name = "rueckfrage",
    .names = {"rückfrage", "frage", "question", "ask"},
    .value = COMMAND_VALUE_MESSAGE,
    .value_optional = true,
    .to_citizen = true,
};
