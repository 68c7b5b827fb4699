/* SPDX-License-Identifier: Apache-2.0
 *
 * Several options: "1,3 und 4", "1-3", "alle", "keine davon", their words.
 */
#include <string.h>

#include "parsers/survey/answer_pointer.h"

typedef struct SetReader {
  const AnswerJob *job;
  const GArray *tokens;
  guint count; /* of options */
  bool chosen[SURVEY_CHOICES_MAX];
} SetReader;

static const SurveyChoice *
choice_at(const SetReader *reader, guint i)
{
  return reader->job->question->list->choices->pdata[i];
}

/* Does the option say something like "none of them" or "other"? */
static bool
choice_says(const SetReader *reader, guint i, unsigned role)
{
  const AnswerContext *context = reader->job->context;
  const char *label = survey_choice_label(
      context->questionnaire, choice_at(reader, i), context->language);
  g_autoptr(GArray) tokens = answer_tokens(label);
  bool skips = answer_skip(tokens) != SKIP_NOT;
  bool says = tokens->len > 0 && (answer_token(tokens, 0)->roles & role) != 0;
  return says || (skips && (role & ROLE_NONE) != 0);
}

/* As it is stored; "none of them" and another one contradict each other. */
static AnswerKind
set_value(const SetReader *reader, char **out_value)
{
  g_autoptr(GString) value = g_string_new(NULL);
  guint chosen = 0, none = 0;
  for (guint i = 0; i < reader->count; i++) {
    if (!reader->chosen[i])
      continue;
    chosen++;
    none += choice_says(reader, i, ROLE_NONE);
    if (value->len > 0)
      g_string_append_c(value, ' ');
    g_string_append(value, choice_at(reader, i)->name);
  }
  if (chosen == 0)
    return ANSWER_NONE;
  if (none > 0 && chosen > 1)
    return ANSWER_DOUBTFUL;
  *out_value = g_strdup(value->str);
  return ANSWER_VALUE;
}

/* --- all, none ------------------------------------------------------------ */

/* Only words that may stand beside "alle": the number of options, too. */
static bool
is_plain(const SetReader *reader, unsigned role)
{
  for (guint i = 0; i < reader->tokens->len; i++) {
    const AnswerToken *token = answer_token(reader->tokens, i);
    bool number = token->value >= 0 && token->value == (gint64)reader->count;
    if ((token->roles & (role | ROLE_FILLER)) == 0 && !number &&
        !answer_is_sign(token, ".!"))
      return false;
  }
  return true;
}

static AnswerKind
read_all(SetReader *reader)
{
  unsigned roles = answer_roles(reader->tokens);
  bool both = (roles & ROLE_BOTH) != 0;
  if ((roles & (ROLE_ALL | ROLE_BOTH)) == 0)
    return ANSWER_NONE;
  if (!is_plain(reader, ROLE_ALL | ROLE_BOTH) || (both && reader->count != 2))
    return ANSWER_DOUBTFUL;
  for (guint i = 0; i < reader->count; i++) {
    if (choice_says(reader, i, ROLE_OTHER))
      return ANSWER_DOUBTFUL; /* of what else he thinks he does not say */
    reader->chosen[i] = !choice_says(reader, i, ROLE_NONE);
  }
  return ANSWER_VALUE;
}

static AnswerKind
read_none(SetReader *reader)
{
  if ((answer_roles(reader->tokens) & ROLE_NONE) == 0)
    return ANSWER_NONE;
  guint said = 0;
  for (guint i = 0; i < reader->count; i++) {
    reader->chosen[i] = choice_says(reader, i, ROLE_NONE);
    said += reader->chosen[i];
  }
  return said == 1 && is_plain(reader, ROLE_NONE | ROLE_NOT) ? ANSWER_VALUE
                                                             : ANSWER_DOUBTFUL;
}

/* --- numbers and letters -------------------------------------------------- */

/* "134" for 1, 3 and 4: likely, not sure. */
static bool
is_run_together(const SetReader *reader, const AnswerToken *token)
{
  if (token->kind != TOKEN_NUMBER || token->text[1] == '\0')
    return false;
  for (const char *p = token->text; *p != '\0'; p++) {
    guint digit = (guint)(*p - '0');
    if (digit < 1 || digit > reader->count || (p > token->text && *p <= p[-1]))
      return false;
  }
  return true;
}

static bool
is_between(const SetReader *reader, guint i)
{
  const AnswerToken *token = answer_token(reader->tokens, i);
  return answer_is_sign(token, ".):(#!\n[]*,;&+/") ||
         (token->roles & (ROLE_AND | ROLE_POINTER | ROLE_FILLER)) != 0;
}

static bool
is_range(const SetReader *reader, guint i)
{
  const AnswerToken *token = answer_token(reader->tokens, i);
  return answer_is_sign(token, "-") || (token->roles & ROLE_TO) != 0;
}

typedef struct Run {
  int last; /* the option before; NO_CHOICE: none */
  bool to;  /* a range is open */
  bool just_closed;
} Run;

/* Take an option, or all from the one before on. */
static AnswerKind
run_take(SetReader *reader, Run *run, int choice)
{
  int from = run->to ? run->last : choice;
  if (run->to && (run->just_closed || choice <= run->last))
    return ANSWER_DOUBTFUL;
  for (int i = from; i <= choice; i++)
    reader->chosen[i] = true;
  *run = (Run){.last = choice, .just_closed = run->to};
  return ANSWER_VALUE;
}

/* "1a", of several questions. */
static bool
is_letter_on_number(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  return token->kind == TOKEN_WORD && token->glued && i > 0 &&
         answer_token(tokens, i - 1)->kind == TOKEN_NUMBER;
}

/* "die ersten drei": not the first and the third. */
static bool
counts_from_an_end(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  const AnswerToken *next =
      i + 1 < tokens->len ? answer_token(tokens, i + 1) : NULL;
  return (token->roles & (ROLE_ORDINAL | ROLE_LAST)) != 0 && next != NULL &&
         next->value >= 0;
}

/* "2)" is an option's number, whatever numbers the options speak of. */
static bool
is_closed(const GArray *tokens, guint i)
{
  return i + 1 < tokens->len &&
         answer_is_sign(answer_token(tokens, i + 1), ")");
}

static AnswerKind
take_choice(SetReader *reader, const ChoiceReader *one, guint i, Run *run)
{
  const AnswerToken *token = answer_token(reader->tokens, i);
  int choice = answer_token_choice(one, token);
  const Pointer pointer = {.choice = choice,
                           .number = token->value,
                           .explicit = is_closed(reader->tokens, i),
                           .bare_letter = token->kind == TOKEN_WORD &&
                                          token->text[1] == '\0'};
  if (choice == OUT_OF_LIST)
    return is_run_together(reader, token) ? ANSWER_DOUBTFUL : ANSWER_OUTSIDE;
  if (is_letter_on_number(reader->tokens, i) ||
      counts_from_an_end(reader->tokens, i) ||
      answer_pointer_judge(one, &pointer, &choice) != ANSWER_VALUE)
    return ANSWER_DOUBTFUL;
  return run_take(reader, run, choice);
}

static AnswerKind
take_token(SetReader *reader, const ChoiceReader *one, guint i, Run *run)
{
  const AnswerToken *token = answer_token(reader->tokens, i);
  if (is_range(reader, i) && run->last != NO_CHOICE && !run->to) {
    run->to = true;
    return ANSWER_VALUE;
  }
  /* "u" joins, too. */
  bool joins = (token->roles & ROLE_AND) != 0;
  if (!joins && answer_token_choice(one, token) != NO_CHOICE)
    return take_choice(reader, one, i, run);
  return is_between(reader, i) && !run->to ? ANSWER_VALUE : ANSWER_NONE;
}

/* Nothing but pointers; ANSWER_NONE: something else, too. */
static AnswerKind
read_pointers(SetReader *reader)
{
  const AnswerContext *context = reader->job->context;
  g_autoptr(GPtrArray) labels =
      answer_labels(context, reader->job->question->list, context->language);
  const ChoiceReader one = {.job = reader->job,
                            .tokens = reader->tokens,
                            .labels = labels,
                            .count = reader->count};
  Run run = {.last = NO_CHOICE};
  AnswerKind worst = ANSWER_VALUE;
  for (guint i = 0; i < reader->tokens->len; i++) {
    AnswerKind kind = take_token(reader, &one, i, &run);
    if (kind == ANSWER_NONE)
      return ANSWER_NONE;
    worst = MAX(worst, kind);
  }
  if (run.to)
    return ANSWER_DOUBTFUL;
  return run.last == NO_CHOICE && worst == ANSWER_VALUE ? ANSWER_NONE : worst;
}

/* --- words ---------------------------------------------------------------- */

static bool
separates(const AnswerToken *token)
{
  return answer_is_sign(token, ",;+&/\n") || (token->roles & ROLE_AND) != 0;
}

static AnswerKind
take_part(SetReader *reader, guint from, guint to)
{
  g_autoptr(GArray) part = g_array_new(FALSE, FALSE, sizeof(AnswerToken));
  if (from == to)
    return ANSWER_VALUE;
  g_array_append_vals(part, answer_token(reader->tokens, from), to - from);
  int choice;
  AnswerKind kind = answer_choice(reader->job, part, &choice);
  if (kind != ANSWER_VALUE)
    return kind == ANSWER_OUTSIDE ? ANSWER_OUTSIDE : ANSWER_DOUBTFUL;
  reader->chosen[choice] = true;
  return ANSWER_VALUE;
}

/* Each part between separators is an option. */
static AnswerKind
read_parts(SetReader *reader)
{
  AnswerKind worst = ANSWER_VALUE;
  guint from = 0;
  for (guint i = 0; i <= reader->tokens->len; i++) {
    bool ends =
        i == reader->tokens->len || separates(answer_token(reader->tokens, i));
    if (!ends)
      continue;
    worst = MAX(worst, take_part(reader, from, i));
    from = i + 1;
  }
  return worst;
}

/* The whole is one option, whose words may have commas. */
static AnswerKind
read_whole(SetReader *reader)
{
  int choice;
  AnswerKind kind = answer_choice(reader->job, reader->tokens, &choice);
  if (kind == ANSWER_VALUE)
    reader->chosen[choice] = true;
  return kind;
}

static bool
has_separator(const SetReader *reader)
{
  for (guint i = 0; i < reader->tokens->len; i++)
    if (separates(answer_token(reader->tokens, i)))
      return true;
  return false;
}

/* The longest row of an option's words that begins here; 0: none. */
static guint
label_at(const GPtrArray *labels, const GArray *tokens, guint at, int *out)
{
  for (guint to = tokens->len; to > at; to--) {
    if (to == at + 1 && answer_token(tokens, at)->value >= 0)
      return 0; /* a number is an option's number first */
    g_autofree char *key = answer_tokens_join(tokens, at, to);
    *out = answer_label_exact(labels, key);
    if (*out >= 0)
      return to - at;
  }
  return 0;
}

enum { WORDS_MAX = 60 }; /* nobody lists more, and rows of them are a square */

/* Options' own words, one after another, whatever they have within. */
static AnswerKind
read_labels(SetReader *reader)
{
  const AnswerContext *context = reader->job->context;
  const GArray *tokens = reader->tokens;
  g_autoptr(GPtrArray) labels =
      answer_labels(context, reader->job->question->list, context->language);
  if (tokens->len > WORDS_MAX)
    return ANSWER_NONE;
  bool any = false;
  for (guint i = 0; i < tokens->len;) {
    int choice;
    guint words = label_at(labels, tokens, i, &choice);
    if (words > 0)
      any = reader->chosen[choice] = true;
    else if (!is_between(reader, i) || answer_token(tokens, i)->value >= 0)
      return ANSWER_NONE;
    i += MAX(words, 1);
  }
  return any ? ANSWER_VALUE : ANSWER_NONE;
}

static AnswerKind
read_words(SetReader *reader)
{
  unsigned roles = answer_roles(reader->tokens);
  if (!has_separator(reader))
    return read_whole(reader);
  if ((roles & (ROLE_DOUBT | ROLE_NOT | ROLE_REASON)) != 0)
    return ANSWER_DOUBTFUL;
  return read_parts(reader);
}

/* The first that understands something decides. */
static AnswerKind (*const readers[])(SetReader *) = {
    read_labels, read_pointers, read_all, read_none, read_words,
};

AnswerKind
answer_read_several(const AnswerJob *job, char **out_value)
{
  for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
    SetReader reader = {
        .job = job,
        .tokens = job->tokens,
        .count = MIN(job->question->list->choices->len, SURVEY_CHOICES_MAX)};
    AnswerKind kind = readers[i](&reader);
    if (kind == ANSWER_VALUE)
      return set_value(&reader, out_value);
    if (kind != ANSWER_NONE)
      return kind;
  }
  return ANSWER_NONE;
}
