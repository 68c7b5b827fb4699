/* SPDX-License-Identifier: Apache-2.0
 *
 * What reading a roster and asking it share.
 */
#ifndef BOTE_PARSERS_CONFIG_ONCALL_PRIVATE_H
#define BOTE_PARSERS_CONFIG_ONCALL_PRIVATE_H

#include "parsers/config/oncall.h"

void oncall_shift_free(OncallShift *shift);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OncallShift, oncall_shift_free)

#endif
