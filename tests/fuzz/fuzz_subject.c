/* SPDX-License-Identifier: Apache-2.0
 *
 * Subjects.  Seeds: the rows of tests/unit/test_subject.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/subject.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *base = subject_base(valid, &prefix);
  g_autofree char *again = subject_base(base, &prefix);

  g_assert(g_utf8_validate(base, -1, NULL));
  g_assert(strstr(valid, base) != NULL);
  g_assert(strcmp(base, again) == 0 && prefix == SUBJECT_PREFIX_NONE);
  return 0;
}
