/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding and reading the configuration's files, and who may read a secret.
 */
#include "daemon/config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/cli_print.h"
#include "daemon/config_check.h"
#include "tests/support/scratch.h"

static const char EXAMPLE[] = "templates/town";

/* A copy of the example town with its bote.yaml, below the scratch folder. */
static void
copy_example(const Scratch *scratch)
{
  static const char *const names[] = {"bote.yaml", "town.yaml",
                                      "departments.yaml", "categories.yaml"};
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *from = g_build_filename(EXAMPLE, names[i], NULL);
    g_autofree char *to = scratch_path(scratch, names[i]);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(from, &text, NULL, NULL));
    g_assert_true(g_file_set_contents(to, text, -1, NULL));
  }
}

static void
write_text(const Scratch *scratch, const char *name, const char *text, int mode)
{
  g_autofree char *path = scratch_path(scratch, name);
  g_autofree char *folder = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_assert_cmpint(chmod(path, (mode_t)mode), ==, 0);
}

static void
test_config_finds_file(void)
{
  g_setenv("BOTE_CONFIG", "/etc/other.yaml", TRUE);
  g_autofree char *option = config_find("/a/../b.yaml");
  g_autofree char *variable = config_find(NULL);
  g_unsetenv("BOTE_CONFIG");
  g_autofree char *usual = config_find(NULL);
  g_assert_cmpstr(option, ==, "/b.yaml");
  g_assert_cmpstr(variable, ==, "/etc/other.yaml");
  g_assert_cmpstr(usual, ==, "/etc/bote/bote.yaml");
}

static void
test_config_loads_example(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  copy_example(scratch);
  write_text(scratch, "texts/de/confirmation.txt.mustache", "Hallo", 0644);
  write_text(scratch, "texts/de/.hidden", "x", 0644);
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load(path, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(config->settings->town, ==, scratch->folder);
  g_assert_cmpstr(config->town->name, ==, "Musterhagen an der Wieke");
  g_assert_cmpuint(g_hash_table_size(config->overrides), ==, 1);
  g_assert_nonnull(
      g_hash_table_lookup(config->overrides, "de/confirmation.txt.mustache"));
  g_autoptr(Config) other = config_ref(config);
  g_assert_true(other == config);
}

static void
test_config_missing_file(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(config_load("/nonexistent/bote.yaml", NULL, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_MISSING);
  g_clear_error(&error);
  g_assert_null(config_load_town("/nonexistent", NULL, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_MISSING);
}

/* A directory in place of a file, and a file without end. */
static void
test_config_refuses_odd_files(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(config_load("/tmp", NULL, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_IO);
  g_clear_error(&error);
  g_assert_null(config_load("/dev/zero", NULL, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_IO);
}

static void
test_config_checks_town_against_machine(void)
{
  static const struct {
    const char *old, *new, *words;
  } rows[] = {
      {"name: rathaus ", "name: other ", "the mailbox 'rathaus'"},
      {"address: rathaus@", "address: tiefbau@", "would write to itself"},
      {"Europe/Berlin", "Europe/Berlni", "no time zone 'Europe/Berlni'"},
      {"town: .\n", "town: ./nowhere\n", "no town directory"},
      {"runtime: /run/bote ",
       "runtime: /run/a-folder-whose-name-leaves-no-room-for-the-names-of-"
       "sockets-in-an-address-of-108-bytes-in-all ",
       "too long for sockets"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Scratch) scratch = scratch_new();
    copy_example(scratch);
    g_autofree char *path = scratch_path(scratch, "bote.yaml");
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    GString *changed = g_string_new(text);
    g_assert_cmpuint(g_string_replace(changed, rows[i].old, rows[i].new, 0), ==,
                     1);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
    g_string_free(changed, TRUE);
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GError) error = NULL;
    g_assert_null(config_load(path, problems, &error));
    g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID);
    g_assert_cmpuint(problems_count(problems), ==, 1);
    const Problem *problem = problems_get(problems, 0);
    g_assert_nonnull(strstr(problem->text, rows[i].words));
    g_assert_cmpint(problem->line, >, 0);
    g_assert_cmpint(problem->column, >, 0);
  }
}

/* SIGHUP must not put a text in force with which no role can start. */
static void
test_config_checks_texts(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  copy_example(scratch);
  write_text(scratch, "texts/de/confirmation.txt.mustache", "Hallo\n{{#a}}",
             0644);
  write_text(scratch, "texts/de/nothing.txt.mustache", "Hallo", 0644);
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_assert_null(config_load(path, problems, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID);
  g_autofree char *text = problems_to_string(problems);
  g_assert_nonnull(strstr(text, "texts/de/confirmation.txt.mustache:2:"));
  g_assert_nonnull(strstr(text, "texts/de/nothing.txt.mustache:1:1: "));
}

/* Digest could decide, but nobody would hear of it. */
static void
test_config_checks_sending(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  copy_example(scratch);
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load(path, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Problems) problems = problems_new();
  config_check_sending(config, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  TransportSettings *first = config->settings->transports->pdata[0];
  first->kind = TRANSPORT_KIND_HTTP; /* SMS is left */
  config_check_sending(config, problems);
  g_assert_cmpuint(problems_count(problems), ==, 1);
  g_assert_cmpint(problems_get(problems, 0)->line, >, 0);
}

/* What cannot be read hides nothing else. */
static void
test_config_goes_on_after_an_odd_file(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  copy_example(scratch);
  g_autofree char *odd = scratch_path(scratch, "departments.yaml");
  g_assert_cmpint(unlink(odd), ==, 0);
  g_assert_cmpint(mkdir(odd, 0755), ==, 0);
  write_text(scratch, "categories.yaml", "- {ide: a}\n", 0644);
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_assert_null(config_load(path, problems, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID);
  g_autofree char *text = problems_to_string(problems);
  g_assert_nonnull(strstr(text, "departments.yaml: the file cannot be read"));
  g_assert_null(strstr(text, "the file is missing"));
  g_assert_nonnull(strstr(text, "categories.yaml:1:4: unknown key 'ide'"));
}

/* Problems of bote.yaml do not hide those of the town. */
static void
test_config_tells_all_files(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  copy_example(scratch);
  write_text(scratch, "bote.yaml", "town: .\ndomian: example.org\n", 0644);
  write_text(scratch, "departments.yaml", "- {id: zentrale}\n", 0644);
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_assert_null(config_load(path, problems, &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_INVALID);
  g_autofree char *text = problems_to_string(problems);
  g_assert_nonnull(strstr(text, "bote.yaml:2:1: unknown key 'domian'"));
  g_assert_nonnull(strstr(text, "departments.yaml:1:3: key 'name' is missing"));
  g_assert_nonnull(strstr(text, "no department 'tiefbau'"));
}

static void
test_config_credential(void)
{
  static const struct {
    const char *text, *expected; /* NULL: refused */
    int folder_mode, file_mode;
    bool systemd;
  } rows[] = {
      {"geheim\n", "geheim", 0700, 0600, false},
      {"geheim\r\n", "geheim", 0700, 0400, false},
      {" geheim ", " geheim ", 0700, 0600, false},
      {"\n", "", 0700, 0600, false},
      {"geheim", NULL, 0700, 0640, false},
      {"geheim", NULL, 0700, 0604, false},
      {"geheim", NULL, 0750, 0600, false},
      {"geheim", "geheim", 0550, 0440, true}, /* as systemd's ACLs show */
      {"geheim", NULL, 0700, 0604, true},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Scratch) scratch = scratch_new();
    write_text(scratch, "secrets/imap", rows[i].text, rows[i].file_mode);
    g_autofree char *folder = scratch_path(scratch, "secrets");
    g_assert_cmpint(chmod(folder, (mode_t)rows[i].folder_mode), ==, 0);
    Settings settings = {.paths.credentials = folder};
    Config config = {.settings = &settings};
    if (rows[i].systemd)
      g_setenv("CREDENTIALS_DIRECTORY", folder, TRUE);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) secret = config_credential(&config, "imap", &error);
    g_unsetenv("CREDENTIALS_DIRECTORY");
    g_assert_cmpint(chmod(folder, 0700), ==, 0);
    if (rows[i].expected == NULL) {
      g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_UNSAFE);
      continue;
    }
    g_assert_no_error(error);
    g_assert_cmpmem(g_bytes_get_data(secret, NULL), g_bytes_get_size(secret),
                    rows[i].expected, strlen(rows[i].expected));
  }
}

static void
test_config_credential_missing(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  Settings settings = {.paths.credentials = scratch->folder};
  Config config = {.settings = &settings};
  g_autoptr(GError) error = NULL;
  g_assert_null(config_credential(&config, "none", &error));
  g_assert_error(error, CONFIG_ERROR, CONFIG_ERROR_MISSING);
}

static void
test_config_takes_options(void)
{
  char *argv[] = {(char *)"check",  (char *)"--town=a", (char *)"x",
                  (char *)"--town", (char *)"b",        (char *)"-n",
                  (char *)"--",     (char *)"--town",   NULL};
  int argc = 8;
  const char *town = NULL;
  g_assert_true(cli_take_option(&argc, argv, "--town", &town));
  g_assert_cmpstr(town, ==, "b");
  g_assert_true(cli_take_flag(&argc, argv, "-n"));
  g_assert_false(cli_take_flag(&argc, argv, "-n"));
  g_assert_cmpint(argc, ==, 4);
  g_assert_cmpstr(argv[1], ==, "x");
  g_assert_null(argv[4]);
  g_assert_true(cli_check_rest(argc, argv, 2)); /* x and what follows -- */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/config/finds-file", test_config_finds_file);
  g_test_add_func("/daemon/config/loads-example", test_config_loads_example);
  g_test_add_func("/daemon/config/missing-file", test_config_missing_file);
  g_test_add_func("/daemon/config/refuses-odd-files",
                  test_config_refuses_odd_files);
  g_test_add_func("/daemon/config/town-against-machine",
                  test_config_checks_town_against_machine);
  g_test_add_func("/daemon/config/tells-all-files",
                  test_config_tells_all_files);
  g_test_add_func("/daemon/config/checks-texts", test_config_checks_texts);
  g_test_add_func("/daemon/config/checks-sending", test_config_checks_sending);
  g_test_add_func("/daemon/config/goes-on-after-an-odd-file",
                  test_config_goes_on_after_an_odd_file);
  g_test_add_func("/daemon/config/credential-modes", test_config_credential);
  g_test_add_func("/daemon/config/credential-missing",
                  test_config_credential_missing);
  g_test_add_func("/daemon/config/takes-options", test_config_takes_options);
  return g_test_run();
}
