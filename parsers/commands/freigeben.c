/* SPDX-License-Identifier: Apache-2.0
 *
 * The proposed text may be published.
 */
#include "parsers/command.h"

const Command command_freigeben = {
    .name = "freigeben",
    .names = {"freigeben", "release", "publish"},
    .value = COMMAND_VALUE_NONE,
    .value_optional = false,
    .to_citizen = false,
};
