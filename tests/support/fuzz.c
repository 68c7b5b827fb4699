/* SPDX-License-Identifier: Apache-2.0
 *
 * The beginning of every fuzzer; nobody calls it in other programs.
 */
#include "tests/support/fuzz.h"

#include "parsers/mime/mime.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  mime_init();
  return 0;
}
