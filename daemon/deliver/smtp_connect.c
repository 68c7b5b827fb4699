/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings to curl's options, and curl's codes to stages.
 */
#include "daemon/deliver/smtp_connect.h"

#include <string.h>

#include "daemon/oauth.h"
#include "queue/secret.h"

/* Curl tells each line of the dialogue; never logged, for it holds AUTH. */
static int
overhear(CURL *easy, curl_infotype type, char *bytes, size_t size, void *data)
{
  (void)easy;
  if (type == CURLINFO_HEADER_IN)
    (void)smtp_dialogue_take(data, bytes, size); /* curl knows the end */
  else if (type == CURLINFO_HEADER_OUT)
    smtp_dialogue_sent_line(data, bytes, size);
  return 0;
}

static char *
make_url(const TransportRoute *route)
{
  const TransportSettings *settings = route->settings;
  const char *domain = route->config->settings->domain;
  bool is_ipv6 = strchr(settings->host, ':') != NULL;

  /* The path is what curl says in EHLO. */
  return g_strdup_printf("%s://%s%s%s:%d/%s",
                         settings->tls == TLS_MODE_IMPLICIT ? "smtps" : "smtp",
                         is_ipv6 ? "[" : "", settings->host, is_ipv6 ? "]" : "",
                         settings->port, domain != NULL ? domain : "localhost");
}

static bool
set_password(CURL *easy, const TransportRoute *route, GError **error)
{
  const char *name = route->settings->credential;
  g_autoptr(GBytes) bytes = NULL;
  gsize size = 0;

  if (name == NULL) {
    g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_MISSING,
                        "the transport has no credential");
    return false;
  }
  bytes = config_credential(route->config, name, error);
  if (bytes == NULL)
    return false;
  const char *secret = g_bytes_get_data(bytes, &size);
  char *password = g_strndup(secret, size);
  curl_easy_setopt(easy, CURLOPT_PASSWORD, password);
  secret_wipe(password, size);
  g_free(password);
  return true;
}

static bool
set_login(CURL *easy, const TransportRoute *route, GError **error)
{
  static const char *const options[] = {
      [AUTH_METHOD_LOGIN] = "AUTH=LOGIN",
      [AUTH_METHOD_PLAIN] = "AUTH=PLAIN",
      [AUTH_METHOD_XOAUTH2] = "AUTH=XOAUTH2",
  };
  const TransportSettings *settings = route->settings;

  if (settings->auth == AUTH_METHOD_NONE)
    return true;
  curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, options[settings->auth]);
  curl_easy_setopt(easy, CURLOPT_USERNAME, settings->user);
  if (settings->auth != AUTH_METHOD_XOAUTH2)
    return set_password(easy, route, error);
  const char *token = oauth_token(route->oauth, route->config, error);
  if (token != NULL)
    curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, token);
  return token != NULL;
}

bool
smtp_connect_set_up(CURL *easy, const TransportRoute *route,
                    SmtpDialogue *dialogue, GError **error)
{
  const TransportSettings *settings = route->settings;
  g_autofree char *url = make_url(route);

  if (settings->tls == TLS_MODE_NONE && !settings_is_loopback(settings->host)) {
    g_set_error_literal(error, CONFIG_ERROR, CONFIG_ERROR_UNSAFE,
                        "no TLS is only possible towards this machine");
    return false;
  }
  transport_set_up_easy(easy, "smtp,smtps", settings->ca_file);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* whatever the environment has */
  curl_easy_setopt(easy, CURLOPT_USE_SSL,
                   (long)(settings->tls == TLS_MODE_NONE ? CURLUSESSL_NONE
                                                         : CURLUSESSL_ALL));
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)SMTP_GREETING_MS);
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, overhear);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, dialogue);
  return set_login(easy, route, error);
}

/* Codes that mean TLS failed, whatever was said before. */
static bool
is_tls_failure(CURLcode code)
{
  static const CURLcode codes[] = {
      CURLE_SSL_CONNECT_ERROR,    CURLE_PEER_FAILED_VERIFICATION,
      CURLE_USE_SSL_FAILED,       CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR,     CURLE_SSL_CIPHER,
      CURLE_SSL_INVALIDCERTSTATUS};

  for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
    if (code == codes[i])
      return true;
  return false;
}

void
smtp_connect_result(CURLcode code, SmtpDialogue *dialogue, OutboxResult *out)
{
  bool tls = is_tls_failure(code);

  if (tls)
    smtp_dialogue_sent(dialogue, SMTP_STAGE_CONNECT);
  smtp_dialogue_result(dialogue, out);
  if (dialogue->code >= 400)
    return; /* the server's words say more than curl's */
  if (code == CURLE_LOGIN_DENIED) {
    /* Google tells of a bad token by a challenge, "334 eyJzdGF0dXMi…"; others
     * do not offer the mechanism at all. */
    transport_set_result(out, DELIVERY_PAUSE, "5.7.8",
                         "auth: not signed in, or no such mechanism");
    return;
  }
  transport_set_result(out, out->action, tls ? "4.7.5" : out->status,
                       curl_easy_strerror(code));
}
