/* SPDX-License-Identifier: Apache-2.0
 *
 * Mayor and council (`council` in town.yaml): people to whom citizens write,
 * and who pass their letters on.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_COUNCIL_H
#define BOTE_PARSERS_CONFIG_TOWN_COUNCIL_H

#include "parsers/config/town.h"

/* Does the list hold an address, or its domain?  Whether he is who he says is
 * the caller's to know. */
bool town_council_lists(const Town *town, const char *address);

#endif
