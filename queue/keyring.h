/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of persons and files (keys.db), wrapped by the town's key, and the
 * sealing of columns under them.  Erasing a person is deleting his key.
 *
 * keys.db is a second database with the same one writer.  A key is committed
 * there before the first row that uses it: keys are made ahead in small lots,
 * one commit for many; keys never used are swept after a day.
 */
#ifndef BOTE_QUEUE_KEYRING_H
#define BOTE_QUEUE_KEYRING_H

#include "queue/id.h"
#include "queue/secret.h"
#include "queue/store.h"

typedef struct Keyring Keyring;

/* keys       the open keys.db, kept by the ring but not owned
 * master     the town's 32-byte master key, copied; sub-keys are derived:
 *            wrapping, look-up hashes, tokens per role */
Keyring *keyring_new(Store *keys, const SecretKey *master);
void keyring_free(Keyring *ring);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keyring, keyring_free)

/* Is the master key the one that keys.db was written with?  With another one
 * nothing stored could be read, and what is written now not later.
 * STORE_ERROR_CORRUPT: it is another one. */
bool keyring_check(Keyring *ring, GError **error);

typedef enum KeyOwner {
  KEY_OWNER_PERSON,
  KEY_OWNER_FILE, /* statutory records: ticket, procedure, survey */
} KeyOwner;

/* Take a fresh key that is already durable; its id becomes the owner's id.
 *
 * owner      keys of persons and of files are made in lots of their own
 * now_ms     becomes part of the id
 */
bool keyring_take(Keyring *ring, KeyOwner owner, int64_t now_ms, Id *out_id,
                  GError **error);

/* Delete an owner's key, from the WAL too: all that was sealed under it is
 * unreadable.  An unknown id is no failure, so it may be repeated.
 * STORE_ERROR_BUSY: deleted, but a reader (a backup) keeps the WAL; repeat.
 */
bool keyring_forget(Keyring *ring, const char *owner_id, GError **error);

/* How many keys this ring has forgotten: when it differs, what was made of
 * somebody's words or pictures has to be looked at again. */
unsigned keyring_forgotten(const Keyring *ring);

/* Tells whether a row of bote.db belongs to this key; false with error set on
 * failure, which ends the sweep. */
typedef bool (*KeyringIsUsed)(void *data, KeyOwner owner, const char *owner_id,
                              bool *out_used, GError **error);

/* Delete the keys that were made ahead and never used.
 *
 * now_ms     keys younger than 24 h are left alone: their owner may be in a
 *            transaction that is just being made
 * is_used    asked once for each key; those found are not asked for again
 * At start and daily.  One transaction.
 */
bool keyring_sweep(Keyring *ring, int64_t now_ms, KeyringIsUsed is_used,
                   void *data, GError **error);

/* Seal bytes or text for a column of a row, under an owner's key.
 *
 * owner_id   the person (or file) id; NULL: the town's own key, for what
 *            belongs to no person (department mail, raw mail before parsing)
 * place      "table|column|row id"
 * STORE_ERROR_MISSING: the owner was erased.
 */
GBytes *keyring_seal(Keyring *ring, const char *owner_id, const char *place,
                     GBytes *plain, GError **error);
GBytes *keyring_open(Keyring *ring, const char *owner_id, const char *place,
                     GBytes *sealed, GError **error);
/* The same for text; NULL text gives NULL without an error. */
GBytes *keyring_seal_text(Keyring *ring, const char *owner_id,
                          const char *place, const char *text, GError **error);
char *keyring_open_text(Keyring *ring, const char *owner_id, const char *place,
                        GBytes *sealed, GError **error);

/* Look-up hash of an address: keyed BLAKE2b of channel and normalised text
 * (mail: ASCII-lower-cased; sms: E.164). */
GBytes *keyring_lookup(const Keyring *ring, const char *channel,
                       const char *address);
/* Keyed hash to recognise equal contents; `kind` separates uses. */
GBytes *keyring_content_hash(const Keyring *ring, const char *kind,
                             const void *bytes, size_t size);
/* A hasher for streamed contents; owned by the caller.  Begun with the kind and
 * one NUL byte it gives what keyring_content_hash() gives. */
SecretHasher *keyring_content_hasher(const Keyring *ring);

/* What a token is for.  Each role has a key of its own. */
typedef struct KeyringToken {
  char role;           /* one letter: c d m b u s */
  const char *subject; /* "ticket|2600417" */
  unsigned assignment; /* 0 where there is none */
  unsigned version;    /* of the key */
} KeyringToken;

/* The 80-bit MAC of a token. */
void keyring_token(const Keyring *ring, const KeyringToken *token,
                   uint8_t out_mac[SECRET_MAC_BYTES]);

#endif
