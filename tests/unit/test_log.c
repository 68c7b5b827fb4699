/* SPDX-License-Identifier: Apache-2.0
 *
 * A line of the log is one line, whatever the values hold.
 */
#include <string.h>

#include "daemon/log.h"

static char *format(const char *event, ...) G_GNUC_NULL_TERMINATED;

static char *
format(const char *event, ...)
{
  va_list pairs;
  va_start(pairs, event);
  char *line = log_format(event, pairs);
  va_end(pairs);
  return line;
}

static void
test_log_format_escapes_values(void)
{
  static const struct {
    const char *value, *line;
  } rows[] = {
      {"plain-1.2/3", "event=e k=plain-1.2/3"},
      {"", "event=e k=\"\""},
      {"two words", "event=e k=\"two words\""},
      {"a=b", "event=e k=\"a=b\""},
      {"say \"hi\"", "event=e k=\"say \\\"hi\\\"\""},
      {"back\\slash", "event=e k=\"back\\\\slash\""},
      {"x\nevent=forged", "event=e k=\"x\\nevent=forged\""},
      {"\x1b[2J", "event=e k=\"\\x1b[2J\""},
      {"Straße", "event=e k=Straße"},
      {"\xff", "event=e k=\xef\xbf\xbd"},
      {NULL, "event=e"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *line = format("e", "k", rows[i].value, NULL);
    g_assert_cmpstr(line, ==, rows[i].line);
  }
}

static void
test_log_format_cuts_long_values_between_characters(void)
{
  GString *value = g_string_new("x");
  for (int i = 0; i < 400; i++)
    g_string_append(value, "ä");
  g_autofree char *text = g_string_free(value, FALSE);
  g_autofree char *line = format("e", "k", text, NULL);
  g_assert_cmpuint(strlen(line), ==, strlen("event=e k=") + 499);
  g_assert_true(g_utf8_validate(line, -1, NULL));
}

static void
test_log_format_joins_pairs(void)
{
  g_autofree char *line =
      format("spool-written", "id", "0123456789abcdef", "reason", NULL, "count",
             log_number(-12).text, NULL);
  g_assert_cmpstr(line, ==,
                  "event=spool-written id=0123456789abcdef count=-12");
}

static void
test_log_event_writes_one_plain_line(void)
{
  if (g_test_subprocess()) {
    log_event(LOG_INFO, "started", "role", "webhook", NULL);
    log_event(LOG_DEBUG, "not-shown", NULL);
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_passed();
  g_test_trap_assert_stderr("*at=20*T*Z event=started "
                            "role=webhook\n*");
  g_test_trap_assert_stderr_unmatched("*not-shown*");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/log/values-are-escaped",
                  test_log_format_escapes_values);
  g_test_add_func("/daemon/log/long-values-are-cut",
                  test_log_format_cuts_long_values_between_characters);
  g_test_add_func("/daemon/log/pairs-are-joined", test_log_format_joins_pairs);
  g_test_add_func("/daemon/log/one-plain-line",
                  test_log_event_writes_one_plain_line);
  return g_test_run();
}
