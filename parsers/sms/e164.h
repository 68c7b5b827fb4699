/* SPDX-License-Identifier: Apache-2.0
 *
 * Telephone numbers in E.164 form, for a town in Germany: what people type,
 * what providers report, and to which numbers an SMS may go.  Not a phone
 * library: foreign numbers are only checked for length and country code.
 */
#ifndef BOTE_PARSERS_SMS_E164_H
#define BOTE_PARSERS_SMS_E164_H

#include <stdbool.h>

#include <glib.h>

typedef enum E164Mode {
  E164_MODE_USER,     /* "0170 1234567" is German; bare digits are refused */
  E164_MODE_PROVIDER, /* "491701234567": bare digits are international */
} E164Mode;

/* Why a number is no destination for an SMS of ours. */
typedef enum E164Refusal {
  E164_REFUSAL_NONE,    /* may be sent to */
  E164_REFUSAL_SYNTAX,  /* not "+" and 8 to 15 digits */
  E164_REFUSAL_COUNTRY, /* the country code is not on the list */
  E164_REFUSAL_SPECIAL, /* emergency, service, premium, pager, freephone */
  E164_REFUSAL_FIXED,   /* German, but not a mobile number */
} E164Refusal;

/* "none", "syntax", "country", "special", "fixed". */
const char *e164_refusal_to_string(E164Refusal refusal);

/* Bring a number into the form "+4915228817386".
 *
 * What e164_is_filler() says and "tel:" are dropped, "(0)" after a country code
 * too, "00" becomes "+", a leading "0" the German country code 49. Returns a
 * new string, g_free(), or NULL when it is no such number: letters, bytes that
 * are not UTF-8, short codes, 110 and 112, 116xxx, fewer than 8 or more than 15
 * digits, a German mobile number of the wrong length. A sender for which NULL
 * is returned (E164_MODE_PROVIDER) stays verbatim and is never answered.
 */
char *e164_normalise(const char *input, E164Mode mode);

/* May this character stand between digits without a meaning?  Blanks (also
 * U+00A0, U+202F), dashes, / . ( ) and marks that nobody sees. */
bool e164_is_filler(gunichar character);

/* May an SMS of ours go to this number?
 *
 * number      as e164_normalise() returns it.
 * countries   country codes without "+" ("49", "43"), NULL-terminated: the
 *             protection against SMS pumping.  NULL means Germany only.
 */
E164Refusal e164_check_destination(const char *number,
                                   const char *const *countries);

/* For logs and screens: "+49152…86".  Returns a new string, g_free(). */
char *e164_mask(const char *number);

#endif
