/* SPDX-License-Identifier: Apache-2.0
 *
 * A linear look at what an IMAP server sends, before libetpan parses it: frames
 * lines and literals (RFC 9051 4.3, 9) and refuses what no honest server sends.
 * It understands no response; it only bounds them.  libetpan 1.9.4 reserves
 * what a literal announces, recurses per parenthesis, and lets a UID overflow.
 */
#ifndef BOTE_DAEMON_IMAP_IMAP_GUARD_H
#define BOTE_DAEMON_IMAP_IMAP_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  IMAP_GUARD_LINE_BYTES = 65536, /* a line without its literals; capabilities
                                    and flag lists take some hundred bytes */
  IMAP_GUARD_DEPTH = 32,         /* open parentheses; we never ask for
                                    BODYSTRUCTURE, lists of flags need two */
};

/* Plain data; zeroed before the first byte. */
typedef struct ImapGuard {
  uint64_t budget_bytes;  /* what the answer may still take */
  uint64_t literal_limit; /* largest literal of this answer */
  uint64_t literal_left;  /* bytes of the literal being passed */
  uint64_t number;        /* digits read so far, of a number or a literal */
  uint32_t line_bytes;
  uint32_t depth;
  bool quoted, escaped;
  bool data;     /* the line began with "* NUMBER": message data */
  bool numeric;  /* inside a number */
  uint8_t brace; /* 1 after "{", 2 after "}", 0 else */
  char before;   /* the byte before this one */
} ImapGuard;

/* Allow the next answer. */
void imap_guard_allow(ImapGuard *guard, uint64_t budget_bytes,
                      uint64_t literal_limit);

/* Look at the next bytes of the connection.  NULL: pass them on.  Otherwise why
 * not, a static text: drop the connection. */
const char *imap_guard_feed(ImapGuard *guard, const void *bytes, size_t size);

#endif
