/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 by GnuTLS, which uses the processor's instructions for it: 0.7 ns a
 * byte where GLib needs 5, on x86-64 with SHA extensions.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_HASH_H
#define BOTE_DAEMON_PARSE_PARSE_HASH_H

#include "parsers/sha256.h"

/* An engine that only computes and allocates: fit for the child's sandbox. */
extern const Sha256Engine parse_hash_engine;

#endif
