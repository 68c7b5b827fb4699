/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of problems: an array of copies and a count.
 */
#include "parsers/config/problems.h"

/* More than anybody reads at once; bounds what a hostile file can allocate. */
enum { PROBLEMS_MAX = 1000 };
/* A quotation mark that is never closed makes the rest of the file a value. */
enum { PROBLEM_TEXT_MAX = 400 };

/* One line that a person reads to its end; takes `text` over. */
static char *
make_short(char *text)
{
  if (g_utf8_strlen(text, -1) > PROBLEM_TEXT_MAX) {
    g_autofree char *whole = text;
    g_autofree char *head = g_utf8_substring(whole, 0, PROBLEM_TEXT_MAX);
    text = g_strconcat(head, "…", NULL);
  }
  return g_strdelimit(text, "\r\n", ' ');
}

struct Problems {
  GPtrArray *list;  /* Problem * */
  GPtrArray *files; /* char *, in the order of their first problem */
  size_t count;
};

static void
problem_free(void *data)
{
  Problem *problem = data;
  g_free(problem->file);
  g_free(problem->text);
  g_free(problem);
}

Problems *
problems_new(void)
{
  Problems *problems = g_new0(Problems, 1);
  problems->list = g_ptr_array_new_with_free_func(problem_free);
  problems->files = g_ptr_array_new_with_free_func(g_free);
  return problems;
}

void
problems_free(Problems *problems)
{
  if (problems == NULL)
    return;
  g_ptr_array_unref(problems->list);
  g_ptr_array_unref(problems->files);
  g_free(problems);
}

static unsigned
file_rank(const Problems *problems, const char *file)
{
  unsigned rank = problems->files->len;
  (void)g_ptr_array_find_with_equal_func(problems->files, file, g_str_equal,
                                         &rank);
  return rank; /* untouched, the next rank, when the file is new */
}

void
problems_add(Problems *problems, FilePosition place, const char *format, ...)
{
  g_assert(place.file != NULL);
  if (++problems->count > PROBLEMS_MAX)
    return;
  Problem *problem = g_new0(Problem, 1);
  problem->file = g_strdup(place.file);
  problem->line = place.line;
  problem->column = place.column;
  va_list arguments;
  va_start(arguments, format);
  problem->text = make_short(g_strdup_vprintf(format, arguments));
  va_end(arguments);
  g_ptr_array_add(problems->list, problem);
  if (file_rank(problems, place.file) == problems->files->len)
    g_ptr_array_add(problems->files, g_strdup(place.file));
}

size_t
problems_count(const Problems *problems)
{
  return problems->count;
}

static int
compare_problems(const void *a, const void *b, void *data)
{
  const Problems *problems = data;
  const Problem *left = *(Problem *const *)a;
  const Problem *right = *(Problem *const *)b;
  int left_rank = (int)file_rank(problems, left->file);
  int right_rank = (int)file_rank(problems, right->file);
  if (left_rank != right_rank)
    return left_rank - right_rank;
  return left->line != right->line ? left->line - right->line
                                   : left->column - right->column;
}

void
problems_sort(Problems *problems)
{
  /* GLib documents this sort as stable. */
  g_ptr_array_sort_with_data(problems->list, compare_problems, problems);
}

const Problem *
problems_get(const Problems *problems, size_t index)
{
  return index < problems->list->len ? problems->list->pdata[index] : NULL;
}

char *
problem_to_string(const Problem *problem)
{
  if (problem->line == 0)
    return g_strdup_printf("%s: %s", problem->file, problem->text);
  return g_strdup_printf("%s:%d:%d: %s", problem->file, problem->line,
                         problem->column, problem->text);
}

char *
problems_to_string(const Problems *problems)
{
  GString *lines = g_string_new(NULL);
  for (size_t i = 0; i < problems->list->len; i++) {
    g_autofree char *line = problem_to_string(problems_get(problems, i));
    g_string_append_printf(lines, "%s\n", line);
  }
  if (problems->count > PROBLEMS_MAX)
    g_string_append_printf(lines, "… and %zu more\n",
                           problems->count - PROBLEMS_MAX);
  return g_string_free(lines, FALSE);
}
