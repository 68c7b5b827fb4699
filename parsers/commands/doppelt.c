/* SPDX-License-Identifier: Apache-2.0
 *
 * The same as another ticket, whose reporters then share its news.
 */
#include "parsers/command.h"

const Command command_doppelt = {
    .name = "doppelt",
    .names = {"doppelt", "dublette", "duplicate"},
    .value = COMMAND_VALUE_NUMBER,
    .value_optional = false,
    .to_citizen = false,
};
