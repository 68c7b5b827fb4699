/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMTP server (RFC 5321) within a measuring program: takes every mail and
 * tells when it acknowledged the final dot.
 */
#ifndef BOTE_TESTS_SUPPORT_BENCH_SINK_H
#define BOTE_TESTS_SUPPORT_BENCH_SINK_H

#include <poll.h>
#include <stdint.h>

enum { BENCH_SINK_POLLS = 17 }; /* the listener and 16 connections */

typedef struct BenchSink BenchSink;

/* A mail was acknowledged at `at_us`; `recipient` is its last one, borrowed. */
typedef void (*BenchSinkTaken)(void *user, const char *recipient,
                               int64_t at_us);

/* Listen on a port of 127.0.0.1.  Ends the program if that fails. */
BenchSink *bench_sink_new(int port, BenchSinkTaken taken, void *user);
void bench_sink_free(BenchSink *sink);

/* Fill BENCH_SINK_POLLS entries; then poll(), then give them back. */
void bench_sink_prepare(const BenchSink *sink, struct pollfd *polls);
void bench_sink_serve(BenchSink *sink, const struct pollfd *polls);

#endif
