/* SPDX-License-Identifier: Apache-2.0
 *
 * Printing to the terminal.
 */
#include "daemon/demo/say.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "daemon/cli_print.h"

enum {
  WAY_COLUMNS = 26,    /* "Stadt → Amt für Stadtgrün" and a blank */
  TITLE_COLUMNS = 44,  /* the longest title in the table */
  EXCERPT_LINES = 8,   /* enough to see number, place and date */
  EXCERPT_COLUMNS = 68 /* 80 less the margin */
};

#define BOLD "1"
#define DIM "2"
#define GREEN "32"
#define RED "31"
#define BLUE "34"

void
demo_say_init(DemoSay *say, bool silent)
{
  const char *no_color = g_getenv("NO_COLOR");
  *say = (DemoSay){
      .silent = silent,
      .error_fd = STDERR_FILENO,
      .colours = isatty(STDOUT_FILENO) == 1 &&
                 (no_color == NULL || no_color[0] == '\0'),
      .zone = g_time_zone_new_identifier("Europe/Berlin"),
  };
  if (say->zone == NULL)
    say->zone = g_time_zone_new_utc();
}

void
demo_say_clear(DemoSay *say)
{
  g_clear_pointer(&say->zone, g_time_zone_unref);
}

static void
print(const DemoSay *say, const char *colour, const char *text)
{
  if (say->colours)
    printf("\033[%sm%s\033[0m", colour, text);
  else
    fputs(text, stdout);
}

/* Blanks up to a column; characters are counted, not bytes. */
static void
pad(const char *text, int columns)
{
  for (long rest = columns - g_utf8_strlen(text, -1); rest > 0; rest--)
    putchar(' ');
}

void
demo_say_scene(const DemoSay *say, unsigned number, unsigned count,
               const char *title)
{
  if (say->silent)
    return;
  g_autofree char *head = g_strdup_printf("%u/%u  %s", number, count, title);
  putchar('\n');
  print(say, BOLD, head);
  printf("\n\n");
}

void
demo_say_story(const DemoSay *say, const char *text)
{
  if (say->silent || text == NULL)
    return;
  printf("  ");
  print(say, BLUE, text);
  putchar('\n');
  (void)fflush(stdout); /* a closed terminal is noticed by its signal */
}

void
demo_say_event(const DemoSay *say, int64_t at_ms, const char *way,
               const char *what)
{
  if (say->silent)
    return;
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, say->zone);
  printf("  %02d:%02d  %s", g_date_time_get_hour(local),
         g_date_time_get_minute(local), way);
  pad(way, WAY_COLUMNS);
  printf(" %s\n", what);
  (void)fflush(stdout); /* see above */
}

/* One line of an excerpt, broken at blanks; returns how many it took. */
static int
print_wrapped(const DemoSay *say, const char *line, int room)
{
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  g_autoptr(GString) row = g_string_new(NULL);
  int printed = 0;
  for (char **word = words; *word != NULL && printed < room; word++) {
    g_string_append(row, *word);
    bool full = word[1] == NULL ||
                g_utf8_strlen(row->str, -1) + g_utf8_strlen(word[1], -1) >=
                    EXCERPT_COLUMNS;
    if (!full) {
      g_string_append_c(row, ' ');
      continue;
    }
    printf("         ");
    print(say, DIM, "│ ");
    print(say, DIM, row->str);
    putchar('\n');
    g_string_truncate(row, 0);
    printed++;
  }
  return printed;
}

/* Nothing to read in it: empty, or the empty line of a quote. */
static bool
is_blank(const char *line)
{
  return line[0] == '\0' || strcmp(line, "│") == 0;
}

void
demo_say_excerpt(const DemoSay *say, const char *text)
{
  if (say->silent)
    return;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  int room = EXCERPT_LINES;
  for (char **line = lines; *line != NULL && room > 0; line++) {
    g_strchomp(*line);
    if (!is_blank(*line))
      room -= print_wrapped(say, *line, room);
  }
}

void
demo_say_result(const DemoSay *say, bool passed, const char *why)
{
  if (!passed)
    dprintf(say->error_fd, "bote demo: %s\n", why);
  if (say->silent)
    return;
  printf("  ");
  print(say, passed ? GREEN : RED,
        passed ? "✔" : cli_text("✘ misslungen", "✘ failed"));
  putchar('\n');
}

void
demo_say_table(const DemoSay *say, const DemoResult *results, unsigned count)
{
  if (say->silent)
    return;
  putchar('\n');
  for (unsigned i = 0; i < count; i++) {
    printf("  ");
    print(say, results[i].passed ? GREEN : RED,
          results[i].passed ? "✔ " : "✘ ");
    printf("%s", results[i].title);
    pad(results[i].title, TITLE_COLUMNS);
    printf("%6.1f s\n", (double)results[i].took_ms / 1000);
  }
  putchar('\n');
}
