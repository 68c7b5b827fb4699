/* SPDX-License-Identifier: Apache-2.0
 *
 * What is printed for a survey: a poster with two QR codes, sheets of
 * participation codes to cut or to send, and the codes as a file for serial
 * letters.  A4, SVG; colours of the public pages.  Pure.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SURVEY_POSTER_H
#define BOTE_TEMPLATES_SURVEY_SURVEY_POSTER_H

#include "parsers/survey/participation_code.h"

#include <glib.h>

enum { SURVEY_SHEET_CARDS = 12 }; /* of a page */

typedef struct SurveyPoster {
  const char *language;
  const char *town, *title;
  const char *question;     /* a sentence below the title; NULL: none */
  const char *until;        /* "30. Juni"; NULL: open end */
  const char *keyword;      /* NULL: not by SMS */
  const char *number;       /* E.164; NULL: not by SMS */
  const char *number_shown; /* as people read it */
  const char *address;      /* NULL: not by mail */
} SurveyPoster;

/* "sms:+491522…?body=WALDPARK%20K7F3-Q9WD-X" (RFC 5724), by which a phone has
 * the message ready.
 *
 * code  NULL: without.  New string, g_free().
 */
char *survey_sms_link(const SurveyPoster *poster,
                      const ParticipationCode *code);
/* "mailto:…?subject=WALDPARK%20K7F3-Q9WD-X" (RFC 6068); without a keyword the
 * title is the subject. */
char *survey_mail_link(const SurveyPoster *poster,
                       const ParticipationCode *code);

/* One page: the title, what to do by SMS and by mail, whatever there is of
 * both; at least one.
 *
 * error  PARSE_ERROR_LIMIT: keyword or title is too long for a QR code
 * New string, g_free(); NULL on failure.
 */
char *survey_poster_svg(const SurveyPoster *poster, GError **error);

/* One page of up to SURVEY_SHEET_CARDS cards, each with a code; as above.  The
 * QR code is the SMS, else the mail. */
char *survey_sheet_svg(const SurveyPoster *poster,
                       const ParticipationCode *codes, size_t count,
                       GError **error);

/* All of them as a page of HTML for the printer; as above. */
char *survey_sheets_html(const SurveyPoster *poster,
                         const ParticipationCode *codes, size_t count,
                         GError **error);

/* CSV for serial letters: code, and the links that QR codes hold; a column of
 * links that are not there is empty.  New string, g_free(). */
char *survey_codes_csv(const SurveyPoster *poster,
                       const ParticipationCode *codes, size_t count);

#endif
