/* SPDX-License-Identifier: Apache-2.0
 *
 * What a child that was taken over might try.
 */
#ifndef BOTE_TESTS_SUPPORT_SANDBOX_ATTEMPTS_H
#define BOTE_TESTS_SUPPORT_SANDBOX_ATTEMPTS_H

#include <stdbool.h>

typedef struct SandboxAttempt {
  const char *name;
  long (*make)(void); /* negative: refused */
  bool zygote_may;    /* the zygote needs this */
} SandboxAttempt;

/* Ended by a NULL name. */
extern const SandboxAttempt sandbox_attempts[];
/* Those that work outside: they need neither rights nor a rare kernel.  Ended
 * by NULL. */
extern long (*const sandbox_sure_attempts[])(void);

#endif
