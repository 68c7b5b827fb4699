/* SPDX-License-Identifier: Apache-2.0
 *
 * All cryptography on stored data; the only file of queue/ that knows
 * libsodium.  Keys, sealed values, keyed hashes, sealed streams.  It stores
 * nothing.
 */
#ifndef BOTE_QUEUE_SECRET_H
#define BOTE_QUEUE_SECRET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  SECRET_KEY_BYTES = 32,
  SECRET_HASH_BYTES = 32,
  SECRET_HASH_HEX = 2 * SECRET_HASH_BYTES + 1, /* as text, with NUL */
  SECRET_MAC_BYTES = 10,                       /* a token: 80 bit */
  SECRET_BOX_BYTES = 48,                       /* crypto_box_seal adds this */
  SECRET_STREAM_HEADER_BYTES = 24,             /* of a sealed stream */
  SECRET_STREAM_EXTRA_BYTES = 17,              /* added to each chunk */
};

/* A symmetric key.  Wipe with secret_wipe() as soon as it is not needed. */
typedef struct SecretKey {
  uint8_t bytes[SECRET_KEY_BYTES];
} SecretKey;

/* An X25519 key pair and its public half. */
typedef struct SecretBoxPublic {
  uint8_t bytes[SECRET_KEY_BYTES];
} SecretBoxPublic;
typedef struct SecretBoxPair {
  SecretBoxPublic public_key;
  uint8_t secret_key[SECRET_KEY_BYTES];
} SecretBoxPair;

/* Prepare the library once per process, before any other call here. */
void secret_init(void);

/* Fill with random bytes; and overwrite so that no compiler leaves it out. */
void secret_random(void *out, size_t size);
void secret_wipe(void *bytes, size_t size);
/* Compare in constant time. */
bool secret_equal(const void *a, const void *b, size_t size);
void secret_key_random(SecretKey *out_key);

/* Derive a sub-key (crypto_kdf).
 *
 * context    exactly 8 characters naming the purpose, e.g. "wrapping"
 * id         number of the sub-key, e.g. a role letter or a key version
 */
void secret_key_derive(const SecretKey *master, const char *context,
                       uint64_t id, SecretKey *out_key);

/* BLAKE2b of `size` bytes; key NULL for a plain hash. */
void secret_hash(const SecretKey *key, const void *bytes, size_t size,
                 uint8_t out_hash[SECRET_HASH_BYTES]);

/* A hash as lower-case hexadecimal text, in constant time. */
void secret_hash_to_hex(const uint8_t hash[SECRET_HASH_BYTES],
                        char out_text[SECRET_HASH_HEX]);

/* BLAKE2b over pieces, for what is streamed; key NULL for a plain hash. */
typedef struct SecretHasher SecretHasher;
SecretHasher *secret_hasher_new(const SecretKey *key);
void secret_hasher_update(SecretHasher *hasher, const void *bytes, size_t size);
void secret_hasher_finish(SecretHasher *hasher,
                          uint8_t out_hash[SECRET_HASH_BYTES]);
void secret_hasher_free(SecretHasher *hasher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SecretHasher, secret_hasher_free)

/* Seal bytes under `key` with XChaCha20-Poly1305 and a random nonce.
 *
 * aad        what the value is bound to, "table|column|row"; the same text must
 *            be given to open it, so that values cannot be swapped between rows
 * Returns nonce and ciphertext; owned by the caller.
 */
GBytes *secret_seal(const SecretKey *key, const char *aad, const void *bytes,
                    size_t size);

/* Open what secret_seal() made.  STORE_ERROR_CORRUPT: forged or wrong row. */
GBytes *secret_open(const SecretKey *key, const char *aad, GBytes *sealed,
                    GError **error);

/* A new pair; and a file's key that only the owner of `to` can read. */
void secret_box_pair_random(SecretBoxPair *out_pair);
void secret_box_seal(const SecretBoxPublic *to, const SecretKey *key,
                     uint8_t out[SECRET_KEY_BYTES + SECRET_BOX_BYTES]);
/* STORE_ERROR_CORRUPT: not sealed to this pair. */
bool secret_box_open(const SecretBoxPair *pair,
                     const uint8_t sealed[SECRET_KEY_BYTES + SECRET_BOX_BYTES],
                     SecretKey *out_key, GError **error);

/* A sealed stream (crypto_secretstream): order and end are protected. */
typedef struct SecretStream SecretStream;
typedef enum SecretTag {
  SECRET_TAG_MESSAGE = 0, /* more of this record follows */
  SECRET_TAG_PUSH = 1,    /* end of a record */
  SECRET_TAG_FINAL = 3,   /* end of the stream: the trailer */
} SecretTag;

SecretStream *
secret_stream_push_new(const SecretKey *key,
                       uint8_t out_header[SECRET_STREAM_HEADER_BYTES]);
SecretStream *
secret_stream_pull_new(const SecretKey *key,
                       const uint8_t header[SECRET_STREAM_HEADER_BYTES]);
/* The stream as it stands, to try how it goes on; owned by the caller. */
SecretStream *secret_stream_copy(const SecretStream *stream);
/* `out` holds size + SECRET_STREAM_EXTRA_BYTES. */
void secret_stream_push(SecretStream *stream, const void *bytes, size_t size,
                        SecretTag tag, uint8_t *out);
/* `out` holds size - SECRET_STREAM_EXTRA_BYTES; false: torn or forged. */
bool secret_stream_pull(SecretStream *stream, const uint8_t *sealed,
                        size_t size, uint8_t *out, SecretTag *out_tag);
void secret_stream_free(SecretStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SecretStream, secret_stream_free)

#endif
