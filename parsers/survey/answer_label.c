/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing words with those of options.
 */
#include "parsers/survey/answer_label.h"

#include <string.h>

#include "parsers/nearest.h"

static void
label_free(void *data)
{
  AnswerLabel *label = data;
  g_array_unref(label->tokens);
  g_free(label->key);
  g_free(label->bare_key);
  g_free(label);
}

static char *
key_without_article(const GArray *tokens)
{
  guint from = 0;
  while (from + 1 < tokens->len &&
         (answer_token(tokens, from)->roles & ROLE_ARTICLE) != 0)
    from++;
  return answer_tokens_join(tokens, from, tokens->len);
}

static gint64
token_number(const AnswerToken *token)
{
  bool is = token->kind == TOKEN_NUMBER || (token->roles & ROLE_CARDINAL) != 0;
  return is ? token->value : -1;
}

/* Words that open a range to one side, in front of a number or behind it. */
static const char LOWER_WORDS[] =
    " uber mehr ab mindestens over more from above ";
static const char UPPER_WORDS[] =
    " bis unter weniger hochstens up under below less maximal ";

/* "bis 20", "2-3 mal", "mehr als 5", "60+": the numbers that are meant. */
static void
label_set_numbers(AnswerLabel *label)
{
  gint64 found[3];
  guint count = 0;
  bool lower = false, upper = false;
  for (guint i = 0; i < label->tokens->len; i++) {
    const AnswerToken *token = answer_token(label->tokens, i);
    gint64 number = token_number(token);
    g_autofree char *padded = g_strdup_printf(" %s ", token->text);
    lower |= strstr(LOWER_WORDS, padded) != NULL || *token->text == '+' ||
             *token->text == '>';
    upper |= (count == 0 && strstr(UPPER_WORDS, padded) != NULL) ||
             *token->text == '<';
    if (number >= 0 && count < G_N_ELEMENTS(found))
      found[count++] = number;
  }
  label->low = 1;
  label->high = 0;
  if (count == 0 || count > 2)
    return;
  label->low = upper && count == 1 ? 0 : found[0];
  label->high = lower && count == 1 ? G_MAXINT64 : found[count - 1];
}

static void
add_text(GPtrArray *labels, int choice, const char *text)
{
  AnswerLabel *label = g_new0(AnswerLabel, 1);
  label->choice = choice;
  label->tokens = answer_tokens(text);
  label->key = answer_tokens_join(label->tokens, 0, label->tokens->len);
  label->bare_key = key_without_article(label->tokens);
  label_set_numbers(label);
  g_ptr_array_add(labels, label);
}

static void
add_choice(GPtrArray *labels, const AnswerContext *context,
           const SurveyChoice *choice, int place, const char *language)
{
  const char *shown =
      survey_choice_label(context->questionnaire, choice, language);
  const char *brief =
      survey_choice_short(context->questionnaire, choice, language);
  add_text(labels, place, shown);
  if (strcmp(shown, brief) != 0)
    add_text(labels, place, brief);
}

GPtrArray *
answer_labels(const AnswerContext *context, const SurveyList *list,
              const char *language)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func(label_free);
  const GPtrArray *languages = context->questionnaire->languages;
  for (guint i = 0; i < list->choices->len; i++) {
    const SurveyChoice *choice = list->choices->pdata[i];
    if (language != NULL)
      add_choice(labels, context, choice, (int)i, language);
    for (guint j = 0; language == NULL && j < languages->len; j++)
      add_choice(labels, context, choice, (int)i, languages->pdata[j]);
  }
  return labels;
}

/* Of all that is found one option, or several. */
static int
join_found(int found, int choice)
{
  return found == LABEL_NONE || found == choice ? choice : LABEL_SEVERAL;
}

int
answer_label_exact(const GPtrArray *labels, const char *key)
{
  int found = LABEL_NONE, bare = LABEL_NONE;
  for (guint i = 0; *key != '\0' && i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    if (strcmp(label->key, key) == 0)
      found = join_found(found, label->choice);
    if (strcmp(label->bare_key, key) == 0)
      bare = join_found(bare, label->choice);
  }
  return found != LABEL_NONE ? found : bare;
}

unsigned
answer_key_negations(const char *key)
{
  g_auto(GStrv) words = g_strsplit(key, " ", -1);
  unsigned count = 0;
  for (guint i = 0; words[i] != NULL; i++) {
    gint64 value;
    count += (answer_word_roles(words[i], &value) & ROLE_NOT) != 0;
  }
  return count;
}

/* "unzufrieden" is no typing error of "zufrieden", nor "nie" of "die". */
static bool
is_opposite(const char *one, const char *other)
{
  static const char *const heads[] = {"un", "in", "im", "dis", "non", "не"};
  for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
    size_t size = strlen(heads[i]);
    if ((g_str_has_prefix(one, heads[i]) && strcmp(one + size, other) == 0) ||
        (g_str_has_prefix(other, heads[i]) && strcmp(other + size, one) == 0))
      return true;
  }
  return answer_key_negations(one) != answer_key_negations(other);
}

/* Numbers have no typing errors: another one is another answer. */
static bool
numbers_differ(const char *one, const char *other)
{
  for (;; one++, other++) {
    while (*one != '\0' && !g_ascii_isdigit(*one))
      one++;
    while (*other != '\0' && !g_ascii_isdigit(*other))
      other++;
    if (*one != *other)
      return true;
    if (*one == '\0')
      return false;
  }
}

/* Errors that a word of so many letters may have. */
static int
errors_allowed(glong letters)
{
  if (letters >= 10)
    return 2;
  return letters >= 4 ? 1 : 0;
}

static bool
has_swapped_head(const char *one, const char *other)
{
  gunichar head = g_utf8_get_char(one);
  gunichar other_head = g_utf8_get_char(other);
  return *one != '\0' && *other != '\0' &&
         g_utf8_get_char(g_utf8_next_char(one)) == other_head &&
         g_utf8_get_char(g_utf8_next_char(other)) == head;
}

/* The letters of both, in whatever order. */
static bool
same_letters(const char *one, const char *other)
{
  gint64 sum = 0;
  for (const char *p = one; *p != '\0'; p = g_utf8_next_char(p))
    sum += g_utf8_get_char(p);
  for (const char *p = other; *p != '\0'; p = g_utf8_next_char(p))
    sum -= g_utf8_get_char(p);
  return sum == 0;
}

enum { SHORT_WORD = 6 }; /* letters */

/* May one word be the other with typing errors?  Another first letter makes
 * another word ("mehr", "sehr"), as another letter does in a short one ("Juni",
 * "Juli"). */
static bool
word_fits(const char *one, const char *other)
{
  glong letters = g_utf8_strlen(one, -1);
  int errors = nearest_distance(one, other);
  if (errors == 0)
    return true;
  bool replaced =
      g_utf8_strlen(other, -1) == letters && !same_letters(one, other);
  return errors <= errors_allowed(letters) &&
         !(replaced && letters < SHORT_WORD) &&
         (g_utf8_get_char(one) == g_utf8_get_char(other) ||
          has_swapped_head(one, other));
}

/* Word by word: three errors in "Nordstadt" are another part of town.  A blank
 * too many or too few is the only error then. */
static bool
words_fit(const char *one, const char *other)
{
  g_auto(GStrv) words = g_strsplit(one, " ", -1);
  g_auto(GStrv) others = g_strsplit(other, " ", -1);
  if (g_strv_length(words) != g_strv_length(others))
    return nearest_distance(one, other) == 1 &&
           g_utf8_strlen(one, -1) >= SHORT_WORD;
  for (guint i = 0; words[i] != NULL; i++)
    if (!word_fits(words[i], others[i]))
      return false;
  return true;
}

/* How far the words of an option are from a key. */
static int
label_distance(const AnswerLabel *label, const char *key)
{
  return MIN(nearest_distance(label->key, key),
             nearest_distance(label->bare_key, key));
}

enum { FAR = 1000, CLEARLY = 2, ERRORS_MAX = 3 }; /* of typing */

typedef struct Near {
  int choice, errors; /* of the nearest one */
  int next_errors;    /* of the nearest of the other options */
} Near;

static void
near_add(Near *near, int choice, int errors)
{
  if (choice == near->choice) {
    near->errors = MIN(near->errors, errors);
  } else if (errors < near->errors) {
    near->next_errors = near->errors;
    near->errors = errors;
    near->choice = choice;
  } else {
    near->next_errors = MIN(near->next_errors, errors);
  }
}

static int
label_mistyped(const GPtrArray *labels, const char *key)
{
  Near near = {.choice = LABEL_NONE, .errors = FAR, .next_errors = FAR};
  const char *words = NULL;
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    int errors = label_distance(label, key);
    if (errors < near.errors)
      words = nearest_distance(label->key, key) == errors ? label->key
                                                          : label->bare_key;
    near_add(&near, label->choice, errors);
  }
  if (words == NULL || near.errors > ERRORS_MAX || !words_fit(key, words) ||
      numbers_differ(key, words))
    return LABEL_NONE;
  bool clear = near.next_errors >= near.errors + CLEARLY;
  return clear && !is_opposite(key, words) ? near.choice : LABEL_SEVERAL;
}

enum { BEGINNING_MIN = 3 }; /* letters */

static bool
begins(const AnswerLabel *label, const char *key)
{
  return g_str_has_prefix(label->key, key) ||
         g_str_has_prefix(label->bare_key, key);
}

/* Only whole numbers: "1" is no beginning of "10 mal". */
static int
label_beginning(const GPtrArray *labels, const char *key)
{
  gsize size = strlen(key);
  int found = LABEL_NONE;
  if (g_utf8_strlen(key, -1) < BEGINNING_MIN || g_ascii_isdigit(key[size - 1]))
    return LABEL_NONE;
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    if (begins(label, key))
      found = join_found(found, label->choice);
  }
  /* "Park" is "Parkplatz" only where no option is called "Neuer Park". */
  bool elsewhere =
      found >= 0 && answer_label_other_has_word(labels, found, key);
  return elsewhere ? LABEL_SEVERAL : found;
}

int
answer_label_near(const GPtrArray *labels, const char *key)
{
  int beginning = label_beginning(labels, key);
  return beginning != LABEL_NONE ? beginning : label_mistyped(labels, key);
}

/* "bis 20" has a 2, but who answers with an option's number does not mean it;
 * "bis 5" is another matter. */
enum { OPEN_RANGE_MEANT = 12 };

static bool
label_speaks_of(const AnswerLabel *label, gint64 number)
{
  if (number < label->low || number > label->high)
    return false;
  bool open = label->low == 0 && label->high > OPEN_RANGE_MEANT;
  return !open || number >= 10;
}

int
answer_label_number(const GPtrArray *labels, gint64 number)
{
  int found = LABEL_NONE;
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    if (label_speaks_of(label, number))
      found = join_found(found, label->choice);
  }
  return found;
}

bool
answer_labels_have_numbers(const GPtrArray *labels)
{
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    if (label->low <= label->high)
      return true;
  }
  return false;
}

static bool
label_has_word(const AnswerLabel *label, const char *word)
{
  for (guint i = 0; i < label->tokens->len; i++)
    if (g_str_has_prefix(answer_token(label->tokens, i)->text, word))
      return true;
  return false;
}

bool
answer_label_has_word(const GPtrArray *labels, int choice, const char *word)
{
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    if ((choice == LABEL_NONE || label->choice == choice) &&
        label_has_word(label, word))
      return true;
  }
  return false;
}

bool
answer_label_other_has_word(const GPtrArray *labels, int choice,
                            const char *word)
{
  for (guint i = 0; i < labels->len; i++) {
    const AnswerLabel *label = labels->pdata[i];
    if (label->choice != choice && label_has_word(label, word))
      return true;
  }
  return false;
}
