/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables only: every key of bote.yaml, its kind, default and meaning.
 */
#include "parsers/config/settings_schema.h"

#include "parsers/config/quiet_hours.h"
#include "parsers/config/settings.h"
#include "parsers/config/text_check.h"

static const char *const mailbox_kinds[] = {"imap", "maildir", NULL};
static const char *const transport_kinds[] = {"smtp", "maildir", "null",
                                              "http", "smsd",    NULL};
static const char *const tls_modes[] = {"implicit", "starttls", "none", NULL};
static const char *const auth_methods[] = {"none", "login", "plain", "xoauth2",
                                           NULL};
static const char *const reply_tokens[] = {"plus", "alias", "text", NULL};
static const char *const form_trusts[] = {"dmarc", "server", NULL};
static const char *const reverse_paths[] = {"null", "mailbox", "verp", NULL};

enum { PORT_MAX = 65535 };
/* Beyond any provider's rate; keeps products within an int. */
enum { RATE_MAX = 1000 * 1000 };

/* How often a mailbox is looked at: by a promise of ours every minute; more
 * than hourly would leave a danger unread where IDLE is forgotten. */
enum { POLL_S = 60, POLL_S_MIN = 10, POLL_S_MAX = 3600 };

/* How long a mail lies in the folder `processed`: we hold it ourselves by then,
 * and what a person has erased must not live on in a mailbox. */
enum { PROCESSED_DAYS = 30, PROCESSED_DAYS_MAX = 3650 };

/* Defaults of `limits`; docs/decisions.md has the reasons. */
enum {
  UNDO_MINUTES = 30, /* time to read the transcript and to take it back */
  KEPT_CHILD = 1,    /* a child for each message: nothing carries over */
  CHILD_MEMORY_MIB = 512,
  CHILD_MEMORY_MIN_MIB = 96, /* with 64 no reader can even start */
  CHILD_CPU_S = 10,
  CHILD_WALL_S = 20,
  CONNECTIONS = 512,
  CONNECTIONS_PER_ADDRESS = 64,
  SMS_PER_NUMBER_PER_DAY = 10,   /* a survey of ten questions in a day */
  SMS_FROM_NUMBER_PER_HOUR = 20, /* a survey, and a report with corrections */
  SMS_PER_HOUR = 200,    /* a town's busiest hour; a loop's first minutes */
  SMS_SEGMENTS = 3,      /* what people read to the end */
  SMS_SEGMENTS_MAX = 10, /* 1,530 characters: LOX24 and Twilio take no more */
  FREE_DISK_MIB = 1024,  /* 40 of the largest mails, and room for the store */
};

#define AT(type, member) .offset = offsetof(type, member)
#define CREDENTIAL_DOC                                                         \
  "name of the file in the credentials directory that holds the secret"

static const SchemaKey oauth_keys[] = {
    {"token_url", SCHEMA_TEXT, AT(OauthSettings, token_url), .required = true,
     .check = text_check_url, .doc = "where tokens are fetched"},
    {"client_id", SCHEMA_TEXT, AT(OauthSettings, client_id), .required = true,
     .check = text_check_line, .doc = "the application's id"},
    {"scope", SCHEMA_TEXT, AT(OauthSettings, scope), .check = text_check_line,
     .doc = "what the token is for"},
    {"credential", SCHEMA_TEXT, AT(OauthSettings, credential), .required = true,
     .check = text_check_file_name, .doc = CREDENTIAL_DOC},
    {0}};
static const Schema oauth_schema = {sizeof(OauthSettings), oauth_keys};

static const SchemaKey mailbox_keys[] = {
    {"name", SCHEMA_TEXT, AT(MailboxSettings, name), .required = true,
     .check = text_check_id, .doc = "a short name, for example rathaus"},
    {"kind", SCHEMA_ENUM, AT(MailboxSettings, kind), .words = mailbox_kinds,
     .fallback = MAILBOX_KIND_IMAP, .doc = "imap or maildir"},
    {"host", SCHEMA_TEXT, AT(MailboxSettings, host), .check = text_check_host,
     .doc = "the IMAP server"},
    {"port", SCHEMA_INTEGER, AT(MailboxSettings, port), .min = 1,
     .max = PORT_MAX, .doc = "default 993, with starttls 143"},
    {"tls", SCHEMA_ENUM, AT(MailboxSettings, tls), .words = tls_modes,
     .fallback = TLS_MODE_IMPLICIT, .doc = "none only to this machine"},
    {"user", SCHEMA_TEXT, AT(MailboxSettings, user), .check = text_check_line,
     .doc = "login name"},
    {"auth", SCHEMA_ENUM, AT(MailboxSettings, auth), .words = auth_methods,
     .fallback = AUTH_METHOD_LOGIN, .doc = "login, plain or xoauth2"},
    {"credential", SCHEMA_TEXT, AT(MailboxSettings, credential),
     .check = text_check_file_name, .doc = CREDENTIAL_DOC},
    {"token_command", SCHEMA_TEXT, AT(MailboxSettings, token_command),
     .check = text_check_command, .doc = "prints a token for xoauth2"},
    {"oauth", SCHEMA_OBJECT, AT(MailboxSettings, oauth),
     .object = &oauth_schema, .doc = "where tokens for xoauth2 come from"},
    {"folder", SCHEMA_TEXT, AT(MailboxSettings, folder), .text = "INBOX",
     .check = text_check_line, .doc = "the folder that is read"},
    {"sent", SCHEMA_BOOLEAN, AT(MailboxSettings, sent),
     .doc = "the folder holds what was sent past Bote: only read"},
    {"processed", SCHEMA_TEXT, AT(MailboxSettings, processed),
     .text = "Bote/Erledigt", .check = text_check_line,
     .doc = "where mails go that we hold safely"},
    {"processed_days", SCHEMA_INTEGER, AT(MailboxSettings, processed_days),
     .max = PROCESSED_DAYS_MAX, .fallback = PROCESSED_DAYS,
     .doc = "days until what we took is removed there, 0: never"},
    {"problem", SCHEMA_TEXT, AT(MailboxSettings, problem),
     .text = "Bote/Problem", .check = text_check_line,
     .doc = "where mails go that we could not take"},
    {"poll_s", SCHEMA_INTEGER, AT(MailboxSettings, poll_s), .min = POLL_S_MIN,
     .max = POLL_S_MAX, .fallback = POLL_S,
     .doc = "seconds between looks, besides what the server tells itself"},
    {"path", SCHEMA_PATH, AT(MailboxSettings, path), .doc = "the Maildir"},
    {"address", SCHEMA_TEXT, AT(MailboxSettings, address),
     .check = text_check_email, .doc = "the address people write to"},
    {"record", SCHEMA_TEXT, AT(MailboxSettings, record),
     .check = text_check_email,
     .doc = "the address by which staff record for others"},
    {"from_name", SCHEMA_TEXT, AT(MailboxSettings, from_name),
     .check = text_check_line, .doc = "the name our mails come from"},
    {"send_as", SCHEMA_TEXTS, AT(MailboxSettings, send_as),
     .check = text_check_email,
     .doc = "addresses besides its own that the server lets it send as"},
    {"reply_token", SCHEMA_ENUM, AT(MailboxSettings, reply_token),
     .words = reply_tokens, .fallback = REPLY_TOKEN_TEXT,
     .doc = "how replies find their matter"},
    {"alias_domain", SCHEMA_TEXT, AT(MailboxSettings, alias_domain),
     .check = text_check_domain, .doc = "the catch-all domain for alias"},
    {"authserv_id", SCHEMA_TEXT, AT(MailboxSettings, authserv_id),
     .check = text_check_line,
     .doc = "whose Authentication-Results are believed"},
    {"internal", SCHEMA_TEXTS, AT(MailboxSettings, internal),
     .check = text_check_domain,
     .doc = "domains whose mail is the town's own without DMARC"},
    {"ca_file", SCHEMA_PATH, AT(MailboxSettings, ca_file),
     .doc = "certificates to trust instead of the system's"},
    {0}};
static const Schema mailbox_schema = {sizeof(MailboxSettings), mailbox_keys};

static const SchemaKey transport_keys[] = {
    {"name", SCHEMA_TEXT, AT(TransportSettings, name), .required = true,
     .check = text_check_id, .doc = "a short name, for example mail"},
    {"kind", SCHEMA_ENUM, AT(TransportSettings, kind), .required = true,
     .words = transport_kinds, .doc = "smtp, http, smsd, maildir or null"},
    {"host", SCHEMA_TEXT, AT(TransportSettings, host), .check = text_check_host,
     .doc = "the SMTP server"},
    {"port", SCHEMA_INTEGER, AT(TransportSettings, port), .min = 1,
     .max = PORT_MAX, .doc = "default 465, with starttls 587, else 25"},
    {"tls", SCHEMA_ENUM, AT(TransportSettings, tls), .words = tls_modes,
     .fallback = TLS_MODE_IMPLICIT, .doc = "none only to this machine"},
    {"user", SCHEMA_TEXT, AT(TransportSettings, user), .check = text_check_line,
     .doc = "login name"},
    {"auth", SCHEMA_ENUM, AT(TransportSettings, auth), .words = auth_methods,
     .fallback = AUTH_METHOD_NONE, .doc = "none, login, plain or xoauth2"},
    {"credential", SCHEMA_TEXT, AT(TransportSettings, credential),
     .check = text_check_file_name, .doc = CREDENTIAL_DOC},
    {"token_command", SCHEMA_TEXT, AT(TransportSettings, token_command),
     .check = text_check_command, .doc = "prints a token for xoauth2"},
    {"oauth", SCHEMA_OBJECT, AT(TransportSettings, oauth),
     .object = &oauth_schema, .doc = "where tokens for xoauth2 come from"},
    {"reverse_path", SCHEMA_ENUM, AT(TransportSettings, reverse_path),
     .words = reverse_paths, .fallback = REVERSE_PATH_NULL,
     .doc = "reverse-path of automatic mail"},
    {"per_minute", SCHEMA_INTEGER, AT(TransportSettings, per_minute),
     .max = RATE_MAX, .doc = "at most that many a minute, 0: no limit"},
    {"per_day", SCHEMA_INTEGER, AT(TransportSettings, per_day), .max = RATE_MAX,
     .doc = "at most that many a day, 0: no limit"},
    {"ca_file", SCHEMA_PATH, AT(TransportSettings, ca_file),
     .doc = "certificates to trust instead of the system's"},
    {"path", SCHEMA_PATH, AT(TransportSettings, path), .doc = "the Maildir"},
    {0}};
static const Schema transport_schema = {sizeof(TransportSettings),
                                        transport_keys};

static const SchemaKey channel_keys[] = {
    {"name", SCHEMA_TEXT, AT(ChannelSettings, name), .required = true,
     .check = text_check_id, .doc = "a short name, for example sms"},
    {"provider", SCHEMA_TEXT, AT(ChannelSettings, provider), .required = true,
     .check = text_check_id, .doc = "the SMS provider"},
    {"number", SCHEMA_TEXT, AT(ChannelSettings, number), .required = true,
     .check = text_check_sms_number, .doc = "our number, like +4915228817386"},
    {"path_credential", SCHEMA_TEXT, AT(ChannelSettings, path_credential),
     .check = text_check_file_name,
     .doc = "file with the secret part of the webhook's address"},
    {"signature_credential", SCHEMA_TEXT,
     AT(ChannelSettings, signature_credential), .check = text_check_file_name,
     .doc = "file with the key of the webhook's signature"},
    {"credential", SCHEMA_TEXT, AT(ChannelSettings, credential),
     .check = text_check_file_name, .doc = "file with the key for sending"},
    {"transport", SCHEMA_TEXT, AT(ChannelSettings, transport), .required = true,
     .doc = "name of the transport that sends"},
    {"countries", SCHEMA_TEXTS, AT(ChannelSettings, countries), .text = "49",
     .check = text_check_country, .doc = "country codes we send to"},
    {"per_minute", SCHEMA_INTEGER, AT(ChannelSettings, per_minute),
     .max = RATE_MAX, .doc = "at most that many a minute, 0: no limit"},
    {"per_hour", SCHEMA_INTEGER, AT(ChannelSettings, per_hour), .max = RATE_MAX,
     .fallback = SMS_PER_HOUR, .doc = "at most that many an hour, 0: no limit"},
    {"per_day", SCHEMA_INTEGER, AT(ChannelSettings, per_day), .max = RATE_MAX,
     .doc = "at most that many a day, 0: no limit"},
    {"monthly_budget", SCHEMA_INTEGER, AT(ChannelSettings, monthly_budget),
     .max = RATE_MAX, .doc = "at most that many segments a month"},
    {"max_segments", SCHEMA_INTEGER, AT(ChannelSettings, max_segments),
     .min = 1, .max = SMS_SEGMENTS_MAX, .fallback = SMS_SEGMENTS,
     .doc = "the longest SMS, in segments"},
    {"segment_price", SCHEMA_TEXT, AT(ChannelSettings, segment_price),
     .check = text_check_price, .doc = "what a segment costs, in euros"},
    {"settings", SCHEMA_JSON, AT(ChannelSettings, settings),
     .doc = "what this provider needs besides"},
    {0}};
static const Schema channel_schema = {sizeof(ChannelSettings), channel_keys};

#define LABELS(key, member, needed, words)                                     \
  {                                                                            \
    key, SCHEMA_TEXTS, AT(FormSettings, member),                               \
        .required = needed, .check = text_check_line, .doc = words             \
  }
static const SchemaKey form_keys[] = {
    {"name", SCHEMA_TEXT, AT(FormSettings, name), .required = true,
     .check = text_check_id, .doc = "a short name, for example kontakt"},
    {"sender", SCHEMA_TEXT, AT(FormSettings, sender), .required = true,
     .check = text_check_email, .doc = "the address its mails come from"},
    {"trust", SCHEMA_ENUM, AT(FormSettings, trust), .words = form_trusts,
     .fallback = FORM_TRUST_DMARC,
     .doc = "dmarc, or server where that guards the sender's domain"},
    LABELS("email", email, true, "the label above the writer's address"),
    LABELS("person", person, false, "labels of the parts of his name"),
    LABELS("text", text, true, "labels of what he wrote"),
    LABELS("place", place, false, "labels of the place"),
    LABELS("other", other, false, "labels of what is left out"),
    {0}};
static const Schema form_schema = {sizeof(FormSettings), form_keys};

static const SchemaKey path_keys[] = {
    {"state", SCHEMA_PATH, AT(PathSettings, state), .text = "/var/lib/bote",
     .doc = "store and spool"},
    {"runtime", SCHEMA_PATH, AT(PathSettings, runtime), .text = "/run/bote",
     .doc = "sockets and status files"},
    {"credentials", SCHEMA_PATH, AT(PathSettings, credentials),
     .text = "/etc/bote/credentials", .doc = "secrets, mode 0700"},
    {0}};
static const Schema path_schema = {sizeof(PathSettings), path_keys};

static const SchemaKey webhook_keys[] = {
    {"listen", SCHEMA_TEXT, AT(ListenSettings, listen),
     .check = text_check_listen, .text = "127.0.0.1:8312",
     .doc = "where the provider's calls arrive, behind a TLS proxy"},
    {"public_url", SCHEMA_TEXT, AT(ListenSettings, public_url),
     .check = text_check_url, .doc = "the address the provider calls"},
    {0}};
static const Schema webhook_schema = {sizeof(ListenSettings), webhook_keys};

static const SchemaKey site_keys[] = {
    {"listen", SCHEMA_TEXT, AT(ListenSettings, listen),
     .check = text_check_listen, .text = "127.0.0.1:8311",
     .doc = "where the public pages are served, behind a TLS proxy"},
    {"public_url", SCHEMA_TEXT, AT(ListenSettings, public_url),
     .check = text_check_url, .doc = "the address people see"},
    {0}};
static const Schema site_schema = {sizeof(ListenSettings), site_keys};

#define LIMIT(key, least, most, value, words)                                  \
  {                                                                            \
#key, SCHEMA_INTEGER, AT(LimitSettings, key),                              \
        .min = least, .max = most, .fallback = value, .doc = words             \
  }
static const SchemaKey limit_keys[] = {
    LIMIT(undo_minutes, 0, 1440, UNDO_MINUTES, "time to take a command back"),
    LIMIT(kept_child, 1, 10000, KEPT_CHILD, "messages a parse child reads"),
    LIMIT(child_memory_mib, CHILD_MEMORY_MIN_MIB, 4096, CHILD_MEMORY_MIB,
          "memory of a child"),
    LIMIT(child_cpu_s, 1, 300, CHILD_CPU_S, "seconds of CPU for a message"),
    LIMIT(child_wall_s, 1, 600, CHILD_WALL_S, "seconds for a message"),
    LIMIT(connections, 1, 10000, CONNECTIONS, "webhook connections"),
    LIMIT(connections_per_address, 1, 10000, CONNECTIONS_PER_ADDRESS,
          "webhook connections from one address"),
    LIMIT(sms_per_number_per_day, 1, 1000, SMS_PER_NUMBER_PER_DAY,
          "SMS one number gets in a day"),
    LIMIT(sms_from_number_per_hour, 0, RATE_MAX, SMS_FROM_NUMBER_PER_HOUR,
          "SMS of one number that go on in an hour, 0: all"),
    {"quiet_hours", SCHEMA_TEXT, AT(LimitSettings, quiet_hours),
     .check = quiet_hours_check, .text = "21:00-08:00",
     .doc = "when nobody gets an SMS unasked; none: always"},
    LIMIT(free_disk_mib, 0, RATE_MAX, FREE_DISK_MIB,
          "below that, nothing more is taken in"),
    {0}};
static const Schema limit_schema = {sizeof(LimitSettings), limit_keys};

static const SchemaKey keys[] = {
    {"test", SCHEMA_BOOLEAN, AT(Settings, test), .doc = "a scratch machine"},
    {"town", SCHEMA_PATH, AT(Settings, town), .required = true,
     .doc = "the town directory"},
    {"domain", SCHEMA_TEXT, AT(Settings, domain), .required = true,
     .check = text_check_domain, .doc = "the domain of our mails"},
    {"timezone", SCHEMA_TEXT, AT(Settings, timezone), .text = "Europe/Berlin",
     .check = text_check_timezone, .doc = "for dates people read"},
    {"paths", SCHEMA_OBJECT, AT(Settings, paths), .object = &path_schema,
     .doc = "where things are kept"},
    {"mailboxes", SCHEMA_LIST, AT(Settings, mailboxes),
     .object = &mailbox_schema, .doc = "what is read"},
    {"transports", SCHEMA_LIST, AT(Settings, transports),
     .object = &transport_schema, .doc = "how things are sent"},
    {"channels", SCHEMA_LIST, AT(Settings, channels), .object = &channel_schema,
     .doc = "SMS numbers"},
    {"forms", SCHEMA_LIST, AT(Settings, forms), .object = &form_schema,
     .doc = "forms of the town's own website"},
    {"webhook", SCHEMA_OBJECT, AT(Settings, webhook), .object = &webhook_schema,
     .doc = "calls of the SMS provider"},
    {"site", SCHEMA_OBJECT, AT(Settings, site), .object = &site_schema,
     .doc = "the public pages"},
    {"limits", SCHEMA_OBJECT, AT(Settings, limits), .object = &limit_schema,
     .doc = "limits; the defaults are sensible"},
    {0}};
const Schema settings_schema = {sizeof(Settings), keys};
