/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine in charge, and GLib's as one of them.
 */
#include "parsers/sha256.h"

static void *
glib_begin(void)
{
  return g_checksum_new(G_CHECKSUM_SHA256);
}

static void
glib_update(void *state, const void *bytes, size_t size)
{
  g_checksum_update(state, bytes, (gssize)size);
}

static void
glib_end(void *state, uint8_t out[SHA256_BYTES])
{
  gsize size = SHA256_BYTES;
  g_checksum_get_digest(state, out, &size);
  g_checksum_free(state);
}

static const Sha256Engine glib_engine = {glib_begin, glib_update, glib_end};

struct Sha256 {
  const Sha256Engine *engine;
  void *state; /* NULL once it is finished */
};

Sha256 *
sha256_new(const Sha256Engine *engine)
{
  Sha256 *hash = g_new0(Sha256, 1);
  hash->engine = engine == NULL ? &glib_engine : engine;
  hash->state = hash->engine->begin();
  return hash;
}

void
sha256_free(Sha256 *hash)
{
  uint8_t unused[SHA256_BYTES];
  if (hash == NULL)
    return;
  if (hash->state != NULL)
    hash->engine->end(hash->state, unused);
  g_free(hash);
}

void
sha256_update(Sha256 *hash, const void *bytes, size_t size)
{
  g_assert(hash->state != NULL);
  if (size > 0)
    hash->engine->update(hash->state, bytes, size);
}

char *
sha256_finish(Sha256 *hash)
{
  static const char digits[] = "0123456789abcdef";
  uint8_t bytes[SHA256_BYTES];
  char *text = g_malloc(2 * SHA256_BYTES + 1);
  g_assert(hash->state != NULL);
  hash->engine->end(g_steal_pointer(&hash->state), bytes);
  for (size_t i = 0; i < SHA256_BYTES; i++) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  text[2 * SHA256_BYTES] = '\0';
  return text;
}
