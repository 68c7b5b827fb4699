/* SPDX-License-Identifier: Apache-2.0
 *
 * One question to a peer and its answer, with the hardening of deliver and an
 * end to all patience.
 */
#ifndef BOTE_DAEMON_DOCTOR_PEER_H
#define BOTE_DAEMON_DOCTOR_PEER_H

#include <curl/curl.h>

#include "daemon/doctor/doctor.h"
#include "parsers/provider/provider.h"

typedef struct PeerAnswer {
  CURLcode code;   /* CURLE_OK: an answer came, or the connection stood */
  int http_status; /* 0: none */
  GString *body;   /* at most PROVIDER_BODY_MAX bytes; the rest is cut off */
} PeerAnswer;

void peer_answer_clear(PeerAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PeerAnswer, peer_answer_clear)

/* Make a request.
 *
 * request    its url is allowed (http_url_is_allowed())
 * ca_file    as in TransportSettings, or NULL
 * unix_path  of a UNIX socket to connect to instead of the url's host, or NULL
 */
void peer_ask(const Doctor *doctor, const ProviderHttpRequest *request,
              const char *ca_file, const char *unix_path, PeerAnswer *out);

/* Connect to the url's host, with TLS if its scheme says so, and say nothing.
 */
CURLcode peer_connect(const Doctor *doctor, const char *url,
                      const char *ca_file);

#endif
