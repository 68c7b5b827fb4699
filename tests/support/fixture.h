/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs the cases of a table of rows: tests/fixtures/TABLE/ROW/CASE.in beside
 * CASE.expected.  A row without a case fails.
 */
#ifndef BOTE_TESTS_SUPPORT_FIXTURE_H
#define BOTE_TESTS_SUPPORT_FIXTURE_H

#include <stddef.h>

/* What a row makes of one input, as text that ends with a line feed; g_free().
 */
typedef char *(*FixtureRun)(const char *row, const char *bytes, size_t size);

/* Run all cases of a row and compare with golden_check(). */
void fixture_check_row(const char *table, const char *row, FixtureRun run);

#endif
