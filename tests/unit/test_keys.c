/* SPDX-License-Identifier: Apache-2.0
 *
 * Key files: made once, read back, never replaced.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

#include "daemon/keys.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  Settings settings;
  Config config;
  char *folder;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  (void)data;
  fixture->scratch = scratch_new();
  fixture->folder = scratch_path(fixture->scratch, "credentials");
  fixture->settings.paths.credentials = fixture->folder;
  fixture->config.settings = &fixture->settings;
  g_assert_true(keys_create_missing(fixture->folder, &error));
  g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_free(fixture->folder);
  scratch_free(fixture->scratch);
}

static void
test_keys_pairs_fit(Fixture *fixture, gconstpointer data)
{
  SecretBoxPublic public_key, deliver_public;
  SecretBoxPair pair, deliver;
  SecretKey key = {{1}}, opened = {{0}}, master;
  uint8_t sealed[SECRET_KEY_BYTES + SECRET_BOX_BYTES];

  (void)data;
  g_assert_true(keys_load_spool_public(&fixture->config, &public_key, NULL));
  g_assert_true(keys_load_spool_pair(&fixture->config, &pair, NULL));
  g_assert_true(
      keys_load_deliver_public(&fixture->config, &deliver_public, NULL));
  g_assert_true(keys_load_deliver_pair(&fixture->config, &deliver, NULL));
  g_assert_true(keys_load_master(&fixture->config, &master, NULL));
  secret_box_seal(&public_key, &key, sealed);
  g_assert_true(secret_box_open(&pair, sealed, &opened, NULL));
  g_assert_cmpmem(&key, sizeof key, &opened, sizeof opened);
  g_assert_false(secret_box_open(&deliver, sealed, &opened, NULL));
}

static void
test_keys_are_private_and_stay(Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {KEYS_SPOOL_PUBLIC, KEYS_SPOOL_PAIR,
                                      KEYS_DELIVER_PUBLIC, KEYS_DELIVER_PAIR,
                                      KEYS_MASTER};
  SecretKey before, after;

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(fixture->folder, names[i], NULL);
    struct stat status;
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 07777, ==, 0600);
  }
  g_assert_true(keys_load_master(&fixture->config, &before, NULL));
  g_assert_true(keys_create_missing(fixture->folder, NULL));
  g_assert_true(keys_load_master(&fixture->config, &after, NULL));
  g_assert_cmpmem(&before, sizeof before, &after, sizeof after);
}

static void
test_keys_public_half_comes_back(Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename(fixture->folder, KEYS_SPOOL_PUBLIC, NULL);
  SecretBoxPublic before, after;

  (void)data;
  g_assert_true(keys_load_spool_public(&fixture->config, &before, NULL));
  g_assert_cmpint(unlink(path), ==, 0);
  g_assert_true(keys_create_missing(fixture->folder, NULL));
  g_assert_true(keys_load_spool_public(&fixture->config, &after, NULL));
  g_assert_cmpmem(&before, sizeof before, &after, sizeof after);
}

/* A new pair behind a public half in use would make a spool unreadable. */
static void
test_keys_lost_pair_is_an_error(Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename(fixture->folder, KEYS_SPOOL_PAIR, NULL);
  g_autoptr(GError) error = NULL;

  (void)data;
  g_assert_cmpint(unlink(path), ==, 0);
  g_assert_false(keys_create_missing(fixture->folder, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID);
}

static void
test_keys_damaged_file(Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {"", "\n", "00", "zz",
                                      ("0000000000000000000000000000000000000"
                                       "00000000000000000000000000g\n")};
  g_autofree char *path = g_build_filename(fixture->folder, KEYS_MASTER, NULL);

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GError) error = NULL;
    SecretKey key;
    g_assert_true(g_file_set_contents_full(
        path, texts[i], -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
    g_assert_false(keys_load_master(&fixture->config, &key, &error));
    g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
#define ADD(name, function)                                                    \
  g_test_add("/daemon/keys/" name, Fixture, NULL, set_up,                      \
             test_keys_##function, tear_down)
  ADD("pairs-fit", pairs_fit);
  ADD("are-private-and-stay", are_private_and_stay);
  ADD("public-half-comes-back", public_half_comes_back);
  ADD("lost-pair-is-an-error", lost_pair_is_an_error);
  ADD("damaged-file", damaged_file);
  return g_test_run();
}
