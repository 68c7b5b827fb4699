/* SPDX-License-Identifier: Apache-2.0
 *
 * The steps of contact_mask.c that look at one line.
 */
#ifndef BOTE_PARSERS_CONTACT_CONTACT_PRIVATE_H
#define BOTE_PARSERS_CONTACT_CONTACT_PRIVATE_H

#include <glib.h>
#include <stdbool.h>

/* Leave out mail addresses, telephone numbers and accounts.  The line is
 * borrowed, what is returned is owned by the caller; here and below. */
char *contact_mask_numbers(const char *line);
/* Leave out who introduces himself and where he lives, and who is called Herr,
 * Frau, neighbour.
 *
 * helps  see contact_mask_for_help() */
char *contact_mask_phrases(const char *line, bool helps);
/* Leave out what is written as the plate of a car. */
char *contact_mask_plates(const char *line);

#endif
