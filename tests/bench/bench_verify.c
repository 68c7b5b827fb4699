/* SPDX-License-Identifier: Apache-2.0
 *
 * The limit of a webhook whose requests are signed with ed25519: how many
 * signatures of a message one core verifies in a second and does nothing else.
 *
 * bench_verify FILE: of the bytes of that file
 */
#include <stdio.h>

#include <glib.h>
#include <sodium.h>

#include "tests/support/bench.h"

enum { PROBE_US = 300000 };

int
main(int argc, char **argv)
{
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  unsigned char secret_key[crypto_sign_SECRETKEYBYTES];
  unsigned char signature[crypto_sign_BYTES];
  g_autofree char *bytes = NULL;
  gsize size;
  if (argc != 2 || sodium_init() < 0 ||
      !g_file_get_contents(argv[1], &bytes, &size, NULL))
    g_error("bench_verify FILE");
  const unsigned char *message = (const unsigned char *)bytes;
  crypto_sign_keypair(public_key, secret_key);
  crypto_sign_detached(signature, NULL, message, size, secret_key);
  int64_t begin_us = bench_now_us(), end_us;
  int count = 0;
  do {
    if (crypto_sign_verify_detached(signature, message, size, public_key) != 0)
      g_error("a good signature is bad");
    count++;
    end_us = bench_now_us();
  } while (end_us - begin_us < PROBE_US);
  printf("%.1f\n", count * 1e6 / (double)(end_us - begin_us));
  return 0;
}
