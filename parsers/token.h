/* SPDX-License-Identifier: Apache-2.0
 *
 * The text form of a token: what a reply carries to say to which record, role
 * and assignment it belongs.
 *
 *   d2600417x2a.k7f3q9mnpr2s4t5u   canonical
 *   | |      | ||  80 bit MAC: 16 characters base32
 *   | |      | |key version, one letter: a = 1
 *   | |      assignment number, "x" and digits; left out when 0
 *   | record: digits of year and serial (number_format_digits), or a serial
 *   role
 *
 * Each piece tells where it ends, so dots, dashes, blanks and case may get
 * lost.  The base32 alphabet is a-z and 2-9 without l and o (and no 0, 1); in
 * the MAC l and 1 are read as i, in the digits l as 1 and o as 0.  Nothing
 * here is secret, and nothing is verified: whoever made the MAC compares it.
 */
#ifndef BOTE_PARSERS_TOKEN_H
#define BOTE_PARSERS_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#define TOKEN_MAC_BYTES 10
#define TOKEN_RECORD_DIGITS_MAX 15 /* the local part must stay within 64 */
#define TOKEN_ASSIGNMENT_MAX 9999u
#define TOKEN_KEY_VERSION_MAX 23u /* the letters of the alphabet without x */

typedef enum TokenRole {
  TOKEN_ROLE_CITIZEN = 'c',
  TOKEN_ROLE_DEPARTMENT = 'd',
  TOKEN_ROLE_MODERATOR = 'm',
  TOKEN_ROLE_BOUNCE = 'b',
  TOKEN_ROLE_UNSUBSCRIBE = 'u',
  TOKEN_ROLE_STATUS = 's',
  TOKEN_ROLE_ONCALL = 'a',    /* of an alarm */
  TOKEN_ROLE_RECORDING = 'r', /* of a question about a mail to be recorded: the
                                 record is the question's serial */
  TOKEN_ROLE_LISTED = 'w',    /* of a weekly list, which the record numbers */
  TOKEN_ROLE_MORNING = 'g',   /* of a list about many: names no ticket */
  TOKEN_ROLE_SURVEY = 'f',    /* of the form of a survey (survey_serial.h) */
} TokenRole;

typedef struct TokenRef {
  char role;                                /* a TokenRole */
  char record[TOKEN_RECORD_DIGITS_MAX + 1]; /* decimal digits, not empty */
  unsigned assignment;                      /* 0..TOKEN_ASSIGNMENT_MAX */
  unsigned key_version;                     /* 1..TOKEN_KEY_VERSION_MAX */
  uint8_t mac[TOKEN_MAC_BYTES];
} TokenRef;

/* The canonical text, at most 38 characters.  New string, g_free(). */
char *token_format(const TokenRef *token);

/* The same in groups of four for the line "Vorgangscode: d260 0417 …". */
char *token_format_grouped(const TokenRef *token);

/* Read a text that is nothing but a token; false leaves `out` untouched. */
bool token_parse(const char *text, TokenRef *out);

/* The plus address "meldung+TOKEN@example.org" of `mailbox`
 * ("meldung@example.org"), RFC 5233.  New string, g_free(). */
char *token_to_plus_address(const TokenRef *token, const char *mailbox);

/* Find a token in an address, case lost or not.
 *
 * address        "local+TOKEN@domain", or "TOKEN@alias_domain".
 * alias_domain   the catch-all subdomain; NULL: plus addresses only.
 */
bool token_find_in_address(const char *address, const char *alias_domain,
                           TokenRef *out);

/* A Message-ID of ours, without angle brackets: "TOKEN.unique@host".
 *
 * unique   the outbox id, [a-z0-9]+; host   our own domain.
 * New string, g_free().
 */
char *token_to_message_id(const TokenRef *token, const char *unique,
                          const char *host);

/* Find a token in a Message-ID, with or without angle brackets; ids of other
 * hosts than `host` are not looked at. */
bool token_find_in_message_id(const char *message_id, const char *host,
                              TokenRef *out);

/* Find the first line "Vorgangscode: TOKEN" or "Reference code: TOKEN",
 * quoted or not, also in the middle of a line of collapsed text. */
bool token_find_in_text(const char *text, TokenRef *out);
/* The same, and *text moves behind it: for one after the other. */
bool token_find_next_in_text(const char **text, TokenRef *out);

/* The text without tokens and the words that announce them: what one person
 * wrote is read by another one, whom the token is not for.
 *
 * text   valid UTF-8.  New string, g_free().
 */
char *token_erase_from_text(const char *text);

#endif
