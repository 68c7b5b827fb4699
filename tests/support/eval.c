/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows as lines of fields between tabs.
 */
#include "tests/support/eval.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/shared_data.h"

enum { EVAL_SKIPPED = 77 }; /* as in TAP drivers of automake */

void
eval_share(const char *set, const char *what, unsigned good, unsigned all,
           double mark)
{
  printf("least\t%s\t%s\t%.4f\t%u of %u\t%.4f\n", set, what,
         all == 0 ? 0.0 : (double)good / all, good, all, mark);
}

void
eval_value(const char *set, const char *what, double value, double mark)
{
  printf("least\t%s\t%s\t%.4f\t\t%.4f\n", set, what, value, mark);
}

void
eval_most(const char *set, const char *what, unsigned count, unsigned most)
{
  printf("most\t%s\t%s\t%u\t\t%u\n", set, what, count, most);
}

void
eval_below(const char *set, const char *what, double value, double most)
{
  printf("most\t%s\t%s\t%.4f\t\t%.4f\n", set, what, value, most);
}

void
eval_case(const char *set, const char *name, const char *why)
{
  if (g_getenv("EVAL_LIST") != NULL)
    fprintf(stderr, "%s: %s: %s\n", set, name, why);
}

char *
eval_data(const char *name)
{
  char *path = shared_data_path(name);
  if (path != NULL)
    return path;
  fprintf(stderr, "not measured: there is no %s\n", name);
  exit(EVAL_SKIPPED);
}
