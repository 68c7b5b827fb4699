/* SPDX-License-Identifier: Apache-2.0
 *
 * A request to a provider as curl wants it: which addresses are talked to at
 * all, and how a ProviderHttpRequest becomes an easy handle.  Who waits, for
 * how long, and what the answer means is the caller's business.
 */
#ifndef BOTE_DAEMON_DELIVER_HTTP_EASY_H
#define BOTE_DAEMON_DELIVER_HTTP_EASY_H

#include <curl/curl.h>

#include "parsers/provider/provider.h"

/* True for https anywhere and for http to this machine: only https leaves it.
 */
bool http_url_is_allowed(const char *url);

/* Reset the handle and set the request: hardened as transport_set_up_easy(), on
 * a connection of its own, without following redirects.
 *
 * request   borrowed until the transfer is over; its url is allowed
 * ca_file   certificates to trust instead of the system's, or NULL
 * Returns the header list, which the handle borrows: curl_slist_free_all() it
 * after the transfer.
 */
struct curl_slist *http_easy_set_up(CURL *easy,
                                    const ProviderHttpRequest *request,
                                    const char *ca_file);

/* Let requests follow each other on a connection that has just been used, each
 * sent once.
 *
 * requests  how often this one was begun, from 0; kept by the caller until the
 *           transfer is over.  curl repeats by itself what got no answer on a
 *           kept connection: an SMS twice.  The second time ends the transfer
 *           with CURLE_ABORTED_BY_CALLBACK; whether the first arrived is not
 *           known.
 */
void http_easy_keep(CURL *easy, unsigned *requests);

#endif
