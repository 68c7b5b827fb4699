/* SPDX-License-Identifier: Apache-2.0
 *
 * Signatures of a whole group of requests.  Those that cost more than the rest
 * of a request together (ed25519) are shared with a child process, so that a
 * second core has half of them.  The child has the channels from the fork,
 * reads nothing but what its parent sends, and may die at any time: the parent
 * then checks what it did not answer, and goes on alone.
 */
#ifndef BOTE_DAEMON_HTTP_VERIFIER_H
#define BOTE_DAEMON_HTTP_VERIFIER_H

#include <sys/types.h>

#include "daemon/http/webhook_channel.h"

typedef struct Verifier Verifier;

/* One request; `result` is set by verifier_check(). */
typedef struct VerifierCase {
  const WebhookChannel *channel;
  SignatureInput input; /* its url is the target, see webhook_channel_verify */
  SignatureResult result;
} VerifierCase;

/* Starts the child if a channel needs it and there is a second core; where none
 * can be had, the parent works alone, which is only slower.
 *
 * channels  WebhookChannel *; kept, not owned: they outlive the verifier
 */
Verifier *verifier_new(const GPtrArray *channels);
/* Ends the child and waits for it. */
void verifier_free(Verifier *verifier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verifier, verifier_free)

/* Check all cases; the channels are of those the verifier was made with.
 *
 * now_ms  epoch milliseconds
 */
void verifier_check(Verifier *verifier, VerifierCase *cases, size_t count,
                    int64_t now_ms);

/* The child's process id, to be watched or killed by a test; 0: there is none.
 */
pid_t verifier_pid(const Verifier *verifier);

#endif
