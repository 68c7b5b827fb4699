/* SPDX-License-Identifier: Apache-2.0
 *
 * The key ring: what is sealed opens only in its place and only as long as its
 * owner's key exists.
 */
#include "queue/keyring.h"

#include <string.h>

#include "queue/migrate.h"
#include "tests/support/scratch.h"

enum {
  HOUR_MS = 3600 * 1000,
  NOW_MS = 1000000000,
};

typedef struct Fixture {
  Scratch *scratch;
  char *path, *lock_path;
  Store *store;
  Keyring *ring;
  SecretKey master;
} Fixture;

static void
reopen(Fixture *f)
{
  keyring_free(f->ring);
  store_close(f->store);
  f->store = store_open(f->path, f->lock_path, STORE_MODE_WRITE, NULL);
  g_assert_nonnull(f->store);
  g_assert_true(migrate_store(f->store, SCHEMA_SET_KEYS, NULL, NULL));
  f->ring = keyring_new(f->store, &f->master);
}

static void
set_up(Fixture *f, gconstpointer unused)
{
  (void)unused;
  secret_init();
  f->scratch = scratch_new();
  f->path = scratch_path(f->scratch, "keys.db");
  f->lock_path = scratch_path(f->scratch, "keys.lock");
  memset(f->master.bytes, 7, sizeof f->master.bytes);
  reopen(f);
}

static void
tear_down(Fixture *f, gconstpointer unused)
{
  (void)unused;
  keyring_free(f->ring);
  store_close(f->store);
  scratch_free(f->scratch);
  g_free(f->path);
  g_free(f->lock_path);
}

static Id
take(Fixture *f)
{
  Id id = {{0}};
  g_autoptr(GError) error = NULL;
  g_assert_true(keyring_take(f->ring, KEY_OWNER_PERSON, NOW_MS, &id, &error));
  g_assert_no_error(error);
  return id;
}

static int64_t
count_keys(Fixture *f)
{
  int64_t n = -1;
  g_assert_true(store_get_int64(f->store, &n, NULL,
                                "SELECT count(*) FROM owner_key", ""));
  return n;
}

static void
test_keyring_opens_what_it_sealed(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char *const texts[] = {"", "Grüße aus der Straße"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    Id id = take(f);
    g_autoptr(GBytes) sealed =
        keyring_seal_text(f->ring, id.text, "t|c|1", texts[i], NULL);
    g_assert_nonnull(sealed);
    reopen(f); /* nothing but the store remembers the key */
    g_autofree char *text =
        keyring_open_text(f->ring, id.text, "t|c|1", sealed, NULL);
    g_assert_cmpstr(text, ==, texts[i]);
  }
}

static void
test_keyring_null_text_stays_null(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  Id id = take(f);
  g_assert_null(keyring_seal_text(f->ring, id.text, "t|c|1", NULL, &error));
  g_assert_null(keyring_open_text(f->ring, id.text, "t|c|1", NULL, &error));
  g_assert_no_error(error);
}

static void
test_keyring_town_needs_no_owner(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GBytes) sealed =
      keyring_seal_text(f->ring, NULL, "t|c|1", "Amt", NULL);
  reopen(f);
  g_autofree char *text =
      keyring_open_text(f->ring, NULL, "t|c|1", sealed, NULL);
  g_assert_cmpstr(text, ==, "Amt");
}

static void
test_keyring_refuses_other_places(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id anna = take(f), berta = take(f);
  g_autoptr(GBytes) sealed =
      keyring_seal_text(f->ring, anna.text, "t|c|1", "x", NULL);
  const struct {
    const char *owner_id, *place;
  } rows[] = {
      {anna.text, "t|c|2"},  /* other row */
      {anna.text, "t|d|1"},  /* other column */
      {berta.text, "t|c|1"}, /* other person */
      {NULL, "t|c|1"},       /* the town */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(
        keyring_open(f->ring, rows[i].owner_id, rows[i].place, sealed, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  }
}

static void
test_keyring_forgotten_is_unreadable(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id id = take(f), other = take(f);
  g_autoptr(GBytes) sealed =
      keyring_seal_text(f->ring, id.text, "t|c|1", "x", NULL);
  g_assert_true(keyring_forget(f->ring, id.text, NULL));
  for (int restarted = 0; restarted < 2; restarted++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(keyring_open(f->ring, id.text, "t|c|1", sealed, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
    g_clear_error(&error);
    g_assert_null(keyring_seal_text(f->ring, id.text, "t|c|1", "y", &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
    reopen(f);
  }
  g_assert_true(keyring_forget(f->ring, id.text, NULL)); /* again */
  g_autoptr(GBytes) still =
      keyring_seal_text(f->ring, other.text, "t|c|1", "x", NULL);
  g_assert_nonnull(still);
}

/* The bytes of the wrapped key are in no file any more. */
static void
test_keyring_forgotten_leaves_no_trace(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id id = take(f);
  g_autofree char *wal = scratch_path(f->scratch, "keys.db-wal");
  const char *const files[] = {f->path, wal};
  size_t found[2] = {0, 0};
  for (int after = 0; after < 2; after++) {
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
      g_autofree char *bytes = NULL;
      size_t size = 0;
      g_assert_true(g_file_get_contents(files[i], &bytes, &size, NULL));
      found[after] += memmem(bytes, size, id.text, ID_LENGTH) != NULL;
    }
    g_assert_true(keyring_forget(f->ring, id.text, NULL));
  }
  g_assert_cmpuint(found[0], >, 0);
  g_assert_cmpuint(found[1], ==, 0);
}

static void
test_keyring_refuses_swapped_rows(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id anna = take(f), berta = take(f);
  g_autoptr(GBytes) sealed =
      keyring_seal_text(f->ring, anna.text, "t|c|1", "x", NULL);
  g_assert_true(
      store_run(f->store, NULL,
                "UPDATE owner_key SET wrapped = "
                "(SELECT wrapped FROM owner_key WHERE id = $2) WHERE id = $1",
                "tt", berta.text, anna.text));
  reopen(f);
  g_autoptr(GError) error = NULL;
  g_assert_null(keyring_open(f->ring, berta.text, "t|c|1", sealed, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_keyring_other_master_opens_nothing(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id id = take(f);
  g_autoptr(GBytes) sealed =
      keyring_seal_text(f->ring, id.text, "t|c|1", "x", NULL);
  f->master.bytes[31] ^= 1;
  reopen(f);
  g_autoptr(GError) error = NULL;
  g_assert_null(keyring_open(f->ring, id.text, "t|c|1", sealed, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

/* More owners than the cache holds, so that each one is unwrapped anew. */
static void
test_keyring_serves_many_owners(Fixture *f, gconstpointer unused)
{
  (void)unused;
  enum { OWNERS = 300 };
  Id ids[OWNERS];
  g_autoptr(GPtrArray) sealed =
      g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  for (int i = 0; i < OWNERS; i++) {
    ids[i] = take(f);
    g_ptr_array_add(sealed, keyring_seal_text(f->ring, ids[i].text, "t|c|1",
                                              ids[i].text, NULL));
  }
  /* 300 keys are 3 lots of 128. */
  g_assert_cmpint(count_keys(f), ==, 384);
  for (int i = 0; i < OWNERS; i++) {
    g_autofree char *text = keyring_open_text(f->ring, ids[i].text, "t|c|1",
                                              sealed->pdata[i], NULL);
    g_assert_cmpstr(text, ==, ids[i].text);
  }
}

static bool
is_this_one(void *data, KeyOwner owner, const char *owner_id, bool *out_used,
            GError **error)
{
  (void)error; /* never fails */
  *out_used =
      owner == KEY_OWNER_PERSON && strcmp(owner_id, (const char *)data) == 0;
  return true;
}

static bool
must_not_be_asked(void *data, KeyOwner owner, const char *owner_id,
                  bool *out_used, GError **error)
{
  (void)data, (void)owner, (void)owner_id, (void)out_used, (void)error;
  g_assert_not_reached();
}

static bool
cannot_tell(void *data, KeyOwner owner, const char *owner_id, bool *out_used,
            GError **error)
{
  (void)data, (void)owner, (void)owner_id, (void)out_used;
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "cannot tell");
  return false;
}

static void
test_keyring_sweep_keeps_used_keys(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id id = take(f);
  int64_t tomorrow_ms = NOW_MS + 25 * HOUR_MS;
  g_assert_true(keyring_sweep(f->ring, NOW_MS + 23 * HOUR_MS, must_not_be_asked,
                              NULL, NULL));
  g_assert_cmpint(count_keys(f), ==, 128);
  g_assert_false(keyring_sweep(f->ring, tomorrow_ms, cannot_tell, NULL, NULL));
  g_assert_cmpint(count_keys(f), ==, 128);
  g_assert_true(
      keyring_sweep(f->ring, tomorrow_ms, is_this_one, id.text, NULL));
  g_assert_cmpint(count_keys(f), ==, 1);
  g_assert_true(
      keyring_sweep(f->ring, tomorrow_ms, must_not_be_asked, NULL, NULL));
}

/* A quiet town: the lot is older than a day when the next person writes. */
static void
test_keyring_never_hands_out_swept_keys(Fixture *f, gconstpointer unused)
{
  (void)unused;
  Id first = take(f), later;
  int64_t next_ms = NOW_MS + 25 * HOUR_MS;
  g_assert_true(keyring_sweep(f->ring, next_ms, is_this_one, first.text, NULL));
  g_assert_true(keyring_take(f->ring, KEY_OWNER_PERSON, next_ms, &later, NULL));
  g_autoptr(GBytes) sealed =
      keyring_seal_text(f->ring, later.text, "t|c|1", "x", NULL);
  reopen(f);
  g_autofree char *text =
      keyring_open_text(f->ring, later.text, "t|c|1", sealed, NULL);
  g_assert_cmpstr(text, ==, "x");
}

static void
test_keyring_hashes_separate_uses(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GBytes) mail = keyring_lookup(f->ring, "mail", "Anna@Example.org");
  g_autoptr(GBytes) same = keyring_lookup(f->ring, "mail", "anna@example.org");
  g_autoptr(GBytes) sms = keyring_lookup(f->ring, "sms", "anna@example.org");
  g_assert_true(g_bytes_equal(mail, same));
  g_assert_false(g_bytes_equal(mail, sms));
  g_autoptr(GBytes) raw = keyring_content_hash(f->ring, "raw", "abc", 3);
  g_autoptr(GBytes) body = keyring_content_hash(f->ring, "body", "abc", 3);
  g_assert_false(g_bytes_equal(raw, body));
  g_autoptr(SecretHasher) hasher = keyring_content_hasher(f->ring);
  secret_hasher_update(hasher, "raw\0ab", 6);
  secret_hasher_update(hasher, "c", 1);
  uint8_t hash[SECRET_HASH_BYTES];
  secret_hasher_finish(hasher, hash);
  g_assert_cmpmem(hash, sizeof hash, g_bytes_get_data(raw, NULL),
                  g_bytes_get_size(raw));
}

static void
test_keyring_tokens_differ(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const KeyringToken rows[] = {
      {'c', "ticket|2600417", 1, 1},  {'d', "ticket|2600417", 1, 1},
      {'c', "ticket|2600418", 1, 1},  {'c', "ticket|2600417", 2, 1},
      {'c', "ticket|2600417", 1, 2},  {'c', "ticket|260041", 71, 1},
      {'c', "ticket|2600417", 11, 1}, {'c', "", 0, 0},
  };
  uint8_t macs[G_N_ELEMENTS(rows)][SECRET_MAC_BYTES];
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    keyring_token(f->ring, &rows[i], macs[i]);
    for (size_t k = 0; k < i; k++)
      g_assert_false(memcmp(macs[i], macs[k], SECRET_MAC_BYTES) == 0);
  }
  uint8_t again[SECRET_MAC_BYTES];
  reopen(f);
  keyring_token(f->ring, &rows[0], again);
  g_assert_cmpmem(again, sizeof again, macs[0], sizeof macs[0]);
}

static void
test_keyring_knows_its_master(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_true(keyring_check(f->ring, &error)); /* a new store takes any */
  (void)take(f);
  reopen(f);
  g_assert_true(keyring_check(f->ring, &error));
  g_assert_no_error(error);
  f->master.bytes[0] ^= 1;
  reopen(f);
  g_assert_false(keyring_check(f->ring, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

#define ADD(path, function)                                                    \
  g_test_add("/queue/keyring/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("opens-what-it-sealed", test_keyring_opens_what_it_sealed);
  ADD("null-stays-null", test_keyring_null_text_stays_null);
  ADD("town", test_keyring_town_needs_no_owner);
  ADD("other-places", test_keyring_refuses_other_places);
  ADD("forgotten-is-unreadable", test_keyring_forgotten_is_unreadable);
  ADD("forgotten-leaves-no-trace", test_keyring_forgotten_leaves_no_trace);
  ADD("swapped-rows", test_keyring_refuses_swapped_rows);
  ADD("other-master", test_keyring_other_master_opens_nothing);
  ADD("knows-its-master", test_keyring_knows_its_master);
  ADD("many-owners", test_keyring_serves_many_owners);
  ADD("sweep", test_keyring_sweep_keeps_used_keys);
  ADD("sweep-and-take", test_keyring_never_hands_out_swept_keys);
  ADD("hashes", test_keyring_hashes_separate_uses);
  ADD("tokens", test_keyring_tokens_differ);
  return g_test_run();
}
