/* SPDX-License-Identifier: Apache-2.0
 *
 * A scripted SMTP server for tests: takes everything, but for the rules of the
 * test; any number of connections at once; a log of what the clients sent.
 */
#ifndef BOTE_TESTS_SUPPORT_SMTP_SCRIPT_H
#define BOTE_TESTS_SUPPORT_SMTP_SCRIPT_H

#include <glib.h>
#include <gnutls/gnutls.h>

#define SMTP_SCRIPT_CUT "cut"       /* instead of a reply: hang up */
#define SMTP_SCRIPT_SILENT "silent" /* say nothing until the client goes */

/* What to answer to a command, instead of what a good server says. */
typedef struct SmtpRule {
  const char *command; /* "greeting", "EHLO", "MAIL", …, "." (after the text);
                          "text": as soon as the text begins */
  const char *reply;   /* without the last CR LF, or one of the above */
  unsigned after;      /* the first so many times answer well */
  unsigned times;      /* then apply so often; 0: always */
} SmtpRule;

typedef struct SmtpScriptOptions {
  const SmtpRule *rules; /* ended by a NULL command; NULL: none; kept */
  gnutls_certificate_credentials_t credentials; /* NULL: no TLS; taken over */
  const char *priority; /* GnuTLS's; NULL: its own choice */
  gboolean implicit_tls;
  const char *offers; /* EHLO lines besides STARTTLS, each "250-WORD\r\n" */
} SmtpScriptOptions;

typedef struct SmtpScript SmtpScript;

SmtpScript *smtp_script_start(const SmtpScriptOptions *options);
int smtp_script_port(const SmtpScript *script);
/* Connections so far. */
unsigned smtp_script_connections(SmtpScript *script);
/* How often a command came so far. */
unsigned smtp_script_count(SmtpScript *script, const char *command);

/* Stop: connections are cut.  Returns all lines of the clients, a line break
 * after each, owned by the caller. */
char *smtp_script_finish(SmtpScript *script);

#endif
