/* SPDX-License-Identifier: Apache-2.0
 *
 * Thin wrappers that give libsodium our types, one fixed choice of algorithm
 * each, and no way to forget a check.  No key is kept here.
 */
#include "queue/secret.h"

#include <string.h>

#include <sodium.h>

#include "queue/store_error.h"

enum {
  NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
  TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

G_STATIC_ASSERT((int)SECRET_KEY_BYTES ==
                (int)crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT((int)SECRET_KEY_BYTES ==
                (int)crypto_secretstream_xchacha20poly1305_KEYBYTES);
G_STATIC_ASSERT((int)SECRET_KEY_BYTES == (int)crypto_box_SECRETKEYBYTES);
G_STATIC_ASSERT((int)SECRET_KEY_BYTES == (int)crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT((int)SECRET_KEY_BYTES == (int)crypto_kdf_KEYBYTES);
G_STATIC_ASSERT((int)SECRET_BOX_BYTES == (int)crypto_box_SEALBYTES);
G_STATIC_ASSERT((int)SECRET_STREAM_HEADER_BYTES ==
                (int)crypto_secretstream_xchacha20poly1305_HEADERBYTES);
G_STATIC_ASSERT((int)SECRET_STREAM_EXTRA_BYTES ==
                (int)crypto_secretstream_xchacha20poly1305_ABYTES);
G_STATIC_ASSERT((int)SECRET_TAG_PUSH ==
                (int)crypto_secretstream_xchacha20poly1305_TAG_PUSH);
G_STATIC_ASSERT((int)SECRET_TAG_FINAL ==
                (int)crypto_secretstream_xchacha20poly1305_TAG_FINAL);

struct SecretHasher {
  crypto_generichash_state state;
};

struct SecretStream {
  crypto_secretstream_xchacha20poly1305_state state;
};

void
secret_init(void)
{
  /* It fails only where the kernel gives no randomness at all. */
  int result = sodium_init();
  g_assert(result >= 0);
}

void
secret_random(void *out, size_t size)
{
  randombytes_buf(out, size);
}

void
secret_wipe(void *bytes, size_t size)
{
  sodium_memzero(bytes, size);
}

bool
secret_equal(const void *a, const void *b, size_t size)
{
  return sodium_memcmp(a, b, size) == 0;
}

void
secret_key_random(SecretKey *out_key)
{
  randombytes_buf(out_key->bytes, sizeof out_key->bytes);
}

void
secret_key_derive(const SecretKey *master, const char *context, uint64_t id,
                  SecretKey *out_key)
{
  g_assert(strlen(context) == crypto_kdf_CONTEXTBYTES);
  int result = crypto_kdf_derive_from_key(out_key->bytes, sizeof out_key->bytes,
                                          id, context, master->bytes);
  g_assert(result == 0);
}

/* The key's bytes and their number as crypto_generichash wants them. */
static const uint8_t *
hash_key(const SecretKey *key, size_t *out_size)
{
  *out_size = key ? sizeof key->bytes : 0;
  return key ? key->bytes : NULL;
}

void
secret_hash(const SecretKey *key, const void *bytes, size_t size,
            uint8_t out_hash[SECRET_HASH_BYTES])
{
  size_t key_size;
  const uint8_t *key_bytes = hash_key(key, &key_size);
  int result = crypto_generichash(out_hash, SECRET_HASH_BYTES, bytes, size,
                                  key_bytes, key_size);
  g_assert(result == 0);
}

void
secret_hash_to_hex(const uint8_t hash[SECRET_HASH_BYTES],
                   char out_text[SECRET_HASH_HEX])
{
  (void)sodium_bin2hex(out_text, SECRET_HASH_HEX, hash, SECRET_HASH_BYTES);
}

SecretHasher *
secret_hasher_new(const SecretKey *key)
{
  /* The state of BLAKE2b wants an alignment of 64, more than malloc gives. */
  SecretHasher *hasher = g_aligned_alloc0(1, sizeof *hasher, 64);
  size_t key_size;
  const uint8_t *key_bytes = hash_key(key, &key_size);
  int result = crypto_generichash_init(&hasher->state, key_bytes, key_size,
                                       SECRET_HASH_BYTES);
  g_assert(result == 0);
  return hasher;
}

void
secret_hasher_update(SecretHasher *hasher, const void *bytes, size_t size)
{
  int result = crypto_generichash_update(&hasher->state, bytes, size);
  g_assert(result == 0);
}

void
secret_hasher_finish(SecretHasher *hasher, uint8_t out_hash[SECRET_HASH_BYTES])
{
  int result =
      crypto_generichash_final(&hasher->state, out_hash, SECRET_HASH_BYTES);
  g_assert(result == 0); /* finished twice is our bug */
}

void
secret_hasher_free(SecretHasher *hasher)
{
  if (hasher == NULL)
    return;
  sodium_memzero(hasher, sizeof *hasher);
  g_aligned_free(hasher);
}

GBytes *
secret_seal(const SecretKey *key, const char *aad, const void *bytes,
            size_t size)
{
  size_t sealed_size = NONCE_BYTES + size + TAG_BYTES;
  uint8_t *sealed = g_malloc(sealed_size);
  randombytes_buf(sealed, NONCE_BYTES);
  int result = crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed + NONCE_BYTES, NULL, bytes, size, (const uint8_t *)aad,
      strlen(aad), NULL, sealed, key->bytes);
  g_assert(result == 0);
  return g_bytes_new_take(sealed, sealed_size);
}

/* A decrypted value does not stay behind in freed memory. */
typedef struct Plain {
  size_t size;
  uint8_t bytes[];
} Plain;

static void
plain_free(void *data)
{
  Plain *plain = data;
  sodium_memzero(plain->bytes, plain->size);
  g_free(plain);
}

GBytes *
secret_open(const SecretKey *key, const char *aad, GBytes *sealed,
            GError **error)
{
  size_t sealed_size;
  const uint8_t *bytes = g_bytes_get_data(sealed, &sealed_size);
  if (sealed_size < NONCE_BYTES + TAG_BYTES) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                        "sealed value is too short");
    return NULL;
  }
  size_t size = sealed_size - NONCE_BYTES - TAG_BYTES;
  Plain *plain = g_malloc(sizeof *plain + size + 1);
  plain->size = size;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          plain->bytes, NULL, NULL, bytes + NONCE_BYTES,
          sealed_size - NONCE_BYTES, (const uint8_t *)aad, strlen(aad), bytes,
          key->bytes) != 0) {
    plain_free(plain);
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                        "sealed value is forged or belongs elsewhere");
    return NULL;
  }
  return g_bytes_new_with_free_func(plain->bytes, size, plain_free, plain);
}

void
secret_box_pair_random(SecretBoxPair *out_pair)
{
  int result =
      crypto_box_keypair(out_pair->public_key.bytes, out_pair->secret_key);
  g_assert(result == 0);
}

void
secret_box_seal(const SecretBoxPublic *to, const SecretKey *key,
                uint8_t out[SECRET_KEY_BYTES + SECRET_BOX_BYTES])
{
  /* It fails for a public key of small order only: a broken installation. */
  int result = crypto_box_seal(out, key->bytes, SECRET_KEY_BYTES, to->bytes);
  g_assert(result == 0);
}

bool
secret_box_open(const SecretBoxPair *pair,
                const uint8_t sealed[SECRET_KEY_BYTES + SECRET_BOX_BYTES],
                SecretKey *out_key, GError **error)
{
  SecretKey key;
  if (crypto_box_seal_open(key.bytes, sealed,
                           SECRET_KEY_BYTES + SECRET_BOX_BYTES,
                           pair->public_key.bytes, pair->secret_key) != 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                        "key is not sealed to this reader");
    return false;
  }
  *out_key = key;
  sodium_memzero(&key, sizeof key);
  return true;
}

SecretStream *
secret_stream_push_new(const SecretKey *key,
                       uint8_t out_header[SECRET_STREAM_HEADER_BYTES])
{
  SecretStream *stream = g_new0(SecretStream, 1);
  int result = crypto_secretstream_xchacha20poly1305_init_push(
      &stream->state, out_header, key->bytes);
  g_assert(result == 0);
  return stream;
}

SecretStream *
secret_stream_pull_new(const SecretKey *key,
                       const uint8_t header[SECRET_STREAM_HEADER_BYTES])
{
  SecretStream *stream = g_new0(SecretStream, 1);
  int result = crypto_secretstream_xchacha20poly1305_init_pull(
      &stream->state, header, key->bytes);
  g_assert(result == 0); /* any header is accepted; the first chunk tells */
  return stream;
}

SecretStream *
secret_stream_copy(const SecretStream *stream)
{
  return g_memdup2(stream, sizeof *stream);
}

void
secret_stream_push(SecretStream *stream, const void *bytes, size_t size,
                   SecretTag tag, uint8_t *out)
{
  int result = crypto_secretstream_xchacha20poly1305_push(
      &stream->state, out, NULL, bytes, size, NULL, 0, (uint8_t)tag);
  g_assert(result == 0);
}

bool
secret_stream_pull(SecretStream *stream, const uint8_t *sealed, size_t size,
                   uint8_t *out, SecretTag *out_tag)
{
  if (size < SECRET_STREAM_EXTRA_BYTES)
    return false;
  uint8_t tag;
  if (crypto_secretstream_xchacha20poly1305_pull(
          &stream->state, out, NULL, &tag, sealed, size, NULL, 0) != 0)
    return false;
  /* We never write the fourth tag, REKEY. */
  if (tag != SECRET_TAG_MESSAGE && tag != SECRET_TAG_PUSH &&
      tag != SECRET_TAG_FINAL)
    return false;
  *out_tag = tag;
  return true;
}

void
secret_stream_free(SecretStream *stream)
{
  if (stream == NULL)
    return;
  sodium_memzero(stream, sizeof *stream);
  g_free(stream);
}
