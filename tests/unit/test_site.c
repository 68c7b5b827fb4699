/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pages say, without HTTP around them: figures that hide small
 * numbers, reasons for not being ready, metrics from files that other users
 * write.
 */
#include "daemon/site/site.h"

#include <string.h>

#include "queue/migrate.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  Config *config;
  Clock *clock;
  Status *status;
  Site site;
} Fixture;

/* The settings of a machine in the scratch folder, the example town. */
static void
write_settings(const Scratch *scratch)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autofree char *here = g_get_current_dir();
  g_autofree char *text = g_strdup_printf(
      "test: true\ntown: %s/templates/town\ndomain: example.org\n"
      "timezone: Europe/Berlin\n"
      "paths: {state: ., runtime: ., credentials: credentials}\n"
      "mailboxes:\n  - {name: rathaus, kind: maildir, path: mail,"
      " address: town@example.org, reply_token: text}\n"
      "transports:\n  - {name: modem-out, kind: smsd}\n"
      "channels:\n  - {name: modem, provider: gammu, number: '+493023125000',"
      " transport: modem-out, settings: {database: /nonexistent/smsd.db}}\n",
      here);
  g_assert_true(g_file_set_contents(path, text, -1, &error));
  g_assert_no_error(error);
}

static void
set_up(Fixture *fixture, const void *data)
{
  (void)data;
  g_autoptr(GError) error = NULL;
  fixture->scratch = scratch_new();
  write_settings(fixture->scratch);
  g_autofree char *path = scratch_path(fixture->scratch, "bote.yaml");
  fixture->config = config_load(path, NULL, &error);
  g_assert_no_error(error);
  fixture->clock = clock_new_system();
  fixture->status =
      status_new(fixture->scratch->folder, "site", fixture->clock);
  g_assert_true(site_init(&fixture->site, fixture->config, fixture->clock,
                          fixture->status, &error));
}

static void
tear_down(Fixture *fixture, const void *data)
{
  (void)data;
  site_clear(&fixture->site);
  status_free(fixture->status);
  clock_free(fixture->clock);
  config_unref(fixture->config);
  scratch_free(fixture->scratch);
}

/* The body of a page; owned. */
static char *
ask(Fixture *fixture, const char *path, const char *query, unsigned *out_status)
{
  SiteRequest request = {.path = (char *)path, .query = (char *)query};
  SiteAnswer answer = {0};
  site_answer(&fixture->site, &request, &answer);
  *out_status = answer.status;
  return answer.body;
}

static void
put_status(const Fixture *fixture, const char *file, const char *text)
{
  g_autofree char *path = scratch_path(fixture->scratch, file);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static Store *
open_public(const Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = scratch_path(fixture->scratch, "public.db");
  g_autofree char *lock = scratch_path(fixture->scratch, "public.lock");
  Store *store = store_open(path, lock, STORE_MODE_PUBLISH, &error);
  g_assert_no_error(error);
  g_assert_true(migrate_store(store, SCHEMA_SET_PUBLIC, NULL, &error));
  return store;
}

static void
put_figures(const Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = open_public(fixture);
  g_assert_true(
      store_run(store, &error,
                "INSERT INTO figure (category, outcome, count) VALUES"
                " ('schlagloch', 'open', 10), ('schlagloch', 'solved', NULL),"
                " ('', 'open', NULL), ('gone<b>', 'open', 1234567)",
                ""));
  g_assert_true(store_run(store, &error,
                          "INSERT INTO fact (name, value) VALUES"
                          " ('year', '2026'), ('projected_at_ms',"
                          " '1795282181000')",
                          ""));
  g_assert_no_error(error);
}

static void
test_site_says_503_without_public_db(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned status;
  g_autofree char *page = ask(fixture, "/", "", &status);
  g_assert_cmpuint(status, ==, 503);
  g_assert_nonnull(strstr(page, "come back"));
}

static void
test_site_hides_small_numbers(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned status;
  put_figures(fixture);
  g_autofree char *page = ask(fixture, "/", "lang=en", &status);
  g_assert_cmpuint(status, ==, 200);
  g_assert_nonnull(strstr(page, "<td>10</td><td>&lt;5</td><td>0</td>"));
  g_assert_nonnull(strstr(page, "no topic yet</th><td>&lt;5</td>"));
  g_assert_nonnull(strstr(page, "gone&lt;b&gt;</th><td>1,234,567</td>"));
  /* 10 + 1,234,567 + the hidden one, which is at least 1. */
  g_assert_nonnull(strstr(page, "<dd>≥ 1,234,578</dd><"));
  g_assert_nonnull(strstr(page, "<dd>≥ 1</dd>"));
}

static void
put_photo(const Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = open_public(fixture);
  g_assert_true(store_run(store, &error,
                          "INSERT INTO photo (name, jpeg) VALUES"
                          " ('0123abcd', CAST(x'ffd800ff00d9' AS blob))",
                          ""));
  g_assert_no_error(error);
}

static void
test_site_serves_photos(Fixture *fixture, const void *data)
{
  (void)data;
  static const char bytes[] = {'\xff', '\xd8', 0, '\xff', 0, '\xd9'};
  SiteRequest request = {.path = (char *)"/photo/0123abcd.jpg",
                         .query = (char *)"x"};
  SiteAnswer answer = {0};
  site_answer(&fixture->site, &request, &answer);
  g_assert_cmpuint(answer.status, ==, 503);
  g_free(answer.body);
  put_photo(fixture);
  answer = (SiteAnswer){0};
  site_answer(&fixture->site, &request, &answer);
  g_assert_cmpuint(answer.status, ==, 200);
  g_assert_cmpstr(answer.content_type, ==, "image/jpeg");
  g_assert_true(answer.fresh);
  g_assert_cmpmem(answer.body, answer.size, bytes, sizeof bytes);
  g_free(answer.body);
}

static void
put_survey(const Fixture *fixture, const char *id, const char *state)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = open_public(fixture);
  g_assert_true(store_run(store, &error,
                          "INSERT INTO survey (id, state) VALUES ($1, $2)"
                          " ON CONFLICT (id) DO UPDATE SET state = $2",
                          "tt", id, state));
  g_assert_no_error(error);
}

/* What nobody released is like what never was. */
static void
test_site_has_nothing_else(Fixture *fixture, const void *data)
{
  (void)data;
  static const char *const paths[] = {"/photo/0123abce.jpg",
                                      "/photo/0123abcd.jpg/",
                                      "/photo/0123abcd",
                                      "/photo/0123ABCD.jpg",
                                      "/photo/.jpg",
                                      "/photo/",
                                      "/photo",
                                      "/photo/%.jpg",
                                      "/photo/\xff.jpg",
                                      "/photo//0123abcd.jpg",
                                      "/photo/../photo/0123abcd.jpg",
                                      "/survey/",
                                      "/survey",
                                      "/survey/Waldpark",
                                      "/survey/waldpark/",
                                      "/survey/waldpark/2",
                                      "/survey/waldpark/1/",
                                      "/survey/gone",
                                      "/healthz/",
                                      "/style.css/x",
                                      "//"};
  put_photo(fixture);
  put_survey(fixture, "waldpark/1", "open");
  put_survey(fixture, "gone/1", "open"); /* of no file any more */
  for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
    unsigned status;
    g_test_message("row %zu", i);
    g_autofree char *page = ask(fixture, paths[i], "", &status);
    g_assert_cmpuint(status, ==, 404);
    g_assert_cmpstr(page, ==, "404\n");
  }
}

static void
test_site_shows_a_survey(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned status;
  put_survey(fixture, "other/1", "open");
  g_autofree char *draft = ask(fixture, "/survey/waldpark", "", &status);
  g_assert_cmpuint(status, ==, 404);
  put_survey(fixture, "waldpark/1", "open");
  g_autofree char *page =
      ask(fixture, "/survey/waldpark/1", "lang=en", &status);
  g_assert_cmpuint(status, ==, 200);
  g_assert_nonnull(strstr(page, "<h1>Your forest park</h1>"));
  g_assert_nonnull(strstr(page, "1. How do you like the forest park?</h3>"));
  g_assert_nonnull(strstr(page, "5 is the best"));
  g_assert_nonnull(strstr(page, "mailto:town@example.org?subject=WALDPARK"));
  g_assert_nonnull(strstr(page, "sms:+493023125000?body=WALDPARK"));
  g_assert_nonnull(strstr(page, "5. "));
  g_assert_null(strstr(page, "6. "));
  g_autofree char *german = ask(fixture, "/survey/waldpark", "", &status);
  g_assert_cmpuint(status, ==, 200);
  g_assert_nonnull(strstr(german, "<h1>Ihr Waldpark</h1>"));
  g_assert_nonnull(strstr(german, "href=\"/survey/waldpark/1?lang=en\""));
  g_autofree char *start = ask(fixture, "/", "", &status);
  g_assert_nonnull(strstr(start, "/survey/waldpark/1?lang=de\">Ihr Wald"));
}

/* Who may not answer now is not told how to. */
static void
test_site_survey_says_when_it_takes_none(Fixture *fixture, const void *data)
{
  (void)data;
  static const struct {
    const char *state, *says;
  } rows[] = {{"paused", "is paused"},
              {"closed", "has ended"},
              {"published", "has ended"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    unsigned status;
    put_survey(fixture, "waldpark/1", rows[i].state);
    g_autofree char *page =
        ask(fixture, "/survey/waldpark", "lang=en", &status);
    g_assert_cmpuint(status, ==, 200);
    g_assert_nonnull(strstr(page, rows[i].says));
    g_assert_null(strstr(page, "mailto:"));
    g_assert_null(strstr(page, "sms:"));
    g_autofree char *start = ask(fixture, "/", "", &status);
    g_assert_null(strstr(start, "/survey/"));
  }
}

static void
test_site_chooses_the_language(Fixture *fixture, const void *data)
{
  (void)data;
  static const struct {
    const char *query, *accept, *language;
  } rows[] = {
      {"", NULL, "de"},
      {"lang=en", "de", "en"},
      {"a=b&lang=en", NULL, "en"},
      {"lang=", "en", "en"},
      {"lang=english", NULL, "de"},
      {"", "en", "en"},
      {"", "EN-us", "en"},
      {"", "fr, en;q=0.3, de;q=0.2", "en"},
      {"", "fr, en;q=0.1, de-AT;q=0.2", "de"},
      {"", "en;q=0", "de"},
      {"", ",;q=,;;en;q=x,*", "de"},
      {"", "en;q=1e999, en;q=nan, en;q=-1", "de"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    SiteRequest request = {.query = (char *)rows[i].query,
                           .accept_language = (char *)rows[i].accept};
    g_assert_cmpstr(site_language(&fixture->site, &request, "site-index.html"),
                    ==, rows[i].language);
  }
}

static void
test_site_is_ready_when_all_is_well(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned status;
  put_figures(fixture);
  put_status(fixture, "digest.status", "{\"pid\":1}");
  g_autofree char *unread = ask(fixture, "/readyz", "", &status);
  g_assert_cmpuint(status, ==, 503);
  g_assert_cmpstr(unread, ==,
                  "deliver: does not run\nmailbox rathaus: not read yet\n"
                  "modem modem: not read yet\n");
  put_status(fixture, "poll-modem.status",
             "{\"written_at_ms\":2000000,\"last_success_ms\":1999000,"
             "\"smsd_silent_s\":600}");
  put_status(fixture, "deliver.status", "{\"pid\":2}");
  put_status(fixture, "mailbox-rathaus.status",
             "{\"written_at_ms\":2000000,\"last_success_ms\":1000000}");
  g_autofree char *late = ask(fixture, "/readyz", "", &status);
  g_assert_cmpuint(status, ==, 503);
  g_assert_true(g_str_has_prefix(late, "mailbox rathaus: last read 100"));
  g_assert_nonnull(strstr(late, "modem modem: gammu-smsd is silent for 600 s"));
  put_status(fixture, "poll-modem.status",
             "{\"written_at_ms\":2000000,\"last_success_ms\":1999000,"
             "\"smsd_silent_s\":30}");
  put_status(fixture, "mailbox-rathaus.status",
             "{\"written_at_ms\":2000000,\"last_success_ms\":1900000}");
  g_autofree char *ready = ask(fixture, "/readyz", "", &status);
  g_assert_cmpuint(status, ==, 200);
  g_assert_cmpstr(ready, ==, "ready\n");
}

static void
test_site_sums_metrics(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned status;
  put_status(fixture, "mailbox-a.status",
             "{\"fetched\":2,\"last_success_ms\":5000,\"pid\":9}");
  put_status(fixture, "mailbox-b.status",
             "{\"fetched\":3,\"last_success_ms\":3000,\"connected\":1}");
  g_autofree char *page = ask(fixture, "/metrics", "", &status);
  g_assert_cmpuint(status, ==, 200);
  g_assert_nonnull(strstr(page, "# TYPE bote_fetched_total counter\n"
                                "bote_fetched_total{role=\"mailbox\"} 5\n"));
  g_assert_nonnull(strstr(
      page, "# TYPE bote_last_success_timestamp_seconds gauge\n"
            "bote_last_success_timestamp_seconds{role=\"mailbox\"} 3\n"));
  g_assert_nonnull(strstr(page, "bote_connected{role=\"mailbox\"} 1\n"));
  g_assert_null(strstr(page, "pid"));
  g_assert_true(g_str_has_suffix(page, "\n"));
}

/* Another user's file cannot write lines of its own. */
static void
test_site_metrics_distrust_files(Fixture *fixture, const void *data)
{
  (void)data;
  unsigned status;
  put_status(fixture, "mailbox-a.status",
             "{\"x\\n# evil\":1,\"a@example.org\":2,\"text\":\"evil\","
             "\"deep\":{\"evil\":1},\"\":3,\"ok\":4}");
  put_status(fixture, "e{vil.status", "{\"evil\":1}");
  put_status(fixture, "torn.status", "{\"evil\":1");
  put_status(fixture, "list.status", "[1]");
  g_autofree char *page = ask(fixture, "/metrics", "", &status);
  g_assert_cmpuint(status, ==, 200);
  g_assert_null(strstr(page, "evil"));
  g_assert_null(strchr(page, '@'));
  g_assert_nonnull(strstr(page, "bote_ok_total{role=\"mailbox\"} 4\n"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(path, function)                                                    \
  g_test_add("/daemon/site/" path, Fixture, NULL, set_up, function, tear_down)
  ADD("says-503-without-public-db", test_site_says_503_without_public_db);
  ADD("hides-small-numbers", test_site_hides_small_numbers);
  ADD("serves-photos", test_site_serves_photos);
  ADD("has-nothing-else", test_site_has_nothing_else);
  ADD("shows-a-survey", test_site_shows_a_survey);
  ADD("survey-says-when-it-takes-none",
      test_site_survey_says_when_it_takes_none);
  ADD("chooses-the-language", test_site_chooses_the_language);
  ADD("is-ready-when-all-is-well", test_site_is_ready_when_all_is_well);
  ADD("sums-metrics", test_site_sums_metrics);
  ADD("metrics-distrust-files", test_site_metrics_distrust_files);
  return g_test_run();
}
