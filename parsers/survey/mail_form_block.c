/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines of one question: what the form said, what was marked, what was
 * written.
 */
#include <string.h>

#include "parsers/survey/mail_form_private.h"

/* Longer lines are no words of a form. */
enum { LINE_MAX_BYTES = 400 };

char *
mail_form_key(const char *text)
{
  g_autoptr(GArray) tokens = answer_tokens(text);
  return answer_tokens_join(tokens, 0, tokens->len);
}

static void
block_free(void *data)
{
  FormBlock *block = data;
  g_free(block->label);
  g_ptr_array_unref(block->options);
  g_ptr_array_unref(block->phrases);
  g_string_free(block->written, TRUE);
  g_free(block);
}

static void
add_phrase(FormBlock *block, const char *text)
{
  if (block != NULL && text != NULL)
    g_ptr_array_add(block->phrases, mail_form_key(text));
}

static FormBlock *
block_new(const AnswerContext *context, guint place, const char *way,
          unsigned number)
{
  const Questionnaire *all = context->questionnaire;
  const SurveyQuestion *question = all->questions->pdata[place];
  const char *label = survey_text(all, question->labels, context->language);
  FormBlock *block = g_new0(FormBlock, 1);
  block->question = question;
  block->number = number;
  block->label = mail_form_key(label != NULL ? label : question->name);
  block->options = g_ptr_array_new_with_free_func(g_free);
  block->phrases = g_ptr_array_new_with_free_func(g_free);
  block->written = g_string_new(NULL);
  add_phrase(block, survey_text(all, question->hints, context->language));
  add_phrase(block, way);
  for (guint i = 0; question->list != NULL && i < question->list->choices->len;
       i++)
    g_ptr_array_add(block->options, mail_form_key(survey_choice_label(
                                        all, question->list->choices->pdata[i],
                                        context->language)));
  return block;
}

GPtrArray *
form_blocks_new(const AnswerContext *context, MailFormWays ways)
{
  const Questionnaire *all = context->questionnaire;
  GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
  FormBlock *last = NULL;
  for (guint i = 0; i < all->questions->len; i++) {
    const SurveyQuestion *question = all->questions->pdata[i];
    if (question->group >= 0) {
      const SurveyGroup *group = all->groups->pdata[question->group];
      add_phrase(last, survey_text(all, group->labels, context->language));
    }
    if (question->type == SURVEY_NOTE) {
      add_phrase(last, survey_text(all, question->labels, context->language));
      continue;
    }
    last = block_new(context, i, ways[i], blocks->len + 1);
    g_ptr_array_add(blocks, last);
  }
  return blocks;
}

/* --- comparing with the form's words -------------------------------------- */

/* Behind the words `key` with which a line begins; NULL: it does not. */
static const char *
behind(const char *line, const char *key)
{
  if (*key == '\0' || strlen(line) > LINE_MAX_BYTES)
    return NULL;
  const char *found = NULL;
  for (const char *p = line;; p++) {
    if (*p != '\0' && *p != ' ')
      continue;
    g_autofree char *head = g_strndup(line, (gsize)(p - line));
    g_autofree char *own = mail_form_key(head);
    if (strcmp(own, key) == 0)
      return p;
    if (*p == '\0' || strlen(own) > strlen(key))
      return found;
  }
}

/* What is left of `key` behind the words of a line, `own`, when it begins with
 * them; NULL: it does not. */
static const char *
left_of(const char *key, const char *own)
{
  gsize size = strlen(own);
  if (size == 0 || strncmp(key, own, size) != 0 ||
      (key[size] != ' ' && key[size] != '\0'))
    return NULL;
  return key + size + (key[size] == ' ');
}

static const char *
goes_on(const char *key, const char *line)
{
  if (strlen(line) > LINE_MAX_BYTES)
    return NULL;
  g_autofree char *own = mail_form_key(line);
  return left_of(key, own);
}

bool
form_block_begins(const FormBlock *block, const char *line,
                  const char **out_rest)
{
  enum { LABEL_WORDS_MIN = 3 };
  g_autofree char *number = g_strdup_printf("%u", block->number);
  if (!g_str_has_prefix(line, number) ||
      strchr(").", line[strlen(number)]) == NULL ||
      line[strlen(number)] == '\0')
    return false;
  const char *words = line + strlen(number) + 1;
  words += strspn(words, " \t");
  *out_rest = behind(words, block->label);
  if (*out_rest != NULL)
    return true;
  if (goes_on(block->label, words) == NULL)
    return false;
  g_autofree char *own = mail_form_key(words);
  g_auto(GStrv) each = g_strsplit(own, " ", -1);
  return g_strv_length(each) >= LABEL_WORDS_MIN;
}

/* --- what was written ----------------------------------------------------- */

static void
write_words(FormBlock *block, const char *words)
{
  g_autofree char *own = g_strdup(words);
  char *begin = own + strspn(own, " \t_");
  gsize size = strlen(begin);
  while (size > 0 && strchr(" \t_\r", begin[size - 1]) != NULL)
    begin[--size] = '\0';
  if (size == 0)
    return;
  if (block->written->len > 0)
    g_string_append_c(block->written, '\n');
  g_string_append(block->written, begin);
}

void
form_block_open(FormBlock *block, guint depth, const char *line,
                const char *rest)
{
  block->depth = depth;
  block->said = 0;
  block->open = NULL;
  if (rest != NULL)
    write_words(block, rest);
  else
    block->open = goes_on(block->label, strchr(line, ' ') + 1);
}

/* --- marks ---------------------------------------------------------------- */

typedef enum BoxKind { BOX_NONE, BOX_EMPTY, BOX_MARKED, BOX_STRANGE } BoxKind;

static const char *const marks[] = {"x", "X",      "xx", "XX", "×", "✓",
                                    "✔", "✔️", "✅",  "*",  "☑", "☒",
                                    "✗", "✘",      "v",  "V"};

static bool
is_mark(const char *text)
{
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(marks[i], text) == 0)
      return true;
  return false;
}

/* A box at the beginning of a line and what follows it. */
static BoxKind
read_box(const char *line, const char **out_rest)
{
  enum { BOX_MAX = 12 };
  const char *close = *line == '['   ? strchr(line, ']')
                      : *line == '(' ? strchr(line, ')')
                                     : NULL;
  if (close == NULL || close - line > BOX_MAX)
    return BOX_NONE;
  g_autofree char *inner =
      g_strstrip(g_strndup(line + 1, (gsize)(close - line - 1)));
  *out_rest = close + 1 + strspn(close + 1, " \t");
  if (*inner == '\0' || strspn(inner, "_") == strlen(inner))
    return BOX_EMPTY;
  return is_mark(inner) ? BOX_MARKED : BOX_STRANGE;
}

/* "x a) Gravel", "✓ Gravel": a mark instead of the box. */
static BoxKind
read_bare_mark(const char *line, const char **out_rest)
{
  gsize size = strcspn(line, " \t");
  g_autofree char *first = g_strndup(line, size);
  *out_rest = line + size + strspn(line + size, " \t");
  return is_mark(first) && **out_rest != '\0' ? BOX_MARKED : BOX_NONE;
}

/* The option that words behind a box are; -1: none.
 *
 * out_rest  what stands behind it; NULL: the option goes on in the next line
 * out_open  what is left of it then
 */
static int
find_option(const FormBlock *block, const char *words, const char **out_rest,
            const char **out_open)
{
  for (guint i = 0; i < block->options->len; i++) {
    const char *key = block->options->pdata[i];
    g_autofree char *head = i < 26 ? g_strdup_printf("%c)", 'a' + i)
                                   : g_strdup_printf("%u)", i + 1);
    bool lettered = g_ascii_strncasecmp(words, head, strlen(head)) == 0;
    const char *label = lettered ? words + strlen(head) : words;
    label += strspn(label, " \t");
    *out_rest = behind(label, key);
    *out_open = *out_rest == NULL && lettered ? goes_on(key, label) : NULL;
    if (*out_rest != NULL || *out_open != NULL)
      return (int)i;
    if (lettered) {
      *out_rest = label;
      return *label == '\0' ? (int)i : -1;
    }
  }
  return -1;
}

static bool
is_only_signs(const char *text)
{
  g_autofree char *key = mail_form_key(text);
  return *key == '\0';
}

/* Words behind an option: a mark beside it, a comment, or something else. */
static bool
is_marked_beside(const char *rest)
{
  g_autofree char *own = g_strstrip(g_strdup(rest));
  g_autofree char *bare = g_strdup(own + strspn(own, "<-= ←"));
  return is_mark(own) || is_mark(bare);
}

static bool
take_option(FormBlock *block, const char *line)
{
  /* "- [ ] a)": a list, as some programs make of it. */
  if (strchr("*-", line[0]) != NULL && g_str_has_prefix(line + 1, " ["))
    line += 2;
  const char *words = line, *rest, *open;
  BoxKind box = read_box(line, &words);
  if (box == BOX_NONE)
    box = read_bare_mark(line, &words);
  if (box == BOX_NONE)
    return false;
  int option = find_option(block, words, &rest, &open);
  if (option < 0 || option >= SURVEY_CHOICES_MAX) {
    block->unclear |= box == BOX_MARKED && block->options->len > 0;
    return box == BOX_EMPTY && block->options->len > 0;
  }
  bool beside = rest != NULL && is_marked_beside(rest);
  block->open = open;
  block->unclear |= box == BOX_STRANGE;
  if (box == BOX_MARKED || beside)
    block->chosen[option] = true;
  else if (rest != NULL && !is_only_signs(rest))
    block->unclear = true; /* words at an option that is not marked */
  return true;
}

enum { PHRASES_MAX = 32 }; /* bits of `said` */

/* Words of the form, each of them once. */
static bool
take_phrase(FormBlock *block, const char *line)
{
  g_autofree char *own = mail_form_key(line);
  const char *open = block->open != NULL ? left_of(block->open, own) : NULL;
  bool found = open != NULL;
  for (guint i = 0; !found && i < block->phrases->len && i < PHRASES_MAX; i++) {
    open = (block->said & (1u << i)) == 0
               ? left_of(block->phrases->pdata[i], own)
               : NULL;
    found = open != NULL;
    block->said |= found ? 1u << i : 0;
  }
  block->open = found && *open != '\0' ? open : NULL;
  return found;
}

void
form_block_take(FormBlock *block, guint depth, const char *line)
{
  if (depth > block->depth || line[strspn(line, " \t_\r")] == '\0')
    return;
  if (take_option(block, line) ||
      (depth == block->depth && take_phrase(block, line)))
    return;
  write_words(block, line);
}
