/* SPDX-License-Identifier: Apache-2.0
 *
 * What several pages read: public.db and the status files.
 */
#ifndef BOTE_DAEMON_SITE_SITE_PUBLIC_H
#define BOTE_DAEMON_SITE_SITE_PUBLIC_H

#include <jansson.h>

#include "daemon/site/site.h"
#include "queue/store.h"

/* Open public.db for one request, read-only and of a schema we know.
 * error  STORE_ERROR: answer 503 and let people come back */
Store *site_open_public(const Site *site, GError **error);

/* The status file of a role ("mailbox-rathaus"); NULL: none that can be read.
 *
 * out_age_s  seconds of real time since it was written
 * Returns a new reference.  Its writer is another user: any JSON may be in it.
 */
json_t *site_read_status(const Site *site, const char *name,
                         int64_t *out_age_s);

/* Answer with an HTML page: a text in a language of site_language(). */
void site_answer_text(const Site *site, SiteAnswer *answer, const char *text,
                      const char *language, json_t *data);

#endif
