/* SPDX-License-Identifier: Apache-2.0
 *
 * The letters as a person reads them: two whole ones, the variants of the
 * confirmation, the privacy link, and that templates/README.md tells whoever
 * fills the variables the truth.
 */
#include "templates/texts.h"

#include <string.h>

#include "parsers/command.h"
#include "parsers/resource.h"
#include "parsers/sms/gsm7.h"

#define FIXTURES "tests/fixtures/texts/"

static json_t *
sample(void)
{
  json_error_t problem;
  json_t *data = json_load_file(FIXTURES "sample.json", 0, &problem);
  g_assert_nonnull(data);
  return data;
}

static char *
render(const char *language, const char *name, json_t *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Texts) texts = texts_new();
  char *text =
      texts_render(texts, (TextsVoice){language, "sie"}, name, data, &error);
  g_assert_no_error(error);
  return text;
}

static void
test_letters_whole(void)
{
  static const char *const names[] = {"confirmation.txt", "ticket.txt",
                                      "transcript.txt"};
  json_t *data = sample();
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_strdup_printf(FIXTURES "de.%s", names[i]);
    g_autofree char *expected = NULL;
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_autofree char *text = render("de", names[i], data);
    g_assert_cmpstr(text, ==, expected);
  }
  json_decref(data);
}

/* One change to the sample, and what the text must and must not say then. */
typedef struct Variant {
  const char *name, *change, *says, *hides;
} Variant;

static const Variant variants[] = {
    {"confirmation.txt", "{\"name\":null}", "Guten Tag,\n", "Kaya"},
    {"confirmation.txt", "{\"late\":true}",
     "Ihre Nachricht ist am 21. Mai eingegangen; bitte entschuldigen Sie die "
     "späte Antwort.",
     "Danke!"},
    {"confirmation.txt",
     "{\"place\":null,\"place_from_photo\":null,\"ask_place\":true}",
     "Wo genau ist das?", "Ort:"},
    {"confirmation.txt", "{\"category\":null,\"place\":null,\"due\":null}",
     "Unsere zentrale Stelle liest", "voraussichtlich"},
    {"confirmation.txt", "{\"quote\":null}", "Guten Tag", "Ihre Worte"},
    {"confirmation.txt", "{\"token\":null}", "Guten Tag", "Vorgangscode"},
    {"confirmation.txt", "{\"oncall_phone\":null}", "110 oder 112.",
     "Bereitschaft"},
    {"confirmation.txt", "{\"test\":true}", "Testbetrieb", "{{"},
    {"confirmation.html", "{\"test\":true}", "Testbetrieb", "{{"},
    {"confirmation.sms", "{\"test\":true}", "TEST Musterstadt:", "{{"},
    {"confirmation.sms", "{\"place\":null,\"ask_place\":true}",
     "Wo genau? Straße + Nr. bitte.", "Gartenstr"},
    {"confirmation.sms", "{\"late\":true}", "Entschuldigung, spät: Meldung",
     "{{"},
    {"confirmation.sms", "{\"late\":true,\"place\":null,\"ask_place\":true}",
     "Entschuldigung, spät: Meldung", "Antwort"},
    {"confirmation.sms", "{\"category\":null,\"place\":null}",
     "Meldung 26-00417-6 erhalten. Antwort", "Schlagloch"},
    {"confirmation.sms", "{\"due_short\":null}",
     " Gefahr: 112. Datenschutz: ", "Antwort"},
    {"status-planned.sms", "{\"until_short\":null}", "ist eingeplant. Keine",
     "vorauss"},
    {"confirmation.subject", "{\"category\":null}",
     "] Ihre Nachricht – Eingang bestätigt", "Schlagloch"},
    {"ticket.txt", "{\"danger\":true}", "GEFAHR: ", "{{"},
    {"ticket.subject", "{\"danger\":true}", "] GEFAHR: Schlagloch", "Neu"},
    {"ticket.txt", "{\"channel\":{\"sms\":true}}", " per SMS\n", "E-Mail\n"},
    {"ticket.html", "{\"x\":1}", "<img src=\"cid:photo-1\"", "http://"},
    {"ticket.html", "{\"x\":1}",
     "href=\"mailto:meldung@example.org?body=%23erledigt\"", "Kaya"},
    {"ticket.txt", "{\"x\":1}", "│ #erledigt wäre", "Kaya"},
    {"ticket-addition.subject", "{\"reopened\":true}",
     "] Wieder offen: ", "Ergänzung"},
    {"transcript.txt", "{\"send_at\":null}", "ist an die meldende Person",
     "geht um"},
    {"transcript.txt", "{\"preview\":null}", "geht keine Nachricht",
     "genau so"},
    {"transcript.txt", "{\"undo_minutes\":null}", "verstanden", "rückgängig"},
    {"transcript-failed.txt", "{\"x\":1}", "Meinten Sie #erledigt?", "{{"},
    {"status-solved.txt", "{\"x\":1}",
     "\n\nIst der Schaden behoben? Antworten Sie JA oder NEIN.\n\n", "{{"},
    {"status-solved.sms", "{\"standard\":true}",
     "Musterstadt: Schlagloch, Gartenstr. 12 ist laut Tiefbauamt repariert. "
     "Stimmt das? Antworten Sie JA oder NEIN.",
     "\n"},
    {"status-solved.sms", "{\"x\":1}", "repariert. Das Loch ist seit", ".."},
    {"status-solved.sms",
     "{\"category\":null,\"department\":null,"
     "\"done\":null}",
     ": Meldung 26-00417-6 ist erledigt. ", "laut"},
    {"confirmation.sms", "{\"place\":\"Ringstr.\"}", "Ringstr. ", ".."},
    {"status.sms", "{\"state\":{\"solved\":true}}", "ist erledigt.",
     "in Arbeit"},
    {"stop-confirmed.sms", "{\"topic\":null}",
     "Stadt Musterstadt: Sie bekommen keine SMS mehr von uns.", "26-"},
    {"help.sms", "{\"x\":1}", "110/112", "{{"},
    {"help.sms", "{\"x\":1}", " Tel. 030 23125-000. Datenschutz: ", "{{"},
    {"service-closed.sms", "{\"x\":1}",
     " Tel. 030 23125-000. Datenschutz: ", "{{"},
    {"help.txt", "{\"number\":null}", "#erledigt", "26-00417-6\n"},
    {"button.txt", "{\"wants_text\":false}", "#erledigt\n", "Satz"},
};

static void
test_letters_variants(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(variants); i++) {
    const Variant *v = &variants[i];
    json_t *data = sample();
    json_t *change = json_loads(v->change, 0, NULL);
    g_assert_cmpint(json_object_update(data, change), ==, 0);
    g_autofree char *text = render("de", v->name, data);
    bool says = strstr(text, v->says) != NULL;
    bool hides = strstr(text, v->hides) == NULL;
    if (!says || !hides)
      g_test_message("%s %s: %s", v->name, v->change, text);
    g_assert_true(says && hides);
    if (g_str_has_suffix(v->name, ".sms"))
      g_assert_cmpuint(gsm7_measure(text).segments, ==, 1);
    json_decref(change);
    json_decref(data);
  }
}

static void
test_letters_help_sms_begins_with_emergency_numbers(void)
{
  json_t *data = sample();
  g_autofree char *de = render("de", "help.sms", data);
  g_autofree char *en = render("en", "help.sms", data);
  g_assert_true(g_str_has_prefix(de, "110/112"));
  g_assert_true(g_str_has_prefix(en, "110/112"));
  json_decref(data);
}

/* The row of a text in the table of templates/README.md; NULL if none. */
static char *
find_row(const char *stem)
{
  const Resource *readme = resource_find("templates/README.md");
  g_autofree char *start = g_strdup_printf("\n| `%s` |", stem);
  const char *row = strstr(readme->begin, start);
  if (row == NULL || row > strstr(readme->begin, "\n## The variables"))
    return NULL;
  const char *end = strchr(row + 1, '\n');
  return g_strndup(row, (size_t)(end - row));
}

/* Names every text may use, and the members of lists and objects. */
static const char *const common[] = {"town.name",
                                     "town.tag",
                                     "town.phone",
                                     "town.privacy_url",
                                     "town.privacy_short",
                                     "test",
                                     "look",
                                     "look.look_color",
                                     "look.look_text_color",
                                     "look_name",
                                     "look_logo",
                                     ".",
                                     "lines",
                                     "index",
                                     "cid",
                                     "original_url",
                                     "filename",
                                     "size",
                                     "value",
                                     "written",
                                     "suggestion",
                                     "unknown",
                                     "missing",
                                     "bad_value",
                                     "no_such",
                                     "ambiguous",
                                     "choices",
                                     "unexpected",
                                     "misplaced",
                                     "alone",
                                     "past",
                                     "past_day",
                                     "likely_day",
                                     "contradicts",
                                     "other",
                                     "is_confidential",
                                     "no_photo",
                                     "check_digit",
                                     "no_ticket",
                                     "itself",
                                     "over_there",
                                     "two_tickets",
                                     "too_many",
                                     "not_here",
                                     "twice",
                                     "bad_contact",
                                     "no_words",
                                     "one_matter",
                                     "no_matter",
                                     "stays_whole",
                                     "split_already",
                                     "not_joined",
                                     "joined_elsewhere",
                                     "accepted",
                                     "solved",
                                     "question",
                                     "not_ours",
                                     "undo",
                                     "yes",
                                     "no",
                                     "command",
                                     NULL};

static void check_names(const Texts *texts, GHashTable *by_key,
                        const char *language, const char *name,
                        const char *row);

static void
check_name(const Texts *texts, GHashTable *by_key, const char *language,
           const MustacheName *name, const char *row)
{
  if (name->kind == MUSTACHE_NAME_PARTIAL) {
    check_names(texts, by_key, language, name->name, row);
    return;
  }
  if (g_strv_contains(common, name->name))
    return;
  g_auto(GStrv) steps = g_strsplit(name->name, ".", 2);
  g_autofree char *quoted = g_strdup_printf("`%s`", steps[0]);
  bool documented = strstr(row, quoted) != NULL;
  g_autofree char *line = g_strdup_printf("\n| %s |", quoted);
  const Resource *readme = resource_find("templates/README.md");
  g_assert_nonnull(strstr(strstr(readme->begin, "\n## The variables"), line));
  if (!documented)
    g_test_message("%s is missing in the row%s", quoted, row);
  g_assert_true(documented);
}

static void
check_names(const Texts *texts, GHashTable *by_key, const char *language,
            const char *name, const char *row)
{
  g_autofree char *key = g_strdup_printf("%s/%s", language, name);
  const Mustache *mustache = g_hash_table_lookup(by_key, key);
  g_assert_nonnull(mustache);
  g_autoptr(GArray) names = mustache_names(mustache);
  for (guint i = 0; i < names->len; i++)
    check_name(texts, by_key, language, &g_array_index(names, MustacheName, i),
               row);
}

/* Whatever a text of the table uses stands in its row; a text without a row
 * is a partial and stands among them. */
static void
test_letters_are_documented(void)
{
  g_autoptr(Texts) texts = texts_new();
  g_autoptr(GArray) entries = texts_list(texts);
  g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < entries->len; i++) {
    const TextsEntry *entry = &g_array_index(entries, TextsEntry, i);
    g_hash_table_insert(by_key, (char *)entry->key, (void *)entry->mustache);
  }
  for (guint i = 0; i < entries->len; i++) {
    const TextsEntry *entry = &g_array_index(entries, TextsEntry, i);
    g_autofree char *stem = g_strndup(
        entry->name, (size_t)(strchr(entry->name, '.') - entry->name));
    g_autofree char *row = find_row(stem);
    g_autofree char *language = g_strndup(entry->key, 2);
    g_autofree char *partial = g_strdup_printf("`%s`", entry->name);
    if (row != NULL)
      check_names(texts, by_key, language, entry->name, row);
    else
      g_assert_nonnull(
          strstr(resource_find("templates/README.md")->begin, partial));
  }
}

/* Every mail to a citizen and his first SMS say where to read on. */
static void
test_letters_to_citizens_link_privacy(void)
{
  g_autoptr(Texts) texts = texts_new();
  g_autoptr(GArray) entries = texts_list(texts);
  json_t *data = sample();
  unsigned count = 0;
  for (guint i = 0; i < entries->len; i++) {
    const TextsEntry *entry = &g_array_index(entries, TextsEntry, i);
    g_autofree char *stem = g_strndup(
        entry->name, (size_t)(strchr(entry->name, '.') - entry->name));
    g_autofree char *row = find_row(stem);
    if (row == NULL || strstr(row, "| citizen |") == NULL)
      continue;
    bool is_mail = g_str_has_suffix(entry->name, ".txt") ||
                   g_str_has_suffix(entry->name, ".html");
    if (!is_mail && strcmp(entry->name, "confirmation.sms") != 0)
      continue;
    g_autofree char *language = g_strndup(entry->key, 2);
    g_autofree char *text = render(language, entry->name, data);
    g_assert_nonnull(strstr(text, "musterstadt.example.org/d"));
    count++;
  }
  g_assert_cmpuint(count, >=, 50);
  json_decref(data);
}

/* A command we recommend must be one that is understood. */
static void
test_letters_name_real_commands(void)
{
  g_autoptr(Texts) texts = texts_new();
  g_autoptr(GArray) entries = texts_list(texts);
  g_autoptr(GRegex) command = g_regex_new("#([\\p{L}]+)", 0, 0, NULL);
  json_t *data = sample();
  unsigned count = 0;
  for (guint i = 0; i < entries->len; i++) {
    const TextsEntry *entry = &g_array_index(entries, TextsEntry, i);
    if (!g_str_has_suffix(entry->name, ".txt") ||
        strcmp(entry->name, "mistakes.txt") == 0 ||
        strcmp(entry->name, "transcript-failed.txt") == 0 ||
        strcmp(entry->name, "record-failed.txt") == 0)
      continue;
    g_autofree char *language = g_strndup(entry->key, 2);
    g_autofree char *text = render(language, entry->name, data);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(command, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
      g_autofree char *name = g_match_info_fetch(match, 1);
      if (command_find(name) == NULL)
        g_test_message("%s: #%s", entry->key, name);
      g_assert_nonnull(command_find(name));
      count++;
    }
  }
  g_assert_cmpuint(count, >, 100);
  json_decref(data);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/texts/letters/whole", test_letters_whole);
  g_test_add_func("/texts/letters/variants", test_letters_variants);
  g_test_add_func("/texts/letters/help-sms-begins-with-emergency-numbers",
                  test_letters_help_sms_begins_with_emergency_numbers);
  g_test_add_func("/texts/letters/are-documented", test_letters_are_documented);
  g_test_add_func("/texts/letters/name-real-commands",
                  test_letters_name_real_commands);
  g_test_add_func("/texts/letters/to-citizens-link-privacy",
                  test_letters_to_citizens_link_privacy);
  return g_test_run();
}
