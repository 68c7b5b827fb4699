/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote learn` without a file: asks digest to learn, waits until it has, and
 * tells in words what came of it.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_ASK_H
#define BOTE_DAEMON_LEARN_LEARN_ASK_H

#include <stdbool.h>

/* Ask, and print the answer.
 *
 * config  --config; NULL: none
 * show    only how it went the last time
 * json    for programs
 * Returns a code of sysexits.h: EX_OK also when nothing was kept, for that is
 * an answer. */
int learn_ask(const char *config, bool show, bool json);

#endif
