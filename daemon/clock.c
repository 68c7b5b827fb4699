/* SPDX-License-Identifier: Apache-2.0
 *
 * System time, or base + rate x monotonic.
 */
#include "daemon/clock.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { RATE_MAX = 1000000 };

/* What a clock file says. */
typedef struct ClockRule {
  int64_t base_ms, origin_ms;
  double rate;
} ClockRule;

struct Clock {
  char *path; /* NULL: the system's clock */
  ClockRule rule;
  struct stat seen; /* of the file `rule` was read from */
};

static int64_t
clock_read_ms(clockid_t id)
{
  struct timespec now;
  int result = clock_gettime(id, &now);
  g_assert(result == 0);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_monotonic_ms(void)
{
  return clock_read_ms(CLOCK_MONOTONIC);
}

/* One number of the line; false when there is none. */
static bool
take_number(const char **text, double max, double *out_value)
{
  char *end;
  *out_value = g_ascii_strtod(*text, &end);
  if (end == *text || !isfinite(*out_value) || *out_value < 0 ||
      *out_value > max)
    return false;
  *text = end;
  return true;
}

static bool
clock_rule_parse(const char *text, ClockRule *out_rule)
{
  const double time_max = (double)(INT64_C(1) << 48); /* as in queue/id.h */
  double base, rate, origin;
  if (!take_number(&text, time_max, &base) ||
      !take_number(&text, RATE_MAX, &rate) ||
      !take_number(&text, time_max, &origin) || strcmp(text, "\n") != 0)
    return false;
  *out_rule = (ClockRule){(int64_t)base, (int64_t)origin, rate};
  return true;
}

/* Read the file again if it is another one than before. */
static bool
clock_refresh(Clock *clock, GError **error)
{
  struct stat now;
  if (stat(clock->path, &now) != 0) {
    int code = errno;
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
                "cannot read clock file '%s': %s", clock->path,
                g_strerror(code));
    return false;
  }
  if (now.st_ino == clock->seen.st_ino &&
      now.st_mtim.tv_sec == clock->seen.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == clock->seen.st_mtim.tv_nsec)
    return true;
  g_autofree char *text = NULL;
  if (!g_file_get_contents(clock->path, &text, NULL, error))
    return false;
  if (!clock_rule_parse(text, &clock->rule)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "clock file '%s' does not say BASE_MS RATE MONOTONIC_MS",
                clock->path);
    return false;
  }
  clock->seen = now;
  return true;
}

Clock *
clock_new_system(void)
{
  return g_new0(Clock, 1);
}

Clock *
clock_new_file(const char *path, GError **error)
{
  g_autoptr(Clock) clock = g_new0(Clock, 1);
  clock->path = g_strdup(path);
  return clock_refresh(clock, error) ? g_steal_pointer(&clock) : NULL;
}

Clock *
clock_open(const char *option, bool test, GError **error)
{
  const char *path = option ? option : g_getenv("BOTE_CLOCK");
  if (path == NULL || path[0] == '\0')
    return clock_new_system();
  if (!test) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_PERM,
                        "a clock file needs 'test: true' in bote.yaml");
    return NULL;
  }
  return clock_new_file(path, error);
}

int64_t
clock_now_ms(Clock *clock)
{
  if (clock->path == NULL)
    return clock_read_ms(CLOCK_REALTIME);
  /* A file that is gone or half made by hand leaves the last rule in force. */
  (void)clock_refresh(clock, NULL);
  int64_t passed_ms = clock_monotonic_ms() - clock->rule.origin_ms;
  return clock->rule.base_ms +
         (int64_t)floor((double)passed_ms * clock->rule.rate);
}

int
clock_wait_ms(Clock *clock, int64_t until_ms)
{
  int most_ms = clock->path ? CLOCK_LOOK_FILE_MS : CLOCK_LOOK_MS;
  int64_t now_ms = clock_now_ms(clock);
  if (until_ms <= now_ms)
    return 0;
  double rate = clock->path ? clock->rule.rate : 1;
  double wait_ms = ((double)until_ms - (double)now_ms) / rate;
  return wait_ms < most_ms ? (int)ceil(wait_ms) : most_ms;
}

bool
clock_file_write(const char *path, int64_t now_ms, double rate, GError **error)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = g_strdup_printf(
      "%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT "\n", now_ms,
      g_ascii_dtostr(number, sizeof number, rate), clock_monotonic_ms());
  return g_file_set_contents_full(path, text, -1,
                                  G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

void
clock_free(Clock *clock)
{
  if (clock == NULL)
    return;
  g_free(clock->path);
  g_free(clock);
}
