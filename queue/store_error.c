/* SPDX-License-Identifier: Apache-2.0
 *
 * The quark of the error domain of queue/.
 */
#include "queue/store_error.h"

/* clang-format off */
G_DEFINE_QUARK(bote-store-error-quark, store_error)
/* clang-format on */
