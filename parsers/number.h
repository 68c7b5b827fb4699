/* SPDX-License-Identifier: Apache-2.0
 *
 * The numbers that people see and type: "26-00417-6" is serial 417 of 2026
 * with a check digit by Damm over 2026 and 00417; "I17" is idea
 * 17, the letter keeping it apart from a survey answer.  Whether a record with
 * this number exists is not decided here.
 */
#ifndef BOTE_PARSERS_NUMBER_H
#define BOTE_PARSERS_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Serials stay below this: nine digits are more than any town's year. */
#define NUMBER_SERIAL_MAX 999999999u
/* Year, serial, check digit, dashes, letter, NUL. */
#define NUMBER_TEXT_SIZE 20

typedef struct Number {
  char letter;     /* 'A'..'Z' (upper case), or 0 for a ticket */
  bool is_short;   /* only the serial is known: "417", "I17" */
  unsigned year;   /* two digits, 0..99; 0 when is_short */
  uint32_t serial; /* 1..NUMBER_SERIAL_MAX */
} Number;

/* The check digit, 0..9, of the full year (20YY, year is 0..99) and the serial
 * with at least five digits: H. M. Damm, Total anti-symmetrische Quasigruppen,
 * 2004; it finds each wrong digit and each swap of neighbours. */
unsigned number_check_digit(unsigned year, uint32_t serial);

/* Write the form for people into `out` ("26-00417-6", "I17", "417"). */
void number_format(const Number *number, char out[static NUMBER_TEXT_SIZE]);

/* The digits "2600417" of year and serial, as tokens carry them. */
void number_format_digits(const Number *number,
                          char out[static NUMBER_TEXT_SIZE]);

/* Read digits written by number_format_digits(); at least seven. */
bool number_parse_digits(const char *digits, Number *out);

/* From those digits to the number for people; g_free().  NULL: they are none,
 * or NULL. */
char *number_text_of_digits(const char *digits);

/* Read a text that is nothing but a number.
 *
 * Dashes of any kind, blanks, slashes and dots between the groups, "#", "Nr."
 * and square brackets around it are tolerated, and all groups may be written
 * together (then with the full five digits).  Fewer than eight digits without
 * dashes are the short form.  Returns false, `out` untouched, for anything
 * else and for a wrong check digit.
 */
bool number_parse(const char *text, Number *out);

/* Is a text that is nothing but a number wrong in one digit only, so that the
 * check digit tells it?  A valid one is not. */
bool number_is_mistyped(const char *text);

/* Find the first full number with a right check digit in a text, for instance
 * in the subject tag "[Musterstadt 26-00417-6]".  Short forms are not looked
 * for: any house number is one.  Returns false when there is none. */
bool number_find(const char *text, Number *out);

#endif
