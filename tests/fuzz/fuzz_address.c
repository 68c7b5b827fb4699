/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz addresses: the value of every field that holds some.  Seeds:
 * tests/fuzz/seeds/address.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parsers/mime/mime_private.h"
#include "parsers/parse_message.h"
#include "tests/support/fuzz.h"

static void
check_address(const Address *address)
{
  g_assert(address->address != NULL && *address->address != '\0');
  g_assert(g_utf8_validate(address->address, -1, NULL));
  g_assert(strpbrk(address->address, "\r\n") == NULL);
  g_assert(address->name == NULL || g_utf8_validate(address->name, -1, NULL));
  g_assert(address->name == NULL || strpbrk(address->name, "\r\n") == NULL);
}

static void
check_list(const GPtrArray *list)
{
  g_assert(list->len <= MIME_ADDRESSES_MAX);
  for (guint i = 0; i < list->len; i++)
    check_address(list->pdata[i]);
}

static void
check_mail(const char *value)
{
  g_autofree char *text =
      g_strdup_printf("From: %s\nSender: %s\nTo: %s\nCc: %s\nReturn-Path: %s\n"
                      "Delivered-To: %s\n\nx\n",
                      value, value, value, value, value, value);
  g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
  MimeOptions options = {.authserv_id = "mx.example.org"};
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert(message != NULL);
  if (message->from != NULL)
    check_address(message->from);
  check_list(message->to);
  check_list(message->cc);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *value = g_strndup((const char *)data, size);
  if (size < 8192) /* what the pre-scan leaves of such a field */
    (void)mime_headers_is_single(value);
  check_mail(value);
  return 0;
}
