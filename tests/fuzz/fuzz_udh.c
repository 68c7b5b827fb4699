/* SPDX-License-Identifier: Apache-2.0
 *
 * Headers of long SMS in any text, and any text divided into parts.  Seeds: the
 * rows of tests/unit/test_udh.c and test_gsm7.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/sms/gsm7.h"
#include "parsers/sms/udh.h"
#include "tests/support/fuzz.h"

static void
check_header(const char *hex)
{
  UdhConcat got;

  if (!udh_read_concat(hex, &got))
    return;
  g_assert(got.number >= 1 && got.number <= got.total && got.total <= 255);
  g_assert(got.reference >= 0 && got.reference <= 0xFFFF);
}

/* Nothing is lost, nothing is split, each part fits. */
static void
check_parts(const char *text)
{
  g_autoptr(GPtrArray) parts = gsm7_split(text);
  g_autoptr(GString) joined = g_string_new(NULL);

  g_assert(parts->len == gsm7_measure(text).segments);
  for (guint i = 0; i < parts->len; i++) {
    const char *part = parts->pdata[i];
    g_assert(g_utf8_validate(part, -1, NULL));
    g_assert(gsm7_measure(part).segments == 1);
    g_string_append(joined, part);
  }
  g_assert(strcmp(joined->str, text) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char digits[] = "0123456789ABCDEF";
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) hex = g_string_new(NULL);

  /* As it stands, and as the octets of a header. */
  check_header(text);
  for (size_t i = 0; i < size; i++) {
    g_string_append_c(hex, digits[data[i] >> 4]);
    g_string_append_c(hex, digits[data[i] & 15]);
  }
  check_header(hex->str);
  check_parts(valid);
  return 0;
}
