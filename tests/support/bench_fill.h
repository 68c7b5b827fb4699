/* SPDX-License-Identifier: Apache-2.0
 *
 * Years of a town's tickets in a store, for measuring what grows with them.
 */
#ifndef BOTE_TESTS_SUPPORT_BENCH_FILL_H
#define BOTE_TESTS_SUPPORT_BENCH_FILL_H

#include "tests/support/bench_town.h"

/* Add tickets as they are after retention: person, contact, message, ticket,
 * what happened to it, two mails that went out; raw mails and bodies are gone.
 * They came evenly in the ten years before now; of the last two hundredths most
 * are open.  Sealed columns hold noise of their usual size. */
void bench_fill(BenchTown *town, unsigned tickets);

#endif
