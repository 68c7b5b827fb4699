/* SPDX-License-Identifier: Apache-2.0
 *
 * The language of texts cut to several lengths: our own in twelve languages
 * (tests/eval/language.txt), and of the measuring data German reports and
 * English SMS.  A wrong answer is worse than none.
 */
#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "parsers/language/language.h"
#include "tests/support/eval.h"
#include "tests/support/json_text.h"
#include "tests/support/shared_data.h"

static const unsigned lengths[] = {20, 50, 100, 300};

/* What became of the pieces of one length. */
typedef struct Count {
  unsigned all, right, wrong;
} Count;

typedef struct Eval {
  LanguagePrints *prints;
  const char *set;
  const char *const *among;
  Count counts[G_N_ELEMENTS(lengths)];
  gint64 took_us;
} Eval;

/* The first `length` characters, to the end of a word; NULL when there are not
 * so many. */
static char *
cut(const char *text, unsigned length, const char **out_rest)
{
  const char *at = text;
  for (unsigned i = 0; i < length; i++) {
    if (*at == '\0')
      return NULL;
    at = g_utf8_next_char(at);
  }
  at += strcspn(at, " ");
  *out_rest = at + strspn(at, " ");
  return g_strndup(text, (gsize)(at - text));
}

static void
ask(Eval *eval, Count *count, const char *piece, const char *language)
{
  gint64 begin_us = g_get_monotonic_time();
  const char *guess = language_guess(piece, eval->among, eval->prints);
  eval->took_us += g_get_monotonic_time() - begin_us;
  bool right = g_strcmp0(guess, language) == 0;
  count->all++;
  count->right += right;
  count->wrong += !right && guess != NULL;
  if (!right) {
    g_autofree char *why = g_strdup_printf("%s is called %s", language,
                                           guess == NULL ? "nothing" : guess);
    eval_case(eval->set, piece, why);
  }
}

/* All pieces of a text, of every length. */
static void
ask_text(Eval *eval, const char *text, const char *language)
{
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    const char *rest = text;
    char *piece;
    while ((piece = cut(rest, lengths[i], &rest)) != NULL) {
      ask(eval, &eval->counts[i], piece, language);
      g_free(piece);
    }
  }
}

static void
print(const Eval *eval, const double *marks)
{
  unsigned all = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    const Count *count = &eval->counts[i];
    g_autofree char *right =
        g_strdup_printf("%s, %u characters, right", eval->set, lengths[i]);
    g_autofree char *wrong =
        g_strdup_printf("%s, %u characters, wrong", eval->set, lengths[i]);
    eval_share("language", right, count->right, count->all, marks[i]);
    eval_share("language", wrong, count->wrong, count->all, 0);
    all += count->all;
  }
  g_autofree char *what = g_strdup_printf("%s, microseconds each", eval->set);
  if (all > 0)
    eval_value("language", what, (double)eval->took_us / all, 0);
}

static void
eval_own(LanguagePrints *prints)
{
  static const double marks[] = {0.8, 0.95, 0.98, 1};
  Eval eval = {.prints = prints, .set = "own"};
  g_autofree char *texts = NULL;
  if (!g_file_get_contents("tests/eval/language.txt", &texts, NULL, NULL))
    g_error("tests/eval/language.txt is missing");
  g_auto(GStrv) lines = g_strsplit(texts, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, "\t", 2);
    if (g_strv_length(parts) == 2)
      ask_text(&eval, parts[1], parts[0]);
  }
  print(&eval, marks);
}

/* A file of JSON lines with a member "text". */
static void
eval_file(LanguagePrints *prints, const char *name, const char *set,
          const char *language, const double *marks)
{
  static const char *const among[] = {"de", "en", "tr", "uk", "ar", NULL};
  Eval eval = {.prints = prints, .set = set, .among = among};
  g_autofree char *path = shared_data_path(name);
  g_autofree char *texts = NULL;
  if (path == NULL || !g_file_get_contents(path, &texts, NULL, NULL))
    return;
  g_auto(GStrv) lines = g_strsplit(texts, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    json_auto_t *row = json_loads(*line, 0, NULL);
    const char *text = json_text(row, "text");
    if (text != NULL)
      ask_text(&eval, text, language);
  }
  print(&eval, marks);
}

int
main(void)
{
  /* SMS are in English, what is called so; the reports' first words are often
     names of streets. */
  static const double reports[] = {0.8, 0.95, 0.98, 0.99};
  static const double sms[] = {0.6, 0.9, 0.95, 0};
  g_autoptr(LanguagePrints) prints = language_prints_new();
  eval_own(prints);
  eval_file(prints, "reports/dev.jsonl", "reports", "de", reports);
  eval_file(prints, "sms/segments.jsonl", "sms", "en", sms);
  return 0;
}
