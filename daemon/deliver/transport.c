/* SPDX-License-Identifier: Apache-2.0
 *
 * What all transports share.
 */
#include "daemon/deliver/transport.h"

#include <string.h>

#include "parsers/clean_text.h"

const Transport *
transport_find(TransportKind kind)
{
  for (const Transport *const *row = transport_registry; *row != NULL; row++)
    if ((*row)->kind == kind)
      return *row;
  g_assert_not_reached(); /* the parser of the settings knows no other */
}

void
transport_set_up_easy(CURL *easy, const char *protocols, const char *ca_file)
{
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (ca_file != NULL) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
  }
}

void
transport_line_run(TransportLine *line)
{
  line->has_ended = false;
  line->code = CURLE_OK;
  curl_easy_setopt(line->easy, CURLOPT_PRIVATE, line);
  CURLMcode code = curl_multi_add_handle(line->route->multi, line->easy);
  g_assert(code == CURLM_OK || code == CURLM_ADDED_ALREADY);
}

void
transport_line_halt(TransportLine *line)
{
  if (line->easy != NULL)
    g_assert(curl_multi_remove_handle(line->route->multi, line->easy) ==
             CURLM_OK);
}

void
transport_set_result(OutboxResult *out, DeliveryAction action,
                     const char *status, const char *words)
{
  out->action = action;
  g_strlcpy(out->status, status != NULL ? status : "", sizeof out->status);
  g_free(out->diagnostic);
  out->diagnostic = words == NULL
                        ? NULL
                        : clean_line(words, strlen(words), TRANSPORT_WORDS_MAX);
}
