/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 piece by piece (FIPS 180-4), by whatever engine the caller brings:
 * GLib's is plain C and, at 5 ns a byte, the dearest step of a mail with
 * photos; processors have instructions for it, which daemon/ can reach.
 */
#ifndef BOTE_PARSERS_SHA256_H
#define BOTE_PARSERS_SHA256_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32 };

/* Who computes.  The members do not fail; `end` also releases the state. */
typedef struct Sha256Engine {
  void *(*begin)(void);
  void (*update)(void *state, const void *bytes, size_t size);
  void (*end)(void *state, uint8_t out[SHA256_BYTES]);
} Sha256Engine;

typedef struct Sha256 Sha256;

/* Begin a hash.  engine: borrowed for as long as the hash; NULL: GLib's. */
Sha256 *sha256_new(const Sha256Engine *engine);
void sha256_free(Sha256 *hash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sha256, sha256_free)

/* Add `size` bytes, 0 included; before sha256_finish(). */
void sha256_update(Sha256 *hash, const void *bytes, size_t size);

/* Lower-case hexadecimal, owned by the caller; nothing may be added after. */
char *sha256_finish(Sha256 *hash);

#endif
