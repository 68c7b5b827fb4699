/* SPDX-License-Identifier: Apache-2.0
 *
 * The quark of the error domain of templates/.
 */
#include "templates/template_error.h"

G_DEFINE_QUARK(bote - template - error - quark, template_error)
