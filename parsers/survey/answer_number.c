/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers: "ca. 20", "zwanzig Jahre", "3,5", "4 von 5", stars.  Two numbers, a
 * bound ("mehr als 20"), a unit that was not asked for, and "1.000", which has
 * two meanings, are asked again.
 */
#include <math.h>
#include <string.h>

#include "parsers/survey/answer_private.h"

/* A number as it was written: the digits around its only decimal mark. */
typedef struct Found {
  char whole[20], part[20]; /* digits */
  bool negative;
  guint next; /* the token behind it */
} Found;

enum { WHOLE_DIGITS_MAX = 9, PART_DIGITS_MAX = 6, GROUP_DIGITS = 3 };

static bool
is_mark(const GArray *tokens, guint i)
{
  return i + 1 < tokens->len && answer_token(tokens, i)->glued &&
         answer_is_sign(answer_token(tokens, i), ".,") &&
         answer_token(tokens, i + 1)->glued &&
         answer_token(tokens, i + 1)->kind == TOKEN_NUMBER;
}

/* The mark of thousands in a language. */
static char
group_mark(const AnswerJob *job)
{
  return g_str_has_prefix(job->context->language, "en") ? ',' : '.';
}

/* "1.000": a thousand, or one?  Only where nothing but a whole number is asked
 * for and the mark is the language's own it is sure. */
static AnswerKind
take_marked(const AnswerJob *job, guint at, Found *found)
{
  const AnswerToken *mark = answer_token(job->tokens, at + 1);
  const AnswerToken *part = answer_token(job->tokens, at + 2);
  bool grouped = strlen(part->text) == GROUP_DIGITS &&
                 strlen(found->whole) <= GROUP_DIGITS && found->whole[0] != '0';
  if (is_mark(job->tokens, at + 3))
    return ANSWER_DOUBTFUL;
  found->next = at + 3;
  if (!grouped) {
    if (strlen(part->text) > PART_DIGITS_MAX)
      return ANSWER_DOUBTFUL;
    g_strlcpy(found->part, part->text, sizeof found->part);
    return ANSWER_VALUE;
  }
  if (job->question->type == SURVEY_DECIMAL || mark->text[0] != group_mark(job))
    return ANSWER_DOUBTFUL;
  g_strlcat(found->whole, part->text, sizeof found->whole);
  return ANSWER_VALUE;
}

/* "-3", not "5-3" and not the dash before a list's item. */
static bool
is_negative(const GArray *tokens, guint at)
{
  if (at == 0)
    return false;
  const AnswerToken *before = answer_token(tokens, at - 1);
  return (before->roles & ROLE_MINUS) != 0 ||
         (answer_is_sign(before, "-") && answer_token(tokens, at)->glued);
}

static AnswerKind
take_digits(const AnswerJob *job, guint at, Found *found)
{
  const char *digits = answer_token(job->tokens, at)->text;
  if (strlen(digits) > WHOLE_DIGITS_MAX)
    return ANSWER_OUTSIDE;
  if (digits[0] == '0' && digits[1] != '\0')
    return ANSWER_DOUBTFUL; /* more like a code than a count */
  g_strlcpy(found->whole, digits, sizeof found->whole);
  found->next = at + 1;
  return is_mark(job->tokens, at + 1) ? take_marked(job, at, found)
                                      : ANSWER_VALUE;
}

/* "zwanzig", "twenty one" */
static void
take_words(const AnswerJob *job, guint at, Found *found)
{
  gint64 value = answer_token(job->tokens, at)->value;
  found->next = at + 1;
  while (found->next < job->tokens->len &&
         answer_is_sign(answer_token(job->tokens, found->next), "-"))
    found->next++;
  const AnswerToken *next = found->next < job->tokens->len
                                ? answer_token(job->tokens, found->next)
                                : NULL;
  bool joins = next != NULL && (next->roles & ROLE_CARDINAL) != 0 &&
               value >= 20 && value < 100 && value % 10 == 0 &&
               next->value >= 1 && next->value <= 9;
  if (joins)
    value += next->value;
  found->next = joins ? found->next + 1 : at + 1;
  g_snprintf(found->whole, sizeof found->whole, "%d", (int)value);
}

static bool
is_number(const AnswerToken *token)
{
  return token->kind == TOKEN_NUMBER || (token->roles & ROLE_CARDINAL) != 0;
}

/* --- what stands around --------------------------------------------------- */

/* Units, a blank around each of its forms.  A number in another one than the
 * question's is another number. */
static const struct {
  const char *forms;
  bool is_understood; /* where a question names no unit at all */
} unit_table[] = {
    {" jahr jahre jahren j jahrig year years yr yrs yas рік роки років سنة ",
     false},
    {" euro euros eur € ", true},
    {" prozent percent % ", true},
    {" monat monate monaten monatlich month months ay ", false},
    {" woche wochen wochentlich week weeks hafta ", false},
    {" tag tage tagen taglich day days gun ", false},
    {" stunde stunden std h hour hours saat ", false},
    {" minute minuten min minutes mins ", false},
    {" sekunde sekunden seconds ", false},
    {" km kilometer kilometern kilometers kilometres ", false},
    {" m meter metern meters metres ", false},
    {" cm zentimeter ", false},
    {" mm millimeter ", false},
    {" cent cents ct ", false},
    {" dollar dollars $ ", false},
    {" kg kilo kilogramm ", false},
    {" g gramm ", false},
    {" qm quadratmeter ", false},
    {" ha hektar ", false},
    {" l liter ", false},
    {" grad ° ", false},
};

/* Words that stand beside a number and change nothing. */
static const char COUNTED[] =
    " alt old mal x times stuck pro per"
    " person personen leute menschen kinder kind people persons children child"
    " kids haushalt punkte points yasinda sind are habe have has hat wohnen"
    " leben hier seit in im zu ";

enum { NO_UNIT = -1, UNIT_YEAR = 0 }; /* places in the table */

static int
unit_of(const char *word)
{
  g_autofree char *padded = g_strdup_printf(" %s ", word);
  for (size_t i = 0; i < G_N_ELEMENTS(unit_table); i++)
    if (strstr(unit_table[i].forms, padded) != NULL)
      return (int)i;
  return NO_UNIT;
}

typedef struct Asked {
  bool names_unit; /* the question has some */
  bool is_age;     /* it asks how old or how long: years are understood */
  bool is_this;    /* among them this one */
  bool has_word;   /* the very word, or one that begins like it */
} Asked;

enum { STEM = 3 }; /* letters that two forms of a word share at least */

static const char AGES[] = " alt alter old age lange long yas вік ";

static void
look_in(const char *text, const char *word, Asked *asked)
{
  g_autoptr(GArray) tokens = answer_tokens(text);
  for (guint i = 0; i < tokens->len; i++) {
    const char *own = answer_token(tokens, i)->text;
    gsize size = MIN(strlen(own), strlen(word));
    int unit = unit_of(own);
    g_autofree char *padded = g_strdup_printf(" %s ", own);
    asked->is_age |= strstr(AGES, padded) != NULL;
    asked->names_unit |= unit != NO_UNIT;
    asked->is_this |= unit != NO_UNIT && unit == unit_of(word);
    asked->has_word |= size >= STEM && strncmp(own, word, size) == 0;
  }
}

/* What a question says of a word that stands beside the number. */
static Asked
asked_for(const AnswerJob *job, const char *word)
{
  const SurveyQuestion *question = job->question;
  GHashTable *const tables[] = {question->labels, question->shorts,
                                question->hints};
  Asked asked = {false};
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    const char *text = survey_text(job->context->questionnaire, tables[i],
                                   job->context->language);
    if (text != NULL)
      look_in(text, word, &asked);
  }
  return asked;
}

static bool
is_unit_meant(const AnswerJob *job, const char *word)
{
  const Asked asked = asked_for(job, word);
  bool understood = unit_table[unit_of(word)].is_understood ||
                    (asked.is_age && unit_of(word) == UNIT_YEAR);
  return asked.is_this || (!asked.names_unit && understood);
}

static bool
is_harmless_sign(const AnswerJob *job, guint i)
{
  const AnswerToken *token = answer_token(job->tokens, i);
  if (answer_is_sign(token, "^")) /* "20 m²" */
    return i > 0 && answer_token(job->tokens, i - 1)->kind == TOKEN_WORD;
  return answer_is_sign(token, ".,;:!()~\n=");
}

/* May this stand beside a number and change nothing? */
static bool
is_harmless(const AnswerJob *job, guint i)
{
  const AnswerToken *token = answer_token(job->tokens, i);
  g_autofree char *padded = g_strdup_printf(" %s ", token->text);
  unsigned bad = ROLE_DOUBT | ROLE_NOT | ROLE_NO | ROLE_BOUND | ROLE_TO |
                 ROLE_OF | ROLE_AND | ROLE_GRADE | ROLE_ORDINAL;
  unsigned good = ROLE_ABOUT | ROLE_FILLER | ROLE_STAR;
  if (is_number(token))
    return false;
  if (unit_of(token->text) != NO_UNIT)
    return is_unit_meant(job, token->text);
  if (token->kind == TOKEN_SIGN)
    return is_harmless_sign(job, i);
  if (strstr(COUNTED, padded) != NULL)
    return true;
  return (token->roles & bad) == 0 &&
         ((token->roles & good) != 0 || asked_for(job, token->text).has_word);
}

/* --- what may be stored --------------------------------------------------- */

static void
strip_zeros(Found *found)
{
  for (gsize size = strlen(found->part); size > 0; size--) {
    if (found->part[size - 1] != '0')
      break;
    found->part[size - 1] = '\0';
  }
  found->negative &= strcmp(found->whole, "0") != 0 || found->part[0] != '\0';
}

enum { STEP_ERROR = 1000000 }; /* a millionth, of what fractions lose */

static bool
is_on_scale(const SurveyQuestion *question, double number)
{
  double steps =
      question->step > 0 ? (number - question->start) / question->step : 0;
  return number >= question->start && number <= question->end &&
         fabs(steps - round(steps)) < 1.0 / STEP_ERROR;
}

static AnswerKind
store(const SurveyQuestion *question, Found *found, char **out_value)
{
  strip_zeros(found);
  g_autofree char *text =
      g_strdup_printf("%s%s%s%s", found->negative ? "-" : "", found->whole,
                      found->part[0] != '\0' ? "." : "", found->part);
  if ((question->type == SURVEY_INTEGER && found->part[0] != '\0') ||
      (question->type == SURVEY_RANGE &&
       !is_on_scale(question, g_ascii_strtod(text, NULL))))
    return ANSWER_OUTSIDE;
  *out_value = g_steal_pointer(&text);
  return ANSWER_VALUE;
}

/* --- stars ---------------------------------------------------------------- */

/* "⭐⭐⭐", "***", "★★★☆☆": how many are full; 0: something else, too. */
static guint
count_stars(const GArray *tokens)
{
  guint full = 0;
  for (guint i = 0; i < tokens->len; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if (answer_is_sign(token, "⭐*"))
      full++;
    else if (!answer_is_sign(token, "☆!"))
      return 0;
  }
  return full;
}

/* "/5", "von 5", "out of 5" behind a number: the end of the scale. */
static bool
is_whole_scale(const AnswerJob *job, guint *at)
{
  guint i = *at;
  bool over = false;
  for (; i < job->tokens->len; i++) {
    const AnswerToken *token = answer_token(job->tokens, i);
    if (!answer_is_sign(token, "/") && (token->roles & ROLE_OF) == 0 &&
        (token->roles & ROLE_STAR) == 0)
      break;
    over |= (token->roles & ROLE_STAR) == 0;
  }
  if (!over || i == job->tokens->len ||
      !is_number(answer_token(job->tokens, i)) ||
      fabs((double)answer_token(job->tokens, i)->value - job->question->end) >
          0)
    return false;
  *at = i + 1;
  return true;
}

static AnswerKind
read_stars(const AnswerJob *job, char **out_value)
{
  guint stars = count_stars(job->tokens);
  if (!job->question->is_stars || stars == 0)
    return ANSWER_NONE;
  if (stars > job->question->end)
    return ANSWER_OUTSIDE;
  *out_value = g_strdup_printf("%u", stars);
  return ANSWER_VALUE;
}

/* Nothing but a judgement or something that has no number. */
static AnswerKind
without_number(const AnswerJob *job)
{
  unsigned roles = answer_roles(job->tokens);
  return (roles & (ROLE_GRADE | ROLE_BOUND | ROLE_NONE | ROLE_NOT)) != 0
             ? ANSWER_DOUBTFUL
             : ANSWER_NONE;
}

/* "A3" is a name. */
static bool
is_joined(const GArray *tokens, guint at)
{
  return at > 0 && answer_token(tokens, at)->glued &&
         answer_token(tokens, at - 1)->kind == TOKEN_WORD;
}

static guint
first_number(const GArray *tokens)
{
  guint i = 0;
  while (i < tokens->len && !is_number(answer_token(tokens, i)))
    i++;
  return i;
}

AnswerKind
answer_read_number(const AnswerJob *job, char **out_value)
{
  const GArray *tokens = job->tokens;
  AnswerKind kind = read_stars(job, out_value);
  guint at = first_number(tokens);
  if (kind != ANSWER_NONE)
    return kind;
  if (answer_skip(tokens) != SKIP_NOT)
    return ANSWER_SKIPPED;
  if (at == tokens->len)
    return without_number(job);
  Found found = {.negative = is_negative(tokens, at)};
  kind = ANSWER_VALUE;
  if (answer_token(tokens, at)->kind == TOKEN_NUMBER)
    kind = take_digits(job, at, &found);
  else
    take_words(job, at, &found);
  if (kind != ANSWER_VALUE)
    return kind;
  if (job->question->type == SURVEY_RANGE)
    (void)is_whole_scale(job, &found.next); /* the rest is judged below */
  if (is_joined(tokens, at))
    return ANSWER_DOUBTFUL;
  for (guint i = 0; i < tokens->len; i++) {
    bool around = i + found.negative < at || i >= found.next;
    if (around && !is_harmless(job, i))
      return ANSWER_DOUBTFUL;
  }
  return store(job->question, &found, out_value);
}
