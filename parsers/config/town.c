/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads a town's files by schema, has them checked against each other, and
 * answers look-ups.
 */
#include "parsers/config/town.h"

#include <string.h>

#include "parsers/config/oncall.h"
#include "parsers/config/town_calendar.h"
#include "parsers/config/town_elsewhere.h"
#include "parsers/config/town_elsewhere_private.h"
#include "parsers/config/town_files.h"
#include "parsers/config/town_index.h"
#include "parsers/config/town_private.h"
#include "parsers/config/town_route.h"
#include "parsers/config/town_schema.h"
#include "parsers/config/town_surveys.h"
#include "parsers/danger/danger.h"
#include "parsers/geo/districts.h"
#include "parsers/letter/letter.h"
#include "parsers/wish/wish.h"

static void
free_department(void *department)
{
  Department *row = department;
  g_clear_pointer(&row->look.logo_bytes, g_bytes_unref);
  schema_free(&department_schema, department);
}

static void
free_category(void *data)
{
  Category *category = data;
  g_clear_pointer(&category->folded, g_ptr_array_unref);
  schema_free(&category_schema, category);
}

static void
free_faq(void *faq)
{
  schema_free(&faq_schema, faq);
}

void
town_free(Town *town)
{
  if (town == NULL)
    return;
  g_clear_pointer(&town->departments, g_ptr_array_unref);
  g_clear_pointer(&town->categories, g_ptr_array_unref);
  g_clear_pointer(&town->faq, g_ptr_array_unref);
  g_clear_pointer(&town->surveys, g_ptr_array_unref);
  g_clear_pointer(&town->index, town_index_free);
  g_clear_pointer(&town->stem_index, town_index_free);
  g_clear_pointer(&town->oncall, oncall_roster_free);
  g_clear_pointer(&town->danger, danger_table_free);
  g_clear_pointer(&town->letters, letter_table_free);
  g_clear_pointer(&town->wishes, wishes_free);
  g_clear_pointer(&town->districts, districts_free);
  town_elsewhere_clear(town);
  schema_free(&town_schema, town);
}

static void
read_rows(GPtrArray *rows, const Schema *schema, const YamlNode *list,
          const SchemaContext *context)
{
  for (unsigned i = 0; list != NULL && i < list->items->len; i++)
    g_ptr_array_add(rows, schema_read(schema, list->items->pdata[i], context));
}

static void
fold_words(Town *town)
{
  town->index = town_index_new();
  town->stem_index = town_index_new();
  const char *language =
      town->languages->len == 0 ? "" : town->languages->pdata[0];
  for (unsigned i = 0; i < town->categories->len; i++) {
    Category *category = town->categories->pdata[i];
    category->folded = g_ptr_array_new_with_free_func(g_free);
    for (unsigned j = 0; j < category->words->len; j++) {
      const char *word = category->words->pdata[j];
      char *folded = town_fold(word);
      g_autofree char *stem = town_fold_stems(word, language);
      g_ptr_array_add(category->folded, folded);
      town_index_add(town->index, i, j, folded);
      if (stem != NULL)
        town_index_add(town->stem_index, i, j, stem);
    }
  }
}

/* A department speaks the town's first language unless it says otherwise. */
static void
set_languages(Town *town)
{
  if (town->languages->len == 0)
    return; /* a problem, see town_check() */
  for (unsigned i = 0; i < town->departments->len; i++) {
    Department *department = town->departments->pdata[i];
    if (department->language == NULL)
      department->language = g_strdup(town->languages->pdata[0]);
  }
}

/* town.yaml into a new town; defaults alone when there is no such file. */
static Town *
read_town(const YamlNode *root, const SchemaContext *context)
{
  Town *town = root != NULL ? schema_read(&town_schema, root, context)
                            : schema_new(&town_schema, context);
  town->departments = g_ptr_array_new_with_free_func(free_department);
  town->categories = g_ptr_array_new_with_free_func(free_category);
  town->faq = g_ptr_array_new_with_free_func(free_faq);
  return town;
}

static OncallRoster *
read_oncall(GHashTable *files, const Town *town, Problems *problems)
{
  GBytes *bytes = g_hash_table_lookup(files, ONCALL_FILE);
  g_autoptr(OncallRoster) roster =
      bytes == NULL ? NULL : oncall_roster_new(bytes, ONCALL_FILE, problems);
  return roster != NULL && roster->shifts->len > 0
             ? g_steal_pointer(&roster)
             : oncall_roster_of_phone(town->on_call.phone);
}

/* Borders of a large town take a twentieth of a second to read: only where a
 * category asks for them, or who is beyond them. */
static Districts *
read_districts(GHashTable *files, const Town *town, Problems *problems)
{
  GBytes *bytes = g_hash_table_lookup(files, DISTRICTS_FILE);
  bool needed = g_hash_table_contains(files, NEIGHBOURS_FILE);
  for (unsigned i = 0; i < town->categories->len; i++) {
    const Category *category = town->categories->pdata[i];
    needed |= g_hash_table_size(category->districts) > 0;
  }
  return needed && bytes != NULL
             ? districts_new(bytes, DISTRICTS_FILE, problems)
             : NULL;
}

/* A town that is refused anyway needs our rows only to tell what is wrong with
 * its own: to build their tables takes longer than all the rest. */
static bool
needs_table(const YamlNode *own, const TownSource *source, size_t before)
{
  return own != NULL || problems_count(source->problems) == before;
}

static void
build_tables(Town *town, const TownSource *source, size_t before)
{
  if (needs_table(source->dangers, source, before))
    town->danger = danger_table_new(source->dangers, source->problems);
  if (needs_table(source->letters, source, before))
    town->letters = letter_table_new(source->letters, source->problems);
  town->wishes = wishes_new();
}

static Town *
parse(GHashTable *files, bool with_tables, Problems *problems)
{
  size_t before = problems_count(problems);
  g_autoptr(YamlTree) tree = town_file_read(files, "town.yaml", problems);
  g_autoptr(YamlTree) departments =
      town_file_read_list(files, "departments", &department_schema, problems);
  g_autoptr(YamlTree) categories =
      town_file_read_list(files, "categories", &category_schema, problems);
  g_autoptr(YamlTree) faq =
      town_file_read_list_if_any(files, "faq", &faq_schema, problems);
  g_autoptr(YamlTree) dangers =
      town_file_read_if_any(files, "danger.yaml", problems);
  g_autoptr(YamlTree) letters =
      town_file_read_if_any(files, "letters.yaml", problems);
  town_file_add_words(files, categories, problems);
  TownSource source = {.problems = problems};
  source.town_root = tree != NULL ? yaml_tree_root(tree) : NULL;
  source.departments = town_file_list(departments, problems);
  source.categories = town_file_list(categories, problems);
  source.faq = town_file_list(faq, problems);
  source.dangers = town_file_list(dangers, problems);
  source.letters = town_file_list(letters, problems);

  SchemaContext context = {.problems = problems, .directory = "/"};
  context.cut = town_file_is_cut(tree);
  g_autoptr(Town) town = read_town(source.town_root, &context);
  context.cut = town_file_is_cut(departments);
  read_rows(town->departments, &department_schema, source.departments,
            &context);
  context.cut = town_file_is_cut(categories);
  read_rows(town->categories, &category_schema, source.categories, &context);
  context.cut = town_file_is_cut(faq);
  read_rows(town->faq, &faq_schema, source.faq, &context);
  if (with_tables) {
    build_tables(town, &source, before);
    town->districts = read_districts(files, town, problems);
  }
  town_elsewhere_read(town, files, with_tables, problems);
  town->surveys = town_surveys_read(files, problems);
  town->oncall = read_oncall(files, town, problems);
  town_calendar_read(town, files, source.town_root, problems);
  fold_words(town);
  set_languages(town);
  source.town = town;
  source.with_tables = with_tables;
  source.town_cut = town_file_is_cut(tree);
  source.departments_cut = town_file_is_cut(departments);
  town_check(&source);
  return problems_count(problems) == before ? g_steal_pointer(&town) : NULL;
}

Town *
town_parse(GHashTable *files, Problems *problems)
{
  return parse(files, true, problems);
}

Town *
town_parse_plain(GHashTable *files, Problems *problems)
{
  return parse(files, false, problems);
}

/* The id or name is the first member of all three row types. */
static const void *
find_row(const GPtrArray *rows, const char *id)
{
  for (unsigned i = 0; id != NULL && i < rows->len; i++)
    if (g_strcmp0(*(char *const *)rows->pdata[i], id) == 0)
      return rows->pdata[i];
  return NULL;
}

const Department *
town_department(const Town *town, const char *id)
{
  return find_row(town->departments, id);
}

const Department *
town_office(const Town *town)
{
  return town_department(town, town->desk);
}

const Category *
town_category(const Town *town, const char *id)
{
  return find_row(town->categories, id);
}

const TownService *
town_service(const Town *town, const char *name)
{
  return find_row(town->services, name);
}

static bool
lists_address(const GPtrArray *addresses, const char *address)
{
  for (unsigned i = 0; i < addresses->len; i++)
    if (g_ascii_strcasecmp(addresses->pdata[i], address) == 0)
      return true;
  return false;
}

ServiceState
town_service_state(const Town *town, const char *name, const char *moment)
{
  return service_state_at(town_service(town, name), moment);
}

bool
department_lists(const Department *department, const char *address)
{
  return lists_address(department->addresses, address) ||
         lists_address(department->members, address) ||
         lists_address(department->may_act.addresses, address) ||
         lists_address(department->escalation.head, address);
}

bool
department_has_domain(const Department *department, const char *address)
{
  const char *at = strrchr(address, '@');
  const char *domain = department->may_act.domain;
  return domain != NULL && at != NULL &&
         g_ascii_strcasecmp(at + 1, domain) == 0;
}

const Department *
town_department_of(const Town *town, const char *address)
{
  for (unsigned i = 0; i < town->departments->len; i++)
    if (department_lists(town->departments->pdata[i], address))
      return town->departments->pdata[i];
  return NULL;
}

static const char *
choose_language(const Town *town, GHashTable *texts, const char *language)
{
  const char *text = g_hash_table_lookup(texts, language);
  if (text == NULL) {
    g_autofree char *main_part = g_strndup(language, strcspn(language, "-"));
    text = g_hash_table_lookup(texts, main_part);
  }
  if (text == NULL)
    text = g_hash_table_lookup(texts, town->languages->pdata[0]);
  return text;
}

const char *
category_name(const Town *town, const Category *category, const char *language)
{
  const char *name = choose_language(town, category->names, language);
  return name != NULL ? name : category->id;
}

const char *
category_sentence(const Town *town, const Category *category,
                  const char *language)
{
  return choose_language(town, category->sentence, language);
}

const char *
category_done(const Town *town, const Category *category, const char *language)
{
  return choose_language(town, category->done, language);
}
