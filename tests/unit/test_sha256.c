/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 by each engine against the examples of FIPS 180-4, whole and in
 * pieces.
 */
#include "parsers/sha256.h"

#include <string.h>

#include "daemon/parse/parse_hash.h"

static const struct Row {
  const char *text, *hash;
} rows[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void
test_sha256_examples(gconstpointer engine)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Sha256) hash = sha256_new(engine);
    sha256_update(hash, rows[i].text, strlen(rows[i].text));
    g_autofree char *text = sha256_finish(hash);
    g_assert_cmpstr(text, ==, rows[i].hash);
  }
}

static void
test_sha256_in_pieces(gconstpointer engine)
{
  enum { SIZE = 1000 };
  g_autofree char *bytes = g_strnfill(SIZE, 'a');
  g_autofree char *expected =
      g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, SIZE);
  for (size_t piece = 1; piece < 200; piece++) {
    g_autoptr(Sha256) hash = sha256_new(engine);
    for (size_t i = 0; i < SIZE; i += piece)
      sha256_update(hash, bytes + i, MIN(piece, SIZE - i));
    g_autofree char *text = sha256_finish(hash);
    g_assert_cmpstr(text, ==, expected);
  }
}

static void
test_sha256_may_be_given_up(gconstpointer engine)
{
  g_autoptr(Sha256) hash = sha256_new(engine);
  sha256_update(hash, "a", 1);
}

int
main(int argc, char **argv)
{
  static const struct {
    const char *name;
    const Sha256Engine *engine;
  } engines[] = {{"glib", NULL}, {"gnutls", &parse_hash_engine}};
  static const struct {
    const char *name;
    GTestDataFunc run;
  } tests[] = {{"examples", test_sha256_examples},
               {"pieces", test_sha256_in_pieces},
               {"given-up", test_sha256_may_be_given_up}};
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t e = 0; e < G_N_ELEMENTS(engines); e++)
    for (size_t t = 0; t < G_N_ELEMENTS(tests); t++) {
      g_autofree char *path = g_strdup_printf("/parsers/sha256/%s/%s",
                                              tests[t].name, engines[e].name);
      g_test_add_data_func(path, engines[e].engine, tests[t].run);
    }
  return g_test_run();
}
