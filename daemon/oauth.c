/* SPDX-License-Identifier: Apache-2.0
 *
 * One POST with curl, and a small memory.
 */
#include "daemon/oauth.h"

#include <string.h>

#include <jansson.h>

#include "daemon/clock.h"
#include "daemon/deliver/transport.h"
#include "daemon/token_command.h"
#include "parsers/form.h"
#include "parsers/json_text.h"
#include "queue/secret.h"

G_DEFINE_QUARK(oauth - error - quark, oauth_error)

/* RFC 6749 5.1 recommends expires_in; without it this is assumed. */
enum { DEFAULT_LIFE_S = 300 };

struct Oauth {
  const OauthSettings *settings;
  const char *token_command;
  char *token;          /* NULL: none */
  int64_t until_ms;     /* monotonic; it is good until then */
  GError *failure;      /* of the last try; NULL: it went well */
  int64_t try_again_ms; /* monotonic */
};

Oauth *
oauth_new(const OauthSettings *settings, const char *token_command)
{
  Oauth *oauth = g_new0(Oauth, 1);
  oauth->settings = settings;
  oauth->token_command = token_command;
  return oauth;
}

void
oauth_forget(Oauth *oauth)
{
  if (oauth->token != NULL)
    secret_wipe(oauth->token, strlen(oauth->token));
  g_clear_pointer(&oauth->token, g_free);
}

void
oauth_free(Oauth *oauth)
{
  if (oauth == NULL)
    return;
  oauth_forget(oauth);
  g_clear_error(&oauth->failure);
  g_free(oauth);
}

/* The body of the request (RFC 6749 4.4.2, the secret as of 2.3.1). */
static GString *
build_form(const OauthSettings *settings, GBytes *secret)
{
  GString *form = g_string_new("grant_type=client_credentials");
  gsize size = 0;
  const char *bytes = g_bytes_get_data(secret, &size);
  g_autofree char *text = g_strndup(bytes, size);

  form_append(form, "client_id", settings->client_id);
  form_append(form, "client_secret", text);
  if (settings->scope != NULL)
    form_append(form, "scope", settings->scope);
  secret_wipe(text, size);
  return form;
}

static size_t
collect(char *bytes, size_t one, size_t count, void *data)
{
  GString *answer = data;
  if (answer->len + count > OAUTH_ANSWER_MAX)
    return 0; /* curl stops with CURLE_WRITE_ERROR */
  g_string_append_len(answer, bytes, (gssize)count);
  return one * count;
}

/* POST the form; the HTTP status, or 0 with error set. */
static long
post(const char *url, const GString *form, GString *answer, GError **error)
{
  CURL *easy = curl_easy_init();
  long status = 0;

  g_assert(easy != NULL);
  transport_set_up_easy(easy, "https,http", NULL);
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, form->str);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)form->len);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)OAUTH_TIMEOUT_S);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer);
  CURLcode code = curl_easy_perform(easy);
  if (code == CURLE_OK)
    (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  else
    g_set_error(error, OAUTH_ERROR, OAUTH_ERROR_NETWORK, "token server: %s",
                curl_easy_strerror(code));
  curl_easy_cleanup(easy);
  return status;
}

/* Read RFC 6749 5.1; the answer to a refusal (5.2) names an error word. */
static bool
take_answer(Oauth *oauth, long status, const GString *answer, GError **error)
{
  json_t *root = json_loadb(answer->str, answer->len, 0, NULL);
  const char *token = json_string_value(json_object_get(root, "access_token"));
  json_int_t life_s = json_whole(root, "expires_in");
  bool fine = status == 200 && token != NULL &&
              strlen(token) <= TOKEN_BYTES_MAX &&
              strpbrk(token, "\r\n \001") == NULL;

  if (fine) {
    oauth->token = g_strdup(token);
    life_s = life_s > 0 ? MIN(life_s, 86400) : DEFAULT_LIFE_S;
    oauth->until_ms = clock_monotonic_ms() + (life_s - OAUTH_EARLY_S) * 1000;
  } else {
    bool later = status >= 500 || status == 429;
    g_set_error(error, OAUTH_ERROR,
                later ? OAUTH_ERROR_NETWORK : OAUTH_ERROR_REFUSED,
                "token server: HTTP %ld without a token", status);
  }
  json_decref(root);
  return fine;
}

static bool
fetch_by_grant(Oauth *oauth, const Config *config, GError **error)
{
  const OauthSettings *settings = oauth->settings;
  g_autoptr(GString) answer = g_string_new(NULL);

  if (settings->token_url == NULL) {
    g_set_error_literal(error, OAUTH_ERROR, OAUTH_ERROR_REFUSED,
                        "neither oauth nor token_command is configured");
    return false;
  }
  g_autoptr(GBytes) secret =
      config_credential(config, settings->credential, error);
  if (secret == NULL)
    return false;
  g_autoptr(GString) form = build_form(settings, secret);
  long status = post(settings->token_url, form, answer, error);
  bool fine = status != 0 && take_answer(oauth, status, answer, error);
  secret_wipe(form->str, form->len);
  secret_wipe(answer->str, answer->len);
  return fine;
}

static bool
fetch(Oauth *oauth, const Config *config, GError **error)
{
  if (oauth->token_command == NULL)
    return fetch_by_grant(oauth, config, error);
  oauth->token =
      token_command_run(oauth->token_command, TOKEN_COMMAND_MS, error);
  oauth->until_ms = clock_monotonic_ms() + OAUTH_COMMAND_LIFE_S * 1000;
  return oauth->token != NULL;
}

const char *
oauth_token(Oauth *oauth, const Config *config, GError **error)
{
  int64_t now_ms = clock_monotonic_ms();

  if (oauth->token != NULL && now_ms < oauth->until_ms)
    return oauth->token;
  oauth_forget(oauth);
  if (oauth->failure == NULL || now_ms >= oauth->try_again_ms) {
    g_clear_error(&oauth->failure);
    (void)fetch(oauth, config, &oauth->failure); /* failure tells */
    oauth->try_again_ms = clock_monotonic_ms() + OAUTH_FAILURE_S * 1000;
  }
  if (oauth->failure != NULL)
    g_propagate_error(error, g_error_copy(oauth->failure));
  return oauth->token;
}
