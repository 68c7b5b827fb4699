/* SPDX-License-Identifier: Apache-2.0
 *
 * Three calls of GnuTLS.  That one fails means that the library knows no
 * SHA-256, which no build of it does.
 */
#include "daemon/parse/parse_hash.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

static void *
hash_begin(void)
{
  gnutls_hash_hd_t state = NULL;
  int rc = gnutls_hash_init(&state, GNUTLS_DIG_SHA256);
  g_assert(rc == 0);
  return state;
}

static void
hash_update(void *state, const void *bytes, size_t size)
{
  int rc = gnutls_hash(state, bytes, size);
  g_assert(rc == 0);
}

static void
hash_end(void *state, uint8_t out[SHA256_BYTES])
{
  gnutls_hash_deinit(state, out);
}

const Sha256Engine parse_hash_engine = {hash_begin, hash_update, hash_end};
