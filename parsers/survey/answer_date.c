/* SPDX-License-Identifier: Apache-2.0
 *
 * Days: "3.5.", "03.05.25", "2025-05-03", "3. Mai", "May 3rd", "gestern".
 */
#include <string.h>

#include "parsers/survey/answer_private.h"

static const char *const month_table[] = {
    " januar janner jan january ocak січня يناير ",
    " februar feb february subat лютого فبراير ",
    " marz mrz mar march mart березня مارس ",
    " april apr nisan квітня ابريل ",
    " mai may mayis травня مايو ",
    " juni jun june haziran червня يونيو ",
    " juli jul july temmuz липня يوليو ",
    " august aug agustos серпня اغسطس ",
    " september sep sept eylul вересня سبتمبر ",
    " oktober okt october oct ekim жовтня اكتوبر ",
    " november nov kasim листопада نوفمبر ",
    " dezember dez december dec aralik грудня ديسمبر ",
};

static const struct {
  const char *words;
  int days; /* from today on */
} day_table[] = {
    {" vorgestern ", -2},
    {" gestern yesterday dun вчора امس ", -1},
    {" heute today bugun сьогодні اليوم ", 0},
    {" morgen tomorrow yarin завтра غدا ", 1},
    {" ubermorgen ", 2},
};

/* From Monday on. */
static const char *const weekday_table[] = {
    " montag mo monday mon понеділок ",
    " dienstag di tuesday tue вівторок ",
    " mittwoch mi wednesday wed середа ",
    " donnerstag do thursday thu четвер ",
    " freitag fr friday fri пятниця ",
    " samstag sonnabend sa saturday sat субота ",
    " sonntag so sunday sun неділя ",
};

static int
place_in(const char *const *table, size_t count, const char *word)
{
  g_autofree char *padded = g_strdup_printf(" %s ", word);
  for (size_t i = 0; i < count; i++)
    if (strstr(table[i], padded) != NULL)
      return (int)i + 1;
  return 0;
}

int
answer_month(const char *word)
{
  return place_in(month_table, G_N_ELEMENTS(month_table), word);
}

static int
weekday_of(const char *word)
{
  return place_in(weekday_table, G_N_ELEMENTS(weekday_table), word);
}

enum { NUMBERS_MAX = 3, NOT_SAID = 0 };

/* What a text has of a day. */
typedef struct Parts {
  const AnswerToken *numbers[NUMBERS_MAX];
  guint count;
  int month, weekday; /* by name */
  const int *shift;   /* "gestern" */
  char sign;          /* between the first two numbers: '.', '/', '-', ' ' */
  bool doubtful, strange;
} Parts;

static const int *
shift_of(const char *word)
{
  g_autofree char *padded = g_strdup_printf(" %s ", word);
  for (size_t i = 0; i < G_N_ELEMENTS(day_table); i++)
    if (strstr(day_table[i].words, padded) != NULL)
      return &day_table[i].days;
  return NULL;
}

static void
parts_add_number(Parts *parts, const AnswerToken *token, char sign)
{
  if (parts->count == NUMBERS_MAX) {
    parts->doubtful = true;
    return;
  }
  if (parts->count == 1)
    parts->sign = sign;
  parts->doubtful |= parts->count == 2 && parts->month == 0 &&
                     sign != parts->sign && sign != ' ';
  parts->numbers[parts->count++] = token;
}

/* Around a day. */
static const char HARMLESS[] = " am den der das war es on the of was it is ist"
                               " bitte please ca etwa im in ";

static void
parts_add_word(Parts *parts, const AnswerToken *token)
{
  unsigned doubtful = ROLE_DOUBT | ROLE_NOT | ROLE_BOUND | ROLE_TO | ROLE_AND |
                      ROLE_CARDINAL | ROLE_ORDINAL;
  int month = answer_month(token->text);
  int weekday = weekday_of(token->text);
  const int *shift = shift_of(token->text);
  if (month != 0) {
    parts->doubtful |= parts->month != 0;
    parts->month = month;
  } else if (shift != NULL) {
    parts->doubtful |= parts->shift != NULL;
    parts->shift = shift;
  } else if (weekday != 0) {
    parts->doubtful |= parts->weekday != 0;
    parts->weekday = weekday;
  } else if ((token->roles & doubtful) != 0) {
    parts->doubtful = true;
  } else if ((token->roles & ROLE_SUFFIX) == 0 || !token->glued) {
    g_autofree char *padded = g_strdup_printf(" %s ", token->text);
    parts->strange |= strstr(HARMLESS, padded) == NULL;
  }
}

static Parts
parts_read(const GArray *tokens)
{
  Parts parts = {.sign = ' '};
  char sign = ' ';
  for (guint i = 0; i < tokens->len; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if (token->kind == TOKEN_NUMBER) {
      parts_add_number(&parts, token, sign);
      sign = ' ';
    } else if (token->kind == TOKEN_WORD) {
      parts_add_word(&parts, token);
    } else if (answer_is_sign(token, "./-")) {
      sign = token->text[0];
    } else if (!answer_is_sign(token, ",!()\n")) {
      parts.doubtful = true;
    }
  }
  return parts;
}

typedef struct Day {
  gint64 day, month, year; /* year NOT_SAID: none was written */
  bool sure;
} Day;

enum { CENTURY = 100, AHEAD = 20 };

/* "58" is the year of a birth, "25" one of ours. */
static gint64
whole_year(const AnswerToken *token, const GDate *today)
{
  gint64 this_year = g_date_get_year(today);
  if (strlen(token->text) != 2)
    return token->value;
  gint64 year = this_year - this_year % CENTURY + token->value;
  return year > this_year + AHEAD ? year - CENTURY : year;
}

/* "3. Mai 2025", "May 3rd, 2025", "2025 May 3" */
static Day
with_month_name(const Parts *parts, const GDate *today)
{
  bool year_first = parts->count == 2 && strlen(parts->numbers[0]->text) == 4;
  Day day = {.month = parts->month, .sure = parts->count <= 2};
  if (parts->count == 0 || strlen(parts->numbers[year_first]->text) > 2)
    return (Day){.sure = false};
  day.day = parts->numbers[year_first]->value;
  if (parts->count == 2)
    day.year = whole_year(parts->numbers[!year_first], today);
  return day;
}

/* Which of the two is the day: in English either may be. */
static void
set_day_and_month(Day *day, gint64 one, gint64 other, const Parts *parts,
                  bool english)
{
  enum { MONTHS = 12 };
  bool open = parts->sign != '.' && (english || parts->count == 2);
  day->day = one;
  day->month = other;
  if (!open || one == other)
    return;
  day->sure &= one > MONTHS || other > MONTHS;
  if (other > MONTHS && one <= MONTHS) {
    day->day = other;
    day->month = one;
  }
}

static Day
in_digits(const Parts *parts, const GDate *today, bool english)
{
  Day day = {.sure = parts->sign != ' ' && parts->count >= 2};
  if (!day.sure)
    return day;
  bool iso = strlen(parts->numbers[0]->text) == 4;
  if (iso) {
    day.year = parts->numbers[0]->value;
    day.month = parts->numbers[1]->value;
    day.day = parts->count == 3 ? parts->numbers[2]->value : 0;
    day.sure = parts->count == 3;
    return day;
  }
  /* "3-5" is rather from three to five. */
  day.sure = parts->count == 3 || parts->sign != '-';
  set_day_and_month(&day, parts->numbers[0]->value, parts->numbers[1]->value,
                    parts, english);
  if (parts->count == 3)
    day.year = whole_year(parts->numbers[2], today);
  for (guint i = 0; i < 2; i++)
    day.sure &= strlen(parts->numbers[i]->text) <= 2;
  return day;
}

static bool
make_day(gint64 year, gint64 month, gint64 day, GDate *out)
{
  enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };
  g_date_clear(out, 1);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 ||
      day < 1 || day > 31 ||
      !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return false;
  g_date_set_dmy(out, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return true;
}

/* Without a year: the nearest one, before or after. */
static bool
nearest_day(const Day *day, const GDate *today, GDate *out)
{
  bool found = false;
  for (int i = -1; i <= 1; i++) {
    GDate one;
    if (!make_day(g_date_get_year(today) + i, day->month, day->day, &one))
      continue;
    if (!found || ABS(g_date_days_between(today, &one)) <
                      ABS(g_date_days_between(today, out)))
      *out = one;
    found = true;
  }
  return found;
}

static AnswerKind
judge_day(const Parts *parts, const Day *day, const GDate *today, GDate *out)
{
  if (!day->sure)
    return ANSWER_DOUBTFUL;
  if (day->year == NOT_SAID ? !nearest_day(day, today, out)
                            : !make_day(day->year, day->month, day->day, out))
    return ANSWER_OUTSIDE;
  bool fits =
      parts->weekday == 0 || parts->weekday == (int)g_date_get_weekday(out);
  return fits ? ANSWER_VALUE : ANSWER_DOUBTFUL;
}

static AnswerKind
find_day(const AnswerJob *job, const Parts *parts, const GDate *today,
         GDate *out)
{
  bool english = g_str_has_prefix(job->context->language, "en");
  bool any = parts->count > 0 || parts->month != 0 || parts->weekday != 0 ||
             parts->shift != NULL;
  if (!any)
    return ANSWER_NONE;
  if (parts->doubtful || parts->strange)
    return ANSWER_DOUBTFUL;
  if (parts->shift != NULL) {
    *out = *today;
    if (*parts->shift < 0)
      g_date_subtract_days(out, (guint) - *parts->shift);
    else
      g_date_add_days(out, (guint)*parts->shift);
    bool alone = parts->count == 0 && parts->month == 0 && parts->weekday == 0;
    return alone ? ANSWER_VALUE : ANSWER_DOUBTFUL;
  }
  const Day day = parts->month != 0 ? with_month_name(parts, today)
                                    : in_digits(parts, today, english);
  return judge_day(parts, &day, today, out);
}

AnswerKind
answer_read_date(const AnswerJob *job, char **out_value)
{
  GDate today, day;
  const Parts parts = parts_read(job->tokens);
  gint64 year = 0, month = 0, of_month = 0;
  g_auto(GStrv) now = g_strsplit(job->context->today, "-", -1);
  g_assert(g_strv_length(now) == 3);
  year = g_ascii_strtoll(now[0], NULL, 10);
  month = g_ascii_strtoll(now[1], NULL, 10);
  of_month = g_ascii_strtoll(now[2], NULL, 10);
  bool is_day = make_day(year, month, of_month, &today);
  g_assert(is_day);
  if (answer_skip(job->tokens) != SKIP_NOT)
    return ANSWER_SKIPPED;
  AnswerKind kind = find_day(job, &parts, &today, &day);
  if (kind == ANSWER_VALUE)
    *out_value =
        g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&day),
                        (int)g_date_get_month(&day), g_date_get_day(&day));
  return kind;
}
