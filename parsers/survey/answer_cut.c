/* SPDX-License-Identifier: Apache-2.0
 *
 * One text, several answers: marks such as "1a", "2:", "3)" and "Frage 4" cut
 * it, where they cannot be an answer themselves ("2", "3.5.", "10:30").
 */
#include <string.h>

#include "parsers/survey/answer_private.h"

typedef enum MarkKind {
  MARK_WORD,    /* "Frage 3" */
  MARK_COLON,   /* "3: zu laut", "3=b" */
  MARK_RATIO,   /* "3:2": also a time */
  MARK_BRACKET, /* "3) ja": also an option */
  MARK_DOT,     /* "3. ja": also a day */
  MARK_LETTER,  /* "3b" */
  MARK_SPACED,  /* "3 b" */
} MarkKind;

#define MARK_BIT(kind) (1u << (kind))

typedef struct Mark {
  MarkKind kind;
  unsigned number;
  const char *begin, *content;
  bool starts_line, behind_sign;
} Mark;

/* In front of a question's number; none of them is said of an option. */
static const char *const question_words[] = {
    "frage", "question", "fragen", "q",      "f",
    "soru",  "питання",  "سؤال",   "السؤال",
};

/* A question's number at a place; what follows it, NULL: there is none. */
static const char *
read_number(const char *at, unsigned count, unsigned *out)
{
  unsigned number = 0;
  const char *p = at;
  for (; p - at < 8; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isdigit(c))
      break;
    number = number * 10 + (unsigned)g_unichar_digit_value(c);
  }
  while (g_unichar_ismark(g_utf8_get_char(p))) /* keycaps */
    p = g_utf8_next_char(p);
  *out = number;
  return p > at && number >= 1 && number <= count ? p : NULL;
}

static const char *
skip_blanks(const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;
  return p;
}

/* Behind "Frage " and the like; NULL: no such word. */
static const char *
skip_question_word(const char *at)
{
  const char *end = at;
  while (g_unichar_isalpha(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  g_autofree char *word = g_utf8_strdown(at, end - at);
  for (size_t i = 0; i < G_N_ELEMENTS(question_words); i++)
    if (strcmp(word, question_words[i]) == 0) {
      end += *end == '.';
      end = skip_blanks(end);
      return g_str_has_prefix(end, "Nr. ") ? skip_blanks(end + 3) : end;
    }
  return NULL;
}

/* A single letter of the alphabet, as options have. */
static bool
is_letter(const char *p)
{
  gunichar next = *p == '\0' ? 0 : g_utf8_get_char(p + 1);
  return g_ascii_isalpha(*p) && !g_unichar_isalnum(next) &&
         !g_unichar_ismark(next);
}

/* Does the question have options; with this letter? */
static bool
has_options(const GPtrArray *questions, unsigned number)
{
  const SurveyQuestion *question = questions->pdata[number - 1];
  return question == NULL || question->list != NULL;
}

static bool
has_option(const GPtrArray *questions, unsigned number, char letter)
{
  const SurveyQuestion *question = questions->pdata[number - 1];
  guint place = (guint)(g_ascii_tolower(letter) - 'a');
  return question == NULL ||
         (question->list != NULL && place < question->list->choices->len);
}

/* What a number and the sign behind it are; false: no mark. */
static bool
mark_judge(const GPtrArray *questions, const char *behind, Mark *mark)
{
  const char *after = skip_blanks(behind);
  mark->content = behind + 1;
  if (*after == ':' || *after == '=') {
    mark->content = after + 1;
    bool glued = g_unichar_isdigit(g_utf8_get_char(after + 1));
    mark->kind = glued && *after == ':' ? MARK_RATIO : MARK_COLON;
    return true;
  }
  mark->kind = *behind == ')' ? MARK_BRACKET : MARK_DOT;
  if (*behind == ')' || (*behind == '.' && g_ascii_isspace(behind[1])))
    return true;
  if (!is_letter(after) || !has_options(questions, mark->number))
    return false;
  mark->kind = after == behind ? MARK_LETTER : MARK_SPACED;
  mark->content = after;
  return true;
}

/* The mark that begins here. */
static bool
mark_read(const GPtrArray *questions, const char *at, Mark *mark)
{
  const char *named = skip_question_word(at);
  const char *from = named != NULL ? named : at + (*at == '(');
  const char *behind = read_number(from, questions->len, &mark->number);
  if (behind == NULL)
    return false;
  mark->begin = at;
  if (named == NULL)
    return mark_judge(questions, behind, mark);
  mark->kind = MARK_WORD;
  mark->content = behind;
  while (*mark->content != '\0' && strchr(").:= \t-", *mark->content) != NULL)
    mark->content++;
  return !g_unichar_isalpha(g_utf8_get_char(behind)) || is_letter(behind);
}

/* Only a mark of its own in running words, a day or a list of options not. */
static bool
stands_alone(const GPtrArray *questions, const Mark *mark, const Mark *before)
{
  const SurveyQuestion *question =
      before == NULL ? NULL : questions->pdata[before->number - 1];
  bool in_words = question != NULL && question->type == SURVEY_TEXT;
  if (mark->starts_line || mark->kind == MARK_WORD || mark->kind == MARK_COLON)
    return true;
  if (mark->kind != MARK_DOT)
    return !in_words || mark->behind_sign;
  const char *content = skip_blanks(mark->content);
  size_t size = is_letter(content) ? 1 : strspn(content, "0123456789");
  return size >= 1 && size <= 2 && strchr(" ,;\n", content[size]) != NULL;
}

/* All marks of a text, in their order. */
static GArray *
find_marks(const GPtrArray *questions, const char *text)
{
  GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  bool starts_line = true, behind_sign = false;
  char before = ' ';
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    Mark mark = {.starts_line = starts_line, .behind_sign = behind_sign};
    const Mark *last =
        marks->len > 0 ? &g_array_index(marks, Mark, marks->len - 1) : NULL;
    bool may = strchr(" \t\n\r,;/", before) != NULL;
    if (may && mark_read(questions, p, &mark) &&
        stands_alone(questions, &mark, last)) {
      g_array_append_val(marks, mark);
      p = mark.content - 1; /* ASCII, or the number's last byte is passed */
    }
    before = *p;
    starts_line = *p == '\n' || (starts_line && g_ascii_isspace(*p));
    behind_sign =
        (*p == ',' || *p == ';') || (behind_sign && g_ascii_isspace(*p));
  }
  return marks;
}

static bool
is_joint(const char *content)
{
  g_autoptr(GArray) tokens = answer_tokens(content);
  for (guint i = 0; i < tokens->len; i++) {
    const AnswerToken *token = answer_token(tokens, i);
    if (token->kind != TOKEN_SIGN &&
        (token->roles & (ROLE_AND | ROLE_DOUBT | ROLE_TO)) == 0)
      return false;
  }
  return true;
}

/* Without blanks, and what leads over to the next. */
static char *
content_trim(const char *from, const char *to)
{
  static const char *const joints[] = {" und", " and", " u.", " u"};
  g_autofree char *content = g_strstrip(g_strndup(from, (gsize)(to - from)));
  gsize size = strlen(content);
  while (size > 0 && *to != '\0' && strchr(",;/", content[size - 1]) != NULL)
    size--;
  content[size] = '\0';
  for (size_t i = 0; *to != '\0' && i < G_N_ELEMENTS(joints); i++)
    if (g_str_has_suffix(content, joints[i])) {
      content[size - strlen(joints[i])] = '\0';
      break;
    }
  return g_strdup(g_strstrip(content));
}

static void
addressed_free(void *data)
{
  AddressedAnswer *one = data;
  g_free(one->text);
  g_free(one);
}

static GPtrArray *
cut_at(const GArray *marks)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(addressed_free);
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index(marks, Mark, i);
    const char *end = i + 1 < marks->len
                          ? g_array_index(marks, Mark, i + 1).begin
                          : mark->content + strlen(mark->content);
    AddressedAnswer *one = g_new0(AddressedAnswer, 1);
    one->number = mark->number;
    one->text = content_trim(mark->content, end);
    g_ptr_array_add(parts, one);
  }
  return parts;
}

/* --- is it of that form? -------------------------------------------------- */

static bool
label_is(const SurveyChoice *choice, const char *text)
{
  g_autoptr(GArray) tokens = answer_tokens(text);
  g_autofree char *key = answer_tokens_join(tokens, 0, tokens->len);
  GHashTable *const tables[] = {choice->labels, choice->shorts};
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    GHashTableIter iter;
    void *label;
    g_hash_table_iter_init(&iter, tables[i]);
    while (g_hash_table_iter_next(&iter, NULL, &label)) {
      g_autoptr(GArray) own = answer_tokens(label);
      g_autofree char *own_key = answer_tokens_join(own, 0, own->len);
      if (strcmp(own_key, key) == 0)
        return true;
    }
  }
  return false;
}

/* "1) Park 3) Bänke": options as they were shown, with their numbers; nobody
 * calls an option a question. */
static bool
repeats_options(const SurveyQuestion *question, const GArray *marks,
                const GPtrArray *parts)
{
  if (question == NULL || question->list == NULL)
    return false;
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index(marks, Mark, i).kind == MARK_WORD)
      return false;
  const GPtrArray *choices = question->list->choices;
  for (guint i = 0; i < parts->len; i++) {
    const AddressedAnswer *one = parts->pdata[i];
    if (one->number > choices->len ||
        !label_is(choices->pdata[one->number - 1], one->text))
      return false;
  }
  return true;
}

/* Words before the first mark: none, or a line of their own. */
static bool
head_is_fine(const char *text, const Mark *first, guint marks)
{
  g_autofree char *head =
      g_strchomp(g_strndup(text, (gsize)(first->begin - text)));
  const char *begin = head + strspn(head, " \t\r\n,;");
  return *begin == '\0' ||
         (marks >= 2 && (first->starts_line || g_str_has_suffix(head, ":")));
}

static bool
names_month(const AddressedAnswer *one)
{
  g_autoptr(GArray) tokens = answer_tokens(one->text);
  return tokens->len > 0 && answer_month(answer_token(tokens, 0)->text) != 0;
}

/* "5: -" on a line of its own. */
static bool
is_left_out(const Mark *mark, const AddressedAnswer *one)
{
  g_autoptr(GArray) tokens = answer_tokens(one->text);
  return mark->starts_line && answer_skip(tokens) == SKIP_SILENT;
}

/* One digit each: "1:2 2:1", not "10:30". */
static bool
content_fits(const Mark *mark, const AddressedAnswer *one)
{
  if (is_joint(one->text))
    return is_left_out(mark, one);
  if (mark->kind == MARK_RATIO)
    return one->text[1] == '\0';
  return mark->kind != MARK_DOT || !names_month(one);
}

static bool
marks_are_clear(const GPtrArray *questions, const GArray *marks,
                const GPtrArray *parts)
{
  const unsigned alone = MARK_BIT(MARK_WORD) | MARK_BIT(MARK_COLON);
  for (guint i = 0; i < marks->len; i++)
    if (!content_fits(&g_array_index(marks, Mark, i), parts->pdata[i]))
      return false;
  if (marks->len > 1)
    return true;
  const Mark *only = &g_array_index(marks, Mark, 0);
  const AddressedAnswer *one = parts->pdata[0];
  return (MARK_BIT(only->kind) & alone) != 0 ||
         (only->kind == MARK_LETTER && one->text[1] == '\0' &&
          has_option(questions, only->number, one->text[0]));
}

/* Lines without anything behind their mark are questions left open. */
static void
drop_open(GArray *marks, GPtrArray *parts)
{
  for (guint i = marks->len; i-- > 0;) {
    const AddressedAnswer *one = parts->pdata[i];
    if (one->text[0] == '\0' && g_array_index(marks, Mark, i).starts_line) {
      g_array_remove_index(marks, i);
      g_ptr_array_remove_index(parts, i);
    }
  }
}

/* Each question twice: nobody means more. */
enum { MARKS_MAX = 2 * SURVEY_QUESTIONS_MAX };

GPtrArray *
survey_answers_cut(const GPtrArray *questions, const SurveyQuestion *asked,
                   const char *text)
{
  g_autoptr(GArray) marks = find_marks(questions, text);
  if (marks->len == 0 || marks->len > MARKS_MAX ||
      !head_is_fine(text, &g_array_index(marks, Mark, 0), marks->len))
    return NULL;
  g_autoptr(GPtrArray) parts = cut_at(marks);
  if (marks->len > 1)
    drop_open(marks, parts);
  if (marks->len == 0 || !marks_are_clear(questions, marks, parts) ||
      repeats_options(asked, marks, parts))
    return NULL;
  return g_steal_pointer(&parts);
}
