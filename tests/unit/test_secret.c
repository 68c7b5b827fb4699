/* SPDX-License-Identifier: Apache-2.0
 *
 * Sealed values open only where they belong, streams only whole and in order.
 */
#include <string.h>

#include "queue/secret.h"
#include "queue/store_error.h"
#include "tests/support/cases.h"

static char *
hex(const uint8_t *bytes, size_t size)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < size; i++)
    g_string_append_printf(text, "%02x", bytes[i]);
  return g_string_free(text, FALSE);
}

/* BLAKE2b-256 of "abc", as b2sum -l 256 of coreutils prints it. */
static void
test_secret_hash_is_blake2b(void)
{
  uint8_t whole[SECRET_HASH_BYTES], pieces[SECRET_HASH_BYTES];
  secret_hash(NULL, "abc", 3, whole);
  g_autofree char *text = hex(whole, sizeof whole);
  static const char expected[] =
      "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
  g_assert_cmpstr(text, ==, expected);
  char own[SECRET_HASH_HEX];
  secret_hash_to_hex(whole, own);
  g_assert_cmpstr(own, ==, expected);
  g_autoptr(SecretHasher) hasher = secret_hasher_new(NULL);
  secret_hasher_update(hasher, "a", 1);
  secret_hasher_update(hasher, "bc", 2);
  secret_hasher_finish(hasher, pieces);
  g_assert_cmpmem(whole, sizeof whole, pieces, sizeof pieces);
}

static void
test_secret_hash_depends_on_the_key(void)
{
  SecretKey key;
  secret_key_random(&key);
  uint8_t plain[SECRET_HASH_BYTES], keyed[SECRET_HASH_BYTES];
  uint8_t pieces[SECRET_HASH_BYTES];
  secret_hash(NULL, "abc", 3, plain);
  secret_hash(&key, "abc", 3, keyed);
  g_assert_false(secret_equal(plain, keyed, sizeof plain));
  g_autoptr(SecretHasher) hasher = secret_hasher_new(&key);
  secret_hasher_update(hasher, "abc", 3);
  secret_hasher_finish(hasher, pieces);
  g_assert_true(secret_equal(keyed, pieces, sizeof keyed));
}

static void
test_secret_key_derive_separates(void)
{
  SecretKey master = {.bytes = {1}}, a, b, c, again;
  secret_key_derive(&master, "wrapping", 1, &a);
  secret_key_derive(&master, "wrapping", 2, &b);
  secret_key_derive(&master, "lookups_", 1, &c);
  secret_key_derive(&master, "wrapping", 1, &again);
  g_assert_true(secret_equal(&a, &again, sizeof a));
  g_assert_false(secret_equal(&a, &b, sizeof a));
  g_assert_false(secret_equal(&a, &c, sizeof a));
}

static void
test_secret_open_gives_what_was_sealed(void)
{
  SecretKey key;
  secret_key_random(&key);
  static const size_t sizes[] = {0, 1, 15, 64, 70000};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autofree char *text = g_malloc0(sizes[i] + 1);
    memset(text, 'x', sizes[i]);
    g_autoptr(GBytes) sealed = secret_seal(&key, "t|c|1", text, sizes[i]);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) plain = secret_open(&key, "t|c|1", sealed, &error);
    g_assert_no_error(error);
    size_t size;
    const void *bytes = g_bytes_get_data(plain, &size);
    g_assert_cmpmem(bytes, size, text, sizes[i]);
  }
}

static void
test_secret_seal_never_repeats(void)
{
  SecretKey key = {.bytes = {0}};
  g_autoptr(GBytes) one = secret_seal(&key, "t|c|1", "same", 4);
  g_autoptr(GBytes) other = secret_seal(&key, "t|c|1", "same", 4);
  g_assert_false(g_bytes_equal(one, other));
}

static void
assert_closed(const SecretKey *key, const char *aad, const uint8_t *sealed,
              size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new(sealed, size);
  g_autoptr(GBytes) plain = secret_open(key, aad, bytes, &error);
  g_assert_null(plain);
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_secret_open_refuses_what_is_not_its_own(void)
{
  SecretKey key, other;
  secret_key_random(&key);
  secret_key_random(&other);
  g_autoptr(GBytes) sealed = secret_seal(&key, "t|c|1", "abc", 3);
  size_t size;
  const uint8_t *bytes = g_bytes_get_data(sealed, &size);
  assert_closed(&key, "t|c|2", bytes, size);
  assert_closed(&other, "t|c|1", bytes, size);
  for (size_t cut = 0; cut < size; cut++)
    assert_closed(&key, "t|c|1", bytes, cut);
  g_autofree uint8_t *copy = g_memdup2(bytes, size);
  for (size_t i = 0; i < size; i++) {
    copy[i] ^= 1;
    assert_closed(&key, "t|c|1", copy, size);
    copy[i] ^= 1;
  }
}

static void
test_secret_box_opens_for_its_pair_only(void)
{
  SecretBoxPair pair, other;
  secret_box_pair_random(&pair);
  secret_box_pair_random(&other);
  SecretKey key, opened = {.bytes = {0}};
  secret_key_random(&key);
  uint8_t sealed[SECRET_KEY_BYTES + SECRET_BOX_BYTES];
  secret_box_seal(&pair.public_key, &key, sealed);
  g_autoptr(GError) error = NULL;
  g_assert_false(secret_box_open(&other, sealed, &opened, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  static const SecretKey untouched = {.bytes = {0}};
  g_assert_true(secret_equal(&opened, &untouched, sizeof opened));
  g_assert_true(secret_box_open(&pair, sealed, &opened, NULL));
  g_assert_true(secret_equal(&opened, &key, sizeof key));
}

typedef struct StreamFixture {
  SecretKey key;
  uint8_t header[SECRET_STREAM_HEADER_BYTES];
  uint8_t chunks[3][3 + SECRET_STREAM_EXTRA_BYTES];
} StreamFixture;

static void
stream_fixture_make(StreamFixture *fixture)
{
  static const SecretTag tags[] = {SECRET_TAG_MESSAGE, SECRET_TAG_PUSH,
                                   SECRET_TAG_FINAL};
  secret_key_random(&fixture->key);
  g_autoptr(SecretStream) stream =
      secret_stream_push_new(&fixture->key, fixture->header);
  for (int i = 0; i < 3; i++)
    secret_stream_push(stream, "abc", 3, tags[i], fixture->chunks[i]);
}

static void
test_secret_stream_keeps_tags(void)
{
  StreamFixture fixture;
  stream_fixture_make(&fixture);
  g_autoptr(SecretStream) stream =
      secret_stream_pull_new(&fixture.key, fixture.header);
  static const SecretTag tags[] = {SECRET_TAG_MESSAGE, SECRET_TAG_PUSH,
                                   SECRET_TAG_FINAL};
  for (int i = 0; i < 3; i++) {
    uint8_t out[3];
    SecretTag tag;
    g_assert_true(secret_stream_pull(stream, fixture.chunks[i],
                                     sizeof fixture.chunks[i], out, &tag));
    g_assert_cmpmem(out, 3, "abc", 3);
    g_assert_cmpint(tag, ==, tags[i]);
  }
}

static void
test_secret_stream_refuses_another_order(void)
{
  StreamFixture fixture;
  stream_fixture_make(&fixture);
  uint8_t out[3];
  SecretTag tag;
  g_autoptr(SecretStream) stream =
      secret_stream_pull_new(&fixture.key, fixture.header);
  g_assert_false(secret_stream_pull(stream, fixture.chunks[1],
                                    sizeof fixture.chunks[1], out, &tag));
  g_assert_false(secret_stream_pull(stream, fixture.chunks[0],
                                    SECRET_STREAM_EXTRA_BYTES - 1, out, &tag));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  static const Case cases[] = {
      {"hash-is-blake2b", test_secret_hash_is_blake2b},
      {"hash-depends-on-the-key", test_secret_hash_depends_on_the_key},
      {"derived-keys-are-separate", test_secret_key_derive_separates},
      {"sealed-opens", test_secret_open_gives_what_was_sealed},
      {"sealing-never-repeats", test_secret_seal_never_repeats},
      {"foreign-stays-closed", test_secret_open_refuses_what_is_not_its_own},
      {"box-opens-for-its-pair", test_secret_box_opens_for_its_pair_only},
      {"stream-keeps-tags", test_secret_stream_keeps_tags},
      {"stream-refuses-another-order",
       test_secret_stream_refuses_another_order},
      {NULL, NULL},
  };
  cases_add("/queue/secret", cases);
  return g_test_run();
}
