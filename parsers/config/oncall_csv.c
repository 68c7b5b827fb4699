/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of oncall.csv.
 */
#include <string.h>

#include "parsers/config/oncall_private.h"
#include "parsers/config/oncall_time.h"
#include "parsers/config/text_check.h"
#include "parsers/csv.h"
#include "parsers/sms/e164.h"

enum { NAME_MAX_BYTES = 200, EVERY_DAY = 0x7f };
#define DAY_MIN INT64_C(1440)
#define WEEK_MIN (7 * DAY_MIN)

typedef enum Column {
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_NUMBER,
  COLUMN_MAIL,
  COLUMN_NAME,
} Column;
enum { COLUMNS = 5, COLUMNS_NEEDED = 3 };

/* What people call them; the first of each is ours. */
static const struct {
  const char *name;
  Column column;
} headings[] = {
    {"from", COLUMN_FROM},     {"to", COLUMN_TO},
    {"number", COLUMN_NUMBER}, {"mail", COLUMN_MAIL},
    {"name", COLUMN_NAME},     {"von", COLUMN_FROM},
    {"ab", COLUMN_FROM},       {"beginn", COLUMN_FROM},
    {"bis", COLUMN_TO},        {"ende", COLUMN_TO},
    {"nummer", COLUMN_NUMBER}, {"telefon", COLUMN_NUMBER},
    {"handy", COLUMN_NUMBER},  {"mobil", COLUMN_NUMBER},
    {"phone", COLUMN_NUMBER},  {"mobile", COLUMN_NUMBER},
    {"e-mail", COLUMN_MAIL},   {"email", COLUMN_MAIL},
    {"person", COLUMN_NAME},   {"wer", COLUMN_NAME},
};

typedef struct Reader {
  CsvReader csv;
  int columns[COLUMNS]; /* index of the field; -1: none */
  const char *file;
  Problems *problems;
  bool ok; /* of the line */
} Reader;

static void
complain(Reader *reader, int column, const char *what)
{
  reader->ok = false;
  if (reader->problems != NULL)
    problems_add(reader->problems,
                 (FilePosition){reader->file, reader->csv.line, column}, "%s",
                 what);
}

/* The field of this line; NULL: the line or the file has none. */
static const CsvField *
field_of(const Reader *reader, Column column)
{
  int index = reader->columns[column];
  return index < 0 || (size_t)index >= reader->csv.count
             ? NULL
             : &reader->csv.fields[index];
}

/* Its text, owned; "" where there is none. */
static char *
text_of(const Reader *reader, Column column)
{
  const CsvField *field = field_of(reader, column);
  return field == NULL ? g_strdup("") : g_strndup(field->text, field->size);
}

static int
place_of(const Reader *reader, Column column)
{
  const CsvField *field = field_of(reader, column);
  return field == NULL ? 1 : csv_field_column(field);
}

static void
read_heading(Reader *reader, size_t index)
{
  const CsvField *field = &reader->csv.fields[index];
  g_autofree char *text = g_strndup(field->text, field->size);
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
    int *column = &reader->columns[headings[i].column];
    if (*column < 0 && g_ascii_strcasecmp(headings[i].name, text) == 0)
      *column = (int)index;
  }
}

static bool
read_header(Reader *reader)
{
  for (size_t i = 0; i < COLUMNS; i++)
    reader->columns[i] = -1;
  reader->ok = true;
  if (!csv_reader_next(&reader->csv)) {
    complain(reader, 0,
             "the file is empty – its first line must name the columns from, "
             "to, number, mail, name");
    return false;
  }
  for (size_t i = 0; i < reader->csv.count; i++)
    read_heading(reader, i);
  for (size_t i = 0; i < COLUMNS_NEEDED; i++) {
    if (reader->columns[i] >= 0)
      continue;
    g_autofree char *what = g_strdup_printf(
        "there is no column '%s' – the first line must name the columns from, "
        "to, number, mail, name",
        headings[i].name);
    complain(reader, 1, what);
  }
  return reader->ok;
}

static bool
read_time(Reader *reader, Column column, OncallTime *out)
{
  g_autofree char *text = text_of(reader, column);
  if (oncall_time_read(text, out))
    return true;
  g_autofree char *what = g_strdup_printf(
      "'%s' is no time – write it like 2026-12-24 18:00, Fr 16:00, Mo-Fr 16:00 "
      "or 16:00",
      text);
  complain(reader, place_of(reader, column), what);
  return false;
}

/* From a date until a date, or until a time. */
static const char *
set_dated(const OncallTime *from, const OncallTime *to, OncallShift *shift)
{
  shift->from_min = from->day * DAY_MIN + from->min;
  if (to->week != 0)
    return "'from' is a date: 'to' must be a date or a time, too";
  int64_t to_min = to->day * DAY_MIN + (to->has_time ? to->min : DAY_MIN);
  if (!to->has_day) {
    to_min = from->day * DAY_MIN + to->min;
    to_min += to_min <= shift->from_min ? DAY_MIN : 0;
  }
  shift->length_min = to_min - shift->from_min;
  return shift->length_min > 0 ? NULL : "'to' is not after 'from'";
}

static int
first_day(unsigned week)
{
  int day = 0;
  while ((week & 1u << day) == 0)
    day++;
  return day;
}

static const char *
set_weekly(const OncallTime *from, const OncallTime *to, OncallShift *shift)
{
  shift->days = from->week == 0 ? EVERY_DAY : from->week;
  shift->from_min = from->min;
  if (to->has_day)
    return "'from' is no date: 'to' must be a time, or a day of the week";
  if (to->week == 0) {
    int64_t length_min = to->min - shift->from_min;
    shift->length_min = length_min + (length_min <= 0 ? DAY_MIN : 0);
    return NULL;
  }
  bool single = (from->week & (from->week - 1)) == 0 && from->week != 0 &&
                (to->week & (to->week - 1)) == 0;
  if (!single)
    return "days like Mo-Fr end at a time alone, like 07:00";
  int64_t length_min = (first_day(to->week) - first_day(from->week)) * DAY_MIN +
                       to->min - from->min;
  shift->length_min = length_min + (length_min <= 0 ? WEEK_MIN : 0);
  return NULL;
}

static void
read_times(Reader *reader, OncallShift *shift)
{
  OncallTime from, to;
  bool both = read_time(reader, COLUMN_FROM, &from);
  both &= read_time(reader, COLUMN_TO, &to);
  if (!both)
    return;
  const char *what = from.has_day ? set_dated(&from, &to, shift)
                                  : set_weekly(&from, &to, shift);
  if (what != NULL)
    complain(reader, place_of(reader, COLUMN_TO), what);
}

static void
read_person(Reader *reader, OncallShift *shift)
{
  g_autofree char *number = text_of(reader, COLUMN_NUMBER);
  g_autofree char *mail = text_of(reader, COLUMN_MAIL);
  g_autofree char *name = text_of(reader, COLUMN_NAME);
  shift->number = e164_normalise(number, E164_MODE_USER);
  if (shift->number == NULL)
    complain(reader, place_of(reader, COLUMN_NUMBER),
             "this is no telephone number – write it like +49 152 28817386; a "
             "spreadsheet keeps 0 and + where the column is text");
  const char *wanted = *mail == '\0' ? NULL : text_check_email(mail);
  if (wanted != NULL)
    complain(reader, place_of(reader, COLUMN_MAIL),
             "this is no mail address – correct it or leave it empty");
  bool gets_sms =
      shift->number == NULL ||
      e164_check_destination(shift->number, NULL) != E164_REFUSAL_FIXED;
  if (!gets_sms && *mail == '\0')
    complain(reader, place_of(reader, COLUMN_NUMBER),
             "a fixed line gets no SMS – give a mobile number, or a mail "
             "address besides");
  if (strlen(name) > NAME_MAX_BYTES)
    complain(reader, place_of(reader, COLUMN_NAME),
             "the name is longer than 200 bytes");
  shift->mail = *mail == '\0' ? NULL : g_steal_pointer(&mail);
  shift->name = *name == '\0' ? NULL : g_steal_pointer(&name);
}

/* Spreadsheets write the separators of empty rows, too. */
static bool
is_blank(const Reader *reader)
{
  for (size_t i = 0; i < reader->csv.count; i++)
    if (reader->csv.fields[i].size > 0)
      return false;
  return true;
}

static void
read_row(Reader *reader, OncallRoster *roster)
{
  g_autoptr(OncallShift) shift = g_new0(OncallShift, 1);
  shift->line = reader->csv.line;
  reader->ok = true;
  read_times(reader, shift);
  read_person(reader, shift);
  if (reader->ok)
    g_ptr_array_add(roster->shifts, g_steal_pointer(&shift));
}

static OncallRoster *
new_roster(void)
{
  OncallRoster *roster = g_new0(OncallRoster, 1);
  roster->shifts =
      g_ptr_array_new_with_free_func((GDestroyNotify)oncall_shift_free);
  return roster;
}

OncallRoster *
oncall_roster_of_phone(const char *phone)
{
  OncallRoster *roster = new_roster();
  g_autofree char *number =
      phone == NULL ? NULL : e164_normalise(phone, E164_MODE_USER);
  if (number == NULL ||
      e164_check_destination(number, NULL) != E164_REFUSAL_NONE)
    return roster;
  OncallShift *shift = g_new0(OncallShift, 1);
  shift->number = g_steal_pointer(&number);
  shift->days = EVERY_DAY;
  shift->length_min = DAY_MIN;
  g_ptr_array_add(roster->shifts, shift);
  return roster;
}

OncallRoster *
oncall_roster_new(GBytes *bytes, const char *file, Problems *problems)
{
  OncallRoster *roster = new_roster();
  Reader reader = {.file = file, .problems = problems};
  csv_reader_init(&reader.csv, bytes);
  if (read_header(&reader))
    while (csv_reader_next(&reader.csv)) {
      if (roster->shifts->len >= ONCALL_SHIFTS_MAX) {
        complain(&reader, 0, "more than 2,000 shifts – remove what is past");
        break;
      }
      if (!is_blank(&reader))
        read_row(&reader, roster);
    }
  csv_reader_clear(&reader.csv);
  return roster;
}
