/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold between the keys and files of a town, and what the law makes
 * obligatory.  Goes on after each problem.
 */
#include <string.h>

#include "parsers/config/schema.h"
#include "parsers/config/text_check.h"
#include "parsers/config/town_private.h"
#include "parsers/geo/districts.h"
#include "parsers/letter/letter.h"

/* Sections without which a town must not write to anybody. */
static void
check_duties(const TownSource *source)
{
  static const struct {
    const char *key, *why;
  } duties[] = {
      {"responsible_body",
       "everyone we write to must be told who is responsible for his data "
       "(GDPR article 13(1)(a)) – give name and email"},
      {"data_protection_officer",
       "everyone we write to must be told how to reach the data protection "
       "officer (GDPR article 13(1)(b)) – give name and email"},
      {"retention",
       "it must be decided how long what people write is kept (GDPR articles "
       "5(1)(e), 13(2)(a)) – give raw_mail_days, message_months, sms_days"},
      {"privacy_url",
       "every first message names the page with the privacy notice (GDPR "
       "article 13) – give its address"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(duties); i++) {
    const YamlNode *value = yaml_node_get(source->town_root, duties[i].key);
    if (value == NULL || g_strcmp0(value->text, "") == 0)
      problems_add(source->problems, source->town_root->place,
                   "key '%s' is missing: %s", duties[i].key, duties[i].why);
  }
}

/* The id is the first member of all three. */
static void
check_ids(const TownSource *source, const GPtrArray *rows, const YamlNode *list)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (unsigned i = 0; i < rows->len; i++) {
    char *id = *(char **)rows->pdata[i];
    const YamlNode *map = list->items->pdata[i];
    if (id == NULL)
      continue;
    const YamlNode *first = g_hash_table_lookup(seen, id);
    if (first != NULL)
      problems_add(source->problems, yaml_node_place(map, "id"),
                   "id '%s' stands here twice (first in line %d) – each needs "
                   "its own",
                   id, first->place.line);
    else
      g_hash_table_insert(seen, id, (void *)map);
  }
}

/* Does `id` name a department?  Says so, with the nearest one, if not. */
static void
check_department(const TownSource *source, const char *id, FilePosition place)
{
  if (id == NULL || source->departments == NULL || source->departments_cut ||
      town_department(source->town, id) != NULL)
    return; /* a missing key or file was reported already */
  const GPtrArray *all = source->town->departments;
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (unsigned i = 0; i < all->len; i++)
    g_ptr_array_add(ids, ((Department *)all->pdata[i])->id);
  g_autofree char *hint =
      schema_hint(id, (const char *const *)ids->pdata, ids->len);
  problems_add(source->problems, place, "there is no department '%s' in %s%s",
               id, source->departments->place.file, hint);
}

/* Whoever stands in is another department. */
static void
check_other(const TownSource *source, const Department *department,
            const YamlNode *map, const char *key)
{
  const char *other =
      strcmp(key, "deputy") == 0 ? department->deputy : department->after_hours;
  FilePosition place = yaml_node_place(map, key);
  if (other == NULL)
    return;
  check_department(source, other, place);
  if (g_strcmp0(other, department->id) == 0)
    problems_add(source->problems, place,
                 "department '%s' stands in '%s' for itself – name another one",
                 department->id, key);
}

static void
check_deputies(const TownSource *source)
{
  for (unsigned i = 0; i < source->town->departments->len; i++) {
    const Department *department = source->town->departments->pdata[i];
    const YamlNode *map = source->departments->items->pdata[i];
    if (map->kind != YAML_KIND_MAP)
      continue;
    check_other(source, department, map, "deputy");
    check_other(source, department, map, "after_hours");
    if (department->after_hours != NULL && department->working_hours->len == 0)
      problems_add(source->problems, yaml_node_place(map, "after_hours"),
                   "without 'working_hours' nobody knows when – add them");
  }
}

/* Who waits for a list gets one; and what fits nowhere cannot wait. */
static void
check_mornings(const TownSource *source)
{
  const Town *town = source->town;
  for (unsigned i = 0; i < town->departments->len; i++) {
    const Department *department = town->departments->pdata[i];
    const YamlNode *map = source->departments->items->pdata[i];
    if (map->kind != YAML_KIND_MAP || department->mail != MAIL_MODE_MORNING)
      continue;
    if (g_strcmp0(department->morning, "none") == 0)
      problems_add(source->problems, yaml_node_place(map, "morning"),
                   "with 'mail: morning' and 'morning: none' the department "
                   "would hear of nothing – give a time, or 'mail: each'");
    if (g_strcmp0(department->id, town->desk) == 0)
      problems_add(source->problems, yaml_node_place(map, "mail"),
                   "the desk reads what fits nowhere, which may be urgent – "
                   "leave 'mail: morning' to other departments");
  }
}

static void
check_languages(const TownSource *source, const YamlNode *map, const char *key)
{
  const YamlNode *texts = yaml_node_get(map, key);
  if (texts == NULL || texts->kind != YAML_KIND_MAP)
    return;
  for (unsigned i = 0; i < texts->keys->len; i++) {
    const YamlNode *language = texts->keys->pdata[i];
    const char *wanted = text_check_language(language->text);
    if (wanted != NULL)
      problems_add(source->problems, language->place,
                   "the keys of '%s' must be %s, not '%s'", key, wanted,
                   language->text);
  }
  const GPtrArray *languages = source->town->languages;
  if (languages->len > 0 && yaml_node_get(texts, languages->pdata[0]) == NULL)
    problems_add(source->problems, texts->place,
                 "'%s' has no text in the town's first language '%s'", key,
                 (char *)languages->pdata[0]);
}

/* Where a word stands, also among those of words.csv. */
static FilePosition
place_of_word(const YamlNode *map, const char *word)
{
  const YamlNode *words = yaml_node_get(map, "words");
  bool by_language = words != NULL && words->kind == YAML_KIND_MAP;
  for (unsigned i = 0; by_language && i < words->items->len; i++) {
    const YamlNode *list = words->items->pdata[i];
    for (unsigned j = 0; list->items != NULL && j < list->items->len; j++) {
      const YamlNode *item = list->items->pdata[j];
      if (g_strcmp0(item->text, word) == 0)
        return item->place;
    }
  }
  return yaml_node_place(map, "words");
}

static void
check_words(const TownSource *source, const Category *category,
            const YamlNode *map)
{
  for (unsigned i = 0; i < category->folded->len; i++) {
    const char *folded = category->folded->pdata[i];
    if (strlen(folded) < 2)
      problems_add(source->problems,
                   place_of_word(map, category->words->pdata[i]),
                   "word '%s' is too short to mean anything",
                   (char *)category->words->pdata[i]);
  }
}

/* Each name is a district's; with the nearest one if not. */
static void
check_district(const TownSource *source, const YamlNode *name)
{
  const Districts *districts = source->town->districts;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (size_t i = 0; districts != NULL && i < districts_count(districts); i++) {
    if (strcmp(districts_get(districts, i)->name, name->text) == 0)
      return;
    g_ptr_array_add(names, districts_get(districts, i)->name);
  }
  g_autofree char *hint =
      schema_hint(name->text, (const char *const *)names->pdata, names->len);
  problems_add(source->problems, name->place,
               "there is no district '%s' in %s%s", name->text, DISTRICTS_FILE,
               names->len == 0 ? " – see bote places import" : hint);
}

static void
check_districts(const TownSource *source, const YamlNode *map)
{
  const YamlNode *districts = yaml_node_get(map, "districts");
  if (districts == NULL || districts->kind != YAML_KIND_MAP)
    return;
  for (unsigned i = 0; i < districts->keys->len; i++) {
    const YamlNode *value = districts->items->pdata[i];
    if (source->with_tables) /* else nobody has read them */
      check_district(source, districts->keys->pdata[i]);
    if (value->kind == YAML_KIND_SCALAR)
      check_department(source, value->text, value->place);
  }
}

static void
check_categories(const TownSource *source)
{
  for (unsigned i = 0; i < source->town->categories->len; i++) {
    const Category *category = source->town->categories->pdata[i];
    const YamlNode *map = source->categories->items->pdata[i];
    if (map->kind != YAML_KIND_MAP)
      continue; /* was reported; there is nothing more to say */
    check_department(source, category->department,
                     yaml_node_place(map, "department"));
    check_districts(source, map);
    check_languages(source, map, "names");
    check_languages(source, map, "words");
    check_languages(source, map, "sentence");
    check_languages(source, map, "done");
    check_words(source, category, map);
  }
}

/* Rows that are laid over shipped ones; `key` names a department, or says
 * `not_an_id`. */
static void
check_rows(const TownSource *source, const YamlNode *list, const char *key,
           const char *not_an_id)
{
  for (unsigned i = 0; list != NULL && i < list->items->len; i++) {
    const YamlNode *map = list->items->pdata[i];
    const YamlNode *department = yaml_node_get(map, key);
    if (map->kind != YAML_KIND_MAP)
      continue; /* was reported */
    if (department != NULL && department->kind == YAML_KIND_SCALAR &&
        g_strcmp0(department->text, not_an_id) != 0)
      check_department(source, department->text, department->place);
    check_languages(source, map, "names");
  }
}

static void
check_faq(const TownSource *source)
{
  for (unsigned i = 0; i < source->town->faq->len; i++) {
    const Faq *faq = source->town->faq->pdata[i];
    const YamlNode *map = source->faq->items->pdata[i];
    if (map->kind != YAML_KIND_MAP)
      continue; /* was reported */
    check_department(source, faq->department,
                     yaml_node_place(map, "department"));
    check_languages(source, map, "question");
    check_languages(source, map, "answer");
    check_languages(source, map, "words");
  }
}

void
town_check(const TownSource *source)
{
  const Town *town = source->town;
  if (source->town_root != NULL && source->town_root->kind == YAML_KIND_MAP) {
    if (!source->town_cut)
      check_duties(source);
    town_check_services(source);
    check_department(source, town->desk,
                     yaml_node_place(source->town_root, "desk"));
    if (town->languages->len == 0)
      problems_add(source->problems,
                   yaml_node_place(source->town_root, "languages"),
                   "'languages' is empty – give at least one");
  }
  check_ids(source, town->departments, source->departments);
  check_ids(source, town->categories, source->categories);
  check_ids(source, town->faq, source->faq);
  check_deputies(source);
  check_mornings(source);
  check_categories(source);
  check_faq(source);
  check_rows(source, source->dangers, "department", NULL);
  check_rows(source, source->letters, "to", LETTER_TO_CATEGORY);
}
