/* SPDX-License-Identifier: Apache-2.0
 *
 * The provider that does nothing, correctly: no message comes in, each SMS
 * counts as sent under our own id.  For tests and for a town that tries out.
 */
#include "parsers/provider/provider.h"

const Provider provider_null = {
    .name = "null",
    .abilities = PROVIDER_OWN_ID,
    .numbers = E164_MODE_PROVIDER,
    .ack = {200, "text/plain", ""},
};
