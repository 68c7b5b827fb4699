/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote role parse learn`: trains a model, in the sandbox of the readers.  It
 * is started by learn_worker.h with a socket as descriptor 3; it sees hashes
 * alone, holds no key, opens no file, and ends with its one task.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_CHILD_H
#define BOTE_DAEMON_LEARN_LEARN_CHILD_H

enum {
  LEARN_CHILD_FD = 3,
  LEARN_CHILD_PIECE = 32 * 1024, /* a record of the socket, at most */
  LEARN_CHILD_MEMORY_MIB = 1024,
  LEARN_CHILD_CPU_S = 60, /* 5,000 texts take some 4 */
};

/* Take a task (learn_task.h) to its end, answer it, and end the process.
 * Returns a code of sysexits.h when it could not be closed in; else never. */
int learn_child_run(void);

#endif
