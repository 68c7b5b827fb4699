/* SPDX-License-Identifier: Apache-2.0
 *
 * To which numbers an SMS goes, how long it may be, which texts a spent budget
 * lets through.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/sms/sms_fit.h"
#include "templates/texts.h"
#include "tests/support/town_post.h"
#include "tests/support/town_sms.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"

/* --- destinations --------------------------------------------------------- */

static const struct {
  const char *to;
  bool answers_its_sms; /* it is written because this number texted */
  bool goes;
} destinations[] = {
    {"+491722881738", false, true},
    {"+4915228817386", false, true},
    {"110", true, false},
    {"112", true, false},
    {"22000", true, false},
    {"Paketdienst", true, false},
    {"+49110", true, false},
    {"+49112", true, false},
    {"+499001234567", true, false},  /* 0900: premium */
    {"+491371234567", true, false},  /* 0137: votes by phone */
    {"+491805123456", true, false},  /* 0180: shared cost */
    {"+497001234567", true, false},  /* 0700: personal number */
    {"+498001234567", true, false},  /* 0800: freephone */
    {"+49321234567", true, false},   /* 032: national subscriber */
    {"+491641234567", true, false},  /* 0164: pager */
    {"+49116117", true, false},      /* harmonised services */
    {"+43664123456", true, false},   /* Austria: not on the list */
    {"+88213123456", true, false},   /* satellite */
    {"+493023125001", false, false}, /* a fixed line */
    {"+493023125001", true, true},   /* a fixed line that texted us */
    {"+4915228817386123", true, false},
    {"+49 1722881738", true, false},
    {"+", true, false},
    {"", true, false},
};

static void
test_destinations(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->settings->limits.sms_per_number_per_day = 1000;
  town_text(town, PHONE, "Schlagloch Gartenstraße 12");
  g_autofree char *inbox_id = town_fixture_text(
      town, "SELECT id FROM inbox WHERE channel = 'sms' LIMIT 1");
  for (size_t i = 0; i < G_N_ELEMENTS(destinations); i++) {
    json_auto_t *data = json_object();
    DeskSms sms = {.text = "status-unknown",
                   .data = data,
                   .to = destinations[i].to,
                   .inbox_id =
                       destinations[i].answers_its_sms ? inbox_id : NULL};
    g_autofree char *text = town_sms_write(town, &sms);
    g_test_message("%s", destinations[i].to);
    g_assert_cmpint(text != NULL, ==, destinations[i].goes);
  }
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(DISTINCT detail) FROM inbox_event"
                               " WHERE what = 'sms-suppressed'"),
      ==, 3); /* number-cannot-receive, special-number, country */
}

static void
test_countries_are_a_list(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  json_auto_t *data = json_object();
  DeskSms sms = {.text = "status-unknown", .data = data, .to = "+436641234567"};
  g_assert_null(town_sms_write(town, &sms));
  g_ptr_array_add(town_sms_channel(town)->countries, g_strdup("43"));
  g_autofree char *text = town_sms_write(town, &sms);
  g_assert_nonnull(text);
}

/* --- length --------------------------------------------------------------- */

/* An answer of a department, of so many words. */
static json_t *
answer_of(const char *word, int words)
{
  g_autoptr(GString) line = g_string_new(NULL);
  for (int i = 0; i < words; i++)
    g_string_append_printf(line, "%s%s%d", i > 0 ? " " : "", word, i);
  return json_pack("{s:{s:[s, s]}}", "message", "lines", "Guten Tag,",
                   line->str);
}

static const struct {
  const char *text, *word, *ending;
  unsigned segments;
} lengths[] = {
    {"status-question", "Wort", " Antworten Sie einfach per SMS.", 3},
    {"status-question", "Şehir", " Antworten Sie einfach per SMS.", 3},
    {"status-question", "😀", " Antworten Sie einfach per SMS.", 2},
    {"status-solved", "Wort", " Stimmt das? Antworten Sie JA oder NEIN.", 1},
    {"status-answer", "ohneblank-ohneblank-ohneblank-", NULL, 3},
};

static void
test_length(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    json_auto_t *data = answer_of(lengths[i].word, 300);
    DeskSms sms = {.text = lengths[i].text, .data = data, .to = PHONE};
    town_sms_channel(town)->max_segments = (int)lengths[i].segments;
    g_autofree char *text = town_sms_write(town, &sms);
    g_test_message("%s", text);
    SmsMeasure measure = gsm7_measure(text);
    g_assert_cmpuint(measure.segments, ==, lengths[i].segments);
    assert_contains(text, "Guten Tag, ");
    assert_contains(text, measure.coding == SMS_CODING_GSM7 ? "..." : "…");
    if (lengths[i].ending != NULL)
      g_assert_true(g_str_has_suffix(text, lengths[i].ending));
    g_assert_true(g_utf8_validate(text, -1, NULL));
  }
}

/* The cut stands between two words, and what fits is not cut. */
static void
test_length_between_words(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  json_auto_t *data = answer_of("Wort", 300);
  DeskSms sms = {.text = "status-answer", .data = data, .to = PHONE};
  town_sms_channel(town)->max_segments = 1;
  g_autofree char *text = town_sms_write(town, &sms);
  g_autofree char *end = g_strdup(strrchr(text, ' '));
  g_assert_true(g_regex_match_simple("^ Wort[0-9]+\\.\\.\\.$", end, 0, 0));
  json_auto_t *brief = json_pack("{s:{s:[s]}}", "message", "lines", "Ja.");
  sms.data = brief;
  g_autofree char *whole = town_sms_write(town, &sms);
  g_assert_true(g_str_has_suffix(whole, " Ja."));
}

/* Our own words in each language are within the cap, with the longest there is
 * of each variable; only what is quoted may be shortened. */
static void
test_shipped_texts_fit(void)
{
  static const char *const languages[] = {"de", "en"};
  static const char *const texts[] = {"addition-confirmed",
                                      "confirmation",
                                      "danger",
                                      "help",
                                      "on-call",
                                      "service-closed",
                                      "start-confirmed",
                                      "status",
                                      "status-accepted",
                                      "status-answer",
                                      "status-commissioned",
                                      "status-no-action",
                                      "status-planned",
                                      "status-question",
                                      "status-solved",
                                      "status-unknown",
                                      "stop-confirmed"};
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  Desk desk = digest_desk(&town->digest);
  for (size_t l = 0; l < G_N_ELEMENTS(languages); l++)
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
      g_autoptr(GError) error = NULL;
      json_auto_t *data = json_pack(
          "{s:s, s:s, s:s, s:b, s:b, s:{s:[s]}, s:s}", "number", "26-00417-6",
          "due_short", "30.12.", "until_short", "30.12.", "ask_place", 1,
          "test", 1, "message", "lines", "…", "place", "…");
      DeskSms sms = {.text = texts[i], .language = languages[l], .data = data};
      SmsMeasure measure;
      json_object_set_new(
          data, "town",
          json_pack("{s:s, s:s, s:s, s:s}", "name", "Musterhagen an der Wieke",
                    "tag", "Musterhagen", "phone", "+49 30 23125 110",
                    "privacy_short", "musterhagen.example.org/sms"));
      g_autofree char *text = sms_fit(&desk, &sms, 3, &measure, &error);
      g_assert_no_error(error);
      g_test_message("%s %s: %u", languages[l], texts[i], measure.segments);
      g_assert_cmpuint(measure.segments, <=, 2);
    }
}

/* A town's text that is too long alone loses its end, and the log says so. */
static void
test_long_override_is_cut(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new("Danke");
  for (int i = 0; i < 200; i++)
    g_string_append(text, " sehr");
  (void)texts_add_override(town->digest.texts, "de/status-unknown.sms.mustache",
                           text->str, text->len, &error);
  g_assert_no_error(error);
  json_auto_t *data = json_object();
  DeskSms sms = {.text = "status-unknown", .data = data, .to = PHONE};
  g_autofree char *sent = town_sms_write(town, &sms);
  g_assert_cmpuint(gsm7_measure(sent).segments, ==, 3);
  g_assert_true(g_str_has_suffix(sent, " sehr..."));
  g_autofree char *log = NULL;
  g_assert_true(g_file_get_contents(town->log_file, &log, NULL, NULL));
  assert_contains(log, "event=sms-too-long");
}

/* --- the budget ----------------------------------------------------------- */

static const struct {
  const char *text;
  bool goes;
} spent[] = {
    {"stop-confirmed", true},
    {"confirmation", true},
    {"addition-confirmed", true},
    {"danger", true},
    {"status-answer", true},
    {"status-question", true},
    {"status-solved", true},
    {"status-no-action", true},
    {"status-accepted", false},
    {"status-planned", false},
    {"status-commissioned", false},
    {"help", false},
    {"status", false},
    {"status-unknown", false},
    {"service-closed", false},
};

static void
test_spent_budget(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->settings->limits.sms_per_number_per_day = 1000;
  town_sms_channel(town)->monthly_budget = 1;
  for (size_t round = 0; round < 2; round++)
    for (size_t i = 0; i < G_N_ELEMENTS(spent); i++) {
      json_auto_t *data = json_object();
      DeskSms sms = {.text = spent[i].text, .data = data, .to = PHONE};
      g_autofree char *text = town_sms_write(town, &sms);
      g_test_message("%s", spent[i].text);
      g_assert_cmpint(text != NULL, ==, spent[i].goes);
    }
}

/* Whatever a number got today: that his STOPP works, he hears. */
static void
test_stop_is_confirmed_past_the_cap(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town->config->settings->limits.sms_per_number_per_day = 1;
  town_text(town, PHONE, "Schlagloch Gartenstraße 12");
  town_text(town, PHONE, "STATUS 26-00417-6");
  town_text(town, PHONE, "STOPP");
  g_autoptr(TownSent) status = town_sent(town, "status-unknown", NULL);
  g_autoptr(TownSent) stop = town_sent(town, "stop-confirmed", NULL);
  g_assert_cmpstr(status->state, ==, "suppressed");
  g_assert_cmpstr(stop->state, ==, "queued");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
#define ADD(name, function) g_test_add_func("/daemon/desk-sms/" name, function)
  ADD("destinations", test_destinations);
  ADD("countries-are-a-list", test_countries_are_a_list);
  ADD("length", test_length);
  ADD("length-between-words", test_length_between_words);
  ADD("shipped-texts-fit", test_shipped_texts_fit);
  ADD("long-override-is-cut", test_long_override_is_cut);
  ADD("spent-budget", test_spent_budget);
  ADD("stop-is-confirmed-past-the-cap", test_stop_is_confirmed_past_the_cap);
  return g_test_run();
}
