/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers, letters and places of options, and what may stand behind them.
 */
#include "parsers/survey/answer_pointer.h"

#include <string.h>

int
answer_token_choice(const ChoiceReader *reader, const AnswerToken *token)
{
  gint64 place = token->value;
  unsigned pointing = ROLE_CARDINAL | ROLE_ORDINAL;
  bool letter = token->kind == TOKEN_WORD && token->text[1] == '\0' &&
                g_ascii_islower(token->text[0]);
  if ((token->roles & ROLE_LAST) != 0)
    place = reader->count;
  else if (letter)
    place = token->text[0] - 'a' + 1;
  else if (token->kind != TOKEN_NUMBER && (token->roles & pointing) == 0)
    return NO_CHOICE;
  if (letter && place > reader->count)
    return NO_CHOICE;
  return place >= 1 && place <= reader->count ? (int)place - 1 : OUT_OF_LIST;
}

/* Not so "am 2." and "die drei besten", which are no options. */
static bool
is_plain_filler(const AnswerToken *token)
{
  return (token->roles & ROLE_FILLER) != 0 && strcmp(token->text, "am") != 0 &&
         strcmp(token->text, "besten") != 0;
}

/* Signs and words that stand around a pointer and change nothing. */
static bool
is_around_pointer(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  if ((token->roles & ROLE_SUFFIX) != 0 && token->glued)
    return true;
  /* "am 2.", "die drei besten" are no options. */
  bool counts =
      strcmp(token->text, "am") == 0 || strcmp(token->text, "besten") == 0;
  return answer_is_sign(token, ".):(#!\n[]*,;=>") ||
         ((token->roles & (ROLE_POINTER | ROLE_FILLER)) != 0 && !counts);
}

/* "1a" may be the first question's a; "-2" no option; "2nd" is fine. */
static bool
is_joined_badly(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  const AnswerToken *before = i > 0 ? answer_token(tokens, i - 1) : NULL;
  if (before == NULL || !token->glued || (before->roles & ROLE_POINTER) != 0)
    return false;
  /* "1.1" is one number. */
  bool within = i > 1 && before->glued && answer_is_sign(before, ".,") &&
                answer_token(tokens, i - 2)->kind == TOKEN_NUMBER;
  return within || before->kind != TOKEN_SIGN || answer_is_sign(before, "-+");
}

static bool
is_explicit(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  bool closed =
      i + 1 < tokens->len && answer_is_sign(answer_token(tokens, i + 1), ")");
  guint at = i;
  while (at > 0 && answer_is_sign(answer_token(tokens, at - 1), ".:#"))
    at--;
  bool named =
      at > 0 && (answer_token(tokens, at - 1)->roles & ROLE_POINTER) != 0;
  return closed || named || (token->roles & (ROLE_ORDINAL | ROLE_LAST)) != 0;
}

static void
pointer_add(const ChoiceReader *reader, guint i, int choice, Pointer *pointer)
{
  const AnswerToken *token = answer_token(reader->tokens, i);
  if ((pointer->choice != NO_CHOICE && pointer->choice != choice) ||
      is_joined_badly(reader->tokens, i))
    pointer->choice = UNCLEAR;
  else
    pointer->choice = choice;
  pointer->number = token->value;
  pointer->explicit |= is_explicit(reader->tokens, i);
  pointer->bare_letter = token->kind == TOKEN_WORD && token->text[1] == '\0';
}

/* "the second one" has no 1, "a)" is no article. */
static bool
is_pronoun(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  return strcmp(token->text, "one") == 0 && i > 0 &&
         (answer_token(tokens, i - 1)->roles & (ROLE_ORDINAL | ROLE_LAST)) != 0;
}

static bool
is_article(const GArray *tokens, guint i)
{
  const AnswerToken *token = answer_token(tokens, i);
  if ((token->roles & ROLE_FILLER) == 0 || i + 1 == tokens->len)
    return false;
  const AnswerToken *next = answer_token(tokens, i + 1);
  return next->kind == TOKEN_WORD && next->text[1] != '\0';
}

Pointer
answer_pointer(const ChoiceReader *reader, guint from, guint to)
{
  Pointer pointer = {.choice = NO_CHOICE, .number = -1};
  for (guint i = from; i < to; i++) {
    int choice =
        is_pronoun(reader->tokens, i) || is_article(reader->tokens, i)
            ? NO_CHOICE
            : answer_token_choice(reader, answer_token(reader->tokens, i));
    if (choice != NO_CHOICE)
      pointer_add(reader, i, choice, &pointer);
    else if (!is_around_pointer(reader->tokens, i) &&
             !is_pronoun(reader->tokens, i))
      return (Pointer){.choice = NO_CHOICE, .number = -1};
  }
  return pointer;
}

/* Where a pointer at the beginning ends; 0: there is none. */
static guint
pointer_end(const ChoiceReader *reader)
{
  const GArray *tokens = reader->tokens;
  guint i = 0;
  while (i < tokens->len && is_around_pointer(tokens, i) &&
         answer_token_choice(reader, answer_token(tokens, i)) == NO_CHOICE)
    i++;
  if (i == tokens->len ||
      answer_token_choice(reader, answer_token(tokens, i)) == NO_CHOICE)
    return 0;
  i++;
  while (i < tokens->len && answer_is_sign(answer_token(tokens, i), ".):]="))
    i++;
  return i;
}

/* "b" where the third option begins with it: perhaps he means that. */
static bool
is_initial_of_another(const GPtrArray *labels, int choice)
{
  bool another = false, own = false;
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    bool is = label->bare_key[0] == 'a' + choice;
    another |= is && label->choice != choice;
    own |= is && label->choice == choice;
  }
  return another && !own;
}

/* A number that an option's words have, too, but another option's. */
static bool
pointer_is_disputed(const ChoiceReader *reader, const Pointer *pointer)
{
  if (pointer->explicit || pointer->choice < 0)
    return false;
  if (pointer->bare_letter)
    return !reader->job->context->is_lettered &&
           is_initial_of_another(reader->labels, pointer->choice);
  for (guint i = 0; i < reader->labels->len; i++) {
    const AnswerLabel *label = reader->labels->pdata[i];
    if (label->choice == pointer->choice && pointer->number >= label->low &&
        pointer->number <= label->high)
      return false;
  }
  return answer_label_number(reader->labels, pointer->number) != LABEL_NONE;
}

/* "5" of four options, one of them "3 to 5", is perhaps a slip; "35" is none.
 */
enum { NUMBER_CERTAIN = 10 };

AnswerKind
answer_pointer_judge(const ChoiceReader *reader, const Pointer *pointer,
                     int *out)
{
  if (pointer->choice == UNCLEAR || pointer_is_disputed(reader, pointer))
    return ANSWER_DOUBTFUL;
  *out = pointer->choice;
  if (pointer->choice >= 0)
    return ANSWER_VALUE;
  /* "35" where an option is "21 to 40". */
  *out = pointer->explicit
             ? LABEL_NONE
             : answer_label_number(reader->labels, pointer->number);
  if (*out == LABEL_SEVERAL || (*out >= 0 && pointer->number < NUMBER_CERTAIN))
    return ANSWER_DOUBTFUL;
  return *out >= 0 ? ANSWER_VALUE : ANSWER_OUTSIDE;
}

/* --- what follows --------------------------------------------------------- */

/* Does the rest of an answer name another option, waver or deny? */
static bool
rest_is_doubtful(const ChoiceReader *reader, guint from, int choice)
{
  bool reasons = false;
  for (guint i = from; i < reader->tokens->len; i++) {
    const AnswerToken *token = answer_token(reader->tokens, i);
    int other = token->text[1] == '\0' && token->kind == TOKEN_WORD
                    ? NO_CHOICE
                    : answer_token_choice(reader, token);
    reasons |= (token->roles & ROLE_REASON) != 0;
    if ((other != NO_CHOICE && other != choice) ||
        (token->roles & ROLE_DOUBT) != 0 || answer_is_sign(token, "?") ||
        ((token->roles & (ROLE_NOT | ROLE_NO)) != 0 && !reasons))
      return true;
    if (token->kind == TOKEN_WORD && token->roles == 0 &&
        g_utf8_strlen(token->text, -1) >= WORD_TELLING &&
        answer_label_other_has_word(reader->labels, choice, token->text) &&
        !answer_label_has_word(reader->labels, choice, token->text))
      return true;
  }
  return false;
}

/* Does it begin as a comment does, or repeat the option's own words? */
static bool
rest_is_comment(const ChoiceReader *reader, guint from, int choice)
{
  const AnswerToken *first = answer_token(reader->tokens, from);
  if (from + 1 == reader->tokens->len && answer_is_sign(first, "-+"))
    return false; /* "2-", as teachers write */
  if ((first->roles & ROLE_REASON) != 0 || answer_is_sign(first, ",;!\n("))
    return true;
  for (guint i = from; i < reader->tokens->len; i++) {
    const AnswerToken *token = answer_token(reader->tokens, i);
    if (answer_is_sign(token, "%€$°^+*/<>&"))
      return false; /* a price, a share */
    if (token->kind != TOKEN_SIGN && !is_plain_filler(token) &&
        !answer_label_has_word(reader->labels, choice, token->text))
      return false;
  }
  return true;
}

AnswerKind
answer_with_rest(const ChoiceReader *reader, guint from, int choice)
{
  bool clear =
      from >= reader->tokens->len || (!rest_is_doubtful(reader, from, choice) &&
                                      rest_is_comment(reader, from, choice));
  return clear ? ANSWER_VALUE : ANSWER_DOUBTFUL;
}

AnswerKind
answer_pointer_and_rest(const ChoiceReader *reader, int *out)
{
  guint end = pointer_end(reader);
  if (end == 0 || end == reader->tokens->len)
    return ANSWER_NONE;
  const Pointer pointer = answer_pointer(reader, 0, end);
  AnswerKind kind = answer_pointer_judge(reader, &pointer, out);
  if (pointer.bare_letter && !pointer.explicit)
    return ANSWER_NONE; /* "a park", "i think" */
  if (kind != ANSWER_VALUE)
    return ANSWER_DOUBTFUL;
  /* "2 Kinder" is a number of them where options have such. */
  const AnswerToken *first = answer_token(reader->tokens, end);
  if (!pointer.explicit && first->kind != TOKEN_SIGN &&
      (first->roles & ROLE_REASON) == 0 &&
      answer_labels_have_numbers(reader->labels) &&
      answer_label_number(reader->labels, pointer.number) != *out)
    return ANSWER_DOUBTFUL;
  return answer_with_rest(reader, end, *out);
}
