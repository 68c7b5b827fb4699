/* SPDX-License-Identifier: Apache-2.0
 *
 * A person's name as mail programs write it in front of an address, made fit
 * to begin a letter with.
 */
#ifndef BOTE_PARSERS_PERSON_NAME_H
#define BOTE_PARSERS_PERSON_NAME_H

/* The name a person is greeted by.
 *
 * display_name   the phrase of an originator (RFC 5322 3.4), valid UTF-8; NULL
 *                for none.
 *
 * Programs of offices write "Kaya, Ayşe (Amt 61)" or quote it once more, some
 * repeat the address.  Nothing is guessed: what is not of such a form stays as
 * it was written.
 *
 * Returns the name, g_free(); NULL when it is none.
 */
char *person_name_to_greet(const char *display_name);

#endif
