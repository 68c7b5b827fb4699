/* SPDX-License-Identifier: Apache-2.0
 *
 * A citizen's words without his contact details, for readers outside the
 * administration and for whoever is on call.  In doubt a word too much is left
 * out, where the matter stands beside the words; not so for helpers.
 */
#ifndef BOTE_PARSERS_CONTACT_CONTACT_MASK_H
#define BOTE_PARSERS_CONTACT_CONTACT_MASK_H

#include <stdbool.h>

/* What stands for what was left out. */
#define CONTACT_MASK "[…]"

/* Leave out what tells who wrote, and of whom: what follows a closing ("Viele
 * Grüße"; a postscript stays), mail addresses, telephone numbers, accounts,
 * plates of cars, names that introduce themselves or follow "Herr", "Frau",
 * "Nachbar", where somebody lives, a letterhead's address.
 *
 * text  UTF-8
 * name  the writer's name as known from his mail; its words are left out
 *       wherever they stand; NULL: unknown
 * Returns the rest, owned by the caller; never NULL.
 */
char *contact_mask(const char *text, const char *name);

/* The same for somebody who is sent to a danger: where people live or lie is
 * kept, and words that may tell of the danger ("HIER IST FEUER") are no names.
 *
 * searches  nobody knows the place yet: what may be an address is kept, too,
 *           with whatever else is more than a name
 */
char *contact_mask_for_help(const char *text, const char *name, bool searches);

/* Leave out only how somebody is reached, for departments, which write to him
 * through us: mail addresses, telephone numbers and accounts.  Owned by the
 * caller. */
char *contact_mask_reach(const char *text);

/* Leave out the words of a name alone, wherever they stand; words of less than
 * three letters stay.  Owned by the caller. */
char *contact_mask_name(const char *text, const char *name);

#endif
