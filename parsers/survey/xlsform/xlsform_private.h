/* SPDX-License-Identifier: Apache-2.0
 *
 * What the readers of the three sheets share.
 */
#ifndef BOTE_PARSERS_SURVEY_XLSFORM_XLSFORM_PRIVATE_H
#define BOTE_PARSERS_SURVEY_XLSFORM_XLSFORM_PRIVATE_H

#include "parsers/survey/expression.h"
#include "parsers/survey/questionnaire.h"
#include "parsers/survey/xlsform/xlsform_sheet.h"

/* An expression with what must be known to check whom it asks. */
typedef struct XlsformLogic {
  const Expression *expression; /* borrowed from the questionnaire */
  bool is_constraint;
  guint before; /* so many questions stand above it */
  FilePosition place;
} XlsformLogic;

struct XlsformReader {
  Questionnaire *form;
  Problems *problems;
  GArray *logic;       /* XlsformLogic */
  GHashTable *refused; /* names of rows that were refused: told already */
};

/* --- xlsform_value.c ------------------------------------------------------ */

/* "yes", "true()", "ja", "x"; false: it is neither that nor its opposite. */
bool xlsform_read_truth(const char *text, bool *out);

/* A whole number up to `max`, written with digits alone (or "3.0"). */
bool xlsform_read_count(const char *text, unsigned max, unsigned *out);

/* A name: a letter or _, then letters, digits, - _ and . */
bool xlsform_is_name(const char *text);

/* "2026-05-21 08:00" from that, from "2026-05-21", "21.5.2026 8:00" or
 * "2026-05-21T08:00:00"; NULL: it is none.
 *
 * clock  what a day alone means: "00:00" */
char *xlsform_read_moment(const char *text, const char *clock);

/* --- xlsform_language.c --------------------------------------------------- */

/* "de" from "Deutsch (de)", "de" or "Deutsch"; NULL: it is none that we know.
 * Owned. */
char *xlsform_read_language(const char *text);

/* "Deutsch (de)" from "de"; the code alone where its name is not known. */
char *xlsform_write_language(const char *language);

/* --- the sheets ----------------------------------------------------------- */

/* Sheets of survey, choices and settings; each adds what it holds to the
 * reader's questionnaire, choices before survey. */
void xlsform_read_settings(XlsformSheet *sheet, XlsformReader *reader);
void xlsform_read_choices(XlsformSheet *sheet, XlsformReader *reader);
void xlsform_read_survey(XlsformSheet *sheet, XlsformReader *reader);
extern const XlsformHeading xlsform_survey_headings[];
extern const XlsformHeading xlsform_choices_headings[];
extern const XlsformHeading xlsform_settings_headings[];

/* The texts, type and bounds of a question that stands in this row. */
void xlsform_read_question(const XlsformSheet *sheet, SurveyQuestion *question,
                           const char *list);

/* Does each expression ask only questions that were answered before? */
void xlsform_check_logic(const XlsformReader *reader);

/* --- files as tables ------------------------------------------------------ */

/* Tables (Table *) of a file; NULL, and problems, when it is none. */
GPtrArray *xlsform_tables_csv(GBytes *bytes, const char *file,
                              Problems *problems);
GPtrArray *xlsform_tables_yaml(GBytes *bytes, const char *file,
                               Problems *problems);

#endif
