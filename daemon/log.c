/* SPDX-License-Identifier: Apache-2.0
 *
 * logfmt on standard error.
 */
#include "daemon/log.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Longer values are no ids; a line stays below PIPE_BUF in any sane event. */
enum { VALUE_MAX_BYTES = 500 };

LogNumber
log_number(int64_t number)
{
  LogNumber out;
  g_snprintf(out.text, sizeof out.text, "%" PRId64, number);
  return out;
}

static bool
needs_quotes(const char *value)
{
  for (const char *at = value; *at; at++)
    if ((unsigned char)*at <= ' ' || *at == '"' || *at == '=' || *at == '\\' ||
        *at == 0x7f)
      return true;
  return value[0] == '\0';
}

/* Append a value so that it can never look like another line or pair. */
static void
append_value(GString *line, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid(value, -1);
  if (strlen(valid) > VALUE_MAX_BYTES) {
    char *cut = g_utf8_find_prev_char(valid, valid + VALUE_MAX_BYTES + 1);
    *cut = '\0';
  }
  if (!needs_quotes(valid)) {
    g_string_append(line, valid);
    return;
  }
  g_string_append_c(line, '"');
  for (const char *at = valid; *at; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_printf(line, "\\%c", *at);
    else if (*at == '\n')
      g_string_append(line, "\\n");
    else if ((unsigned char)*at < ' ' || *at == 0x7f)
      g_string_append_printf(line, "\\x%02x", (unsigned char)*at);
    else
      g_string_append_c(line, *at);
  }
  g_string_append_c(line, '"');
}

char *
log_format(const char *event, va_list pairs)
{
  GString *line = g_string_new("event=");
  append_value(line, event);
  const char *key;
  while ((key = va_arg(pairs, const char *)) != NULL) {
    const char *value = va_arg(pairs, const char *);
    if (value == NULL)
      continue;
    g_string_append_printf(line, " %s=", key);
    append_value(line, value);
  }
  return g_string_free(line, FALSE);
}

/* True when standard error is the stream the journal gave us (systemd.exec(5):
 * $JOURNAL_STREAM is device and inode of it). */
static bool
is_journal(void)
{
  const char *stream = g_getenv("JOURNAL_STREAM");
  struct stat status;
  if (stream == NULL || fstat(STDERR_FILENO, &status) != 0)
    return false;
  g_autofree char *ours =
      g_strdup_printf("%" PRIuMAX ":%" PRIuMAX, (uintmax_t)status.st_dev,
                      (uintmax_t)status.st_ino);
  return strcmp(stream, ours) == 0;
}

/* The journal knows when; a file or a terminal does not.  The machine's time,
 * not the town's, which a test may set: it is compared with other logs. */
static char *
timed_line(const char *line)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *text = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
  return g_strdup_printf("at=%s %s\n", text, line);
}

void
log_event(int priority, const char *event, ...)
{
  if (priority >= LOG_DEBUG && g_getenv("BOTE_DEBUG") == NULL)
    return;
  va_list pairs;
  va_start(pairs, event);
  g_autofree char *line = log_format(event, pairs);
  va_end(pairs);
  g_autofree char *whole = is_journal()
                               ? g_strdup_printf("<%d>%s\n", priority, line)
                               : timed_line(line);
  /* One write, so that lines of several processes do not mix; there is nobody
   * to tell when it fails. */
  ssize_t ignored = write(STDERR_FILENO, whole, strlen(whole));
  (void)ignored;
}

static int
priority_of(GLogLevelFlags level)
{
  static const struct {
    GLogLevelFlags level;
    int priority;
  } rows[] = {
      {G_LOG_LEVEL_ERROR, LOG_ERR},       {G_LOG_LEVEL_CRITICAL, LOG_ERR},
      {G_LOG_LEVEL_WARNING, LOG_WARNING}, {G_LOG_LEVEL_MESSAGE, LOG_NOTICE},
      {G_LOG_LEVEL_INFO, LOG_INFO},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (level & rows[i].level)
      return rows[i].priority;
  return LOG_DEBUG;
}

static void
log_glib(const gchar *domain, GLogLevelFlags level, const gchar *message,
         gpointer data)
{
  (void)data;
  log_event(priority_of(level), "library", "domain", domain, "message", message,
            NULL);
}

void
log_take_glib(void)
{
  g_log_set_default_handler(log_glib, NULL);
}
