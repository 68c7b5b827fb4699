/* SPDX-License-Identifier: Apache-2.0
 *
 * SipHash-2-4 of libsodium.
 */
#include <sodium.h>
#include <string.h>

#include "parsers/learn/learn_features.h"

G_STATIC_ASSERT(LEARN_KEY_SIZE == crypto_shorthash_KEYBYTES);
G_STATIC_ASSERT(sizeof(uint64_t) == crypto_shorthash_BYTES);

uint64_t
learn_hash(const LearnKey *key, const void *bytes, size_t length)
{
  uint64_t hash;
  crypto_shorthash((uint8_t *)&hash, bytes, length, key->bytes);
  return GUINT64_FROM_LE(hash);
}
