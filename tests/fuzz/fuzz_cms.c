/* SPDX-License-Identifier: Apache-2.0
 *
 * CMS.  Seeds: tests/fixtures/smime; most inputs get the heads of signed
 * data, without which little is read.
 */
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include "parsers/mime/cms.h"
#include "tests/support/fuzz.h"

static void
check(const uint8_t *data, size_t size)
{
  g_autoptr(GByteArray) content = NULL;
  CmsKind kind = cms_read(data, size, &content);
  g_assert((content != NULL) == (kind == CMS_KIND_SIGNED));
  g_assert(content == NULL || content->len <= size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const uint8_t front[] = {
      0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
      0x01, 0x07, 0x02, 0xa0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01,
      0x31, 0x00, 0x30, 0x80, 0x06, 0x01, 0x2a, 0xa0, 0x80};
  g_autoptr(GByteArray) whole = g_byte_array_new();
  check(data, size);
  g_byte_array_append(whole, front, sizeof front);
  g_byte_array_append(whole, data, (guint)size);
  check(whole->data, whole->len);
  return 0;
}
