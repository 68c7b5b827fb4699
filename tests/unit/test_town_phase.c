/* SPDX-License-Identifier: Apache-2.0
 *
 * Phases of a service: which one is in force at which minute, what follows, and
 * what is wrong in a file.
 */
#include "parsers/config/town_phase.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/config/problems.h"
#include "parsers/config/town.h"
#include "parsers/resource.h"

static TownPhase shadow = {(char *)"still", SERVICE_STATE_SHADOW,
                           (char *)"2026-03-02", (char *)"2026-03-31"};
static TownPhase trial = {(char *)"test", SERVICE_STATE_TEST,
                          (char *)"2026-04-07 08:00",
                          (char *)"2026-05-04 18:30"};
static TownPhase regular = {(char *)"betrieb", SERVICE_STATE_REGULAR,
                            (char *)"2026-05-11", NULL};
static TownPhase stand = {(char *)"umzug", SERVICE_STATE_PAUSED,
                          (char *)"2026-06-01 12:00", NULL};

static GPtrArray *
all_phases(void)
{
  GPtrArray *phases = g_ptr_array_new();
  g_ptr_array_add(phases, &shadow);
  g_ptr_array_add(phases, &trial);
  g_ptr_array_add(phases, &regular);
  g_ptr_array_add(phases, &stand);
  return phases;
}

static void
test_phase_by_minute(void)
{
  static const struct {
    const char *moment;
    ServiceState state;
    const char *phase;
    bool known;
    const char *opens;
  } rows[] = {
      {"2026-03-01 23:59", SERVICE_STATE_OFF, NULL, false, NULL},
      {"2026-03-02 00:00", SERVICE_STATE_SHADOW, "still", true,
       "2026-04-07 08:00"},
      {"2026-03-31 23:59", SERVICE_STATE_SHADOW, "still", true,
       "2026-04-07 08:00"},
      {"2026-04-01 00:00", SERVICE_STATE_OFF, NULL, true, "2026-04-07 08:00"},
      {"2026-04-07 07:59", SERVICE_STATE_OFF, NULL, true, "2026-04-07 08:00"},
      {"2026-04-07 08:00", SERVICE_STATE_TEST, "test", true, "2026-05-11"},
      {"2026-05-04 18:29", SERVICE_STATE_TEST, "test", true, "2026-05-11"},
      {"2026-05-04 18:30", SERVICE_STATE_OFF, NULL, true, "2026-05-11"},
      {"2026-05-11 00:00", SERVICE_STATE_REGULAR, "betrieb", true, NULL},
      {"2026-06-01 11:59", SERVICE_STATE_REGULAR, "betrieb", true, NULL},
      {"2026-06-01 12:00", SERVICE_STATE_PAUSED, "umzug", true, NULL},
      {"2031-01-01 00:00", SERVICE_STATE_PAUSED, "umzug", true, NULL},
  };
  g_autoptr(GPtrArray) phases = all_phases();
  TownService service = {.name = (char *)"report", .phases = phases};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].moment);
    const TownPhase *phase = service_phase(&service, rows[i].moment);
    g_assert_cmpint(service_state_at(&service, rows[i].moment), ==,
                    rows[i].state);
    g_assert_cmpstr(phase == NULL ? NULL : phase->name, ==, rows[i].phase);
    g_assert_cmpint(service_is_known(&service, rows[i].moment), ==,
                    rows[i].known);
    g_assert_cmpstr(service_opening(&service, rows[i].moment), ==,
                    rows[i].opens);
  }
}

/* Between phases, and where there are none, the one state holds. */
static void
test_phase_beside_a_state(void)
{
  g_autoptr(GPtrArray) phases = g_ptr_array_new();
  g_ptr_array_add(phases, &trial);
  TownService service = {.name = (char *)"report",
                         .state = SERVICE_STATE_REGULAR,
                         .until = (char *)"2026-05-31 12:00",
                         .phases = phases};
  static const struct {
    const char *moment;
    ServiceState state;
  } rows[] = {
      {"2026-01-01 00:00", SERVICE_STATE_REGULAR},
      {"2026-04-07 08:00", SERVICE_STATE_TEST},
      {"2026-05-04 18:30", SERVICE_STATE_REGULAR},
      {"2026-05-31 11:59", SERVICE_STATE_REGULAR},
      {"2026-05-31 12:00", SERVICE_STATE_OFF},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(service_state_at(&service, rows[i].moment), ==,
                    rows[i].state);
  g_assert_cmpint(service_state_at(NULL, "2026-05-01 00:00"), ==,
                  SERVICE_STATE_OFF);
}

static void
test_phase_is_found_by_its_name(void)
{
  g_autoptr(GPtrArray) phases = all_phases();
  TownService service = {.name = (char *)"report", .phases = phases};
  g_assert_true(service_phase_of(&service, "umzug") == &stand);
  g_assert_null(service_phase_of(&service, "Umzug"));
}

/* The example town with other words for its report service. */
static GHashTable *
town_files(const char *service)
{
  static const char prefix[] = "templates/town/";
  GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_bytes_unref);
  for (const Resource *file = resource_next(prefix, NULL); file != NULL;
       file = resource_next(prefix, file)) {
    g_autoptr(GString) text = g_string_new(file->begin);
    (void)g_string_replace(text, "report: {state: regular}", service, 0);
    g_hash_table_insert(files, g_strdup(file->path + strlen(prefix)),
                        g_bytes_new(text->str, text->len));
  }
  return files;
}

/* The line of the example town's report service. */
static int
service_line(void)
{
  const char *text = resource_find("templates/town/town.yaml")->begin;
  const char *service = strstr(text, "report: {state: regular}");
  int line = 1;
  for (const char *p = text; p < service; p++)
    line += *p == '\n';
  return line;
}

static const struct {
  const char *service;
  int line;            /* counted from that of the service */
  const char *problem; /* its column and words; NULL: none */
} problem_rows[] = {
    {"report:\n    phases:\n"
     "      still: {state: shadow, since: 2026-03-02}\n"
     "      test: {state: test, since: 2026-04-07 08:00}",
     0, NULL},
    {"report: {phases: {}}", 0, NULL},
    {"report: {state: regular, since: 2026-03-02 07:30}", 0, NULL},
    {"report: {since: 2026-03-02}", 0,
     "11: key 'state' is missing: off, shadow, internal, test, "
     "regular or paused; or give 'phases'"},
    {"report:\n    phases:\n"
     "      still: {state: shadow, since: 2026-03-02 24:00}",
     2,
     "37: 'since' must be a date like 2026-05-21, or 2026-05-21 "
     "08:00, not '2026-03-02 24:00'"},
    {"report:\n    phases:\n"
     "      still: {state: shadows, since: 2026-03-02}",
     2, "22: "},
    {"report:\n    phases:\n      still: {state: shadow}", 2,
     "14: key 'since' is missing: first day or minute"},
    {"report:\n    phases:\n"
     "      still: {state: shadow, since: 2026-03-02 08:00,"
     " until: 2026-03-02 08:00}",
     2,
     "62: 'until' (2026-03-02 08:00) is before 'since' "
     "(2026-03-02 08:00)"},
    {"report:\n    phases:\n"
     "      still: {state: shadow, since: 2026-03-02, until: 2026-04-07}\n"
     "      test: {state: test, since: 2026-04-07 08:00}",
     3,
     "34: phase 'test' begins (2026-04-07 08:00) before phase "
     "'still' is over (2026-04-07) – write phases in the order of their "
     "times, one at a time"},
    {"report:\n    phases:\n"
     "      test: {state: test, since: 2026-04-07}\n"
     "      still: {state: shadow, since: 2026-03-02}",
     3,
     "37: phase 'still' begins (2026-03-02) before phase 'test'"
     " is over (2026-04-07)"},
    {"report:\n    phases:\n"
     "      a..b: {state: shadow, since: 2026-03-02}",
     2, "13: the name of a phase must not hold '..', not 'a..b'"},
};

static void
test_phase_problems(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(problem_rows); i++) {
    g_test_message("%s", problem_rows[i].service);
    g_autoptr(GHashTable) files = town_files(problem_rows[i].service);
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Town) town = town_parse(files, problems);
    g_assert_true((town != NULL) == (problem_rows[i].problem == NULL));
    g_assert_cmpuint(problems_count(problems), ==, town == NULL ? 1 : 0);
    if (problems_count(problems) == 0)
      continue;
    g_autofree char *told = problem_to_string(problems_get(problems, 0));
    g_autofree char *begin = g_strdup_printf(
        "town.yaml:%d:%s", service_line() + problem_rows[i].line,
        problem_rows[i].problem);
    if (!g_str_has_prefix(told, begin))
      g_assert_cmpstr(told, ==, begin);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/phase/by-minute", test_phase_by_minute);
  g_test_add_func("/config/phase/beside-a-state", test_phase_beside_a_state);
  g_test_add_func("/config/phase/is-found-by-its-name",
                  test_phase_is_found_by_its_name);
  g_test_add_func("/config/phase/problems", test_phase_problems);
  return g_test_run();
}
