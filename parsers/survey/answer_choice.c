/* SPDX-License-Identifier: Apache-2.0
 *
 * One option by its words, or by yes and no; and all ways of naming one
 * together.  What two of these ways read differently is asked again.
 */
#include <string.h>

#include "parsers/survey/answer_pointer.h"

/* --- by words ------------------------------------------------------------- */

static AnswerKind
kind_of_label(int found, int *out)
{
  *out = found;
  if (found == LABEL_NONE)
    return ANSWER_NONE;
  return found == LABEL_SEVERAL ? ANSWER_DOUBTFUL : ANSWER_VALUE;
}

static bool
is_filler(const AnswerToken *token)
{
  return (token->roles & (ROLE_FILLER | ROLE_POINTER)) != 0 ||
         answer_is_sign(token, ".,:;!()*#[]-");
}

typedef int (*LabelFinder)(const GPtrArray *labels, const char *key);

enum { SEARCHED_MAX = 50 }; /* tokens; their rows are a square */

/* Look for the words from here on, without what stands around them: as little
 * as possible is left out, for "für den Park" may be an option's own words. */
static int
find_stripped(const GPtrArray *labels, const GArray *tokens, guint to,
              LabelFinder find)
{
  if (to > SEARCHED_MAX)
    return LABEL_NONE;
  for (guint from = 0; from < to; from++) {
    guint end = to;
    for (;;) {
      g_autofree char *key = answer_tokens_join(tokens, from, end);
      int found = *key == '\0' ? LABEL_NONE : find(labels, key);
      if (found != LABEL_NONE)
        return found;
      if (end <= from + 1 || !is_filler(answer_token(tokens, end - 1)))
        break;
      end--;
    }
    if (!is_filler(answer_token(tokens, from)))
      break;
  }
  return LABEL_NONE;
}

/* Where a reason or comment begins. */
static guint
words_end(const GArray *tokens)
{
  for (guint i = 1; i < tokens->len; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if ((token->roles & ROLE_REASON) != 0 || answer_is_sign(token, ",;!\n(:"))
      return i;
  }
  return tokens->len;
}

static bool
wavers(const GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if ((token->roles & (ROLE_DOUBT | ROLE_NOT)) != 0 ||
        answer_is_sign(token, "?"))
      return true;
  }
  return false;
}

/* Does it use words of options, so that it is worth to be asked about? */
static bool
touches(const ChoiceReader *reader)
{
  for (guint i = 0; i < reader->tokens->len; i++) {
    const AnswerToken *token = answer_token(reader->tokens, i);
    if (token->kind == TOKEN_NUMBER ||
        (token->roles & (ROLE_CARDINAL | ROLE_ORDINAL)) != 0 ||
        (g_utf8_strlen(token->text, -1) >= WORD_TELLING &&
         answer_label_has_word(reader->labels, LABEL_NONE, token->text)))
      return true;
  }
  return false;
}

/* "eher", "nicht": how an option begins does not show which one he means. */
static bool
is_vague(const GArray *tokens, guint end)
{
  for (guint i = 0; i < end; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if (token->kind != TOKEN_SIGN &&
        (token->roles & (ROLE_DOUBT | ROLE_NOT)) == 0)
      return false;
  }
  return true;
}

static AnswerKind
read_near(const ChoiceReader *reader, int *out)
{
  guint end = words_end(reader->tokens);
  int found =
      find_stripped(reader->labels, reader->tokens, end, answer_label_exact);
  if (found == LABEL_NONE && !is_vague(reader->tokens, end))
    found =
        find_stripped(reader->labels, reader->tokens, end, answer_label_near);
  AnswerKind kind = kind_of_label(found, out);
  return kind == ANSWER_VALUE ? answer_with_rest(reader, end, *out) : kind;
}

/* --- yes and no ----------------------------------------------------------- */

/* The only option whose words begin with yes, or no; LABEL_SEVERAL. */
static int
option_that_says(const ChoiceReader *reader, unsigned role)
{
  int found = LABEL_NONE;
  for (guint i = 0; i < reader->labels->len; i++) {
    const AnswerLabel *label = reader->labels->pdata[i];
    if (label->tokens->len == 0 ||
        (answer_token(label->tokens, 0)->roles & role) == 0)
      continue;
    found = found == LABEL_NONE || found == label->choice ? label->choice
                                                          : LABEL_SEVERAL;
  }
  return found;
}

static const struct {
  const char *sign;
  unsigned role;
} yes_signs[] = {
    {"👍", ROLE_YES}, {"✅", ROLE_YES}, {"✔", ROLE_YES},
    {"✓", ROLE_YES}, {"👎", ROLE_NO},  {"❌", ROLE_NO},
};

static unsigned
yes_role(const AnswerToken *token)
{
  for (size_t i = 0; i < G_N_ELEMENTS(yes_signs); i++)
    if (strcmp(yes_signs[i].sign, token->text) == 0)
      return yes_signs[i].role;
  return token->roles & (ROLE_YES | ROLE_NO);
}

/* Yes, no, both (0 and said), or nothing of it in front of a comment. */
static unsigned
says_yes_or_no(const GArray *tokens, guint end)
{
  unsigned roles = 0;
  for (guint i = 0; i < end; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    unsigned role = yes_role(token);
    if (role == 0 && !is_filler(token))
      return 0;
    roles |= role;
  }
  return roles;
}

static AnswerKind
read_yes_no(const ChoiceReader *reader, int *out)
{
  guint end = words_end(reader->tokens);
  unsigned role = says_yes_or_no(reader->tokens, end);
  if (role == 0 || option_that_says(reader, ROLE_YES) == LABEL_NONE ||
      option_that_says(reader, ROLE_NO) == LABEL_NONE)
    return ANSWER_NONE;
  if (role == (ROLE_YES | ROLE_NO))
    return ANSWER_DOUBTFUL;
  AnswerKind kind = kind_of_label(option_that_says(reader, role), out);
  return kind == ANSWER_VALUE ? answer_with_rest(reader, end, *out) : kind;
}

/* --- all together --------------------------------------------------------- */

/* Where an option says "don't know" itself, it is that option. */
static AnswerKind
read_skip(const ChoiceReader *reader, int *out)
{
  AnswerSkip skip = answer_skip(reader->tokens);
  bool another = false;
  if (skip == SKIP_NOT)
    return ANSWER_NONE;
  for (guint i = 0; i < reader->labels->len; i++) {
    const AnswerLabel *label = reader->labels->pdata[i];
    AnswerSkip said = answer_skip(label->tokens);
    *out = label->choice;
    if (said == skip)
      return ANSWER_VALUE;
    another |= said != SKIP_NOT;
  }
  return another && skip != SKIP_NEXT ? ANSWER_DOUBTFUL : ANSWER_SKIPPED;
}

static AnswerKind
read_exact(const ChoiceReader *reader, const GPtrArray *labels, int *out)
{
  const GArray *tokens = reader->tokens;
  g_autofree char *key = answer_tokens_join(tokens, 0, tokens->len);
  AnswerKind kind = kind_of_label(answer_label_exact(labels, key), out);
  const Pointer pointer = answer_pointer(reader, 0, tokens->len);
  bool disputed = pointer.choice != NO_CHOICE && pointer.choice != *out;
  bool asks = tokens->len > 0 &&
              answer_is_sign(answer_token(tokens, tokens->len - 1), "?");
  return kind == ANSWER_VALUE && (disputed || asks) ? ANSWER_DOUBTFUL : kind;
}

static AnswerKind
read_pointer(const ChoiceReader *reader, int *out)
{
  const Pointer pointer = answer_pointer(reader, 0, reader->tokens->len);
  return pointer.choice == NO_CHOICE
             ? ANSWER_NONE
             : answer_pointer_judge(reader, &pointer, out);
}

static AnswerKind
read_foreign(const ChoiceReader *reader, int *out)
{
  const AnswerJob *job = reader->job;
  g_autoptr(GPtrArray) labels =
      answer_labels(job->context, job->question->list, NULL);
  return read_exact(reader, labels, out);
}

static AnswerKind
read_own(const ChoiceReader *reader, int *out)
{
  return read_exact(reader, reader->labels, out);
}

/* What is left wavers, or names an option in a way that is not understood. */
static AnswerKind
read_rest(const ChoiceReader *reader, int *out)
{
  (void)out;
  bool is_doubtful = touches(reader) || wavers(reader->tokens);
  return is_doubtful ? ANSWER_DOUBTFUL : ANSWER_NONE;
}

/* The first that understands something decides. */
static AnswerKind (*const readers[])(const ChoiceReader *, int *) = {
    read_own,  read_skip,    read_yes_no, read_pointer, answer_pointer_and_rest,
    read_near, read_foreign, read_rest,
};

AnswerKind
answer_choice(const AnswerJob *job, const GArray *tokens, int *out_choice)
{
  g_autoptr(GPtrArray) labels =
      answer_labels(job->context, job->question->list, job->context->language);
  const ChoiceReader reader = {.job = job,
                               .tokens = tokens,
                               .labels = labels,
                               .count = job->question->list->choices->len};
  for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
    int choice = NO_CHOICE;
    AnswerKind kind = readers[i](&reader, &choice);
    if (kind == ANSWER_NONE)
      continue;
    if (kind == ANSWER_VALUE)
      *out_choice = choice;
    return kind;
  }
  return ANSWER_NONE;
}

AnswerKind
answer_read_one(const AnswerJob *job, char **out_value)
{
  int place;
  AnswerKind kind = answer_choice(job, job->tokens, &place);
  if (kind != ANSWER_VALUE)
    return kind;
  const SurveyChoice *choice = job->question->list->choices->pdata[place];
  *out_value = g_strdup(choice->name);
  return kind;
}
