/* SPDX-License-Identifier: Apache-2.0
 *
 * Landlock by its raw system calls: a process gives up every right to files,
 * TCP, abstract sockets and foreign signals that this kernel can take.  The
 * second wall behind seccomp, never the only one: it stops neither socket() nor
 * fork().
 */
#ifndef BOTE_DAEMON_PARSE_LANDLOCK_H
#define BOTE_DAEMON_PARSE_LANDLOCK_H

#include <stdbool.h>

/* Give up everything; NO_NEW_PRIVS is set already.
 *
 * out_abi   the version that was found and used (Debian 12: 2); 0, which is no
 *           failure: this kernel has no Landlock or it is switched off.
 * Returns false with errno set when the kernel has it but refuses. */
bool landlock_enter(unsigned *out_abi);

#endif
