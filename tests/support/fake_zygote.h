/* SPDX-License-Identifier: Apache-2.0
 *
 * Readers that were taken over: each greets, waits for a whole request, and
 * answers it with something else than the protocol of
 * daemon/parse/parse_protocol.h.
 */
#ifndef BOTE_TESTS_SUPPORT_FAKE_ZYGOTE_H
#define BOTE_TESTS_SUPPORT_FAKE_ZYGOTE_H

#include "daemon/parse/parse_client.h"
#include "daemon/parse/parse_protocol.h"

typedef struct FakeZygote {
  const char *name; /* NULL ends the table */
  void (*answer)(ParseStream *out);
  ParseOutcome outcome; /* what the client must make of it */
} FakeZygote;

/* "good" is the one that behaves, "left-out-attachment" lies within the
 * protocol; "no-hello" does not even greet. */
extern const FakeZygote fake_zygotes[];

/* Be the reader of this name; the result is the program's exit code. */
int fake_zygote_main(const char *name);

#endif
