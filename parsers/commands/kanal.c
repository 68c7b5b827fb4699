/* SPDX-License-Identifier: Apache-2.0
 *
 * With #neu: telefon, vorsprache, brief or fax.
 */
#include "parsers/command.h"

const Command command_kanal = {
    .name = "kanal",
    .names = {"kanal", "channel"},
    .value = COMMAND_VALUE_TEXT,
    .value_optional = false,
    .to_citizen = false,
};
