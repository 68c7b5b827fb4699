/* SPDX-License-Identifier: Apache-2.0
 *
 * XLSForm (https://xlsform.org): a questionnaire as three tables, survey,
 * choices and settings, in the part of it that can be asked by SMS and mail.
 * What would change the meaning and is not supported is refused by name, row
 * and reason; what is only decoration for other programs is passed over.
 */
#ifndef BOTE_PARSERS_SURVEY_XLSFORM_XLSFORM_H
#define BOTE_PARSERS_SURVEY_XLSFORM_XLSFORM_H

#include <glib.h>

#include "parsers/config/problems.h"
#include "parsers/survey/questionnaire.h"

/* Read a questionnaire.
 *
 * bytes     .xlsx (workbook.h); .csv: pyxform's one file (the name of a sheet
 *           alone in column A, its headings and rows from column B on); .yaml:
 *           the same fields as lists of maps.
 * file      its name; the ending says which of them it is.
 * problems  gets everything that is wrong at once, with row and column.
 * Returns it, the caller's; NULL exactly when problems were added. */
Questionnaire *xlsform_read(GBytes *bytes, const char *file,
                            Problems *problems);

/* Does a file's name end as one of those? */
bool xlsform_is_file(const char *name);

/* The same as pyxform's one CSV file, which xlsform_read() reads again as the
 * same questionnaire.  Owned by the caller. */
char *xlsform_write(const Questionnaire *form);

#endif
