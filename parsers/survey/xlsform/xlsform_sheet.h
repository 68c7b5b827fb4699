/* SPDX-License-Identifier: Apache-2.0
 *
 * A sheet of a form, row after row: cells by what their column holds, texts by
 * language.
 */
#ifndef BOTE_PARSERS_SURVEY_XLSFORM_XLSFORM_SHEET_H
#define BOTE_PARSERS_SURVEY_XLSFORM_XLSFORM_SHEET_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/workbook/table.h"

typedef struct XlsformReader XlsformReader; /* xlsform_private.h */

/* What a column holds.  Each sheet knows some of them. */
typedef enum XlsformKey {
  KEY_NONE,    /* nothing that means something here */
  KEY_REFUSED, /* something that would change the meaning */
  KEY_TYPE,
  KEY_NAME,
  KEY_LABEL,
  KEY_SMS,
  KEY_HINT,
  KEY_RELEVANT,
  KEY_CONSTRAINT,
  KEY_CONSTRAINT_MESSAGE,
  KEY_REQUIRED,
  KEY_PARAMETERS,
  KEY_APPEARANCE,
  KEY_LIST_NAME,
  KEY_QUOTA,
  KEY_TITLE,
  KEY_ID,
  KEY_VERSION,
  KEY_DEFAULT_LANGUAGE,
  KEY_KEYWORD,
  KEY_OPENS,
  KEY_CLOSES,
  KEY_TARGET_GROUP,
  KEY_ANONYMOUS,
  KEY_ACCESS,
  KEY_FORM,
  KEY_WAVE,
  KEY_RESULT,
} XlsformKey;

/* A heading in lower case with _ for blanks, without the language. */
typedef struct XlsformHeading {
  const char *text;
  XlsformKey key;
  const char *refused; /* KEY_REFUSED: why, for people */
} XlsformHeading;

typedef struct XlsformColumn {
  XlsformKey key;
  char *heading;  /* as written */
  char *language; /* NULL: it names none */
  const char *refused;
} XlsformColumn;

/* A table while it is read, row after row. */
typedef struct XlsformSheet {
  const XlsformReader *reader;
  const Table *table;
  XlsformColumn columns[TABLE_COLUMNS_MAX + 1]; /* by the cells' column */
  const TableRow *row;
} XlsformSheet;

/* Read the headings of a table, its first row, by the sheet's own ones, which
 * end with a row without text.  Headings that look like a mistyped one, or
 * stand there twice, are problems.  xlsform_sheet_close() it. */
XlsformSheet *xlsform_sheet_open(const XlsformReader *reader,
                                 const Table *table,
                                 const XlsformHeading *known);
void xlsform_sheet_close(XlsformSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XlsformSheet, xlsform_sheet_close)

/* Go to row `index` of the table, 0 being the headings; false: there is none.
 * Cells of refused columns are told. */
bool xlsform_sheet_go(XlsformSheet *sheet, guint index);

/* The text of this row's cell; NULL: it is empty.  Borrowed. */
const char *xlsform_sheet_text(const XlsformSheet *sheet, XlsformKey key);

/* Where it stands, else the row. */
FilePosition xlsform_sheet_place(const XlsformSheet *sheet, XlsformKey key);

/* Tell what is wrong there, a sentence. */
void xlsform_sheet_refuse(const XlsformSheet *sheet, XlsformKey key,
                          const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Add the texts of all languages to a table of texts. */
void xlsform_sheet_texts(const XlsformSheet *sheet, XlsformKey key,
                         GHashTable *out);

/* Tell in which of the questionnaire's languages a text is missing.
 *
 * needed  else only where another language has it */
void xlsform_sheet_check_texts(const XlsformSheet *sheet, XlsformKey key,
                               GHashTable *texts, bool needed);

#endif
