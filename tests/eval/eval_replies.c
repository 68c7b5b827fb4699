/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies: what is left when quotes and signatures are cut, against what
 * others say must be left.
 */
#include <stdio.h>
#include <string.h>

#include "parsers/charset/charset.h"
#include "parsers/parse_message.h"
#include "parsers/reply/reply.h"
#include "tests/support/eval.h"

/* Where we keep a line that the oracle cuts, or the reverse, and why. */
static const struct {
  const char *name, *reason;
} purpose_table[] = {
    {"talon signature johndoeexamplecom",
     "no farewell says that a name and a title are no words of his own"},
    {"crisp email_2, email_7, email_tricky_18",
     "answers between quotes keep the lines that they answer"},
    {"crisp email_tricky_19",
     "a quote that no program introduces was made by hand"},
    {"crisp email_unquoted_reply, email_15, email_german_3",
     "below a line of a phone, or \"you wrote:\", may stand his own words"},
};

/* Over all texts of a set. */
typedef struct Score {
  unsigned all, exact;
  unsigned shared, have, wanted; /* tokens */
} Score;

/* The words of a text, each as often as it stands there. */
static GHashTable *
count_words(const char *text, unsigned *out_all)
{
  GHashTable *words =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) list = g_strsplit_set(text, " \t\r\n", -1);
  for (char **word = list; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(words, *word));
    g_hash_table_replace(words, g_strdup(*word), GUINT_TO_POINTER(count + 1));
    (*out_all)++;
  }
  return words;
}

static char *
fold_blanks(const char *text)
{
  g_auto(GStrv) list = g_strsplit_set(text, " \t\r\n", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  for (char **word = list; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", *word);
  return g_strdup(out->str);
}

static void
score_text(Score *score, const char *set, const char *name, const char *have,
           const char *wanted)
{
  unsigned count_have = 0, count_wanted = 0, shared = 0;
  g_autoptr(GHashTable) a = count_words(have, &count_have);
  g_autoptr(GHashTable) b = count_words(wanted, &count_wanted);
  GHashTableIter iter;
  void *word, *count;
  for (g_hash_table_iter_init(&iter, a);
       g_hash_table_iter_next(&iter, &word, &count);)
    shared += MIN(GPOINTER_TO_UINT(count),
                  GPOINTER_TO_UINT(g_hash_table_lookup(b, word)));
  g_autofree char *have_folded = fold_blanks(have);
  g_autofree char *wanted_folded = fold_blanks(wanted);
  bool exact = strcmp(have_folded, wanted_folded) == 0;
  score->all++;
  score->exact += exact;
  score->shared += shared;
  score->have += count_have;
  score->wanted += count_wanted;
  if (!exact)
    eval_case(set, name,
              shared < count_wanted ? "loses words" : "keeps too much");
}

static void
print_score(const Score *score, const char *set, double mark_f1,
            double mark_recall, double mark_exact)
{
  double all = score->have + score->wanted;
  eval_share(set, "exact", score->exact, score->all, mark_exact);
  eval_value(set, "words F1", all > 0 ? 2 * score->shared / all : 0, mark_f1);
  eval_share(set, "own words that stay", score->shared, score->wanted,
             mark_recall);
}

static char *
read_file(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *text = NULL;
  return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted. */
static GPtrArray *
list_names(const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  return names;
}

static Reply *
split(const char *text)
{
  g_autofree char *clean = charset_clean_text(text);
  g_autoptr(ReplyLines) lines = reply_lines_new(clean);
  return reply_split(lines);
}

/* Mails and what Discourse's trimmer leaves of them. */
static void
measure_exact(void)
{
  g_autofree char *emails = eval_data("replies/exact/emails");
  g_autofree char *trimmed = eval_data("replies/exact/trimmed");
  g_autoptr(GPtrArray) names = list_names(emails);
  Score score = {0};
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *text = read_file(emails, name);
    g_autofree char *wanted = read_file(trimmed, name);
    g_autoptr(Reply) reply = split(text);
    score_text(&score, "replies", name, reply->text, wanted);
  }
  print_score(&score, "replies", 0.96, 0.99, 0.75);
}

/* The answer in each mail of a set is the same. */
static void
measure_mails(const char *folder, const char *wanted)
{
  static const MimeOptions options = {0};
  g_autofree char *path = eval_data(folder);
  g_autoptr(GPtrArray) names = list_names(path);
  Score score = {0};
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *bytes = read_file(path, name);
    if (!g_str_has_suffix(name, ".eml") && !g_str_has_suffix(name, ".html"))
      continue;
    g_autofree char *mail =
        g_str_has_suffix(name, ".html")
            ? g_strconcat("Content-Type: text/html; charset=utf-8\n\n", bytes,
                          NULL)
            : g_strdup(bytes);
    g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
    g_autoptr(Message) read = parse_message(raw, &options, NULL, NULL, NULL);
    score_text(&score, folder, name, read == NULL ? "" : read->text, wanted);
  }
  print_score(&score, strrchr(folder, '/') + 1, 0.96, 0.99, 0.75);
}

/* A text whose lines of signature are marked "#sig#", or whose signature
 * stands in a file of its own: what is wanted, and the text itself.
 */
static char *
without_signature(const char *folder, const char *name, char **out_text)
{
  g_autofree char *body = read_file(folder, name);
  g_autofree char *base = g_strndup(name, strlen(name) - strlen("_body"));
  g_autofree char *other = g_strconcat(base, "_signature", NULL);
  g_autofree char *signature = read_file(folder, other);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GString) wanted = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    bool cut = g_str_has_prefix(*line, "#sig#");
    g_string_append_printf(text, "%s\n", cut ? *line + 5 : *line);
    if (!cut)
      g_string_append_printf(wanted, "%s\n", *line);
  }
  g_strchomp(text->str);
  char *cut = signature == NULL ? NULL : g_strrstr(text->str, signature);
  if (cut != NULL && *signature != '\0')
    g_string_append_len(g_string_truncate(wanted, 0), text->str,
                        cut - text->str);
  *out_text = g_strdup(text->str);
  return g_strdup(wanted->str);
}

static void
measure_signatures(const char *folder)
{
  g_autofree char *path = eval_data(folder);
  g_autoptr(GPtrArray) names = list_names(path);
  Score score = {0};
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    if (!g_str_has_suffix(name, "_body"))
      continue;
    g_autofree char *text = NULL;
    g_autofree char *wanted = without_signature(path, name, &text);
    g_autoptr(Reply) reply = split(text);
    score_text(&score, folder, name, reply->text, wanted);
  }
  print_score(&score, "signatures", 0, 0.99, 0);
}

/* Nobody says what must be left of these; hardly a quote mark should. */
static void
measure_marks(const char *folder)
{
  g_autofree char *path = eval_data(folder);
  g_autoptr(GPtrArray) names = list_names(path);
  unsigned free_of_marks = 0;
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *text = read_file(path, name);
    g_autoptr(Reply) reply = split(text);
    bool marked = reply->text[0] == '>' || strstr(reply->text, "\n>") != NULL;
    free_of_marks += !marked;
    if (marked)
      eval_case(folder, name, "a quote mark is left");
    if (*reply->text == '\0')
      eval_case(folder, name, "nothing is left");
  }
  eval_share("crisp", "texts without a quote mark", free_of_marks, names->len,
             0);
}

int
main(void)
{
  mime_init();
  measure_exact();
  measure_mails("replies/talon/standard_replies", "Hello");
  measure_mails("replies/talon/html_replies",
                "Hi. I am fine.\n\nThanks,\nAlex");
  measure_signatures("replies/talon/signature/emails/stripped");
  measure_signatures("replies/talon/signature/emails/P");
  measure_marks("replies/crisp/test/fixtures");
  for (size_t i = 0; i < G_N_ELEMENTS(purpose_table); i++)
    fprintf(stderr, "kept on purpose: %s: %s\n", purpose_table[i].name,
            purpose_table[i].reason);
  return 0;
}
