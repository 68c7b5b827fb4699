/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that say nothing themselves: empty ones, and those that only point to
 * what is attached ("Siehe Foto", "anbei", "see attachment").
 */
#ifndef BOTE_PARSERS_REPLY_POINTING_H
#define BOTE_PARSERS_REPLY_POINTING_H

/* What a text is worth by itself. */
typedef enum TextWorth {
  TEXT_WORTH_EMPTY,  /* no letter in it */
  TEXT_WORTH_POINTS, /* only to an attachment, or to the subject */
  TEXT_WORTH_SAYS,
} TextWorth;

/* Judge what a person wrote; greetings and closing formulas count for nothing.
 *
 * text   NULL counts as empty.
 */
TextWorth pointing_worth(const char *text);

#endif
