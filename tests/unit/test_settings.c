/* SPDX-License-Identifier: Apache-2.0
 *
 * bote.yaml: defaults, paths, ports, and all problems at once.
 */
#include "parsers/config/settings.h"

#include <string.h>

#include "tests/support/golden.h"
#include "tests/support/json_text.h"

static const char GOOD[] =
    "town: town\n"
    "domain: example.org\n"
    "paths: {state: /srv/bote}\n"
    "mailboxes:\n"
    "  - {name: rathaus, host: mail.example.org, user: r, credential: imap,\n"
    "     address: rathaus@example.org, internal: [example.org]}\n"
    "  - {name: local, host: 127.0.0.1, user: r, credential: imap, tls: none,\n"
    "     address: l@example.org, port: 1143}\n"
    "  - {name: files, kind: maildir, path: ../mail, address: f@example.org}\n"
    "transports:\n"
    "  - {name: mail, kind: smtp, host: mail.example.org, tls: starttls}\n"
    "  - {name: api, kind: http}\n"
    "channels:\n"
    "  - {name: sms, provider: generic, number: '+4915228817386',\n"
    "     transport: api, settings: {from: Stadt, media_hosts: [1, 2]}}\n"
    "site: {public_url: 'https://bote.example.org/'}\n";

static Settings *
parse(const char *text, Problems *problems)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  return settings_parse(bytes, "bote.yaml", "/etc/bote", problems);
}

static void
test_settings_refuses(const void *data)
{
  const char *path = data;
  g_autoptr(GBytes) bytes = golden_read(path);
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".yaml"));
  g_autofree char *expected = g_strconcat(stem, ".expected", NULL);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Settings) settings =
      settings_parse(bytes, name, "/etc/bote", problems);
  g_assert_null(settings);
  problems_sort(problems);
  g_autofree char *text = problems_to_string(problems);
  golden_check(expected, text);
}

static void
test_settings_fills_forms(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autofree char *text =
      g_strconcat(GOOD,
                  "forms:\n"
                  "  - {name: a, sender: w@example.org, email: [E-Mail],\n"
                  "     text: [Text, Mehr]}\n"
                  "  - {name: b, sender: v@example.org, email: [Mail],\n"
                  "     text: [Text], trust: server}\n",
                  NULL);
  g_autoptr(Settings) settings = parse(text, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpuint(settings->forms->len, ==, 2);
  const FormSettings *first = settings->forms->pdata[0];
  const FormSettings *second = settings->forms->pdata[1];
  g_assert_cmpint(first->trust, ==, FORM_TRUST_DMARC);
  g_assert_cmpstr(first->text->pdata[1], ==, "Mehr");
  g_assert_cmpuint(first->place->len, ==, 0);
  g_assert_cmpint(second->trust, ==, FORM_TRUST_SERVER);
}

static void
test_settings_fills_mailboxes(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Settings) settings = parse(GOOD, problems);
  g_autofree char *text = problems_to_string(problems);
  g_assert_cmpstr(text, ==, "");
  const MailboxSettings *mailbox = settings_mailbox(settings, "rathaus");
  g_assert_cmpint(mailbox->port, ==, 993);
  g_assert_cmpint(mailbox->auth, ==, AUTH_METHOD_LOGIN);
  g_assert_cmpint(mailbox->reply_token, ==, REPLY_TOKEN_TEXT);
  g_assert_cmpstr(mailbox->folder, ==, "INBOX");
  g_assert_cmpstr(mailbox->internal->pdata[0], ==, "example.org");
  g_assert_cmpint(settings_mailbox(settings, "local")->port, ==, 1143);
  g_assert_cmpstr(settings_mailbox(settings, "files")->path, ==, "/etc/mail");
  g_assert_null(settings_mailbox(settings, "nobody"));
}

static void
test_settings_fills_the_rest(void)
{
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Settings) settings = parse(GOOD, problems);
  g_assert_cmpstr(settings->town, ==, "/etc/bote/town");
  g_assert_cmpstr(settings->timezone, ==, "Europe/Berlin");
  g_assert_false(settings->test);
  g_assert_cmpstr(settings->paths.state, ==, "/srv/bote");
  g_assert_cmpstr(settings->paths.runtime, ==, "/run/bote");
  g_assert_cmpint(settings_transport(settings, "mail")->port, ==, 587);
  const ChannelSettings *channel = settings_channel(settings, "sms");
  g_assert_cmpstr(channel->countries->pdata[0], ==, "49");
  g_assert_cmpstr(json_text(channel->settings, "from"), ==, "Stadt");
  g_assert_cmpuint(
      json_array_size(json_object_get(channel->settings, "media_hosts")), ==,
      2);
  g_assert_cmpstr(settings->site.public_url, ==, "https://bote.example.org");
  g_assert_cmpstr(settings->webhook.listen, ==, "127.0.0.1:8312");
  g_assert_cmpint(settings->limits.undo_minutes, ==, 30);
  g_assert_cmpint(settings->limits.kept_child, ==, 1);
}

/* Each line added to a good file makes exactly one problem with these words. */
static void
test_settings_refuses_one(void)
{
  static const struct {
    const char *line, *words;
  } rows[] = {
      {"password: x\n", "secrets are files"},
      {"smtp_password: x\n", "secrets are files"},
      {"limits: {undo_minutes: 1e1}\n", "whole number from 0 to 1440"},
      {"limits: {undo_minutes: -1}\n", "whole number from 0 to 1440"},
      {"webhook: {listen: '0.0.0.0:80'}\n", "address of this machine"},
      {"webhook: {listen: 'unix:/" /* 110 bytes */
       "0123456789012345678901234567890123456789012345678901234567890123456789"
       "0123456789012345678901234567890123456789'}\n",
       "shorter than 108 bytes"},
      {"webhook: {public_url: 'http://bote.example.org'}\n", "https://"},
      {"timezon: Europe/Berlin\n", "did you mean 'timezone'?"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strconcat(GOOD, rows[i].line, NULL);
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Settings) settings = parse(text, problems);
    g_assert_null(settings);
    g_assert_cmpuint(problems_count(problems), ==, 1);
    g_assert_nonnull(strstr(problems_get(problems, 0)->text, rows[i].words));
  }
}

/* A modem is no web service, and a web service has no database. */
static void
test_settings_modems(void)
{
  static const struct {
    const char *provider, *kind, *settings, *words;
  } rows[] = {
      {"gammu", "smsd", "{database: /a/smsd.db, poll_s: 2}", NULL},
      {"gammu", "\"null\"", "{database: /a/smsd.db}", NULL},
      {"gammu", "http", "{database: /a/smsd.db}", "must be smsd or null"},
      {"gammu", "smsd", "{}", "'database' must be the absolute path"},
      {"gammu", "smsd", "{database: smsd.db}", "absolute path"},
      {"gammu", "smsd", "{database: /a/b, poll_s: 90}", "1 to 60 seconds"},
      {"gammu", "smsd", "{database: /a/b}, path_credential: p",
       "leave 'path_credential' out"},
      {"kannel", "smsd", "{}", "must be http or null"},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strdup_printf(
        "town: town\ndomain: example.org\n"
        "transports: [{name: out, kind: %s}]\nchannels:\n"
        "  - {name: modem, provider: %s, number: '+493023125000',"
        " transport: out, settings: %s}\n",
        rows[i].kind, rows[i].provider, rows[i].settings);
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Settings) settings = parse(text, problems);
    g_test_message("%s %s %s", rows[i].provider, rows[i].kind,
                   rows[i].settings);
    g_assert_cmpuint(problems_count(problems), ==, rows[i].words != NULL);
    if (rows[i].words != NULL)
      g_assert_nonnull(strstr(problems_get(problems, 0)->text, rows[i].words));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  golden_add("/parsers/settings/refuses", "tests/fixtures/config/settings",
             ".yaml", test_settings_refuses);
  g_test_add_func("/parsers/settings/fills-mailboxes",
                  test_settings_fills_mailboxes);
  g_test_add_func("/parsers/settings/fills-the-rest",
                  test_settings_fills_the_rest);
  g_test_add_func("/parsers/settings/refuses-one", test_settings_refuses_one);
  g_test_add_func("/parsers/settings/modems", test_settings_modems);
  g_test_add_func("/parsers/settings/forms", test_settings_fills_forms);
  return g_test_run();
}
