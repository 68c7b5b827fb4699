/* SPDX-License-Identifier: Apache-2.0
 *
 * The form in a reply: its questions by their own words, in quotes or not, and
 * what was written above and below it.
 */
#include <string.h>

#include "parsers/reply/reply.h"
#include "parsers/survey/mail_form_private.h"

/* A line without its marks of quotation, which are counted. */
static const char *
skip_quote(const char *line, guint *out_depth)
{
  *out_depth = 0;
  for (; *line == '>' || *line == '|' || *line == ' ' || *line == '\t'; line++)
    *out_depth += *line == '>' || *line == '|';
  return line;
}

static const char *
skip_wide_blanks(const char *line)
{
  while (g_str_has_prefix(line, "\xc2\xa0"))
    line += 2;
  return line;
}

static bool
is_end(const char *line)
{
  return strspn(line, "=") >= 5;
}

static FormBlock *
find_begin(const GPtrArray *blocks, const char *line, const char **out_rest)
{
  for (guint i = 0; i < blocks->len; i++)
    if (form_block_begins(blocks->pdata[i], line, out_rest))
      return blocks->pdata[i];
  return NULL;
}

typedef struct FormReader {
  const AnswerContext *context;
  GPtrArray *blocks; /* FormBlock * */
  FormBlock *block;  /* the one we are in */
  GString *above, *below;
  bool met; /* a question of the form */
  bool quoted;
} FormReader;

static void
take_line(FormReader *reader, const char *raw)
{
  guint depth;
  const char *rest = NULL;
  const char *line = skip_wide_blanks(skip_quote(raw, &depth));
  FormBlock *begun = find_begin(reader->blocks, line, &rest);
  if (begun != NULL) {
    if (!reader->met && depth > 0)
      g_string_append_printf(reader->above, "%s\n", raw);
    reader->met = true;
    reader->quoted |= depth > 0;
    reader->block = begun;
    form_block_open(begun, depth, line, rest);
  } else if (is_end(line)) {
    reader->block = NULL;
  } else if (reader->block != NULL) {
    form_block_take(reader->block, depth, line);
  } else if (!reader->met) {
    g_string_append_printf(reader->above, "%s\n", raw);
  } else if (depth == 0 && reader->quoted) {
    g_string_append_printf(reader->below, "%s\n", raw);
  }
}

/* An empty box, or one with a cross, with or without blanks. */
static bool
is_box(const char *p)
{
  gsize inner = strspn(p + 1, " xX");
  return *p == '[' && inner >= 1 && inner <= 3 && p[1 + inner] == ']';
}

/* A box within a line begins one: lines were joined on the way. */
static char *
split_boxes(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p++) {
    if (p > text && p[-1] == ' ' && is_box(p))
      g_string_append_c(out, '\n');
    if (*p != '\r')
      g_string_append_c(out, *p);
  }
  return g_string_free(out, FALSE);
}

/* --- answers -------------------------------------------------------------- */

static void
answer_free(void *data)
{
  MailAnswer *answer = data;
  g_free(answer->value);
  g_free(answer->words);
  g_free(answer);
}

/* "2), 4)": marks as numbers that the reader of answers takes for sure. */
static char *
marked_numbers(const FormBlock *block)
{
  GString *numbers = g_string_new(NULL);
  for (guint i = 0; i < block->options->len && i < SURVEY_CHOICES_MAX; i++) {
    if (!block->chosen[i])
      continue;
    if (numbers->len > 0)
      g_string_append(numbers, ", ");
    g_string_append_printf(numbers, "%u)", i + 1);
  }
  return g_string_free(numbers, FALSE);
}

static MailAnswer *
answer_add(GPtrArray *answers, const FormBlock *block, AnswerKind kind,
           char *value, const char *words)
{
  MailAnswer *answer = g_new0(MailAnswer, 1);
  answer->number = block->number;
  answer->question = block->question;
  answer->kind = kind;
  answer->value = value;
  answer->words = g_strdup(words);
  g_ptr_array_add(answers, answer);
  return answer;
}

static MailAnswer *
answer_of(const GPtrArray *answers, unsigned number)
{
  for (guint i = 0; i < answers->len; i++) {
    MailAnswer *answer = answers->pdata[i];
    if (answer->number == number)
      return answer;
  }
  return NULL;
}

/* One more answer to a question: the same once more, or a contradiction. */
static void
answer_merge(const FormReader *reader, GPtrArray *answers, unsigned number,
             const char *words)
{
  const FormBlock *block = reader->blocks->pdata[number - 1];
  MailAnswer *before = answer_of(answers, number);
  char *value = NULL;
  AnswerKind kind =
      survey_answer_read(reader->context, block->question, words, &value);
  if (before == NULL) {
    (void)answer_add(answers, block, kind, value, words);
    return;
  }
  g_autofree char *own = value;
  if (kind == before->kind && g_strcmp0(own, before->value) == 0)
    return;
  g_clear_pointer(&before->value, g_free);
  before->kind = ANSWER_DOUBTFUL;
  g_autofree char *both = g_strdup_printf("%s\n%s", before->words, words);
  g_free(before->words);
  before->words = g_steal_pointer(&both);
}

/* How people end a letter, as mail_form_key() has it. */
static const char *const farewells[] = {
    "mit freundlichen grussen",
    "mit freundlichem gruss",
    "freundliche grusse",
    "mit besten grussen",
    "viele grusse",
    "liebe grusse",
    "schone grusse",
    "beste grusse",
    "herzliche grusse",
    "mfg",
    "lg",
    "vg",
    "gruss",
    "grusse",
    "kind regards",
    "best regards",
    "regards",
    "best wishes",
    "yours sincerely",
    "yours faithfully",
    "von meinem iphone",
    "von meinem handy",
    "von meinem smartphone",
    "sent from my",
    "gesendet mit der",
    "gesendet von",
    "diese nachricht wurde",
};

/* A line of its own, and a short one: whole sentences are an answer. */
static bool
is_farewell(const char *line)
{
  enum { FAREWELL_MAX = 60 }; /* bytes */
  gsize size = strcspn(line, "\n");
  if (size > FAREWELL_MAX)
    return false;
  g_autofree char *own = g_strndup(line, size);
  g_autofree char *key = mail_form_key(own);
  for (size_t i = 0; i < G_N_ELEMENTS(farewells); i++)
    if (g_str_has_prefix(key, farewells[i]) &&
        strchr(" ", key[strlen(farewells[i])]) != NULL)
      return true;
  return strcmp(own, "--") == 0 || strcmp(own, "-- ") == 0;
}

/* Without the end of a letter: a name is no answer. */
static char *
without_farewell(const char *text)
{
  for (const char *p = text; (p = strchr(p, '\n')) != NULL;) {
    p += strspn(p, "\n \t");
    if (is_farewell(p))
      return g_strchomp(g_strndup(text, (gsize)(p - text)));
  }
  return g_strchomp(g_strdup(text));
}

static void
answer_from_block(const FormReader *reader, const FormBlock *block,
                  GPtrArray *answers)
{
  g_autofree char *numbers = marked_numbers(block);
  if (*numbers != '\0')
    answer_merge(reader, answers, block->number, numbers);
  /* Words beside a mark may be its reason: they count only alone, or where
   * they say something that is understood. */
  g_autofree char *written = without_farewell(block->written->str);
  g_autofree char *value = NULL;
  AnswerKind kind =
      survey_answer_read(reader->context, block->question, written, &value);
  if (*written != '\0' && (*numbers == '\0' || kind != ANSWER_NONE))
    answer_merge(reader, answers, block->number, written);
  if (!block->unclear)
    return;
  MailAnswer *answer = answer_of(answers, block->number);
  if (answer == NULL)
    answer = answer_add(answers, block, ANSWER_DOUBTFUL, NULL, "?");
  answer->kind = ANSWER_DOUBTFUL;
  g_clear_pointer(&answer->value, g_free);
}

/* Free words above or below: "1b 2: zu laut"; all of them where there is only
 * one question. */
static void
answers_from_free(const FormReader *reader, const char *text,
                  GPtrArray *answers)
{
  g_autoptr(GPtrArray) questions = g_ptr_array_new();
  g_autofree char *own = without_farewell(text);
  for (guint i = 0; i < reader->blocks->len; i++)
    g_ptr_array_add(questions,
                    (void *)((FormBlock *)reader->blocks->pdata[i])->question);
  g_autoptr(GPtrArray) parts = survey_answers_cut(questions, NULL, own);
  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    const AddressedAnswer *one = parts->pdata[i];
    answer_merge(reader, answers, one->number, one->text);
  }
  const char *begin = own + strspn(own, " \t\n");
  if (parts == NULL && questions->len == 1 && *begin != '\0')
    answer_merge(reader, answers, 1, begin);
}

static int
by_number(gconstpointer a, gconstpointer b)
{
  const MailAnswer *one = *(MailAnswer *const *)a;
  const MailAnswer *other = *(MailAnswer *const *)b;
  return (one->number > other->number) - (one->number < other->number);
}

/* The longest form is shorter; who sends more keeps others waiting. */
enum { LINES_MAX = 5000 };

GPtrArray *
mail_form_read(const AnswerContext *context, MailFormWays ways,
               const char *text)
{
  AnswerContext lettered = *context;
  lettered.is_lettered = true;
  context = &lettered;
  g_autoptr(GPtrArray) blocks = form_blocks_new(context, ways);
  g_autoptr(GString) above = g_string_new(NULL);
  g_autoptr(GString) below = g_string_new(NULL);
  g_autofree char *split = split_boxes(text);
  g_auto(GStrv) lines = g_strsplit(split, "\n", -1);
  FormReader reader = {
      .context = context, .blocks = blocks, .above = above, .below = below};
  for (guint i = 0; lines[i] != NULL && i < LINES_MAX; i++)
    take_line(&reader, lines[i]);
  GPtrArray *answers = g_ptr_array_new_with_free_func(answer_free);
  for (guint i = 0; i < blocks->len; i++)
    answer_from_block(&reader, blocks->pdata[i], answers);
  bool doubtful;
  g_autoptr(ReplyLines) cut = reply_lines_new(above->str);
  g_autofree char *own = reply_staff(cut, true, &doubtful);
  answers_from_free(&reader, own, answers);
  answers_from_free(&reader, below->str, answers);
  g_ptr_array_sort(answers, by_number);
  return answers;
}
