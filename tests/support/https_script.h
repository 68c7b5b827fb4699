/* SPDX-License-Identifier: Apache-2.0
 *
 * A scripted HTTPS server on the loopback address: one answer for each
 * connection, in turn, the last one again and again.
 */
#ifndef BOTE_TESTS_SUPPORT_HTTPS_SCRIPT_H
#define BOTE_TESTS_SUPPORT_HTTPS_SCRIPT_H

#include "tests/support/test_ca.h"

typedef struct HttpsScript HttpsScript;

HttpsScript *https_script_start(TestCa *ca, TestCert cert);
int https_script_port(const HttpsScript *script);
/* The answers, all their bytes; kept; set before the first request.  "": hang
 * up. */
void https_script_answer(HttpsScript *script, const char *const *answers,
                         unsigned count);
/* Stop it; what came, of all connections, owned by the caller. */
char *https_script_finish(HttpsScript *script);

#endif
