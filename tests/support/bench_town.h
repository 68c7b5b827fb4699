/* SPDX-License-Identifier: Apache-2.0
 *
 * A town as tests/bench/lib/town.sh makes it, with digest in this process, so
 * that its steps can be timed.
 */
#ifndef BOTE_TESTS_SUPPORT_BENCH_TOWN_H
#define BOTE_TESTS_SUPPORT_BENCH_TOWN_H

#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/digest/digest.h"

typedef struct BenchTown {
  Config *config;
  Clock *clock;
  Digest digest;
} BenchTown;

/* Digest starts this program as its reader: the first thing in main(). */
bool bench_town_is_reader(int argc, char **argv, int *out_code);

/* FOLDER/NAME/bote.yaml; what goes wrong ends the program. */
void bench_town_open(BenchTown *town, const char *folder, const char *name);
void bench_town_close(BenchTown *town);

/* What an intake role would have left in the spool for one mail. */
void bench_town_spool(BenchTown *town, GBytes *mail, unsigned number);

/* Forget how many answers went out: more in ten minutes than a town sends
 * would meet the brake, and be recorded only. */
void bench_town_lift_brake(BenchTown *town);

/* Import and decide until nothing waits. */
void bench_town_decide(BenchTown *town);

/* How many messages of the outbox did not leave yet. */
int64_t bench_town_unsent(BenchTown *town);

/* Hand out what waits and take in results until nothing waits; a role deliver
 * runs beside. */
void bench_town_send(BenchTown *town);

/* Take in, decide and send, beside roles that post and deliver, until a query
 * says as many as wanted; more answers than a town's brake allows go out. */
void bench_town_run(BenchTown *town, const char *sql, int64_t wanted);

/* The first column of the first row. */
int64_t bench_town_count(BenchTown *town, const char *sql);

#endif
