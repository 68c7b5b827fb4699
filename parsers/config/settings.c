/* SPDX-License-Identifier: Apache-2.0
 *
 * bote.yaml: the schema first, then what must hold between its keys.
 */
#include "parsers/config/settings.h"

#include <string.h>

#include "parsers/config/schema.h"
#include "parsers/config/settings_private.h"
#include "parsers/config/settings_schema.h"

enum {
  PORT_IMAP = 143, /* RFC 9051 */
  PORT_IMAPS = 993,
  PORT_SMTP = 25,
  PORT_SUBMISSION = 587,
  PORT_SUBMISSIONS = 465, /* RFC 8314 */
};

/* What a mailbox and a transport have in common for logging in. */
typedef struct Login {
  AuthMethod auth;
  TlsMode tls;
  const char *host, *credential, *token_command, *token_url;
} Login;

static const char *
refuse_secret(const char *key)
{
  static const char *const words[] = {
      "password", "passwort", "passwd",     "passphrase", "secret",
      "token",    "api_key",  "apikey",     "auth_token", "private_key",
      "kennwort", "geheim",   "access_key", "pin"};
  for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
    g_autofree char *suffix = g_strconcat("_", words[i], NULL);
    if (g_ascii_strcasecmp(key, words[i]) == 0 || g_str_has_suffix(key, suffix))
      return "secrets are files in the credentials directory (paths: "
             "credentials), one each; write the file's name as "
             "'credential: NAME'";
  }
  return NULL;
}

static void
require(const SettingsCheck *check, const YamlNode *map, const char *value,
        const char *key, const char *because)
{
  if (value == NULL && yaml_node_get(map, key) == NULL)
    problems_add(check->problems, map->place, "key '%s' is missing: %s", key,
                 because);
}

/* All of 127/8; "127.example.org" is a name. */
bool
settings_is_loopback(const char *host)
{
  bool numeric = strspn(host, "0123456789.") == strlen(host);
  return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
         (numeric && g_str_has_prefix(host, "127."));
}

static void
check_login(const SettingsCheck *check, const YamlNode *map, const Login *login)
{
  if (login->tls == TLS_MODE_NONE && login->host != NULL &&
      !settings_is_loopback(login->host))
    problems_add(check->problems, yaml_node_place(map, "tls"),
                 "'tls: none' would send everything readable over the network "
                 "to %s – use implicit or starttls; none is only for this "
                 "machine",
                 login->host);
  if (login->auth == AUTH_METHOD_LOGIN || login->auth == AUTH_METHOD_PLAIN)
    require(check, map, login->credential, "credential",
            "the name of the file with the password");
  if (login->auth == AUTH_METHOD_XOAUTH2 && login->token_command == NULL)
    require(check, map, login->token_url, "oauth",
            "xoauth2 needs it, or 'token_command'");
}

/* What was sent is nobody's to write to, and lies in a folder of its own. */
static void
check_sent(const SettingsCheck *check, const YamlNode *map,
           const MailboxSettings *mailbox)
{
  if (mailbox->kind != MAILBOX_KIND_IMAP)
    problems_add(check->problems, yaml_node_place(map, "sent"),
                 "'sent' is only possible with kind imap");
  if (g_ascii_strcasecmp(mailbox->folder, "INBOX") == 0)
    problems_add(check->problems, yaml_node_place(map, "sent"),
                 "'sent' needs 'folder', in which mail programs keep what they "
                 "sent – for example Sent or Gesendet");
  if (mailbox->address != NULL || mailbox->record != NULL)
    problems_add(
        check->problems,
        yaml_node_place(map, mailbox->address != NULL ? "address" : "record"),
        "nobody writes to a folder of sent mail – leave 'address' and "
        "'record' to the mailbox itself");
}

static void
check_mailbox(const SettingsCheck *check, const YamlNode *map,
              MailboxSettings *mailbox)
{
  if (mailbox->sent)
    check_sent(check, map, mailbox);
  else
    require(check, map, mailbox->address, "address",
            "the address people write to");
  if (mailbox->reply_token == REPLY_TOKEN_ALIAS)
    require(check, map, mailbox->alias_domain, "alias_domain",
            "'reply_token: alias' needs the catch-all domain");
  if (mailbox->kind == MAILBOX_KIND_MAILDIR) {
    require(check, map, mailbox->path, "path", "the Maildir");
    return;
  }
  require(check, map, mailbox->host, "host", "the IMAP server");
  require(check, map, mailbox->user, "user", "the login name");
  if (mailbox->auth == AUTH_METHOD_NONE)
    problems_add(check->problems, yaml_node_place(map, "auth"),
                 "'auth: none' is not possible for a mailbox – use login, "
                 "plain or xoauth2");
  Login login = {mailbox->auth,          mailbox->tls,
                 mailbox->host,          mailbox->credential,
                 mailbox->token_command, mailbox->oauth.token_url};
  check_login(check, map, &login);
  if (mailbox->port == 0)
    mailbox->port = mailbox->tls == TLS_MODE_IMPLICIT ? PORT_IMAPS : PORT_IMAP;
}

static int
smtp_port(TlsMode tls)
{
  switch (tls) {
  case TLS_MODE_IMPLICIT:
    return PORT_SUBMISSIONS;
  case TLS_MODE_STARTTLS:
    return PORT_SUBMISSION;
  case TLS_MODE_NONE:
    return PORT_SMTP;
  }
  g_assert_not_reached();
}

static void
check_transport(const SettingsCheck *check, const YamlNode *map,
                TransportSettings *transport)
{
  if (transport->kind == TRANSPORT_KIND_MAILDIR)
    require(check, map, transport->path, "path", "the Maildir");
  if (transport->kind != TRANSPORT_KIND_SMTP)
    return;
  require(check, map, transport->host, "host", "the SMTP server");
  if (transport->auth != AUTH_METHOD_NONE)
    require(check, map, transport->user, "user", "the login name");
  Login login = {transport->auth,          transport->tls,
                 transport->host,          transport->credential,
                 transport->token_command, transport->oauth.token_url};
  check_login(check, map, &login);
  if (transport->port == 0)
    transport->port = smtp_port(transport->tls);
}

/* Rows of one list must have different names; `name` is every row's first
 * member, as in all row types. */
static void
check_names(const SettingsCheck *check, const char *list, const GPtrArray *rows)
{
  const YamlNode *node = yaml_node_get(check->root, list);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (unsigned i = 0; i < rows->len; i++) {
    char *name = *(char **)rows->pdata[i];
    if (name != NULL && !g_hash_table_add(seen, name))
      problems_add(
          check->problems, yaml_node_place(node->items->pdata[i], "name"),
          "name '%s' stands in %s twice – each needs its own", name, list);
  }
}

static void
check_listen(const SettingsCheck *check, const char *section,
             const char *listen)
{
  if (listen == NULL || g_str_has_prefix(listen, "unix:") ||
      g_str_has_prefix(listen, "127.") || g_str_has_prefix(listen, "[::1]"))
    return;
  const YamlNode *node = yaml_node_get(check->root, section);
  problems_add(check->problems, yaml_node_place(node, "listen"),
               "'listen' must be an address of this machine (127.0.0.1, [::1]) "
               "or unix:/path, behind your TLS proxy, not '%s'",
               listen);
}

/* The second role would find the place taken and never start. */
static void
check_two_listen(const SettingsCheck *check)
{
  const char *webhook = check->settings->webhook.listen;
  if (g_strcmp0(webhook, check->settings->site.listen) != 0)
    return;
  const YamlNode *node = yaml_node_get(check->root, "site");
  problems_add(check->problems,
               node != NULL ? yaml_node_place(node, "listen")
                            : check->root->place,
               "webhook and site both listen on '%s' – give each its own port "
               "or socket",
               webhook);
}

static void
drop_slash(char *url)
{
  if (url != NULL && g_str_has_suffix(url, "/"))
    url[strlen(url) - 1] = '\0';
}

/* A list's entry that is no map was reported; there is nothing more to say. */
static bool
is_map(const YamlNode *entry)
{
  return entry->kind == YAML_KIND_MAP;
}

static void
check_rows(const SettingsCheck *check)
{
  Settings *settings = check->settings;
  const YamlNode *mailboxes = yaml_node_get(check->root, "mailboxes");
  const YamlNode *transports = yaml_node_get(check->root, "transports");
  const YamlNode *channels = yaml_node_get(check->root, "channels");
  for (unsigned i = 0; i < settings->mailboxes->len; i++)
    if (is_map(mailboxes->items->pdata[i]))
      check_mailbox(check, mailboxes->items->pdata[i],
                    settings->mailboxes->pdata[i]);
  for (unsigned i = 0; i < settings->transports->len; i++)
    if (is_map(transports->items->pdata[i]))
      check_transport(check, transports->items->pdata[i],
                      settings->transports->pdata[i]);
  for (unsigned i = 0; i < settings->channels->len; i++)
    settings_check_channel(check, channels->items->pdata[i],
                           settings->channels->pdata[i]);
  check_names(check, "mailboxes", settings->mailboxes);
  check_names(check, "transports", settings->transports);
  check_names(check, "channels", settings->channels);
  check_names(check, "forms", settings->forms);
}

Settings *
settings_parse(GBytes *bytes, const char *file, const char *directory,
               Problems *problems)
{
  g_assert(g_path_is_absolute(directory));
  size_t before = problems_count(problems);
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, file, problems);
  if (tree == NULL)
    return NULL;
  const YamlNode *root = yaml_tree_root(tree);
  SchemaContext context = {problems, directory, refuse_secret,
                           yaml_tree_is_cut(tree)};
  g_autoptr(Settings) settings = schema_read(&settings_schema, root, &context);
  SettingsCheck check = {settings, root, problems};
  check_rows(&check);
  check_listen(&check, "webhook", settings->webhook.listen);
  check_listen(&check, "site", settings->site.listen);
  check_two_listen(&check);
  drop_slash(settings->webhook.public_url);
  drop_slash(settings->site.public_url);
  return problems_count(problems) == before ? g_steal_pointer(&settings) : NULL;
}

char *
settings_peek_town(GBytes *bytes, const char *directory)
{
  g_autoptr(Problems) unheard = problems_new();
  g_autoptr(YamlTree) tree = yaml_tree_parse(bytes, "", unheard);
  const YamlNode *town =
      tree != NULL ? yaml_node_get(yaml_tree_root(tree), "town") : NULL;
  if (town == NULL || town->kind != YAML_KIND_SCALAR || town->text[0] == '\0')
    return NULL;
  return g_canonicalize_filename(town->text, directory);
}

void
settings_free(Settings *settings)
{
  schema_free(&settings_schema, settings);
}

/* The name is the first member of every row type. */
static const void *
find_named(const GPtrArray *rows, const char *name)
{
  for (unsigned i = 0; i < rows->len; i++) {
    const char *candidate = *(char *const *)rows->pdata[i];
    if (candidate != NULL && strcmp(candidate, name) == 0)
      return rows->pdata[i];
  }
  return NULL;
}

const MailboxSettings *
settings_mailbox(const Settings *settings, const char *name)
{
  return find_named(settings->mailboxes, name);
}

bool
settings_may_send_as(const MailboxSettings *mailbox, const char *address)
{
  for (guint i = 0; i < mailbox->send_as->len; i++)
    if (g_ascii_strcasecmp(mailbox->send_as->pdata[i], address) == 0)
      return true;
  return g_ascii_strcasecmp(mailbox->address, address) == 0;
}

const TransportSettings *
settings_transport(const Settings *settings, const char *name)
{
  return find_named(settings->transports, name);
}

const ChannelSettings *
settings_channel(const Settings *settings, const char *name)
{
  return find_named(settings->channels, name);
}

const ChannelSettings *
settings_webhook_channel(const Settings *settings)
{
  for (unsigned i = 0; i < settings->channels->len; i++) {
    const ChannelSettings *channel = settings->channels->pdata[i];
    if (channel->path_credential != NULL)
      return channel;
  }
  return NULL;
}

bool
settings_sends_sms_only(const TransportSettings *transport)
{
  return transport->kind == TRANSPORT_KIND_HTTP ||
         transport->kind == TRANSPORT_KIND_SMSD;
}

const TransportSettings *
settings_mail_transport(const Settings *settings)
{
  for (unsigned i = 0; i < settings->transports->len; i++) {
    const TransportSettings *transport = settings->transports->pdata[i];
    if (!settings_sends_sms_only(transport))
      return transport;
  }
  return NULL;
}
