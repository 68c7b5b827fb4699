/* SPDX-License-Identifier: Apache-2.0
 *
 * The forms of lines in a mail of staff that no list of words can tell: names,
 * offices, frames of forwarded mails, file names.  A `bare` line is that of
 * staff_words_bare(), a `text` has its capitals and no blanks in front.
 */
#ifndef BOTE_PARSERS_REPLY_STAFF_FORM_H
#define BOTE_PARSERS_REPLY_STAFF_FORM_H

#include <stdbool.h>

/* Behind the blanks at the beginning, those beyond ASCII included. */
const char *staff_form_skip_blanks(const char *text);

/* "Peter", "Dr. Karla von Meier": nothing but a name. */
bool staff_form_is_name(const char *text);

/* "Tiefbauamt", "Stadt Musterhagen", "Neuer Markt 1", "18055 Rostock". */
bool staff_form_is_office(const char *text);

/* "P. Brenner / Bauhof": a name and offices, in any order on one line. */
bool staff_form_is_signed(const char *text);

/* "/pb", "- pb -", "(pb)", "/pb 21.5.": by whom and when. */
bool staff_form_is_initials(const char *bare);

/* "Peter, kümmer dich", "@Peter": somebody is called by name. */
bool staff_form_is_call(const char *text);

/* How many labels of a mail's header the line holds ("Von: a An: b" has 2). */
unsigned staff_form_count_labels(const char *bare);

/* The frame of another mail: a ruler, "-----Peter Müller schrieb: -----",
 * "Name 21.05.2026 08:14 >>>", "Peter Müller/Bauamt/Stadt" (Notes). */
bool staff_form_is_frame(const char *bare);

/* Nothing but the name of a file, with its size perhaps. */
bool staff_form_is_file(const char *bare);

/* "… schreibt:", "… meint:": somebody's words follow. */
bool staff_form_holds_saying(const char *bare);

/* Is it "(…)" or "[…]" as a whole? */
bool staff_form_is_bracketed(const char *bare);

/* "Bei Rückfragen erreichen Sie mich …": the answer does without it. */
bool staff_form_offers_contact(const char *bare);

#endif
