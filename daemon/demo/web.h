/* SPDX-License-Identifier: Apache-2.0
 *
 * The pages of the demo: a mailbox or a phone for each person of the story.
 * They touch only Maildirs and simulator, and work without script.
 *
 *   /demo                     the people
 *   /demo/p/ID                mailbox or phone
 *   /demo/p/ID/m/MAIL         one mail; …/html its HTML part, …/i/N a picture
 *   /demo/p/ID/write          a new mail; ?reply=MAIL, ?mailto=MAIL-N a button
 */
#ifndef BOTE_DAEMON_DEMO_WEB_H
#define BOTE_DAEMON_DEMO_WEB_H

#include <jansson.h>

#include "daemon/demo/mailbox.h"

enum {
  DEMO_BODY_MAX = 8 * 1024 * 1024, /* a photo of a phone */
};

/* What came in. */
typedef struct DemoRequest {
  const char *method;
  const char *path;   /* without query, not decoded */
  GPtrArray *query;   /* FormPair *; never NULL */
  GHashTable *fields; /* of a POST: name -> char *, UTF-8; never NULL */
  GBytes *photo;      /* of a POST; NULL: none */
  char *photo_name;
} DemoRequest;

/* What goes out. */
typedef struct DemoAnswer {
  unsigned status;
  const char *type; /* literal; NULL: text/html */
  GBytes *body;     /* owned */
  char *location;   /* of a redirect; owned */
  bool is_mail;     /* a foreign HTML part: no script, no form, no network */
} DemoAnswer;

void demo_answer_clear(DemoAnswer *answer);

/* Answer a request for a page.  out is always set. */
void demo_web_answer(const DemoTown *town, const DemoRequest *request,
                     DemoAnswer *out);

/* Render a page of templates/demo/ with the layout around it.
 *
 * title  of the page; data is stolen.  Returns the page, owned. */
GBytes *demo_page(const DemoTown *town, const char *name, const char *title,
                  json_t *data);

/* The page "there is nothing here", or what else is wrong. */
void demo_web_fail(const DemoTown *town, unsigned status, const char *message,
                   DemoAnswer *out);

/* Mails and forms: web_mail.c, web_write.c.  `rest` is the path behind
 * "/demo/p/ID". */
void demo_web_mailbox(const DemoTown *town, const DemoPerson *person,
                      const DemoRequest *request, DemoAnswer *out);
void demo_web_mail(const DemoTown *town, const DemoPerson *person,
                   const char *rest, DemoAnswer *out);
void demo_web_form(const DemoTown *town, const DemoPerson *person,
                   const DemoRequest *request, DemoAnswer *out);
void demo_web_send(const DemoTown *town, const DemoPerson *person,
                   const DemoRequest *request, DemoAnswer *out);

/* Name, role and the like of a person, for templates. */
json_t *demo_person_data(const DemoPerson *person);
/* "16.06., 08:14" in Berlin; owned. */
char *demo_time(int64_t at_ms);
/* Go on at another page (303, so that a reload repeats nothing). */
void demo_web_redirect(const char *location, DemoAnswer *out);

#endif
