/* SPDX-License-Identifier: Apache-2.0
 *
 * The scratch town.
 */
#include "tests/support/town_fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/clock.h"
#include "daemon/keys.h"
#include "daemon/role.h"
#include "parsers/mime/mime.h"
#include "parsers/resource.h"

enum { TURNS_MAX = 2000 };

extern const Role role_parse;

static const char main_was_here[] = "town-fixture-main-was-called";

int
town_fixture_main(int *argc, char ***argv)
{
  (void)g_quark_from_static_string(main_was_here); /* only that it is known */
  if (*argc > 2 && strcmp((*argv)[1], "role") == 0)
    return role_parse.run(*argc - 2, *argv + 2);
  mime_init(); /* what went out is read in this process */
  g_test_init(argc, argv, NULL);
  g_test_set_nonfatal_assertions();
  return -1;
}

/* Digest starts this very binary as its reader: one that knows no role would
 * run its tests once more, and start the next. */
static void
refuse_without_main(void)
{
  if (g_quark_try_string(main_was_here) == 0)
    g_error("main() must begin with town_fixture_main()");
}

static void
write_file(const char *path, const char *text, gssize size)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  (void)g_file_set_contents(path, text, size, &error);
  g_assert_no_error(error);
}

static void
set_quiet(GString *text, const char *department)
{
  g_autofree char *row = g_strdup_printf("- id: %s\n  name:", department);
  g_autofree char *quiet =
      g_strdup_printf("- id: %s\n  mail: morning\n  name:", department);
  (void)g_string_replace(text, row, quiet, 0);
}

/* The example town, its service in the state that is asked for. */
static void
write_town(const TownFixture *town, const TownOptions *options)
{
  static const char prefix[] = "templates/town/";
  g_autofree char *folder = scratch_path(town->scratch, "town");
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  const char *state = options->service == NULL ? "regular" : options->service;
  for (const Resource *file = resource_next(prefix, NULL); file != NULL;
       file = resource_next(prefix, file)) {
    g_autofree char *path =
        g_build_filename(folder, file->path + strlen(prefix), NULL);
    g_autoptr(GString) text = g_string_new(file->begin);
    g_autofree char *line = g_strdup_printf("report: {state: %s}", state);
    (void)g_string_replace(text, "report: {state: regular}", line, 0);
    if (!options->survey)
      (void)g_string_replace(text, "  survey: {state: regular}\n", "", 0);
    if (options->no_domain)
      (void)g_string_replace(text, "domain: musterhagen.example.org",
                             "addresses: []", 0);
    if (options->quiet != NULL)
      set_quiet(text, options->quiet);
    if (!g_str_has_suffix(path, "bote.yaml"))
      write_file(path, text->str, (gssize)text->len);
  }
}

static const char settings_format[] =
    "test: true\n"
    "town: town\n"
    "domain: musterhagen.example.org\n"
    "timezone: Europe/Berlin\n"
    "paths: {state: state, runtime: run, credentials: credentials}\n"
    "mailboxes:\n"
    "  - name: rathaus\n"
    "    kind: maildir\n"
    "    path: mail\n"
    "    address: " TOWN_MAILBOX "\n"
    "    from_name: Musterhagen an der Wieke\n"
    "    reply_token: %s\n%s"
    "    %s%s\n"
    "    authserv_id: mail.example.org\n"
    "  - {name: gesendet, kind: imap, host: localhost, user: rathaus,\n"
    "     credential: imap, folder: Gesendet, sent: true}\n"
    "forms:\n"
    "  - {name: kontakt, sender: webformular@musterhagen.example.org,\n"
    "     email: [E-Mail], person: [Name], text: [Ihre Nachricht],\n"
    "     place: [Ort]}\n"
    "transports:\n"
    "  - {name: mail, kind: \"null\", reverse_path: \"%s\", per_minute: 0,"
    " per_day: 0}\n"
    "  - {name: sms-out, kind: http}\n"
    "channels:\n"
    "  - name: sms\n"
    "    provider: generic\n"
    "    number: \"" TOWN_NUMBER "\"\n"
    "    path_credential: sms-path\n"
    "    credential: sms-key\n"
    "    transport: sms-out\n"
    "    countries: [49]\n"
    "    settings:\n"
    "      media_hosts: [localhost]\n"
    "      inbound: {id: id, from: from, to: to, text: text, time: time,"
    " part_ref: ref, part_number: part, part_total: of,"
    " event: event, media: {url: url, type: type, name: name, data: data},"
    " when: {path: kind, is: [mo]}}\n"
    "      report: {id: id, status: status, code: status,"
    " when: {path: kind, is: [dlr]}, opt_out: [stop],"
    " states: {ok: delivered, bad: failed_perm,"
    " stop: failed_perm}}\n"
    "%slimits: {undo_minutes: 30, child_cpu_s: %d}\n";

static void
write_settings(TownFixture *town, const TownOptions *options)
{
  g_autofree char *path = scratch_path(town->scratch, "bote.yaml");
  g_autofree char *text = g_strdup_printf(
      settings_format,
      options->reply_token == NULL ? "plus" : options->reply_token,
      g_strcmp0(options->reply_token, "alias") == 0
          ? "    alias_domain: re.musterhagen.example.org\n"
          : "",
      options->record == NULL ? "" : "record: ",
      options->record == NULL ? "" : options->record,
      options->reverse_path == NULL ? "null" : options->reverse_path,
      options->channels == NULL ? "" : options->channels,
      options->child_cpu_s == 0 ? 10 : options->child_cpu_s);
  write_file(path, text, -1);
  g_autoptr(GError) error = NULL;
  town->config = config_load(path, NULL, &error);
  g_assert_no_error(error);
}

/* The log goes to a file of its own, which is read at the end. */
static void
catch_log(TownFixture *town)
{
  int fd = g_open(town->log_file, O_CREAT | O_WRONLY | O_APPEND, 0600);
  g_assert_cmpint(fd, >=, 0);
  town->real_stderr = dup(STDERR_FILENO);
  g_assert_cmpint(dup2(fd, STDERR_FILENO), ==, STDERR_FILENO);
  (void)close(fd);
}

static void
set_clock(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  (void)clock_file_write(town->clock_file, town->now_ms, 0, &error);
  g_assert_no_error(error);
}

TownFixture *
town_fixture_new(const TownOptions *options)
{
  static const TownOptions usual = {0};
  refuse_without_main();
  if (options == NULL)
    options = &usual;
  TownFixture *town = g_new0(TownFixture, 1);
  g_autoptr(GError) error = NULL;
  town->scratch = scratch_new();
  town->clock_file = scratch_path(town->scratch, "clock");
  town->state = scratch_path(town->scratch, "state");
  town->log_file = scratch_path(town->scratch, "log");
  town->secrets = g_ptr_array_new_with_free_func(g_free);
  town->now_ms = TOWN_NOW_MS;
  g_autofree char *keys = scratch_path(town->scratch, "credentials");
  g_autofree char *spool = g_build_filename(town->state, "spool", "in", NULL);
  g_assert_cmpint(g_mkdir_with_parents(spool, 0700), ==, 0);
  secret_init();
  write_town(town, options);
  write_settings(town, options);
  (void)keys_create_missing(keys, &error);
  g_assert_no_error(error);
  set_clock(town);
  town->clock = clock_new_file(town->clock_file, &error);
  g_assert_no_error(error);
  catch_log(town);
  town_fixture_open(town);
  return town;
}

void
town_fixture_open(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  (void)digest_open(&town->digest, town->config, town->clock, &error);
  g_assert_no_error(error);
  town->is_open = true;
}

void
town_fixture_close(TownFixture *town)
{
  if (town->is_open)
    digest_close(&town->digest);
  town->is_open = false;
}

static void
look_for_secrets(const TownFixture *town, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents(path, &bytes, &size, NULL))
    return;
  for (guint i = 0; i < town->secrets->len; i++) {
    const char *word = town->secrets->pdata[i];
    if (memmem(bytes, size, word, strlen(word)) != NULL) {
      g_test_message("%s stands in %s", word, path);
      g_test_fail();
    }
  }
}

static void
search_folder(const TownFixture *town, const char *folder)
{
  GDir *dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      search_folder(town, path);
    else
      look_for_secrets(town, path);
  }
  if (dir != NULL)
    g_dir_close(dir);
}

static void
give_log_back(TownFixture *town)
{
  (void)dup2(town->real_stderr, STDERR_FILENO);
  (void)close(town->real_stderr);
  g_autofree char *log = NULL;
  if (g_test_failed() && g_file_get_contents(town->log_file, &log, NULL, NULL))
    g_printerr("%s", log);
}

/* What is kept with each change is what would be counted (queue/tally.h). */
static void
check_tally(TownFixture *town)
{
  static const char wrong[] =
      "SELECT count(*) FROM (SELECT name, sum(value) AS total FROM ("
      "SELECT name, value FROM counter WHERE name LIKE 'tally|%' UNION ALL"
      " SELECT 'tally|inbox|' || state, -count(*) FROM inbox"
      " WHERE state IN ('done', 'discarded') GROUP BY state UNION ALL"
      " SELECT 'tally|outbox|' || state, -count(*) FROM outbox"
      " WHERE state NOT IN ('queued', 'leased', 'deferred')"
      " GROUP BY state UNION ALL"
      " SELECT 'tally|ticket|' || state, -count(*) FROM ticket"
      " GROUP BY state UNION ALL"
      " SELECT 'tally|channel|' || COALESCE(origin, channel), -count(*)"
      " FROM ticket GROUP BY COALESCE(origin, channel) UNION ALL"
      " SELECT 'tally|department|' || department, -count(*) FROM ticket"
      " GROUP BY department UNION ALL"
      " SELECT 'tally|stars|' || CAST(stars AS TEXT), -count(*)"
      " FROM report_rating GROUP BY stars) AS both GROUP BY name) AS sums"
      " WHERE total <> 0";
  g_assert_cmpint(town_fixture_count(town, wrong), ==, 0);
}

void
town_fixture_free(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  if (town->is_open) {
    if (!town->is_forced)
      check_tally(town);
    (void)store_verify(town->digest.store, &error);
    g_assert_no_error(error);
    search_folder(town, town->state); /* with the WAL as it stands */
  }
  town_fixture_close(town);
  search_folder(town, town->state);
  give_log_back(town);
  look_for_secrets(town, town->log_file);
  clock_free(town->clock);
  config_unref(town->config);
  g_ptr_array_unref(town->secrets);
  scratch_free(town->scratch);
  g_free(town->clock_file);
  g_free(town->state);
  g_free(town->log_file);
  g_free(town);
}

void
town_fixture_advance(TownFixture *town, int64_t ms)
{
  town->now_ms += ms;
  set_clock(town);
}

void
town_fixture_secret(TownFixture *town, const char *word)
{
  g_ptr_array_add(town->secrets, g_strdup(word));
}

void
town_fixture_decide(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  bool worked = true;
  for (int turn = 0; worked; turn++) {
    g_assert_cmpint(turn, <, TURNS_MAX);
    worked = false;
    (void)(digest_import(&town->digest, &worked, &error) &&
           digest_decide(&town->digest, &worked, &error));
    g_assert_no_error(error);
    if (error != NULL)
      return;
  }
}

bool
town_fixture_decide_apart(TownFixture *town, StateListener on_state, void *user)
{
  town_fixture_close(town);
  pid_t pid = fork();
  g_assert_cmpint(pid, >=, 0);
  if (pid == 0) {
    town_fixture_open(town);
    town->digest.queue.on_state = on_state;
    town->digest.queue.user = user;
    town_fixture_decide(town);
    _exit(0);
  }
  int status = 0;
  g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
  town_fixture_open(town);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void
town_fixture_timers(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  bool worked = true;
  for (int turn = 0; worked && error == NULL; turn++) {
    g_assert_cmpint(turn, <, TURNS_MAX);
    worked = false;
    (void)digest_timers(&town->digest, &worked, &error);
    g_assert_no_error(error);
  }
}
