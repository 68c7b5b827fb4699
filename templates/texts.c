/* SPDX-License-Identifier: Apache-2.0
 *
 * Loading the shipped texts, and checking what a town puts in their place.
 * Looking up and rendering stand in texts_render.c.
 */
#include "templates/texts.h"

#include <string.h>

#include "parsers/nearest.h"
#include "parsers/resource.h"
#include "templates/template_error.h"
#include "templates/texts_private.h"

#define SUFFIX ".mustache"
/* A town's own partials: no shipped text has their names. */
#define OWN_PREFIX "own-"
/* Longest path of an override; longer ones are no text of ours. */
#define PATH_MAX_BYTES 200

static bool
has_type(const char *name)
{
  static const char *const types[] = {".txt", ".html", ".sms", ".subject"};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (g_str_has_suffix(name, types[i]))
      return true;
  return false;
}

/* "de/confirmation.txt.mustache" -> "de/confirmation.txt"; NULL for any other
 * form of path. */
static char *
key_of_path(const char *path)
{
  size_t len = strlen(path);
  const char *slash = strchr(path, '/');
  if (len > PATH_MAX_BYTES || slash == NULL || slash == path ||
      strchr(slash + 1, '/') != NULL || !g_str_has_suffix(path, SUFFIX))
    return NULL;
  char *key = g_strndup(path, len - strlen(SUFFIX));
  if (has_type(key))
    return key;
  g_free(key);
  return NULL;
}

static const char *
name_of_key(const char *key)
{
  return strchr(key, '/') + 1;
}

static void
add_words(Texts *texts, const Mustache *mustache)
{
  g_autoptr(GArray) names = mustache_names(mustache);
  for (guint i = 0; i < names->len; i++) {
    const MustacheName *name = &g_array_index(names, MustacheName, i);
    if (name->kind != MUSTACHE_NAME_PARTIAL)
      g_hash_table_add(texts->words, g_strdup(name->name));
  }
}

static void
add_shipped(Texts *texts, const Resource *resource)
{
  char *key = key_of_path(resource->path + strlen("templates/"));
  if (key == NULL)
    return; /* not a text: the table of texts, the example town */
  g_autoptr(GError) error = NULL;
  Mustache *mustache = mustache_parse(resource->path, resource->begin,
                                      resource_size(resource), &error);
  g_assert_no_error(error);
  add_words(texts, mustache);
  g_hash_table_add(texts->names, g_strdup(name_of_key(key)));
  g_hash_table_insert(texts->shipped, key, mustache);
}

Texts *
texts_new(void)
{
  Texts *texts = g_new0(Texts, 1);
  GDestroyNotify free_mustache = (GDestroyNotify)mustache_free;
  texts->shipped =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_mustache);
  texts->town =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_mustache);
  texts->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  texts->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const Resource *resource = NULL;
  while ((resource = resource_next("templates/", resource)) != NULL)
    add_shipped(texts, resource);
  return texts;
}

void
texts_free(Texts *texts)
{
  if (texts == NULL)
    return;
  g_hash_table_unref(texts->shipped);
  g_hash_table_unref(texts->town);
  g_hash_table_unref(texts->names);
  g_hash_table_unref(texts->words);
  g_free(texts);
}

/* The nearest member of a set as "… – did you mean 'x'?", or `otherwise`. */
static char *
suggest(GHashTable *set, const char *wrong, const char *otherwise)
{
  guint count = 0;
  g_autofree const char **keys =
      (const char **)g_hash_table_get_keys_as_array(set, &count);
  const char *near = nearest_name(wrong, keys, count);
  return near == NULL ? g_strdup(otherwise)
                      : g_strdup_printf("did you mean '%s'?", near);
}

static bool
check_name(const Texts *texts, const char *path, const char *key,
           GError **error)
{
  if (key == NULL) {
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
                "%.200s:1:1: not the name of a text – write "
                "LANGUAGE/NAME.txt.mustache, or html, sms, subject",
                path);
    return false;
  }
  const char *name = name_of_key(key);
  if (g_hash_table_contains(texts->names, name) ||
      g_str_has_prefix(name, OWN_PREFIX))
    return true;
  g_autofree char *hint = suggest(
      texts->names, name, "partials of your own begin with '" OWN_PREFIX "'");
  g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
              "%s:1:1: there is no text '%s' to replace – %s", path, name,
              hint);
  return false;
}

/* A variable that no shipped text knows would stay empty in every letter. */
static bool
check_words(const Texts *texts, const char *path, const Mustache *mustache,
            GError **error)
{
  g_autoptr(GArray) names = mustache_names(mustache);
  for (guint i = 0; i < names->len; i++) {
    const MustacheName *name = &g_array_index(names, MustacheName, i);
    bool known = name->kind == MUSTACHE_NAME_PARTIAL
                     ? *name->name == '*' ||
                           g_hash_table_contains(texts->names, name->name) ||
                           g_str_has_prefix(name->name, OWN_PREFIX)
                     : g_hash_table_contains(texts->words, name->name);
    if (known)
      continue;
    g_autofree char *hint = suggest(
        name->kind == MUSTACHE_NAME_PARTIAL ? texts->names : texts->words,
        name->name, "see the table of texts");
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
                "%s:%u:%u: unknown name '%s' – %s", path, name->line,
                name->column, name->name, hint);
    return false;
  }
  return true;
}

bool
texts_add_override(Texts *texts, const char *path, const char *bytes,
                   size_t len, GError **error)
{
  g_autofree char *key = key_of_path(path);
  if (!check_name(texts, path, key, error))
    return false;
  g_autoptr(Mustache) mustache = mustache_parse(path, bytes, len, error);
  if (mustache == NULL || !check_words(texts, path, mustache, error))
    return false;
  g_hash_table_replace(texts->town, g_steal_pointer(&key),
                       g_steal_pointer(&mustache));
  return true;
}

bool
texts_has(const Texts *texts, const char *language, const char *name)
{
  g_autofree char *key = g_strdup_printf("%s/%s", language, name);
  return g_hash_table_contains(texts->town, key) ||
         g_hash_table_contains(texts->shipped, key);
}

static int
compare_entries(const void *a, const void *b)
{
  const TextsEntry *left = a, *right = b;
  int order = strcmp(left->key, right->key);
  return order != 0 ? order : (int)left->is_town - (int)right->is_town;
}

static void
list_layer(GHashTable *layer, bool is_town, GArray *entries)
{
  GHashTableIter iter;
  gpointer key, mustache;
  g_hash_table_iter_init(&iter, layer);
  while (g_hash_table_iter_next(&iter, &key, &mustache)) {
    TextsEntry entry = {key, name_of_key(key), is_town, mustache};
    g_array_append_val(entries, entry);
  }
}

GArray *
texts_list(const Texts *texts)
{
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(TextsEntry));
  list_layer(texts->shipped, false, entries);
  list_layer(texts->town, true, entries);
  g_array_sort(entries, compare_entries);
  return entries;
}
