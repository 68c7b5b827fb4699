/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers to questions of surveys, half as people text them and half to mislead
 * (tests/eval/answers.tsv); and some written when the reader was done
 * (tests/eval/answers_fresh.tsv).  What is asked again is a nuisance, what is
 * stored wrong is a false result: there must be none.
 */
#include <string.h>

#include "tests/support/eval.h"
#include "tests/support/survey_spec.h"

typedef struct Count {
  unsigned right, all, wrong; /* stored wrong */
} Count;

/* "ask" stands for whatever leads to the question being asked again. */
static bool
is_asked_again(const char *read)
{
  return strcmp(read, "doubtful") == 0 || strcmp(read, "outside") == 0 ||
         strcmp(read, "none") == 0;
}

/* Columns: question, language, expected, text. */
static void
ask(const char *set, char **columns, Count *count)
{
  g_autofree char *text = g_strcompress(columns[3]);
  g_autofree char *read = survey_spec_read(columns[0], columns[1], text);
  bool again = is_asked_again(read);
  bool right =
      strcmp(columns[2], "ask") == 0 ? again : strcmp(columns[2], read) == 0;
  count->all++;
  count->right += right;
  count->wrong += !right && !again;
  if (!right) {
    g_autofree char *told = g_strdup_printf("%s \"%s\": %s, not %s", columns[0],
                                            columns[3], read, columns[2]);
    eval_case(set, again ? "asked" : "WRONG", told);
  }
}

static void
eval_file(const char *set, const char *path, double mark)
{
  g_autofree char *texts = NULL;
  Count count = {0};
  if (!g_file_get_contents(path, &texts, NULL, NULL))
    g_error("%s is missing", path);
  g_auto(GStrv) lines = g_strsplit(texts, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) columns = g_strsplit(*line, "\t", -1);
    if (**line != '#' && g_strv_length(columns) == 4)
      ask(set, columns, &count);
  }
  g_autofree char *right = g_strdup_printf("%s, read right", set);
  g_autofree char *wrong = g_strdup_printf("%s, silently wrong", set);
  eval_share("answers", right, count.right, count.all, mark);
  eval_most("answers", wrong, count.wrong, 0);
}

int
main(void)
{
  eval_file("own", "tests/eval/answers.tsv", 0.97);
  eval_file("fresh", "tests/eval/answers_fresh.tsv", 0.97);
  return 0;
}
