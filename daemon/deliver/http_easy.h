/* SPDX-License-Identifier: Apache-2.0
 *
 * A request to a provider as curl wants it: which addresses are talked to at
 * all, and how a ProviderHttpRequest becomes an easy handle.  Who waits, for
 * how long, and what the answer means is the caller's business.
 */
#ifndef BOTE_DAEMON_DELIVER_HTTP_EASY_H
#define BOTE_DAEMON_DELIVER_HTTP_EASY_H

#include <curl/curl.h>

#include "parsers/provider.h"

/* True for https anywhere and for http to this machine: only https leaves it.
 */
bool http_url_is_allowed(const char *url);

/* Reset the handle and set the request: hardened as transport_set_up_easy(), on
 * a connection of its own (curl repeats by itself what got no answer on a kept
 * one), without following redirects.
 *
 * request   borrowed until the transfer is over; its url is allowed
 * ca_file   certificates to trust instead of the system's, or NULL
 * Returns the header list, which the handle borrows: curl_slist_free_all() it
 * after the transfer.
 */
struct curl_slist *http_easy_set_up(CURL *easy,
                                    const ProviderHttpRequest *request,
                                    const char *ca_file);

#endif
