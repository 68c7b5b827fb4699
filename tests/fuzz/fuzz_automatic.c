/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz the signs of machines: header fields and addresses, whatever they are.
 */
#include "parsers/machine/automatic.h"

#include <stdint.h>
#include <string.h>

#include "parsers/header.h"
#include "tests/support/fuzz.h"

/* A sign stands once, and names of signs are ours alone. */
static void
check(const GPtrArray *signs)
{
  for (guint i = 0; i < signs->len; i++) {
    const char *sign = g_ptr_array_index(signs, i);
    g_assert_cmpuint(strspn(sign, "abcdefghijklmnopqrstuvwxyz-"), ==,
                     strlen(sign));
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr(sign, !=, g_ptr_array_index(signs, j));
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  static const char *const own[] = {"melden@example.org", "@re.example.org",
                                    NULL};
  static const char *const domains[] = {"bote.example.org", NULL};
  MimeOptions options = {.own_addresses = own, .own_domains = domains};
  g_autofree char *cut = g_strndup((const char *)bytes, size);
  g_autofree char *text = g_utf8_make_valid(cut, -1);
  const char *cursor = text;
  g_autoptr(GPtrArray) fields = header_list_parse(&cursor);
  const char *from = header_list_get(fields, "From");
  g_autoptr(Message) message = message_new();
  message->subject = g_strdup(header_list_get(fields, "Subject"));
  message->message_id = g_strdup(header_list_get(fields, "Message-ID"));
  message->return_path = g_strdup(header_list_get(fields, "Return-Path"));
  if (from != NULL)
    message->from = address_new(NULL, from);
  automatic_classify(message, fields, &options);
  check(message->automatic_signs);
  check(message->soft_signs);
  return 0;
}
