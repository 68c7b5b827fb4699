/* SPDX-License-Identifier: Apache-2.0
 *
 * What `bote check` finds in channels and in texts for SMS, with its place.
 */
#include "daemon/config_check_sms.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/sms/sms_text.h"
#include "parsers/resource.h"
#include "tests/support/scratch.h"
#include "tests/support/words.h"

/* Line 23 is that of the channel's name, 27 the first of what is given. */
static const char MACHINE[] =
    "town: .\n"
    "domain: musterhagen.example.org\n"
    "mailboxes:\n"
    "  - name: rathaus\n"
    "    host: mail.example.org\n"
    "    user: rathaus\n"
    "    credential: imap\n"
    "    address: rathaus@musterhagen.example.org\n"
    "transports:\n"
    "  - name: mail\n"
    "    kind: smtp\n"
    "    host: mail.example.org\n"
    "    user: rathaus\n"
    "    credential: smtp\n"
    "    auth: plain\n"
    "  - name: sms-out\n"
    "    kind: %s\n"
    "webhook:\n"
    "  public_url: https://bote.musterhagen.example.org/sms\n"
    "site:\n"
    "  public_url: https://bote.musterhagen.example.org\n"
    "channels:\n"
    "  - name: sms\n"
    "    number: \"+4915228817386\"\n"
    "    path_credential: sms-path\n"
    "    transport: sms-out\n"
    "%s\n";

/* All that is wrong with a machine's channels, a line each. */
static char *
problems_in(const char *text)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "bote.yaml");
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  scratch_put_town(scratch);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_autoptr(Config) config = config_load(path, problems, &error);
  if (config != NULL)
    config_check_channels(config, problems);
  GString *all = g_string_new(NULL);
  for (unsigned i = 0; i < problems_count(problems); i++) {
    g_autofree char *line = problem_to_string(problems_get(problems, i));
    g_string_append_printf(all, "%s\n", line);
  }
  return g_string_free(all, FALSE);
}

static char *
problems_with(const char *transport, const char *channel)
{
  g_autofree char *text = g_strdup_printf(MACHINE, transport, channel);
  return problems_in(text);
}

static const struct {
  const char *channel;
  const char *place; /* NULL: nothing is wrong */
  const char *word;
} channels[] = {
    {"    provider: generic\n    settings:\n"
     "      send: {url: \"https://api.example.org/\", json: {to: \"{to}\"}}",
     NULL, NULL},
    {"    provider: generic\n    settings: {from: \"+4915228817386\","
     " send: {url: \"https://api.example.org/\"}}",
     NULL, NULL},
    {"    provider: generic\n    settings: {from: \"22000\","
     " send: {url: \"https://api.example.org/\"}}",
     NULL, NULL},
    {"    provider: generic\n    settings:\n      from: Musterhagen\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:13: ", "confirmation"},
    {"    provider: generic\n    settings:\n      from: Stadt 1\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:13: ", "nobody can answer"},
    {"    provider: generic", "bote.yaml:23:5: ", "cannot send"},
    {"    provider: generic\n    settings:\n      inbound: {id: id}",
     "bote.yaml:29:7: ", "cannot send"},
    {"    provider: generic\n    settings:\n"
     "      inbound: {from: f}\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:7: ", "'inbound.text' is missing"},
    {"    provider: generic\n    settings:\n"
     "      inbound: [{from: f, text: t}, {text: t}]\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:7: ", "'inbound.from' is missing"},
    {"    provider: generic\n    settings:\n"
     "      report: {id: i, states: {OK: delivered}}\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:7: ", "'report.status' is missing"},
    {"    provider: generic\n    settings:\n"
     "      report: {status: s, states: {OK: delivered}}\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:7: ", "'report.id' is missing"},
    {"    provider: generic\n    settings:\n"
     "      report: {id: i, status: s}\n"
     "      send: {url: \"https://api.example.org/\"}",
     "bote.yaml:29:7: ", "'report.states' is missing"},
    {"    provider: generic\n    settings:\n"
     "      inbound: {from: f, media: {url: u}}\n"
     "      report: {reference: r, status: s, code_states: {\"1\": sent}}\n"
     "      send: {url: \"https://api.example.org/\"}",
     NULL, NULL},
    {"    provider: generic\n    settings:\n"
     "      send: {url: \"https://api.example.org/{account}\"}",
     "bote.yaml:29:7: ", "account"},
    {"    provider: generic\n    settings:\n"
     "      send: {url: \"https://api.example.org/{api_key}\"}",
     "bote.yaml:29:7: ", "api_key"},
    {"    provider: generic\n    credential: key\n    settings:\n"
     "      send: {url: \"https://api.example.org/{api_key}\"}",
     NULL, NULL},
    {"    provider: generic\n    settings:\n"
     "      send: {url: \"https://api.example.org/\","
     " classes: {\"500\": acount}}",
     "bote.yaml:29:7: ", "acount"},
    {"    provider: kannel\n    settings: {url: \"http://127.0.0.1:13013/\"}",
     "bote.yaml:28:15: ", "user"},
    {"    provider: capcom6\n    credential: key", "bote.yaml:23:5: ", "user"},
    {"    provider: capcom6\n    credential: key\n"
     "    signature_credential: sign\n    settings: {user: u}",
     NULL, NULL},
    {"    provider: seven\n    settings: {}", "bote.yaml:28:", "api_key"},
    {"    provider: seven\n    credential: key\n"
     "    signature_credential: sign",
     NULL, NULL},
    {"    provider: twilio\n    credential: key",
     "bote.yaml:23:5: ", "account"},
    {"    provider: telnyx", "bote.yaml:23:5: ", "cannot send"},
    {"    provider: seven\n    credential: key",
     "bote.yaml:27:15: ", "signature_credential"},
    {"    provider: seven\n    credential: key\n"
     "    settings: {signature: {kind: none}}",
     NULL, NULL},
    {"    provider: generic\n    settings:\n"
     "      send: {url: \"http://api.example.org/\"}",
     "bote.yaml:29:7: ", "https://"},
    {"    provider: generic\n    settings:\n      sned: {url: x}",
     "bote.yaml:29:7: ", "did you mean 'send'"},
    {"    provider: sevne", "bote.yaml:27:15: ", "seven"},
    {"    provider: seven\n    countries: [49, DE]",
     "bote.yaml:28:21: ", "country code"},
};

static void
test_channels(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(channels); i++) {
    g_autofree char *got = problems_with("http", channels[i].channel);
    g_test_message("%s\n%s", channels[i].channel, got);
    if (channels[i].place == NULL) {
      g_assert_cmpstr(got, ==, "");
      continue;
    }
    assert_contains(got, channels[i].place);
    assert_contains(got, channels[i].word);
    g_assert_null(strstr(got, "***"));
  }
}

/* Nothing is sent by a transport that does nothing. */
static void
test_channel_that_does_not_send(void)
{
  g_autofree char *got = problems_with("\"null\"", "    provider: generic");
  g_assert_cmpstr(got, ==, "");
}

/* Who signs the address has to be told it; others need not. */
static void
test_signed_address(void)
{
  static const char hook[] =
      "webhook:\n"
      "  public_url: https://bote.musterhagen.example.org/sms\n";
  static const struct {
    const char *provider;
    bool is_wrong;
  } rows[] = {{"seven", true}, {"twilio", true}, {"telnyx", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *channel =
        g_strdup_printf("    provider: %s\n    credential: key\n"
                        "    signature_credential: sign\n"
                        "    settings: {%s}",
                        rows[i].provider, i == 1 ? "account_sid: AC0" : "");
    g_autofree char *whole = g_strdup_printf(MACHINE, "http", channel);
    char *at = strstr(whole, hook);
    g_assert_nonnull(at);
    memmove(at, at + strlen(hook), strlen(at + strlen(hook)) + 1);
    g_autofree char *got = problems_in(whole);
    g_test_message("%s: %s", rows[i].provider, got);
    if (rows[i].is_wrong)
      assert_contains(got, "public_url");
    else
      g_assert_cmpstr(got, ==, "");
  }
}

/* --- texts ---------------------------------------------------------------- */

static const struct {
  const char *path, *text;
  const char *place; /* NULL: nothing is wrong */
} overrides[] = {
    {"de/status-solved.sms.mustache", "Erledigt: https://x.example.org",
     "texts/de/status-solved.sms.mustache:1:11: "},
    {"de-du/status-planned.sms.mustache", "Größe\nööö www.example.org",
     "texts/de-du/status-planned.sms.mustache:2:5: "},
    {"de/status-accepted.sms.mustache", "http://x", ":1:1: "},
    {"de/status-answer.sms.mustache", "{{status_url}}", ":1:"},
    {"de/status-solved.sms.mustache", "Mehr: {{town.privacy_url}}", NULL},
    {"de/status-solved.sms.mustache", "Mehr: {{town.privacy_short}}", NULL},
    {"de/status-solved.sms.mustache",
     "Siehe https://musterhagen.example.org/datenschutz", NULL},
    {"de/status-solved.sms.mustache", "Ohne alles.", NULL},
    {"de/status-solved.sms.mustache", "", NULL},
    {"de/confirmation.sms.mustache", "Ihr Stand: https://x.example.org", NULL},
    {"de/status-solved.txt.mustache", "https://x.example.org", NULL},
};

static void
test_links(void)
{
  Town town = {.privacy_url =
                   (char *)"https://musterhagen.example.org/datenschutz"};
  for (size_t i = 0; i < G_N_ELEMENTS(overrides); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GHashTable) texts = g_hash_table_new_full(
        g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
    g_hash_table_insert(
        texts, (gpointer)overrides[i].path,
        g_bytes_new_static(overrides[i].text, strlen(overrides[i].text)));
    config_check_sms_texts(texts, &town, problems);
    g_test_message("%s: %s", overrides[i].path, overrides[i].text);
    g_assert_cmpuint(problems_count(problems), ==, overrides[i].place != NULL);
    if (problems_count(problems) == 0)
      continue;
    g_autofree char *line = problem_to_string(problems_get(problems, 0));
    assert_contains(line, overrides[i].place);
  }
}

/* --- the table of texts --------------------------------------------------- */

/* The words by which a text asks to be answered. */
static bool
asks(const char *text)
{
  static const char *const words[] = {
      "ntworten Sie", "antworten mit", "STOPP",     "START",
      "STATUS",       "SPRACHE",       "Wo genau?", "Schreiben Sie"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(text, words[i]) != NULL)
      return true;
  return false;
}

static unsigned
count_texts(void)
{
  unsigned count = 0;
  for (const SmsText *row = sms_texts; row->name != NULL; row++)
    count++;
  return count;
}

/* Each row is of a text there is; what asks for an answer says so. */
static void
test_table(void)
{
  static const char prefix[] = "templates/de/";
  static const char ending[] = ".sms.mustache";
  unsigned listed = 0;
  for (const Resource *file = resource_next(prefix, NULL); file != NULL;
       file = resource_next(prefix, file)) {
    if (!g_str_has_suffix(file->path, ending))
      continue;
    const char *base = file->path + strlen(prefix);
    g_autofree char *name = g_strndup(base, strlen(base) - strlen(ending));
    g_autofree char *text = g_strndup(file->begin, resource_size(file));
    unsigned traits = sms_text_traits(name);
    g_test_message("%s", name);
    listed += traits != 0;
    g_assert_cmpint(asks(text), ==, (traits & SMS_TEXT_ASKS) != 0);
  }
  g_assert_cmpuint(listed, ==, count_texts());
}

/* None of ours that nobody asked for holds a link. */
static void
test_shipped_texts_have_no_links(void)
{
  static const char prefix[] = "templates/";
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GHashTable) texts = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  for (const Resource *file = resource_next(prefix, NULL); file != NULL;
       file = resource_next(prefix, file))
    if (g_str_has_suffix(file->path, ".sms.mustache"))
      g_hash_table_insert(texts, (gpointer)(file->path + strlen(prefix)),
                          g_bytes_new_static(file->begin, resource_size(file)));
  g_assert_cmpuint(g_hash_table_size(texts), >, 30);
  config_check_sms_texts(texts, NULL, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/config/sms/channels", test_channels);
  g_test_add_func("/config/sms/channel-that-does-not-send",
                  test_channel_that_does_not_send);
  g_test_add_func("/config/sms/signed-address", test_signed_address);
  g_test_add_func("/config/sms/links", test_links);
  g_test_add_func("/config/sms/table", test_table);
  g_test_add_func("/config/sms/shipped-texts-have-no-links",
                  test_shipped_texts_have_no_links);
  return g_test_run();
}
