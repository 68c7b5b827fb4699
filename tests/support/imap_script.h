/* SPDX-License-Identifier: Apache-2.0
 *
 * A scripted IMAP server for tests: one connection after another, played from
 * a list of steps in a thread of its own, with a log of what the client sent.
 *
 *   "C WORD"   read a line; it must hold WORD; its tag is %t from now on
 *   "S TEXT"   send a line; %t is the tag
 *   "R TEXT"   send bytes as they are, without a line end
 *   "Z COUNT"  send COUNT bytes "a"
 *   "0"        send a NUL
 *   "TLS"      shake hands as a TLS server (options->credentials, ->priority)
 *   "EOF"      close the connection and accept the next
 *   "SERVE"    answer properly until the client goes away; the folder of
 *              UIDVALIDITY 7 holds one mail, IMAP_SCRIPT_MAIL, with UID 1
 *   "GONE"     from now on that mail is moved away
 *   "DRIP"     send a byte every 20 ms until the client goes away
 *   "T MS"     set options->clock_file forward by MS; the clock stands
 *   "Q MS"     the client says nothing for MS real milliseconds
 */
#ifndef BOTE_TESTS_SUPPORT_IMAP_SCRIPT_H
#define BOTE_TESTS_SUPPORT_IMAP_SCRIPT_H

#include <glib.h>
#include <gnutls/gnutls.h>
#include <stdint.h>

typedef struct ImapScript ImapScript;

#define IMAP_SCRIPT_MAIL "Subject: one\r\n\r\ntext 1\r\n" /* 24 bytes */

/* Signing in with LOGIN and selecting a folder, for the start of a script. */
#define IMAP_SCRIPT_LOGIN(capabilities)                                        \
  "S * OK ready", "C CAPABILITY", "S * CAPABILITY IMAP4rev1 " capabilities,    \
      "S %t OK done", "C LOGIN", "S %t OK in", "C CAPABILITY",                 \
      "S * CAPABILITY IMAP4rev1 " capabilities, "S %t OK done"
#define IMAP_SCRIPT_SELECT(uidvalidity, uidnext, exists)                       \
  "C SELECT", "S * " exists " EXISTS",                                         \
      "S * OK [UIDVALIDITY " uidvalidity "] v",                                \
      "S * OK [UIDNEXT " uidnext "] n",                                        \
      "S * OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] p",                      \
      "S %t OK [READ-WRITE] selected"
#define IMAP_SCRIPT_LIST                                                       \
  "C LIST", "S * LIST (\\Noselect) \"/\" \"\"", "S %t OK done"

typedef struct ImapScriptOptions {
  gnutls_certificate_credentials_t credentials; /* NULL: no TLS; taken over */
  const char *priority;                         /* NULL: GnuTLS's own */
  const char *clock_file;                       /* of daemon/clock.h */
  int64_t now_ms;                               /* what it shows */
} ImapScriptOptions;

/* Play `steps` (ended by NULL, kept by the caller) on a free loopback port.
 * options: copied, what they point to is kept by the caller. */
ImapScript *imap_script_start_with(const char *const *steps,
                                   const ImapScriptOptions *options);
/* The same without a clock. */
ImapScript *imap_script_start(const char *const *steps,
                              gnutls_certificate_credentials_t credentials,
                              const char *priority);
int imap_script_port(const ImapScript *script);

/* Wait for the end of the connection; one that did not come is not waited for.
 * Returns all lines of the client, each with a
 * line break, and "UNEXPECTED" before one that was not the line expected; owned
 * by the caller.  The script is freed. */
char *imap_script_finish(ImapScript *script);

#endif
