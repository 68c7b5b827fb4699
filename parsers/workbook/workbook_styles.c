/* SPDX-License-Identifier: Apache-2.0
 *
 * Which numbers are days: a cell has a style, a style a format.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "parsers/workbook/workbook_private.h"

static const char PART[] = "xl/styles.xml";

enum { DAY_MIN = 1440, LAST_DAY = 2958465 /* 31 December 9999 */ };

/* --- formats -------------------------------------------------------------- */

/* Formats that every program knows (ISO/IEC 29500-1 18.8.30). */
static WorkbookFormat
known_format(int64_t id)
{
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) ||
      (id >= 50 && id <= 58))
    return WORKBOOK_FORMAT_DATE;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
    return WORKBOOK_FORMAT_TIME;
  return WORKBOOK_FORMAT_NUMBER;
}

/* By its letters, without texts in it: "dd\.mm\.yyyy", "[$-407]h:mm". */
static WorkbookFormat
format_of(const char *code)
{
  bool day = false, clock = false;
  for (const char *at = code; *at != '\0' && *at != ';'; at++) {
    if (*at == '\\' && at[1] != '\0')
      at++;
    else if (*at == '"' || *at == '[') {
      const char *end = strchr(at + 1, *at == '"' ? '"' : ']');
      if (end == NULL)
        break;
      at = end;
    } else {
      day |= strchr("dDyY", *at) != NULL;
      clock |= strchr("hHsS", *at) != NULL;
    }
  }
  if (day)
    return WORKBOOK_FORMAT_DATE;
  return clock ? WORKBOOK_FORMAT_TIME : WORKBOOK_FORMAT_NUMBER;
}

static int64_t
id_of(const WorkbookXml *xml)
{
  g_autofree char *id = workbook_xml_attribute(xml, "numFmtId");
  return id == NULL ? 0 : g_ascii_strtoll(id, NULL, 10);
}

static void
add_format(const WorkbookXml *xml, GHashTable *own)
{
  g_autofree char *code = workbook_xml_attribute(xml, "formatCode");
  if (code != NULL && strcmp(code, "General") != 0)
    g_hash_table_insert(own, GINT_TO_POINTER((int)id_of(xml)),
                        GINT_TO_POINTER(format_of(code)));
}

static void
add_style(const WorkbookXml *xml, GHashTable *own)
{
  gpointer found = NULL;
  int64_t id = id_of(xml);
  WorkbookFormat format = known_format(id);
  if (g_hash_table_lookup_extended(own, GINT_TO_POINTER((int)id), NULL, &found))
    format = (WorkbookFormat)GPOINTER_TO_INT(found);
  g_array_append_val(xml->book->formats, format);
}

void
workbook_read_styles(Workbook *book)
{
  WorkbookXml xml;
  g_autoptr(GHashTable) own = g_hash_table_new(NULL, NULL);
  bool is_in = false; /* <cellXfs>, in the order of the cells' `s` */
  if (!workbook_zip_has(book, PART))
    return;
  if (workbook_xml_open(&xml, book, PART))
    while (workbook_xml_next(&xml)) {
      is_in |= workbook_xml_begins(&xml, "cellXfs");
      is_in &= !workbook_xml_ends(&xml, "cellXfs");
      if (workbook_xml_begins(&xml, "numFmt"))
        add_format(&xml, own);
      else if (is_in && workbook_xml_begins(&xml, "xf"))
        add_style(&xml, own);
    }
  workbook_xml_close(&xml);
}

/* --- numbers -------------------------------------------------------------- */

/* Days since 30 December 1899, so that 1 March 1900 and later are right in
 * spite of the 29 February 1900 that programs count. */
static char *
day_to_string(const Workbook *book, int64_t days)
{
  GDate date;
  g_date_clear(&date, 1);
  if (book->from_1904)
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1904);
  else
    g_date_set_dmy(&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days(&date, (guint)days);
  return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date),
                         g_date_get_month(&date), g_date_get_day(&date));
}

char *
workbook_number(const Workbook *book, const char *value, WorkbookFormat format)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double number = g_ascii_strtod(value, &end);
  if (end == value || *end != '\0' || !isfinite(number))
    return g_strdup(value); /* whoever needs a number refuses it */
  g_ascii_formatd(plain, sizeof plain, "%.15g", number);
  if (format == WORKBOOK_FORMAT_NUMBER || number < 0 || number > LAST_DAY)
    return g_strdup(plain);
  int64_t minutes = llround(number * DAY_MIN), day = minutes / DAY_MIN;
  int clock = (int)(minutes % DAY_MIN);
  if (format == WORKBOOK_FORMAT_TIME && day == 0)
    return g_strdup_printf("%02d:%02d", clock / 60, clock % 60);
  g_autofree char *date = day_to_string(book, day);
  return clock == 0
             ? g_steal_pointer(&date)
             : g_strdup_printf("%s %02d:%02d", date, clock / 60, clock % 60);
}
