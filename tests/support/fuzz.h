/* SPDX-License-Identifier: Apache-2.0
 *
 * The two functions that libFuzzer calls.
 */
#ifndef BOTE_TESTS_SUPPORT_FUZZ_H
#define BOTE_TESTS_SUPPORT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Once, before the first input: the libraries are prepared as in the parse
 * child, for every fuzzer. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Each fuzzer has its own. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
