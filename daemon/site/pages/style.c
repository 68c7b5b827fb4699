/* SPDX-License-Identifier: Apache-2.0
 *
 * The style sheet of all pages; it is built in.
 */
#include "daemon/site/site.h"
#include "parsers/resource.h"

static void
answer_style(Site *site, const SiteRequest *request, SiteAnswer *answer)
{
  (void)site;
  (void)request;
  const Resource *style = resource_find("templates/site/style.css");
  g_assert(style != NULL);
  answer->content_type = "text/css; charset=utf-8";
  answer->body = g_strndup(style->begin, resource_size(style));
}

const SitePage page_style = {.path = "/style.css", .answer = answer_style};
