/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens in any text; what is read must be written as what is read again.
 * Seeds: the examples in parsers/token.h.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/token.h"
#include "tests/support/fuzz.h"

static void
check(const TokenRef *token)
{
  TokenRef again;
  g_autofree char *text = token_format(token);

  g_assert(strlen(text) <= 38);
  g_assert(token_parse(text, &again));
  g_assert(strcmp(token->record, again.record) == 0);
  g_assert(memcmp(token->mac, again.mac, sizeof again.mac) == 0);
  g_assert(token->role == again.role && token->assignment == again.assignment &&
           token->key_version == again.key_version);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  TokenRef token;

  if (token_parse(text, &token))
    check(&token);
  if (token_find_in_text(text, &token))
    check(&token);
  if (token_find_in_address(text, "a.example.org", &token))
    check(&token);
  if (token_find_in_message_id(text, "example.org", &token))
    check(&token);
  return 0;
}
