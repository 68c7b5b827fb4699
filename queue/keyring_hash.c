/* SPDX-License-Identifier: Apache-2.0
 *
 * Keyed hashes under the town's master key: addresses, contents, tokens.  They
 * are the same for all owners, for they are looked up before it is known whose
 * a message is.
 */
#include "queue/keyring_private.h"

#include <string.h>

/* Fields are ended by NUL, so that "a" + "bc" differs from "ab" + "c". */
static void
add_field(SecretHasher *hasher, const char *text)
{
  secret_hasher_update(hasher, text, strlen(text) + 1);
}

static GBytes *
finish_hash(SecretHasher *hasher)
{
  uint8_t hash[SECRET_HASH_BYTES];
  secret_hasher_finish(hasher, hash);
  return g_bytes_new(hash, sizeof hash);
}

GBytes *
keyring_lookup(const Keyring *ring, const char *channel, const char *address)
{
  g_autoptr(SecretHasher) hasher = secret_hasher_new(&ring->lookup);
  /* A number in E.164 has no letters, so one rule does for both. */
  g_autofree char *lower = g_ascii_strdown(address, -1);
  add_field(hasher, channel);
  add_field(hasher, lower);
  return finish_hash(hasher);
}

SecretHasher *
keyring_content_hasher(const Keyring *ring)
{
  return secret_hasher_new(&ring->contents);
}

GBytes *
keyring_content_hash(const Keyring *ring, const char *kind, const void *bytes,
                     size_t size)
{
  g_autoptr(SecretHasher) hasher = keyring_content_hasher(ring);
  add_field(hasher, kind);
  secret_hasher_update(hasher, bytes, size);
  return finish_hash(hasher);
}

void
keyring_token(const Keyring *ring, const KeyringToken *token,
              uint8_t out_mac[SECRET_MAC_BYTES])
{
  g_assert(token->role >= 'a' && token->role <= 'z');
  SecretKey key;
  secret_key_derive(&ring->master, "tokenkey",
                    ((uint64_t)token->version << 8) | (uint64_t)token->role,
                    &key);
  g_autofree char *number = g_strdup_printf("%u", token->assignment);
  uint8_t hash[SECRET_HASH_BYTES];
  g_autoptr(SecretHasher) hasher = secret_hasher_new(&key);
  add_field(hasher, token->subject);
  add_field(hasher, number);
  secret_hasher_finish(hasher, hash);
  memcpy(out_mac, hash, SECRET_MAC_BYTES);
  secret_wipe(&key, sizeof key);
}
