/* SPDX-License-Identifier: Apache-2.0
 *
 * What `bote check` says about where letters go.
 */
#ifndef BOTE_DAEMON_CONFIG_CHECK_LETTERS_H
#define BOTE_DAEMON_CONFIG_CHECK_LETTERS_H

#include "parsers/config/town.h"

/* Note on stderr that nobody but the desk gets letters with a deadline, where
 * letters.yaml names no department for them. */
void config_check_print_letters(const Town *town);

#endif
