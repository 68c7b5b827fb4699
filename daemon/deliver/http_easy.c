/* SPDX-License-Identifier: Apache-2.0
 *
 * Provider's requests on curl's easy handles.
 */
#include "daemon/deliver/http_easy.h"

#include <string.h>

#include "daemon/deliver/transport.h"
#include "parsers/config/settings.h"

/* A connection that was idle for longer is not used again.  Servers hang up
 * after five seconds at the earliest, and what crosses that is neither sent nor
 * not sent. */
enum { KEPT_S = 2 };

bool
http_url_is_allowed(const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri == NULL ? NULL : g_uri_get_host(uri);

  if (host == NULL)
    return false;
  if (strcmp(g_uri_get_scheme(uri), "https") == 0)
    return true;
  return strcmp(g_uri_get_scheme(uri), "http") == 0 &&
         settings_is_loopback(host);
}

static void
set_body(CURL *easy, const ProviderHttpRequest *request)
{
  gsize size = 0;
  const void *bytes = NULL;

  if (request->body != NULL)
    bytes = g_bytes_get_data(request->body, &size);
  if (bytes != NULL || strcmp(request->method, "POST") == 0) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, bytes != NULL ? bytes : "");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)size);
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
}

static struct curl_slist *
set_headers(CURL *easy, const ProviderHttpRequest *request)
{
  struct curl_slist *headers = NULL;

  for (guint i = 0; i < request->headers->len; i++)
    headers = curl_slist_append(headers, request->headers->pdata[i]);
  /* No "100 Continue" for so little. */
  headers = curl_slist_append(headers, "Expect:");
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  return headers;
}

struct curl_slist *
http_easy_set_up(CURL *easy, const ProviderHttpRequest *request,
                 const char *ca_file)
{
  struct curl_slist *headers = NULL;

  curl_easy_reset(easy);
  transport_set_up_easy(easy, "https,http", ca_file);
  curl_easy_setopt(easy, CURLOPT_URL, request->url);
  set_body(easy, request);
  headers = set_headers(easy, request);
  if (request->user != NULL) {
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
    curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request->password);
  }
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  return headers;
}

/* Asked before each request on a connection that stands. */
static int
begin_once(void *data, char *our_address, char *peer_address, int our_port,
           int peer_port)
{
  unsigned *requests = data;
  (void)our_address;
  (void)peer_address;
  (void)our_port;
  (void)peer_port;
  return (*requests)++ == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

void
http_easy_keep(CURL *easy, unsigned *requests)
{
  *requests = 0;
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 0L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 0L);
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)KEPT_S);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, begin_once);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, requests);
}
