/* SPDX-License-Identifier: Apache-2.0
 *
 * The quark of the error domain of parsers/.
 */
#include "parsers/parse_error.h"

G_DEFINE_QUARK(bote - parse - error - quark, parse_error)
