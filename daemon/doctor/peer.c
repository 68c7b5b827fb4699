/* SPDX-License-Identifier: Apache-2.0
 *
 * curl, one transfer at a time: nobody waits for the doctor but a person.
 */
#include "daemon/doctor/peer.h"

#include "daemon/deliver/http_easy.h"

static size_t
collect(char *bytes, size_t one, size_t count, void *data)
{
  GString *body = data;
  size_t room = PROVIDER_BODY_MAX - body->len;

  g_string_append_len(body, bytes, (gssize)MIN(count, room));
  return count <= room ? one * count : 0; /* curl stops */
}

void
peer_answer_clear(PeerAnswer *answer)
{
  if (answer->body != NULL)
    g_string_free(answer->body, TRUE);
  answer->body = NULL;
}

void
peer_ask(const Doctor *doctor, const ProviderHttpRequest *request,
         const char *ca_file, const char *unix_path, PeerAnswer *out)
{
  CURL *easy = curl_easy_init();
  long http_status = 0;

  g_assert(easy != NULL);
  g_assert(http_url_is_allowed(request->url));
  *out = (PeerAnswer){.body = g_string_new(NULL)};
  struct curl_slist *headers = http_easy_set_up(easy, request, ca_file);
  if (unix_path != NULL)
    curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, unix_path);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)doctor->timeout_ms);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, out->body);
  out->code = curl_easy_perform(easy);
  if (out->code == CURLE_OK)
    (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &http_status);
  out->http_status = (int)http_status;
  curl_easy_cleanup(easy);
  curl_slist_free_all(headers);
}

CURLcode
peer_connect(const Doctor *doctor, const char *url, const char *ca_file)
{
  g_autoptr(ProviderHttpRequest) request = provider_http_request_new("GET");
  CURL *easy = curl_easy_init();

  g_assert(easy != NULL);
  g_assert(http_url_is_allowed(url));
  request->url = g_strdup(url);
  struct curl_slist *headers = http_easy_set_up(easy, request, ca_file);
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)doctor->timeout_ms);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  curl_slist_free_all(headers);
  return code;
}
