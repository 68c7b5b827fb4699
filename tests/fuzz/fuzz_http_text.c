/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP requests in files.  Seeds: tests/fixtures/sms.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/http_text.h"
#include "tests/support/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpText) request = http_text_parse(bytes, &error);

  g_assert((request == NULL) == (error != NULL));
  if (request == NULL)
    return 0;
  g_assert(g_str_is_ascii(request->target) && *request->target);
  g_assert(g_bytes_get_size(request->body) < size);
  for (const SignatureField *h = request->headers; h->name; h++)
    g_assert(strpbrk(h->value, "\r\n") == NULL && *h->name);
  return 0;
}
