/* SPDX-License-Identifier: Apache-2.0
 *
 * Channels and texts for SMS.
 */
#include "daemon/config_check_sms.h"

#include <string.h>

#include "daemon/config_check.h"
#include "daemon/config_file.h"
#include "daemon/deliver/http_easy.h"
#include "daemon/deliver/sms_config.h"
#include "daemon/sms/sms_text.h"

/* --- channels ------------------------------------------------------------- */

/* A channel with its file, for places. */
typedef struct ChannelCheck {
  const ChannelSettings *channel;
  GBytes *bytes;
  const char *file;
  guint index;
  Problems *problems;
} ChannelCheck;

/* Of its settings, or of one of them; of the channel when it has none. */
static FilePosition
place_of(const ChannelCheck *check, const char *key)
{
  g_autofree char *whole = g_strdup_printf("channels/%u", check->index);
  g_autofree char *path = g_strconcat(whole, "/", key, NULL);
  FilePosition place = config_check_place(check->bytes, check->file, path);
  return place.line != 0 ? place
                         : config_check_place(check->bytes, check->file, whole);
}

/* "confirmation, danger and 17 more": whoever reads it sees what he would lose.
 */
static char *
texts_that_ask(void)
{
  enum { NAMED = 3 };
  g_autoptr(GString) names = g_string_new(NULL);
  unsigned count = 0;
  for (const SmsText *text = sms_texts; text->name != NULL; text++)
    if ((text->traits & SMS_TEXT_ASKS) != 0 && ++count <= NAMED)
      g_string_append_printf(names, "%s%s", count > 1 ? ", " : "", text->name);
  g_string_append_printf(names, " and %u more", count - NAMED);
  return g_string_free(g_steal_pointer(&names), FALSE);
}

/* Digits with or without "+": a number that can be answered, if only within the
 * country. */
static bool
is_number(const char *from)
{
  const char *digits = *from == '+' ? from + 1 : from;
  return *digits != '\0' && strspn(digits, "0123456789 -/()") == strlen(digits);
}

static void
check_sender(const ChannelCheck *check)
{
  const char *from =
      json_string_value(json_object_get(check->channel->settings, "from"));
  if (from == NULL || is_number(from) || strchr(from, '{') != NULL)
    return;
  g_autofree char *texts = texts_that_ask();
  problems_add(check->problems, place_of(check, "settings/from"),
               "'from: %s' is a name, which nobody can answer, and no STOPP "
               "would arrive – leave it out, so that '%s' is the sender; these "
               "texts ask for an answer: %s",
               from, check->channel->number, texts);
}

static void
check_settings(const ChannelCheck *check)
{
  const ChannelSettings *channel = check->channel;
  const Provider *provider = provider_find(channel->provider);
  g_autoptr(ProviderHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  SmsOut sms = {.id = "0000000000000000",
                .from = channel->number,
                .to = "+4915228817386",
                .text = "Test",
                .report_url = "https://bote.example.org/sms"};
  g_assert(provider != NULL); /* checked when the settings were read */
  ProviderConfig *config = sms_config_outline(channel);
  if (!provider_build_request(provider, &sms, config, &request, &error))
    problems_add(check->problems, place_of(check, "settings"),
                 "channel '%s' cannot send: %s – provider '%s' needs it, in "
                 "'settings' or as 'credential'",
                 channel->name, error->message, provider->name);
  else if (request->url != NULL && !http_url_is_allowed(request->url))
    problems_add(check->problems, place_of(check, "settings"),
                 "channel '%s' cannot send: the provider's address must begin "
                 "with https:// (http:// only to this machine)",
                 channel->name);
  sms_config_free(config);
}

/* What was described by hand may lack what nobody would miss until the first
 * SMS. */
static void
check_described(const ChannelCheck *check)
{
  g_autoptr(GError) error = NULL;
  if (!provider_check_sections(check->channel->settings, &error))
    problems_add(check->problems, place_of(check, "settings"), "%s",
                 error->message);
}

/* What the webhook would refuse: at its start, or each request of theirs. */
static void
check_signature(const ChannelCheck *check, const char *public_url)
{
  const ChannelSettings *channel = check->channel;
  const Provider *provider = provider_find(channel->provider);
  SignatureScheme scheme;
  if (channel->path_credential == NULL ||
      !provider_signature(provider, channel->settings, &scheme, NULL) ||
      scheme.kind == SIGNATURE_NONE)
    return;
  if (channel->signature_credential == NULL)
    problems_add(check->problems, place_of(check, "provider"),
                 "key 'signature_credential' is missing: '%s' signs what it "
                 "tells us – name the file with the key there",
                 provider->name);
  if (public_url == NULL && scheme.recipe != NULL &&
      strpbrk(scheme.recipe, "UP") != NULL)
    problems_add(check->problems, place_of(check, "provider"),
                 "'%s' signs the address it calls – enter it as 'public_url' "
                 "of 'webhook', like https://bote.example.org/sms",
                 provider->name);
}

void
config_check_channels(const Config *config, Problems *problems)
{
  const Settings *settings = config->settings;
  g_autofree char *file = g_path_get_basename(config->file);
  g_autoptr(GBytes) bytes = config_file_read(config->file, NULL);
  for (guint i = 0; i < settings->channels->len; i++) {
    ChannelCheck check = {settings->channels->pdata[i], bytes, file, i,
                          problems};
    const TransportSettings *transport =
        settings_transport(settings, check.channel->transport);
    check_sender(&check);
    check_described(&check);
    check_signature(&check, settings->webhook.public_url);
    if (transport != NULL && transport->kind == TRANSPORT_KIND_HTTP)
      check_settings(&check);
  }
}

/* --- texts ---------------------------------------------------------------- */

/* The name of an SMS text by its path, "de/status-solved.sms.mustache"; owned;
 * NULL for what is none. */
static char *
sms_name(const char *path)
{
  static const char ending[] = ".sms.mustache";
  const char *slash = strrchr(path, '/');
  if (slash == NULL || !g_str_has_suffix(slash, ending))
    return NULL;
  return g_strndup(slash + 1, strlen(slash + 1) - strlen(ending));
}

/* Variables that hold an address, and the beginnings of one. */
static const char *const links[] = {"https://", "http://", "www.", "_url}}",
                                    "_link}}"};

/* "{{town.privacy_url}}", or the page itself, around a hit. */
static bool
is_privacy_page(const char *text, const char *at, const Town *town)
{
  static const char variable[] = "{{town.privacy_url}}";
  size_t before = (size_t)(at - text);
  size_t back = strlen(variable) - strlen("_url}}");
  if (before >= back && g_str_has_prefix(at - back, variable))
    return true;
  const char *pages[] = {town != NULL ? town->privacy_url : NULL,
                         town != NULL ? town->privacy_short : NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
    const char *inner = pages[i] == NULL ? NULL : strstr(pages[i], "www.");
    if (pages[i] != NULL && g_str_has_prefix(at, pages[i]))
      return true;
    if (inner != NULL && g_str_has_prefix(at, inner))
      return true;
  }
  return false;
}

static FilePosition
position_of(const char *file, const char *text, const char *at)
{
  FilePosition place = {file, 1, 1};
  for (const char *p = text; p < at; p = g_utf8_next_char(p)) {
    place.column = *p == '\n' ? 1 : place.column + 1;
    place.line += *p == '\n';
  }
  return place;
}

static void
check_links(const char *path, const char *text, const Town *town,
            Problems *problems)
{
  g_autofree char *file = g_strconcat("texts/", path, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(links); i++)
    for (const char *at = text; (at = strstr(at, links[i])) != NULL; at++) {
      if (is_privacy_page(text, at, town))
        continue;
      problems_add(problems, position_of(file, text, at),
                   "a link in an SMS that nobody asked for looks like fraud – "
                   "leave it out; {{town.privacy_short}} may stand there");
      return; /* once for each text */
    }
}

void
config_check_sms_texts(GHashTable *overrides, const Town *town,
                       Problems *problems)
{
  g_autoptr(GList) paths = g_hash_table_get_keys(overrides);
  paths = g_list_sort(paths, (GCompareFunc)strcmp);
  for (const GList *at = paths; at != NULL; at = at->next) {
    g_autofree char *name = sms_name(at->data);
    gsize size = 0;
    const char *bytes =
        g_bytes_get_data(g_hash_table_lookup(overrides, at->data), &size);
    g_autofree char *text =
        g_utf8_make_valid(bytes != NULL ? bytes : "", (gssize)size);
    if (name != NULL && (sms_text_traits(name) & SMS_TEXT_UNASKED) != 0)
      check_links(at->data, text, town, problems);
  }
}
