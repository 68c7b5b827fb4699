/* SPDX-License-Identifier: Apache-2.0
 *
 * A ticket as it is told to the one who asks for it.
 */
#include "daemon/admin/cli_story.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_commands.h"
#include "parsers/command.h"
#include "tests/support/town_fixture.h"
#include "tests/support/words.h"

static json_t *
event(const char *what, const char *actor, const char *detail)
{
  return json_pack("{s:I,s:s,s:s,s:s*}", "at_ms",
                   (json_int_t)INT64_C(1779344040000), "what", what, "actor",
                   actor, "detail", detail);
}

/* Owned. */
static char *
tell(json_t *events)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  json_auto_t *row =
      json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:o,s:[{s:i,s:i,s:i,s:s}]}",
                "number", "26-00001-4", "category", "strassenschaden", "place",
                "Gartenstr. 12", "state", "open", "department", "tiefbau",
                "channel", "sms", "text", "Ein Loch\n\x1b[31mrot", "due_at_ms",
                (json_int_t)INT64_C(1779955200000), "events", events, "photos",
                "photo", 1, "width", 1600, "height", 1200, "state", "released");
  return cli_story(row, town->config->town, zone);
}

static void
test_story_german(void)
{
  g_setenv("LC_ALL", "de_DE.UTF-8", TRUE);
  json_t *events = json_array();
  json_array_append_new(events, event("created", "citizen", "tiefbau"));
  json_array_append_new(events,
                        event("command", "department tiefbau",
                              "erledigt open tiefbau 0 strassenschaden"));
  json_array_append_new(events, event("objected", "citizen", "26-00001-4"));
  json_array_append_new(events, event("rated", "citizen", "4"));
  g_autofree char *story = tell(events);
  g_test_message("%s", story);
  assert_contains(story, "26-00001-4  Straßenschaden, Gartenstr. 12\n");
  assert_contains(story, "Stand: in Arbeit. Zuständig: Tiefbauamt");
  assert_contains(story, "Kam per SMS. Frist: 2026-05-28 10:00.");
  assert_contains(story, "2026-05-21 08:14    Die meldende Person meldete es; "
                         "zuständig wurde Tiefbauamt");
  assert_contains(story, "│ Ein Loch\n");
  assert_contains(story, "│ ·[31mrot\n");
  assert_contains(story, " meldet: erledigt. Wir haben gefragt");
  assert_contains(story, "sagt NEIN, es ist nicht behoben: wieder offen");
  assert_contains(story, "gibt 4 von 5 Sternen.");
  assert_contains(story, "Fotos\n  1  1600 1200  released\n");
  g_unsetenv("LC_ALL");
}

static void
test_story_english(void)
{
  g_setenv("LC_ALL", "C", TRUE);
  json_t *events = json_array();
  json_array_append_new(events, event("created", "uid 1000", "tiefbau"));
  json_array_append_new(events, event("joined", "town", "26-00002-…"));
  g_autofree char *story = tell(events);
  assert_contains(story, "26-00001-4  Road damage, Gartenstr. 12\n");
  assert_contains(story, "The administrator (uid 1000) reported it");
  assert_contains(story, "The same was reported as 26-00002-…");
  g_unsetenv("LC_ALL");
}

/* Whatever a ticket's history may hold, people read as a sentence. */
static void
test_story_has_sentences(void)
{
  static const char *const whats[] = {
      "answered-past-us",     "asked-what",   "completed",    "decided-before",
      "kept-for-list",        "letter",       "letter-apart", "letter-in-doubt",
      "letter-passed-over",   "not-answered", "refused",      "request-proved",
      "request-unproved",     "split",        "split-from",   "split-undone",
      "asked-not-to-be-named"};
  /* What these do stands in the history, not that they were written. */
  static const char *const unkept[] = {"hilfe", "rueckgaengig", "zurueck",
                                       NULL};
  static const char *const languages[] = {"de_DE.UTF-8", "C"};
  for (size_t k = 0; k < G_N_ELEMENTS(languages); k++) {
    g_setenv("LC_ALL", languages[k], TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(whats); i++) {
      json_t *events = json_array();
      json_array_append_new(events, event(whats[i], "citizen", "tiefbau"));
      g_autofree char *story = tell(events);
      g_autofree char *bare = g_strdup_printf(": %s (tiefbau).", whats[i]);
      assert_lacks(story, bare);
      assert_lacks(story, "{");
    }
    for (const Command *const *row = command_registry; *row != NULL; row++)
      if (report_action_exists(*row) &&
          !g_strv_contains(unkept, (*row)->name)) {
        g_autofree char *detail =
            g_strconcat((*row)->name, " open tiefbau 0 strassenschaden", NULL);
        g_autofree char *bare = g_strconcat(": #", (*row)->name, NULL);
        json_t *events = json_array();
        json_array_append_new(events,
                              event("command", "department tiefbau", detail));
        g_autofree char *story = tell(events);
        assert_lacks(story, bare);
      }
  }
  g_unsetenv("LC_ALL");
}

/* What has no sentence is told all the same. */
static void
test_story_unknown(void)
{
  g_setenv("LC_ALL", "C", TRUE);
  json_t *events = json_array();
  json_array_append_new(events, event("moon-landed", "town", "twice"));
  json_array_append_new(events, event("command", "department mond", "fly a b"));
  g_autofree char *story = tell(events);
  assert_contains(story, "Bote: moon-landed (twice).");
  assert_contains(story, "mond: #fly");
  g_unsetenv("LC_ALL");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/cli/story/german", test_story_german);
  g_test_add_func("/cli/story/english", test_story_english);
  g_test_add_func("/cli/story/has-sentences", test_story_has_sentences);
  g_test_add_func("/cli/story/unknown", test_story_unknown);
  return g_test_run();
}
