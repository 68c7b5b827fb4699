/* SPDX-License-Identifier: Apache-2.0
 *
 * What the two files of the key ring share.  All of it lies in one mapping that
 * is locked into memory, left out of core files, and wiped.
 */
#ifndef BOTE_QUEUE_KEYRING_PRIVATE_H
#define BOTE_QUEUE_KEYRING_PRIVATE_H

#include "queue/keyring.h"

enum {
  KEYRING_LOT = 128, /* one sync then serves 128 new persons */
  /* A dialogue touches a person and a file; with the spare keys this stays
   * below 16 KiB, while 64 KiB may be locked by default everywhere. */
  KEYRING_CACHE = 128,
  KEYRING_OWNERS = 2,
};

typedef struct CachedKey {
  Id id; /* "" for none */
  SecretKey key;
  uint64_t used_at; /* counts uses, not time */
} CachedKey;

typedef struct SpareKey {
  Id id;
  SecretKey key;
} SpareKey;

typedef struct SpareLot {
  int count;
  SpareKey keys[KEYRING_LOT];
} SpareLot;

struct Keyring {
  Store *keys;
  SecretKey master;
  SecretKey wrapping; /* wraps the owners' keys */
  SecretKey town;     /* what belongs to no person */
  SecretKey lookup;   /* hashes of addresses */
  SecretKey contents; /* hashes of contents */
  SpareLot spare[KEYRING_OWNERS];
  uint64_t uses;
  unsigned forgotten;
  CachedKey cache[KEYRING_CACHE];
};

#endif
