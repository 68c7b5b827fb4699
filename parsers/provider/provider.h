/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMS provider is one row of tables (provider_row.h) and, where a table
 * cannot say it, a pure hook: bytes in, struct out.  HTTP, clock, secrets on
 * disk and the store stay with the roles.  A row is a file
 * parsers/providers/NAME.c that defines provider_NAME; the registry is
 * generated.  `null` is the row that does nothing, correctly.
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_H

#include "parsers/provider/provider_http.h"
#include "parsers/provider/provider_row.h"

/* A body longer than this is refused before parsing. */
#define PROVIDER_BODY_MAX (64 * 1024)
/* The same for providers that put pictures into the body
 * (PROVIDER_INLINE_MEDIA); networks cut an MMS at 1 MiB or less. */
#define PROVIDER_MEDIA_BODY_MAX (8 * 1024 * 1024)
/* More messages and reports than this in one request are no webhook. */
#define PROVIDER_BATCH_MAX 1000

/* What a provider can do; decides about repeats and parts. */
enum {
  PROVIDER_INBOUND = 1 << 0,
  PROVIDER_REPORTS = 1 << 1,
  PROVIDER_OWN_ID = 1 << 2, /* takes our id: repeating is safe */
  PROVIDER_GET = 1 << 3,    /* its webhook may be a GET, not only a POST */
  PROVIDER_INLINE_MEDIA = 1 << 4,  /* pictures stand in the webhook's body */
  PROVIDER_SIGNS_REPEATS = 1 << 5, /* what came unsigned comes again, signed,
                                      when it was refused with a 5xx */
  PROVIDER_POLL = 1 << 6, /* no webhook: role poll and transport smsd */
};

typedef struct Provider {
  const char *name; /* the file's name */
  unsigned abilities;
  E164Mode numbers; /* how it writes numbers: most as E164_MODE_PROVIDER */
  ProviderSyntax syntax;
  const SignatureScheme *signature; /* NULL: config, else secret path only */
  ProviderAck ack;
  const ProviderMessages *messages; /* NULL: none come by webhook */
  const ProviderReports *reports;
  const ProviderSend *send; /* NULL: there is nothing to request */
  const ProviderCheck *check;
  const char *const *media_hosts; /* "host" or ".domain"; NULL: none */
  /* Hooks, NULL where the tables are enough. */
  /* Adds to the FormPairs of a form. */
  void (*add_pairs)(const ProviderRequest *request, GPtrArray *pairs);
  /* The same to the root of JSON, whatever kind of value it is. */
  void (*add_members)(json_t *root);
  /* The value of a template's name, g_free(); NULL: not mine. */
  char *(*value)(const char *name, const SmsOut *sms);
  /* Fills the tables from settings; what it makes hangs on `owned`, which
   * frees with g_free(). */
  bool (*compile)(const ProviderConfig *config, struct Provider *row,
                  GPtrArray *owned, GError **error);
} Provider;

extern const Provider *const provider_registry[];

/* The row of this name, NULL when there is none. */
const Provider *provider_find(const char *name);

/* The largest webhook body of this provider, in bytes. */
size_t provider_body_max(const Provider *provider);

/* Are the settings of a channel words that the row knows?
 * PARSE_ERROR_UNSUPPORTED names the first that is not. */
bool provider_check_settings(const Provider *provider,
                             const ProviderConfig *config, GError **error);

/* Is what the settings describe enough to be of use?  PARSE_ERROR_UNSUPPORTED
 * names the first member of "inbound" or "report" that is missing.  Rows that
 * came complete need none. */
bool provider_check_sections(const ProviderConfig *config, GError **error);

/* Read inbound messages and receipts.
 *
 * request  its signature was verified
 * config   the channel's settings
 * out      owned by the caller; empty when the request holds nothing for us
 * error    PARSE_ERROR_SYNTAX: not this provider's form; PARSE_ERROR_LIMIT:
 *          too large, too many; PARSE_ERROR_UNSUPPORTED: wrong settings.  The
 *          request is kept for people to see. */
bool provider_parse(const Provider *provider, const ProviderRequest *request,
                    const ProviderConfig *config, SmsBatch **out,
                    GError **error);

/* Make the request that sends an SMS; owned by the caller.
 * PARSE_ERROR_UNSUPPORTED: the settings lack what the message names; the
 * channel pauses. */
bool provider_build_request(const Provider *provider, const SmsOut *sms,
                            const ProviderConfig *config,
                            ProviderHttpRequest **out, GError **error);

/* What an answer means.  Never fails: what cannot be read is TRANSIENT or
 * UNKNOWN.  `out` is overwritten; provider_send_result_clear() it after use. */
void provider_parse_response(const Provider *provider,
                             const ProviderResponse *response,
                             const ProviderConfig *config,
                             ProviderSendResult *out);

/* The request that tries out the account and asks for its balance, owned by the
 * caller; success with NULL: this provider has none.  Errors as above. */
bool provider_build_check(const Provider *provider,
                          const ProviderConfig *config,
                          ProviderHttpRequest **out, GError **error);

/* What its answer means: SENT is "the account works".  As
 * provider_parse_response(). */
void provider_parse_check(const Provider *provider,
                          const ProviderResponse *response,
                          const ProviderConfig *config,
                          ProviderCheckResult *out);

/* The request that fetches a medium of a message, owned by the caller.  With
 * the account's authentication: never follow it to another host with that.
 * PARSE_ERROR_UNSUPPORTED: not https, or a host that is not the provider's. */
bool provider_build_media(const Provider *provider, const char *url,
                          const ProviderConfig *config,
                          ProviderHttpRequest **out, GError **error);

/* May a medium be fetched from this address?  https and a listed host. */
bool provider_allows_media(const Provider *provider, const char *url,
                           const ProviderConfig *config);

/* Does a repeat of the same words differ from a repeat of the same request?
 * False where the settings ("inbound") name neither an id nor a time: then two
 * answers "1" are the same bytes. */
bool provider_marks_messages(const ProviderConfig *config);

/* How requests of this channel are signed: the row's scheme, else config
 * {"signature": {"kind", "hash", "encoding", "header", "parameter",
 * "timestamp", "nonce", "recipe"}}; {"signature": {"kind": "none"}} counts for
 * all rows: the secret path alone protects.  `out` borrows from both.
 * PARSE_ERROR_UNSUPPORTED: an unknown word in the configuration. */
bool provider_signature(const Provider *provider, const ProviderConfig *config,
                        SignatureScheme *out, GError **error);

/* What the webhook answers: the row's, else config {"ack": {"status" (200 or
 * 202), "content_type", "body"}}.  Borrows from both. */
ProviderAck provider_ack(const Provider *provider,
                         const ProviderConfig *config);

#endif
