/* SPDX-License-Identifier: Apache-2.0
 *
 * What all commands say in the same way.
 */
#include "daemon/cli_print.h"

static void
test_cli_count(void)
{
  static const CliNoun noun = {"Postfach", "Postfächer", "mailbox",
                               "mailboxes"};
  static const struct {
    const char *locale;
    size_t count;
    const char *text;
  } rows[] = {
      {"de_DE.UTF-8", 0, "0 Postfächer"},
      {"de_DE.UTF-8", 1, "1 Postfach"},
      {"de_DE.UTF-8", 2, "2 Postfächer"},
      {"C", 0, "0 mailboxes"},
      {"C", 1, "1 mailbox"},
      {"C", 21, "21 mailboxes"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    (void)g_setenv("LC_ALL", rows[i].locale, TRUE);
    g_autofree char *text = cli_count(rows[i].count, &noun);
    g_assert_cmpstr(text, ==, rows[i].text);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/daemon/cli-print/count", test_cli_count);
  return g_test_run();
}
