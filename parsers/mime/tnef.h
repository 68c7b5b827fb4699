/* SPDX-License-Identifier: Apache-2.0
 *
 * "winmail.dat": what Exchange makes of a mail for readers that it takes for
 * its own (MS-OXTNEF).  The bytes are sieved before libytnef sees them: only
 * objects and properties that are asked for pass, each with a length that is
 * true; the library is old and trusts what it reads.
 */
#ifndef BOTE_PARSERS_MIME_TNEF_H
#define BOTE_PARSERS_MIME_TNEF_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum {
  TNEF_SIZE_MAX = 25 * 1024 * 1024, /* as of a mail */
  TNEF_FILES_MAX = 50,              /* the library looks at all for each */
  TNEF_TEXT_MAX = 1024 * 1024,      /* markup in, as MIME_HTML_MAX */
};

/* One file in it. */
typedef struct TnefFile {
  char *name;       /* UTF-8; NULL when not told */
  char *media_type; /* as declared; NULL when not told */
  char *content_id; /* NULL when not told */
  GBytes *bytes;
  bool is_mail; /* the bytes are a TNEF stream: a mail that was attached */
} TnefFile;

/* A mail in it; each text NULL when absent, all are UTF-8. */
typedef struct TnefMail {
  char *subject;
  char *sender_name, *sender_address;
  char *body;       /* plain text */
  char *html;       /* HTML, also out of RTF that carries HTML */
  GPtrArray *files; /* TnefFile * */
  bool incomplete;  /* something was left out: broken, too much, too large */
} TnefMail;

/* Read a TNEF stream.
 *
 * bytes, size   of any content.
 * Returns the mail, owned by the caller; NULL when it is none.
 */
TnefMail *tnef_read(const void *bytes, size_t size);
void tnef_mail_free(TnefMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TnefMail, tnef_mail_free)

/* Do the bytes begin as a TNEF stream does? */
bool tnef_is(const void *bytes, size_t size);

#endif
