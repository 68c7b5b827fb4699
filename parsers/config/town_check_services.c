/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold in the services of a town: they exist, they have a state, and
 * their phases follow each other.
 */
#include <string.h>

#include "parsers/config/schema.h"
#include "parsers/config/town_private.h"

enum { DAY_LENGTH = 10 }; /* of "2026-05-21" */

/* The rows of service_registry belong to daemon/, which this folder does not
 * know. */
static const char *const names[] = {"report",       "survey",  "procedure",
                                    "feedback",     "faq",     "notice",
                                    "subscription", "privacy", "site"};

static void
check_name(const TownSource *source, const YamlNode *key)
{
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i], key->text) == 0)
      return;
  g_autofree char *hint = schema_hint(key->text, names, G_N_ELEMENTS(names));
  problems_add(source->problems, key->place, "there is no service '%s'%s",
               key->text, hint);
}

/* Is something over before it begins?  A last day is the whole of it. */
static bool
is_backwards(const char *since, const char *until)
{
  if (since == NULL || until == NULL)
    return false;
  return strlen(until) == DAY_LENGTH ? strncmp(since, until, DAY_LENGTH) > 0
                                     : strcmp(since, until) >= 0;
}

static void
check_order(const TownSource *source, const YamlNode *map, const char *since,
            const char *until)
{
  if (is_backwards(since, until))
    problems_add(source->problems, yaml_node_place(map, "until"),
                 "'until' (%s) is before 'since' (%s)", until, since);
}

/* Two phases at once would be two answers to the question who is served. */
static void
check_follows(const TownSource *source, const YamlNode *map,
              const TownPhase *before, const TownPhase *phase)
{
  if (before->since == NULL || phase->since == NULL)
    return; /* was reported */
  bool overlaps = strcmp(phase->since, before->since) <= 0;
  if (before->until != NULL)
    overlaps =
        overlaps || (strlen(before->until) == DAY_LENGTH
                         ? strncmp(phase->since, before->until, DAY_LENGTH) <= 0
                         : strcmp(phase->since, before->until) < 0);
  if (overlaps)
    problems_add(source->problems, yaml_node_place(map, "since"),
                 "phase '%s' begins (%s) before phase '%s' is over (%s) – "
                 "write phases in the order of their times, one at a time",
                 phase->name, phase->since, before->name,
                 before->until != NULL ? before->until : before->since);
}

static void
check_phases(const TownSource *source, const TownService *service,
             const YamlNode *map)
{
  const YamlNode *list = yaml_node_get(map, "phases");
  for (unsigned i = 0; i < service->phases->len; i++) {
    const TownPhase *phase = service->phases->pdata[i];
    const YamlNode *item = list->items->pdata[i];
    if (item->kind != YAML_KIND_MAP)
      continue; /* was reported */
    check_order(source, item, phase->since, phase->until);
    /* "FROM..UNTIL" is how `bote report` is asked for any other time. */
    if (phase->name != NULL && strstr(phase->name, "..") != NULL)
      problems_add(source->problems, item->place,
                   "the name of a phase must not hold '..', not '%s'",
                   phase->name);
    if (i > 0)
      check_follows(source, item, service->phases->pdata[i - 1], phase);
  }
}

void
town_check_services(const TownSource *source)
{
  const YamlNode *map = yaml_node_get(source->town_root, "services");
  for (unsigned i = 0; i < source->town->services->len; i++) {
    const TownService *service = source->town->services->pdata[i];
    const YamlNode *key = map->keys->pdata[i];
    const YamlNode *item = map->items->pdata[i];
    check_name(source, key);
    if (item->kind != YAML_KIND_MAP)
      continue; /* was reported */
    if (!source->town_cut && yaml_node_get(item, "state") == NULL &&
        yaml_node_get(item, "phases") == NULL)
      problems_add(source->problems, item->place,
                   "key 'state' is missing: off, shadow, internal, test, "
                   "regular or paused; or give 'phases'");
    check_order(source, item, service->since, service->until);
    check_phases(source, service, item);
  }
}
