/* SPDX-License-Identifier: Apache-2.0
 *
 * A town's files: what is filled, what is refused, and how words route.
 */
#include "parsers/config/town.h"

#include <string.h>

#include "parsers/config/town_council.h"
#include "parsers/config/town_named.h"
#include "parsers/config/town_route.h"
#include "parsers/resource.h"
#include "tests/support/golden.h"

static const char *const names[] = {"town.yaml", "departments.yaml",
                                    "categories.yaml"};

static GHashTable *
new_files(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                               (GDestroyNotify)g_bytes_unref);
}

static void
fill_example(GHashTable *files)
{
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_strconcat("templates/town/", names[i], NULL);
    const Resource *resource = resource_find(path);
    g_assert_nonnull(resource);
    g_hash_table_insert(
        files, (char *)names[i],
        g_bytes_new_static(resource->begin, resource_size(resource)));
  }
}

/* The example town that is built in. */
static Town *
example_town(void)
{
  g_autoptr(GHashTable) files = new_files();
  fill_example(files);
  g_autoptr(Problems) problems = problems_new();
  Town *town = town_parse(files, problems);
  g_autofree char *text = problems_to_string(problems);
  g_assert_cmpstr(text, ==, "");
  return town;
}

/* What people type for a department. */
static void
test_town_names_departments(void)
{
  static const struct {
    const char *typed, *ids;
  } rows[] = {
      {"gruen", "gruen"},
      {"Grün", "gruen"},
      {"Amt für Stadtgrün", "gruen"},
      {"Stadtgrün", "gruen"},
      {"STADTGRUEN.", "gruen"},
      {"das Stadtgrün", "gruen"},
      {"Stadtgr", "gruen"},
      {"Amt Stadtgrün", "gruen"},
      {"Tiefbau-Amt", "tiefbau"},
      {"tief", "tiefbau"},
      {"ans Ordnungsamt", "ordnung"},
      {"Bürgerbüro", "zentrale"},
      {"Beleuchtung", "stadtwerke"},
      {"Stadtwerke Beleuchtung", "stadtwerke"},
      {"Stadt", "gruen reinigung stadtwerke"},
      {"Amt", ""}, /* a word of one name, and the end of others */
      {"Amt für", ""},
      {"und", ""},
      {"st", ""},
      {"Stadtgrün Tiefbau", ""},
      {"Zauberamt", ""},
      {"an das", ""},
      {"...", ""},
      {"", ""},
  };
  g_autoptr(Town) town = example_town();
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) found = town_departments_named(town, rows[i].typed);
    g_autoptr(GString) ids = g_string_new(NULL);
    for (unsigned k = 0; k < found->len; k++)
      g_string_append_printf(ids, "%s%s", k == 0 ? "" : " ",
                             ((const Department *)found->pdata[k])->id);
    g_test_message("%s", rows[i].typed);
    g_assert_cmpstr(ids->str, ==, rows[i].ids);
  }
}

/* A folder of broken files must yield exactly its problems.expected. */
static void
test_town_refuses(const void *data)
{
  g_autofree char *folder = g_path_get_dirname(data);
  g_autoptr(GHashTable) files = new_files();
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      g_hash_table_insert(files, (char *)names[i], golden_read(path));
  }
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) town = town_parse(files, problems);
  g_assert_null(town);
  problems_sort(problems);
  g_autofree char *text = problems_to_string(problems);
  golden_check(data, text);
}

/* What delivers and polls never asks what a letter is about. */
static void
test_town_plain_has_no_tables(void)
{
  g_autoptr(GHashTable) files = new_files();
  fill_example(files);
  g_hash_table_insert(files, (char *)"danger.yaml",
                      g_bytes_new_static("- {id: gas}\n", 12));
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) plain = town_parse_plain(files, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_nonnull(plain);
  g_assert_null(plain->danger);
  g_assert_null(plain->letters);
  g_autoptr(Town) whole = town_parse(files, problems);
  g_assert_null(whole);
  g_assert_cmpuint(problems_count(problems), ==, 1);
}

static void
test_town_example_is_complete(void)
{
  g_autoptr(Town) town = example_town();
  g_assert_nonnull(town);
  g_assert_cmpuint(town->departments->len, >=, 6);
  g_assert_cmpuint(town->categories->len, ==, 15);
  g_assert_nonnull(town_department(town, town->desk));
  g_assert_nonnull(town_service(town, "report"));
  g_assert_null(town_category(town, "nothing"));
  for (unsigned i = 0; i < town->categories->len; i++) {
    const Category *category = town->categories->pdata[i];
    g_assert_nonnull(g_hash_table_lookup(category->names, "de"));
    g_assert_nonnull(g_hash_table_lookup(category->names, "en"));
    g_assert_nonnull(category_sentence(town, category, "de"));
    g_assert_cmpuint(category->words->len, >, 0);
  }
}

static void
test_town_names_by_language(void)
{
  g_autoptr(Town) town = example_town();
  const Category *category = town_category(town, "strassenschaden");
  g_assert_cmpstr(category_name(town, category, "en"), ==, "Road damage");
  g_assert_cmpstr(category_name(town, category, "de"), ==, "Straßenschaden");
  g_assert_cmpstr(category_name(town, category, "de-simple"), ==,
                  "Straßenschaden");
  g_assert_cmpstr(category_name(town, category, "uk"), ==, "Straßenschaden");
}

static void
test_town_finds_department_of_address(void)
{
  g_autoptr(Town) town = example_town();
  const Department *department =
      town_department_of(town, "TIEFBAU@musterhagen.example.org");
  g_assert_nonnull(department);
  g_assert_cmpstr(department->id, ==, "tiefbau");
  g_assert_null(town_department_of(town, "someone@example.com"));
}

static void
test_town_knows_its_council(void)
{
  char entries[][24] = {"k.vogt@example.org", "rat.example.com"};
  g_autoptr(GPtrArray) council = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(entries); i++)
    g_ptr_array_add(council, entries[i]);
  Town town = {.council = council};
  static const struct {
    const char *address;
    bool listed;
  } rows[] = {
      {"K.Vogt@Example.org", true},       {"a@rat.example.com", true},
      {"b@RAT.example.com", true},        {"vogt@example.org", false},
      {"a@neben.rat.example.com", false}, {"a@example.com", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(town_council_lists(&town, rows[i].address), ==,
                    rows[i].listed);
}

static void
test_town_knows_who_may_act(void)
{
  static const struct {
    const char *department, *address;
    bool listed, in_domain;
  } rows[] = {
      {"tiefbau", "tiefbau@musterhagen.example.org", true, false},
      {"tiefbau", "Bauhof@Musterhagen.example.org", true, false},
      {"tiefbau", "k.beispiel@musterhagen.example.org", true, false},
      {"tiefbau", "x@musterhagen.example.org", false, false},
      {"gruen", "x@musterhagen.example.org", false, true},
      {"gruen", "x@MUSTERHAGEN.example.org", false, true},
      {"gruen", "x@evil.musterhagen.example.org", false, false},
      {"gruen", "x@evilmusterhagen.example.org", false, false},
      {"gruen", "x@musterhagen.example.org@example.com", false, false},
      {"gruen", "nonsense", false, false},
  };
  g_autoptr(Town) town = example_town();
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    const Department *department = town_department(town, rows[i].department);
    g_assert_cmpint(department_lists(department, rows[i].address), ==,
                    rows[i].listed);
    g_assert_cmpint(department_has_domain(department, rows[i].address), ==,
                    rows[i].in_domain);
  }
}

static void
test_town_service_by_day(void)
{
  TownService dated = {.name = (char *)"survey",
                       .state = SERVICE_STATE_TEST,
                       .since = (char *)"2026-05-02",
                       .until = (char *)"2026-05-03"};
  static const struct {
    const char *name, *day;
    ServiceState state;
  } rows[] = {
      {"survey", "2026-05-01", SERVICE_STATE_OFF},
      {"survey", "2026-05-02", SERVICE_STATE_TEST},
      {"survey", "2026-05-03", SERVICE_STATE_TEST},
      {"survey", "2026-05-04", SERVICE_STATE_OFF},
      {"report", "2026-05-02", SERVICE_STATE_OFF},
  };
  g_autoptr(GPtrArray) services = g_ptr_array_new();
  g_ptr_array_add(services, &dated);
  Town town = {.services = services};
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(town_service_state(&town, rows[i].name, rows[i].day), ==,
                    rows[i].state);
  g_assert_cmpstr(service_state_to_string(SERVICE_STATE_SHADOW), ==, "shadow");
}

static void
test_town_folds(void)
{
  static const struct {
    const char *text, *folded;
  } rows[] = {
      {"Straßenlaterne", "strassenlaterne"},
      {"STRASSENLATERNE", "strassenlaterne"},
      {"Müll, überall!", "muell ueberall"},
      {"Mu\xCC\x88ll", "muell"}, /* decomposed, as macOS writes it */
      {"Café – Été", "cafe ete"},
      {"ÄRGER „Übel“ ×ÑÿØ", "aerger uebel nyoe"},
      {"  ", ""},
      {"", ""},
      {"Яма 5", "яма 5"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *folded = town_fold(rows[i].text);
    g_assert_cmpstr(folded, ==, rows[i].folded);
  }
}

static void
test_town_routes(void)
{
  static const struct {
    const char *text, *category;
  } rows[] = {
      {"In der Gartenstraße ist ein riesiges Schlagloch", "strassenschaden"},
      {"die STRASSENLATERNE vor Nr. 5 ist aus", "beleuchtung"},
      {"Hier liegt seit Tagen wilder Müll am Waldrand", "muell"},
      {"Die Ampel an der Kreuzung ist ausgefallen", "ampel"},
      {"Die Schaukel auf dem Spielplatz ist kaputt", "spielplatz_sport"},
      {"Ein dicker Ast liegt auf dem Weg", "gruen_baum"},
      {"There is a pothole in front of the school", "strassenschaden"},
      {"The street light is broken", "beleuchtung"},
      {"Der Kanaldeckel klappert", "gully_brunnen"},
      {"An der Bushaltestelle ist die Scheibe kaputt", "sonstiges"},
      {"Wann hat das Rathaus geöffnet?", NULL},
      /* What stands in each letter says nothing. */
      {"Guten Tag,\n\nseit gestern geht mir das Quittenmus nicht aus dem "
       "Kopf.\n\nMit freundlichen Grüßen",
       NULL},
      {"Nur diese Woche: 20 % Rabatt", NULL},
      {"In der Blumenrabatte wächst Unkraut", "gruen_baum"},
      {"", NULL},
      {"Der Kasten ist fast leer, ein Lasttier", NULL}, /* no "Ast" */
      /* Where it is says nothing of what is wrong. */
      {"The lamp is broken in Lindenstr. 3", "beleuchtung"},
      {"Es ist dunkel in der Ahornallee 4", NULL},
      {"In der Lindenstraße ist eine Linde krank", "gruen_baum"},
      /* Of inflected words the stem counts: the list has "Scherben", "Ast". */
      {"Da liegt eine Scherbe", "sauberkeit"},
      {"Die Äste hängen tief", "gruen_baum"},
  };
  g_autoptr(Town) town = example_town();
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownRoute) route = town_route(town, rows[i].text);
    g_assert_cmpstr(route->category != NULL ? route->category->id : NULL, ==,
                    rows[i].category);
    g_assert_cmpint(route->category != NULL, ==, route->why->len > 0);
  }
}

static void
test_town_says_why(void)
{
  g_autoptr(Town) town = example_town();
  g_autoptr(TownRoute) route = town_route(town, "Am Spielplatz: Schlagloch!");
  g_assert_cmpstr(route->category->id, ==, "strassenschaden");
  g_assert_cmpuint(route->why->len, ==, 1);
  g_assert_cmpstr(route->why->pdata[0], ==, "Schlagloch");
  g_assert_cmpfloat(route->confidence, >, 0.5);
  g_assert_cmpfloat(route->confidence, <, 1.0);
  g_autoptr(TownRoute) weak = town_route(town, "Gehweg");
  g_assert_cmpstr(weak->why->pdata[0], ==, "Gehweg"); /* without the ~ */
  g_assert_cmpfloat(weak->confidence, ==, 1.0);
}

/* Two categories that list the same word, or words of one length. */
static void
test_town_leaves_ties_to_people(void)
{
  static const struct {
    const char *text, *category;
  } rows[] = {
      {"gleich", NULL},       /* both list it */
      {"linke rechte", NULL}, /* five letters each */
      {"linker", "a"},
      {"gleich rechts", "b"},
  };
  g_autoptr(GHashTable) files = new_files();
  static const char *const texts[] = {
      "name: T\nags: '13999001'\naddress: a\ndesk: a\n"
      "responsible_body: {name: T, email: t@example.org}\n"
      "privacy_url: https://example.org/privacy\n"
      "data_protection_officer: {name: D, email: d@example.org}\n"
      "retention: {raw_mail_days: 1, message_months: 1, sms_days: 1}\n",
      "- {id: a, name: A, addresses: [a@example.org]}\n",
      ("- {id: a, names: {de: A}, department: a, words: [gleich, linke]}\n"
       "- {id: b, names: {de: B}, department: a, words: [gleich, recht]}\n")};
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    g_hash_table_insert(files, (char *)names[i],
                        g_bytes_new_static(texts[i], strlen(texts[i])));
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) town = town_parse(files, problems);
  g_assert_nonnull(town);
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownRoute) route = town_route(town, rows[i].text);
    g_assert_cmpstr(route->category != NULL ? route->category->id : NULL, ==,
                    rows[i].category);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  golden_add("/parsers/town/refuses/broken",
             "tests/fixtures/config/town/broken", ".expected",
             test_town_refuses);
  golden_add("/parsers/town/refuses/cut", "tests/fixtures/config/town/cut",
             ".expected", test_town_refuses);
  golden_add("/parsers/town/refuses/bare", "tests/fixtures/config/town/bare",
             ".expected", test_town_refuses);
  g_test_add_func("/parsers/town/plain-has-no-tables",
                  test_town_plain_has_no_tables);
  g_test_add_func("/parsers/town/example-is-complete",
                  test_town_example_is_complete);
  g_test_add_func("/parsers/town/names-by-language",
                  test_town_names_by_language);
  g_test_add_func("/parsers/town/department-of-address",
                  test_town_finds_department_of_address);
  g_test_add_func("/parsers/town/council", test_town_knows_its_council);
  g_test_add_func("/parsers/town/who-may-act", test_town_knows_who_may_act);
  g_test_add_func("/parsers/town/service-by-day", test_town_service_by_day);
  g_test_add_func("/parsers/town/folds", test_town_folds);
  g_test_add_func("/parsers/town/routes", test_town_routes);
  g_test_add_func("/parsers/town/says-why", test_town_says_why);
  g_test_add_func("/parsers/town/ties-are-left-to-people",
                  test_town_leaves_ties_to_people);
  g_test_add_func("/parsers/town/names-departments",
                  test_town_names_departments);
  return g_test_run();
}
