/* SPDX-License-Identifier: Apache-2.0
 *
 * Which of the days in a note of absence is the first one back: by the word
 * before it ("bis", "until", "ab", "on") and by what its clause speaks of.
 */
#include "parsers/machine/absence.h"

#include <string.h>

#include "parsers/machine/absence_private.h"

/* What a word before a day makes of it. */
typedef enum Role {
  ROLE_NONE,
  ROLE_UNTIL,  /* the last day away */
  ROLE_ON,     /* a day back, or a single day away */
  ROLE_FROM,   /* a day back, or the first away */
  ROLE_BEFORE, /* "not before": a day back */
} Role;

static const struct {
  const char *word;
  Role role;
} role_table[] = {
    {"bis", ROLE_UNTIL},     {"until", ROLE_UNTIL},    {"untill", ROLE_UNTIL},
    {"till", ROLE_UNTIL},    {"til", ROLE_UNTIL},      {"through", ROLE_UNTIL},
    {"thru", ROLE_UNTIL},    {"to", ROLE_UNTIL},       {"nach", ROLE_UNTIL},
    {"after", ROLE_UNTIL},   {"am", ROLE_ON},          {"on", ROLE_ON},
    {"by", ROLE_ON},         {"zum", ROLE_ON},         {"wieder", ROLE_ON},
    {"zurück", ROLE_ON},     {"zurueck", ROLE_ON},     {"back", ROLE_ON},
    {"return", ROLE_ON},     {"returning", ROLE_ON},   {"in", ROLE_ON},
    {"ab", ROLE_FROM},       {"vom", ROLE_FROM},       {"von", ROLE_FROM},
    {"from", ROLE_FROM},     {"seit", ROLE_FROM},      {"since", ROLE_FROM},
    {"starting", ROLE_FROM}, {"beginning", ROLE_FROM}, {"vor", ROLE_BEFORE},
    {"before", ROLE_BEFORE},
};

/* Between such a word and its day; it means the same with them. */
static const char *const fillers[] = {
    "zum",
    "dem",
    "den",
    "der",
    "the",
    "einschl",
    "inkl",
    "inklusive",
    "incl",
    "including",
    "inclusive",
    "und",
    "and",
    "mit",
    "zu",
    "einschließlich",
    "einschliesslich",
    "voraussichtlich",
    "vsl",
    "ca",
    "about",
    "around",
    "approximately",
    "of",
    "office",
    "work",
    "erst",
    "office's",
    "on",
    "again",
    "probably",
    "likely",
};

/* Days that need no word before them. */
static const char *const bare_words[] = {
    "heute", "today", "diese", "dieser", "this", "tomorrow", "morgen",
};

static const char *const back_words[] = {
    "wieder",     "zurück",    "zurueck",   "rückkehr", "rueckkehr",
    "back",       "return",    "returning", "returns",  "again",
    "erreichbar", "reachable", "available", "resume",   "zurückkehren",
};

/* A day found, and the clause it stands in. */
typedef struct Found {
  AbsenceDay day;
  Role role;
  guint clause;
} Found;

/* What is known of a clause. */
typedef struct Clause {
  bool back, negated;
} Clause;

typedef struct Reading {
  const GArray *tokens;
  GDate today;
  GArray *found;   /* Found */
  GArray *clauses; /* Clause */
} Reading;

static bool
is_listed(const AbsenceToken *token, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (absence_is_word(token, words[i]))
      return true;
  return false;
}

/* The role that a token gives to the day behind it. */
static Role
role_after(const AbsenceToken *token, Role before)
{
  for (size_t i = 0; i < G_N_ELEMENTS(role_table); i++)
    if (absence_is_word(token, role_table[i].word)) {
      bool stays = role_table[i].role == ROLE_ON && before != ROLE_NONE;
      return stays ? before : role_table[i].role;
    }
  if (is_listed(token, fillers, G_N_ELEMENTS(fillers)) ||
      absence_is_mark(token, ':') || absence_is_mark(token, '.') ||
      absence_is_mark(token, ','))
    return before;
  return ROLE_NONE;
}

static bool
ends_clause(const AbsenceToken *token)
{
  static const char marks[] = ".!?;";
  if (token->kind == ABSENCE_TOKEN_BREAK)
    return true;
  if (token->kind == ABSENCE_TOKEN_MARK)
    return strchr(marks, token->text[0]) != NULL;
  return absence_is_word(token, "und") || absence_is_word(token, "and") ||
         absence_is_word(token, "then") || absence_is_word(token, "dann");
}

static Clause *
last_clause(Reading *reading)
{
  return &g_array_index(reading->clauses, Clause, reading->clauses->len - 1);
}

static void
begin_clause(Reading *reading)
{
  Clause clause = {0};
  g_array_append_val(reading->clauses, clause);
}

static void
note_word(Reading *reading, const AbsenceToken *token)
{
  Clause *clause = last_clause(reading);
  if (is_listed(token, back_words, G_N_ELEMENTS(back_words))) {
    bool weak = absence_is_word(token, "erreichbar") ||
                absence_is_word(token, "reachable") ||
                absence_is_word(token, "available");
    clause->back = clause->back || !weak || !clause->negated;
  }
  clause->negated = clause->negated || absence_is_word(token, "nicht") ||
                    absence_is_word(token, "not") ||
                    absence_is_word(token, "kein") ||
                    absence_is_word(token, "no");
}

/* Is it the word or dash of a range that began with a day just before? */
static bool
joins_range(const AbsenceToken *token)
{
  return absence_is_mark(token, '-') || absence_is_word(token, "bis") ||
         absence_is_word(token, "to") || absence_is_word(token, "until") ||
         absence_is_word(token, "till") || absence_is_word(token, "through");
}

/* "Montag bis Freitag", "Mo-Fr": when somebody is there, every week. */
static guint
skip_weekdays(const GArray *tokens, guint at)
{
  guint next = at + 1;
  if (!absence_is_weekday(absence_token(tokens, at)))
    return 0;
  if (absence_is_mark(absence_token(tokens, next), '.'))
    next++;
  return joins_range(absence_token(tokens, next)) &&
                 absence_is_weekday(absence_token(tokens, next + 1)) &&
                 !absence_is_mark(absence_token(tokens, next + 2), ',')
             ? next + 2 - at
             : 0;
}

/* Read the day at `at`, if there is one. */
static guint
take_day(Reading *reading, guint at, Role role)
{
  const AbsenceToken *token = absence_token(reading->tokens, at);
  bool bare = role != ROLE_NONE;
  bool greeting =
      at > 0 &&
      (absence_is_word(absence_token(reading->tokens, at - 1), "guten") ||
       absence_is_word(absence_token(reading->tokens, at - 1), "am"));
  if (role == ROLE_NONE && !greeting &&
      is_listed(token, bare_words, G_N_ELEMENTS(bare_words)))
    bare = true;
  Found found = {.role = role == ROLE_NONE ? ROLE_ON : role,
                 .clause = reading->clauses->len - 1};
  guint taken =
      absence_read_day(reading->tokens, at, &reading->today, bare, &found.day);
  if (found.day.ends_range)
    found.role = ROLE_UNTIL;
  if (taken > 0 && !joins_range(absence_token(reading->tokens, at + taken)))
    g_array_append_val(reading->found, found);
  return taken;
}

static bool
follows_number(const Reading *reading, guint at)
{
  return at > 0 &&
         absence_token(reading->tokens, at - 1)->kind == ABSENCE_TOKEN_NUMBER;
}

/* A token that is part of no day: the role of the day behind it. */
static Role
pass_token(Reading *reading, guint at, Role role)
{
  const AbsenceToken *token = absence_token(reading->tokens, at);
  bool dash =
      absence_is_mark(token, '-') && at > 0 &&
      absence_token(reading->tokens, at - 1)->kind != ABSENCE_TOKEN_WORD;
  /* The dot behind "1." of "vom 1. bis …" ends nothing. */
  bool ordinal = absence_is_mark(token, '.') && follows_number(reading, at);
  note_word(reading, token);
  if (ends_clause(token) && !ordinal)
    begin_clause(reading);
  if (dash)
    return ROLE_UNTIL;
  return token->kind == ABSENCE_TOKEN_NUMBER ? role : role_after(token, role);
}

static void
read_tokens(Reading *reading)
{
  const GArray *tokens = reading->tokens;
  Role role = ROLE_NONE;
  begin_clause(reading);
  for (guint at = 0; at < tokens->len;) {
    guint week = skip_weekdays(tokens, at);
    guint taken = week > 0 ? 0 : take_day(reading, at, role);
    if (week + taken == 0) {
      role = pass_token(reading, at, role);
      at++;
      continue;
    }
    /* What joins a range is no new word: the day behind it ends the range. */
    bool joins = taken > 0 && joins_range(absence_token(tokens, at + taken));
    role = joins ? ROLE_UNTIL : ROLE_NONE;
    at += week + taken + (joins ? 1 : 0);
  }
}

static void
keep_later(GDate *best, const GDate *day, guint more)
{
  GDate shifted = *day;
  g_date_add_days(&shifted, more);
  if (!g_date_valid(best) || g_date_compare(best, &shifted) < 0)
    *best = shifted;
}

/* The latest days of each meaning. */
typedef struct Days {
  GDate back, until, single;
} Days;

static void
weigh(const Reading *reading, const Found *found, Days *days)
{
  const GDate *date = &found->day.date;
  bool back = g_array_index(reading->clauses, Clause, found->clause).back;
  bool week = found->day.span == ABSENCE_SPAN_WEEK;
  bool opens = week || found->day.span == ABSENCE_SPAN_MONTH;
  if (found->role == ROLE_UNTIL)
    keep_later(&days->until, date, opens ? 0 : 1);
  else if (back || found->role == ROLE_BEFORE)
    keep_later(&days->back, date, 0);
  else if (found->role == ROLE_ON && (week || !opens))
    keep_later(&days->single, date, week ? 7 : 1);
}

/* The first day back; invalid when none is named. */
static GDate
choose(const Reading *reading)
{
  Days days = {0};
  for (guint i = 0; i < reading->found->len; i++)
    weigh(reading, &g_array_index(reading->found, Found, i), &days);
  if (g_date_valid(&days.back) &&
      (!g_date_valid(&days.until) ||
       g_date_compare(&days.back, &days.until) >= 0))
    return days.back;
  return g_date_valid(&days.until) ? days.until : days.single;
}

/* What stands before our own subject tag: the rest is a ticket's. */
static char *
own_words(const char *subject, const char *text)
{
  size_t size = subject == NULL ? 0 : strcspn(subject, "[");
  g_autofree char *head = g_strndup(subject == NULL ? "" : subject, size);
  char *all = g_strconcat(head, "\n\n", text == NULL ? "" : text, NULL);
  if (strlen(all) > ABSENCE_TEXT_BYTES) {
    char *end = g_utf8_find_prev_char(all, all + ABSENCE_TEXT_BYTES);
    *end = '\0';
  }
  return all;
}

static Absence
absence_of(const Reading *reading, const GDate *back, GTimeZone *zone)
{
  int days =
      g_date_valid(back) ? g_date_days_between(&reading->today, back) : 0;
  if (!g_date_valid(back) || days > ABSENCE_DAYS_MAX)
    return (Absence){ABSENCE_UNKNOWN, 0};
  if (days <= 0)
    return (Absence){ABSENCE_OVER, 0};
  g_autoptr(GDateTime) begin =
      g_date_time_new(zone, g_date_get_year(back), (int)g_date_get_month(back),
                      g_date_get_day(back), 0, 0, 0);
  return (Absence){ABSENCE_UNTIL, g_date_time_to_unix(begin) * 1000};
}

Absence
absence_read(const char *subject, const char *text, int64_t at_ms,
             GTimeZone *zone)
{
  g_autofree char *all = own_words(subject, text);
  g_autoptr(GArray) tokens = absence_tokens(all, strlen(all));
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
  g_autoptr(GArray) clauses = g_array_new(FALSE, FALSE, sizeof(Clause));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
  Reading reading = {.tokens = tokens, .found = found, .clauses = clauses};
  g_date_clear(&reading.today, 1);
  g_date_set_dmy(&reading.today, (GDateDay)g_date_time_get_day_of_month(local),
                 (GDateMonth)g_date_time_get_month(local),
                 (GDateYear)g_date_time_get_year(local));
  read_tokens(&reading);
  GDate back = choose(&reading);
  return absence_speaks_of_it(tokens, g_date_valid(&back))
             ? absence_of(&reading, &back, zone)
             : (Absence){ABSENCE_NONE, 0};
}
