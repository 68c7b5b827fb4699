/* SPDX-License-Identifier: Apache-2.0
 *
 * The public pages.  Site knows no store and no key: what it shows it reads
 * from public.db, one short read transaction a request, and from the status
 * files of the other roles.  It changes nothing, so it takes GET and HEAD only;
 * no cookie, no script, no request to anybody else.
 */
#ifndef BOTE_DAEMON_SITE_SITE_H
#define BOTE_DAEMON_SITE_SITE_H

#include "daemon/config.h"
#include "daemon/http/http_server.h"
#include "daemon/status.h" /* and the clock */

typedef struct Texts Texts;

enum {
  SITE_TARGET_BYTES = 2048, /* of path and query; ours are short */
  SITE_CONNECTIONS = 256,
};

typedef struct Site {
  const Config *config; /* kept, not owned, like the next two */
  Clock *clock;
  Status *status;
  Texts *texts;
  GTimeZone *zone;
} Site;

/* error  TEMPLATE_ERROR: a text of the town's own cannot be read */
bool site_init(Site *site, const Config *config, Clock *clock, Status *status,
               GError **error);
void site_clear(Site *site);

/* What a page is asked. */
typedef struct SiteRequest {
  char *path;            /* without the query */
  char *query;           /* after the "?"; "" */
  char *accept_language; /* NULL when absent */
} SiteRequest;

/* What a page answers. */
typedef struct SiteAnswer {
  unsigned status;          /* 200 unless it says otherwise */
  const char *content_type; /* a literal */
  const char *language;     /* Content-Language; NULL: none */
  char *body;               /* owned */
  size_t size;              /* of it in bytes; 0: it is a text */
  int retry_after_s;        /* 0: none */
  bool fresh;               /* of this moment: no proxy may keep it */
} SiteAnswer;

/* A page.  Each is the file daemon/site/pages/NAME.c that defines `const
 * SitePage page_NAME`; the Makefile makes the table of them. */
typedef struct SitePage {
  const char *path; /* "/metrics"; one that ends in "/" has all below it */
  void (*answer)(Site *site, const SiteRequest *request, SiteAnswer *answer);
} SitePage;

extern const SitePage *const page_registry[];

/* The functions an HttpServer needs; its context is a Site. */
extern const HttpHandler site_handler;

/* Answer a request: the page of its path, or 404. */
void site_answer(Site *site, const SiteRequest *request, SiteAnswer *answer);

/* What is not there, and what nobody released: one answer for both. */
void site_not_found(SiteAnswer *answer);
/* public.db cannot be read: people shall come back. */
void site_unavailable(SiteAnswer *answer);

/* The language of a page: ?lang=, else Accept-Language (RFC 9110 12.5.4), as
 * far as the town and the page have it; else the town's first.  Borrowed. */
const char *site_language(const Site *site, const SiteRequest *request,
                          const char *text);

#endif
