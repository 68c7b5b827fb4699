/* SPDX-License-Identifier: Apache-2.0
 *
 * Brings the schema of a store to the version built in.  What a step does
 * stands in its file; this only decides which steps run, and in which order.
 */
#include "queue/migrate.h"

#include <string.h>

#include "queue/store_private.h"

enum {
  VERSION_DIGITS = 3, /* of NNN_what.sql */
};

#define FOLDER "queue/schema/"

/* The parts that are not in the main database. */
static const struct {
  const char *part;
  SchemaSet set;
} other_sets[] = {
    {"keys", SCHEMA_SET_KEYS},
    {"public", SCHEMA_SET_PUBLIC},
};

/* One step, as its path says. */
typedef struct Step {
  char *part;
  int version;
  const Resource *file;
} Step;

static void
step_free(void *data)
{
  Step *step = data;
  g_free(step->part);
  g_free(step);
}

/* --- type words --- */

static const struct {
  const char *word;
  const char *sqlite;
} words[] = {
    {"@int64", "INTEGER"},
    {"@bytes", "BLOB"},
    {"@text", "TEXT"},
    {"@real", "REAL"},
    {"@bool", "INTEGER"},
    {"@strict", "STRICT"},
    {"@clustered", "STRICT, WITHOUT ROWID"},
};

/* The word that begins at `text`, with its length; NULL when there is none. */
static const char *
word_at(const char *text, size_t *out_length)
{
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    size_t length = strlen(words[i].word);
    if (strncmp(text, words[i].word, length) != 0)
      continue;
    if (g_ascii_isalnum(text[length]) || text[length] == '_')
      continue;
    *out_length = length;
    return words[i].sqlite;
  }
  return NULL;
}

char *
migrate_translate(const char *sql)
{
  GString *out = g_string_new(NULL);
  while (*sql != '\0') {
    size_t length = 0;
    const char *word = *sql == '@' ? word_at(sql, &length) : NULL;
    if (word != NULL) {
      g_string_append(out, word);
      sql += length;
    } else {
      g_string_append_c(out, *sql++);
    }
  }
  return g_string_free(out, FALSE);
}

/* --- which steps there are --- */

static SchemaSet
set_of(const char *part)
{
  for (size_t i = 0; i < G_N_ELEMENTS(other_sets); i++)
    if (strcmp(other_sets[i].part, part) == 0)
      return other_sets[i].set;
  return SCHEMA_SET_MAIN;
}

/* NULL for a file that is no step. */
static Step *
step_from(const Resource *file)
{
  if (!g_str_has_prefix(file->path, FOLDER) ||
      !g_str_has_suffix(file->path, ".sql"))
    return NULL;
  const char *part = file->path + strlen(FOLDER);
  const char *slash = strchr(part, '/');
  g_assert(slash != NULL);
  char *end = NULL;
  guint64 version = g_ascii_strtoull(slash + 1, &end, 10);
  g_assert(end == slash + 1 + VERSION_DIGITS && *end == '_');
  Step *step = g_new0(Step, 1);
  step->part = g_strndup(part, (size_t)(slash - part));
  step->version = (int)version;
  step->file = file;
  return step;
}

static int
compare_steps(const void *a, const void *b)
{
  const Step *left = *(Step *const *)a, *right = *(Step *const *)b;
  bool left_core = strcmp(left->part, "core") == 0;
  bool right_core = strcmp(right->part, "core") == 0;
  if (left_core != right_core)
    return left_core ? -1 : 1;
  int order = strcmp(left->part, right->part);
  return order != 0 ? order : left->version - right->version;
}

/* All steps of a set in the order they run. */
static GPtrArray *
collect(const Resource *files, SchemaSet set)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func(step_free);
  for (; files->path != NULL; files++) {
    Step *step = step_from(files);
    if (step == NULL)
      continue;
    if (set_of(step->part) == set)
      g_ptr_array_add(steps, step);
    else
      step_free(step);
  }
  g_ptr_array_sort(steps, compare_steps);
  return steps;
}

/* The newest version of each part; part -> version.  Borrows the names. */
static GHashTable *
newest_of(const GPtrArray *steps)
{
  GHashTable *newest = g_hash_table_new(g_str_hash, g_str_equal);
  for (unsigned i = 0; i < steps->len; i++) {
    const Step *step = steps->pdata[i];
    int before = GPOINTER_TO_INT(g_hash_table_lookup(newest, step->part));
    g_assert(step->version == before + 1); /* without a gap */
    g_hash_table_insert(newest, step->part, GINT_TO_POINTER(step->version));
  }
  return newest;
}

/* --- which steps were done --- */

static bool
read_versions(Store *store, GHashTable *versions, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(store, error, "SELECT part, version FROM schema_version", "");
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error))
    g_hash_table_insert(versions, store_rows_dup_text(rows, 0),
                        GINT_TO_POINTER((int)store_rows_int64(rows, 1)));
  return store_rows_ok(rows);
}

/* part -> version; empty for a new store.  NULL with error set. */
static GHashTable *
present_versions(Store *store, GError **error)
{
  g_autoptr(GHashTable) versions =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  bool exists = false;
  if (!store_has_table(store, "schema_version", &exists, error) ||
      (exists && !read_versions(store, versions, error)))
    return NULL;
  return g_steal_pointer(&versions);
}

static bool
refuse_newer(GHashTable *present, GHashTable *newest, GError **error)
{
  GHashTableIter iter;
  void *part, *version;
  g_hash_table_iter_init(&iter, present);
  while (g_hash_table_iter_next(&iter, &part, &version)) {
    int known = GPOINTER_TO_INT(g_hash_table_lookup(newest, part));
    if (GPOINTER_TO_INT(version) <= known)
      continue;
    g_set_error(error, STORE_ERROR, STORE_ERROR_SCHEMA,
                "part %s of the store has version %d, this program knows %d",
                (char *)part, GPOINTER_TO_INT(version), known);
    return false;
  }
  return true;
}

/* --- running them --- */

static bool
run_in_transaction(Store *store, const Step *step, GError **error)
{
  g_autofree char *sql = migrate_translate(step->file->begin);
  return store_script(store, sql, error) &&
         store_run(store, error,
                   "INSERT INTO schema_version(part, version) VALUES($1, $2) "
                   "ON CONFLICT(part) DO UPDATE SET version = $2",
                   "ti", step->part, (int64_t)step->version) &&
         store_commit(store, error);
}

static bool
run_step(Store *store, const Step *step, GError **error)
{
  if (store_begin(store, error) && run_in_transaction(store, step, error))
    return true;
  store_rollback(store);
  g_prefix_error(error, "%s: ", step->file->path);
  return false;
}

static bool
is_done(GHashTable *present, const Step *step)
{
  int done = GPOINTER_TO_INT(g_hash_table_lookup(present, step->part));
  return done >= step->version;
}

static bool
run_steps(Store *store, const GPtrArray *steps, GHashTable *present,
          GError **error)
{
  for (unsigned i = 0; i < steps->len; i++)
    if (!is_done(present, steps->pdata[i]) &&
        !run_step(store, steps->pdata[i], error))
      return false;
  return true;
}

static bool
all_done(const GPtrArray *steps, GHashTable *present)
{
  for (unsigned i = 0; i < steps->len; i++)
    if (!is_done(present, steps->pdata[i]))
      return false;
  return true;
}

/* Before the first step: nothing newer, a copy, the table of versions. */
static bool
prepare(Store *store, GHashTable *present, const char *copy_path,
        GError **error)
{
  bool has_data = g_hash_table_size(present) > 0;
  if (has_data && copy_path != NULL && !store_copy(store, copy_path, error))
    return false;
  g_autofree char *sql =
      migrate_translate("CREATE TABLE IF NOT EXISTS schema_version("
                        "part @text PRIMARY KEY NOT NULL, "
                        "version @int64 NOT NULL) @strict");
  return store_script(store, sql, error);
}

bool
migrate_store_from(Store *store, const Resource *files, SchemaSet set,
                   const char *copy_path, GError **error)
{
  g_autoptr(GPtrArray) steps = collect(files, set);
  g_autoptr(GHashTable) newest = newest_of(steps);
  g_autoptr(GHashTable) present = present_versions(store, error);
  if (present == NULL || !refuse_newer(present, newest, error))
    return false;
  if (all_done(steps, present))
    return true;
  return prepare(store, present, copy_path, error) &&
         run_steps(store, steps, present, error);
}

bool
migrate_store(Store *store, SchemaSet set, const char *copy_path,
              GError **error)
{
  return migrate_store_from(store, resource_table, set, copy_path, error);
}

bool
migrate_check(Store *store, SchemaSet set, GError **error)
{
  g_autoptr(GPtrArray) steps = collect(resource_table, set);
  g_autoptr(GHashTable) newest = newest_of(steps);
  g_autoptr(GHashTable) present = present_versions(store, error);
  if (present == NULL || !refuse_newer(present, newest, error))
    return false;
  if (all_done(steps, present))
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_SCHEMA,
              "the store has an older schema and is not migrated yet");
  return false;
}
