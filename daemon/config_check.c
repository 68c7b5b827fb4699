/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of what may be wrong between files, each with its place.
 */
#include "daemon/config_check.h"

#include <string.h>
#include <sys/un.h>

#include "daemon/config_file.h"
#include "daemon/config_look.h"
#include "parsers/config/csv_tree.h"
#include "parsers/config/town_schema.h"
#include "templates/texts.h"

/* A key of a map, or the number of a list's entry. */
static const YamlNode *
step_into(const YamlNode *node, const char *step)
{
  if (node->kind != YAML_KIND_LIST)
    return yaml_node_get(node, step);
  guint64 index = g_ascii_strtoull(step, NULL, 10);
  return index < node->items->len ? node->items->pdata[index] : NULL;
}

/* Where the value of "0/look/logo" stands in a tree; NULL: nowhere. */
static FilePosition
place_in(const YamlTree *tree, const char *file, const char *key)
{
  g_auto(GStrv) steps = g_strsplit(key, "/", -1);
  const YamlNode *node = tree != NULL ? yaml_tree_root(tree) : NULL;
  for (size_t i = 0; node != NULL && steps[i] != NULL; i++)
    node = step_into(node, steps[i]);
  if (node == NULL)
    return (FilePosition){file, 0, 0};
  return (FilePosition){file, node->place.line, node->place.column};
}

FilePosition
config_check_place(GBytes *bytes, const char *file, const char *key)
{
  g_autoptr(Problems) unheard = problems_new();
  g_autoptr(YamlTree) tree =
      bytes != NULL ? yaml_tree_parse(bytes, file, unheard) : NULL;
  return place_in(tree, file, key);
}

/* The same in a file of the town. */
static FilePosition
town_place(const Config *config, const char *file, const char *key)
{
  g_autofree char *path = g_build_filename(config->settings->town, file, NULL);
  g_autoptr(GBytes) bytes = config_file_read(path, NULL);
  return config_check_place(bytes, file, key);
}

/* Where the town names its desk's mailbox. */
static void
check_desk(const Config *config, const char *file, Problems *problems)
{
  const char *desk = config->town->address;
  const MailboxSettings *mailbox = settings_mailbox(config->settings, desk);
  if (mailbox == NULL || mailbox->sent)
    problems_add(
        problems, town_place(config, "town.yaml", "address"),
        mailbox == NULL
            ? "'address' names the mailbox '%s', which %s does not have"
            : "'address' names the mailbox '%s', which is a folder of "
              "sent mail in %s",
        desk, file);
}

FilePosition
config_check_department(const char *directory, unsigned index, const char *key)
{
  static const char yaml[] = "departments.yaml", csv[] = "departments.csv";
  g_autofree char *yaml_path = g_build_filename(directory, yaml, NULL);
  g_autofree char *csv_path = g_build_filename(directory, csv, NULL);
  g_autoptr(GBytes) bytes = config_file_read(yaml_path, NULL);
  g_autoptr(GBytes) table =
      bytes != NULL ? NULL : config_file_read(csv_path, NULL);
  g_autoptr(Problems) unheard = problems_new();
  g_autoptr(YamlTree) tree =
      table == NULL ? NULL
                    : csv_tree_parse(table, csv, &department_schema, unheard);
  if (bytes != NULL)
    tree = yaml_tree_parse(bytes, yaml, unheard);
  const char *file = table != NULL ? csv : yaml;
  g_autofree char *steps = g_strdup_printf("%u/%s", index, key);
  return place_in(tree, file, steps);
}

/* Where a department's addresses stand. */
static FilePosition
department_place(const Config *config, const Department *department)
{
  unsigned index = 0;
  bool known = g_ptr_array_find(config->town->departments, department, &index);
  g_assert(known);
  return config_check_department(config->settings->town, index, "addresses");
}

/* A department that is written to at an address that Bote reads would have it
 * answer its own mail. */
static void
check_addresses(const Config *config, Problems *problems)
{
  const GPtrArray *mailboxes = config->settings->mailboxes;
  for (unsigned i = 0; i < mailboxes->len; i++) {
    const MailboxSettings *mailbox = mailboxes->pdata[i];
    const Department *department =
        mailbox->sent ? NULL
                      : town_department_of(config->town, mailbox->address);
    if (department != NULL)
      problems_add(problems, department_place(config, department),
                   "department '%s' has the address of mailbox '%s' – Bote "
                   "would write to itself; give the colleagues' own address",
                   department->id, mailbox->name);
  }
}

/* Only where the tz database is there at all: GLib says UTC without a word. */
static bool
is_timezone(const char *name)
{
  g_autoptr(GTimeZone) known = g_time_zone_new_identifier("Europe/Berlin");
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name);
  return known == NULL || zone != NULL;
}

static void
check_timezone(const char *name, FilePosition place, Problems *problems)
{
  if (name != NULL && !is_timezone(name))
    problems_add(problems, place,
                 "there is no time zone '%s' – take one of "
                 "/usr/share/zoneinfo, like Europe/Berlin",
                 name);
}

/* Sockets have short names (unix(7)); the longest is that of a mailbox. */
static void
check_runtime(const Settings *settings, FilePosition place, Problems *problems)
{
  size_t longest = strlen("/deliver.bell");
  for (unsigned i = 0; i < settings->mailboxes->len; i++) {
    const MailboxSettings *mailbox = settings->mailboxes->pdata[i];
    longest = MAX(longest, strlen("/mailbox-") + strlen(mailbox->name) +
                               strlen(".bell"));
  }
  struct sockaddr_un address;
  size_t most = sizeof address.sun_path - 1 - longest;
  if (strlen(settings->paths.runtime) > most)
    problems_add(problems, place,
                 "'runtime' is too long for sockets – at most %zu bytes, like "
                 "/run/bote",
                 most);
}

void
config_check_together(const Config *config, GBytes *machine, Problems *problems)
{
  g_autofree char *file = g_path_get_basename(config->file);
  const Settings *settings = config->settings;
  if (settings == NULL)
    return;
  check_timezone(settings->timezone,
                 config_check_place(machine, file, "timezone"), problems);
  check_runtime(settings, config_check_place(machine, file, "paths/runtime"),
                problems);
  if (config->town == NULL)
    return;
  check_timezone(config->town->timezone,
                 town_place(config, "town.yaml", "timezone"), problems);
  check_desk(config, file, problems);
  check_addresses(config, problems);
  config_look_check_senders(config, problems);
}

void
config_check_sending(const Config *config, Problems *problems)
{
  if (settings_mail_transport(config->settings) != NULL)
    return;
  g_autofree char *file = g_path_get_basename(config->file);
  g_autoptr(GBytes) bytes = config_file_read(config->file, NULL);
  problems_add(problems, config_check_place(bytes, file, "transports"),
               "no transport sends mail – departments and citizens could not "
               "be written to; give one of the kind smtp");
}

/* texts_add_override() says "PATH:LINE:COLUMN: what". */
static void
add_text_problem(const char *path, const char *message, Problems *problems)
{
  g_autofree char *file = g_strconcat("texts/", path, NULL);
  FilePosition place = {file, 0, 0};
  if (g_str_has_prefix(message, path)) {
    char *rest = NULL;
    place.line = (int)g_ascii_strtoll(message + strlen(path) + 1, &rest, 10);
    place.column = *rest == ':' ? (int)g_ascii_strtoll(rest + 1, &rest, 10) : 0;
    if (g_str_has_prefix(rest, ": "))
      message = rest + strlen(": ");
  }
  problems_add(problems, place, "%s", message);
}

void
config_check_texts(GHashTable *overrides, Problems *problems)
{
  if (g_hash_table_size(overrides) == 0)
    return; /* no need to read those that we bring */
  g_autoptr(Texts) texts = texts_new();
  g_autoptr(GList) paths = g_hash_table_get_keys(overrides);
  paths = g_list_sort(paths, (GCompareFunc)strcmp);
  for (const GList *at = paths; at != NULL; at = at->next) {
    g_autoptr(GError) error = NULL;
    gsize size = 0;
    GBytes *bytes = g_hash_table_lookup(overrides, at->data);
    const char *text = g_bytes_get_data(bytes, &size);
    if (!texts_add_override(texts, at->data, text != NULL ? text : "", size,
                            &error))
      add_text_problem(at->data, error->message, problems);
  }
}
