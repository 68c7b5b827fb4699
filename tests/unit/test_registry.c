/* SPDX-License-Identifier: Apache-2.0
 *
 * The generated tables: every kind has rows, they stand in the order of their
 * files, and a row's name is the name of its file, so that what a person types
 * or a configuration names is found by looking at the folder.
 */
#include <glib.h>
#include <string.h>

#include "daemon/doctor/doctor.h"
#include "daemon/role.h"
#include "daemon/service.h"
#include "daemon/verb.h"
#include "parsers/command.h"
#include "parsers/part.h"
#include "parsers/provider/provider.h"

/* Names of a table in its order; `name` is the row's first member. */
static GPtrArray *
names_of(const void *const *rows)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (; *rows != NULL; rows++)
    g_ptr_array_add(names, g_strdup(*(const char *const *)*rows));
  return names;
}

static int
compare(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files of a folder that are rows: NAME.c, and not the piece NAME_what.c
 * where the folder has such. */
static GPtrArray *
files_of(const char *folder, bool has_pieces)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
  const char *file;

  g_assert_no_error(error);
  while ((file = g_dir_read_name(dir)) != NULL) {
    if (g_str_has_suffix(file, ".c") &&
        !(has_pieces && strchr(file, '_') != NULL))
      g_ptr_array_add(files, g_strndup(file, strlen(file) - 2));
  }
  g_ptr_array_sort(files, compare);
  return files;
}

typedef struct Table {
  const char *kind, *folder;
  const void *const *rows;
  bool has_pieces;
} Table;

static const Table tables[] = {
    {"provider", "parsers/providers", (const void *const *)provider_registry,
     false},
    {"command", "parsers/commands", (const void *const *)command_registry,
     false},
    {"service", "daemon/services", (const void *const *)service_registry, true},
    {"role", "daemon/roles", (const void *const *)role_registry, false},
    {"verb", "daemon/cli", (const void *const *)verb_registry, false},
    {"check", "daemon/doctor/checks", (const void *const *)check_registry,
     false},
};

static void
test_registry_names_are_files(gconstpointer data)
{
  const Table *table = data;
  g_autoptr(GPtrArray) names = names_of(table->rows);
  g_autoptr(GPtrArray) files = files_of(table->folder, table->has_pieces);

  g_assert_cmpuint(names->len, >, 0);
  g_assert_cmpuint(names->len, ==, files->len);
  for (unsigned i = 0; i < MIN(names->len, files->len); i++) {
    g_autofree char *name = g_strdup(names->pdata[i]);
    /* A file cannot carry every name: "key-rotate" is key_rotate.c. */
    g_assert_cmpstr(g_strdelimit(name, "-", '_'), ==, files->pdata[i]);
  }
}

/* Parts are named by media type: text/plain in text_plain.c, image and star in
 * image.c, and the row for everything else in null.c. */
static void
test_registry_parts_are_files(void)
{
  g_autoptr(GPtrArray) files = files_of("parsers/parts", false);
  unsigned count = 0;

  for (; part_registry[count] != NULL; count++) {
    g_autofree char *name = g_strdup(part_registry[count]->media_type);
    if (g_str_has_suffix(name, "/*"))
      name[strlen(name) - 2] = '\0';
    g_strdelimit(name, "/-", '_');
    g_assert_cmpuint(count, <, files->len);
    g_assert_cmpstr(*name == '\0' ? "null" : name, ==, files->pdata[count]);
  }
  g_assert_cmpuint(count, ==, files->len);
}

/* What a person would look for is there: the null provider, the way out. */
static void
test_registry_has_null_rows(void)
{
  g_assert_nonnull(provider_find("null"));
  g_assert_cmpstr(part_find("x-nobody/knows")->media_type, ==, "");
  g_assert_null(provider_find("no-such-provider"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    g_autofree char *path =
        g_strdup_printf("/registry/%s-names-are-files", tables[i].kind);
    g_test_add_data_func(path, &tables[i], test_registry_names_are_files);
  }
  g_test_add_func("/registry/part-types-are-files",
                  test_registry_parts_are_files);
  g_test_add_func("/registry/null-rows", test_registry_has_null_rows);
  return g_test_run();
}
