/* SPDX-License-Identifier: Apache-2.0
 *
 * /healthz: the process answers; nothing about the town.
 */
#include "daemon/site/site.h"

static void
answer_health(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  (void)site;
  (void)request;
  answer->body = g_strdup("ok\n");
  answer->fresh = true;
}

const SitePage page_health = {.path = "/healthz", .answer = answer_health};
