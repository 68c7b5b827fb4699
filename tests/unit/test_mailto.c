/* SPDX-License-Identifier: Apache-2.0
 *
 * mailto: URLs as the demo's mail program reads them.
 */
#include "daemon/demo/mailto.h"

#include <glib.h>

typedef struct Row {
  const char *url, *to, *subject, *body;
} Row;

static const Row rows[] = {
    {"mailto:a@example.org", "a@example.org", "", ""},
    {"mailto:a+b%40c@example.org?subject=x", "a+b@c@example.org", "x", ""},
    {"mailto:a@example.org?subject=%5BM%5D%20%C3%BC&body=%23erledigt%0D%0A%0D%"
     "0A"
     "(Hier)",
     "a@example.org", "[M] ü", "#erledigt\n\n(Hier)"},
    {"mailto:a@example.org?body=1+1%2B1&cc=b@example.org&x", "a@example.org",
     "", "1+1+1"},
    /* Not UTF-8: nothing rather than something broken. */
    {"mailto:a@example.org?subject=%FF%FE", "a@example.org", "", ""},
    {"mailto:?subject=a&subject=b", "", "b", ""},
};

static void
test_mailto_fields(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Mailto) mailto = mailto_parse(rows[i].url);
    g_assert_nonnull(mailto);
    g_assert_cmpstr(mailto->to, ==, rows[i].to);
    g_assert_cmpstr(mailto->subject, ==, rows[i].subject);
    g_assert_cmpstr(mailto->body, ==, rows[i].body);
  }
}

static void
test_mailto_other_schemes(void)
{
  g_assert_null(mailto_parse("https://example.org/"));
  g_assert_null(mailto_parse(""));
}

static void
test_mailto_links(void)
{
  g_autoptr(GPtrArray) links = mailto_links(
      "<p><a href=\"https://example.org/\">no</a>"
      "<a href=\"mailto:a@example.org?subject=x&amp;body=y\" "
      "style=\"b\">Erledigt"
      "</a> <a href=\"mailto:b@example.org\">R&uuml; &amp;lt;</a></p>"
      "<a href=\"mailto:cut");
  g_assert_cmpuint(links->len, ==, 2);
  const MailtoLink *first = links->pdata[0], *second = links->pdata[1];
  g_assert_cmpstr(first->url, ==, "mailto:a@example.org?subject=x&body=y");
  g_assert_cmpstr(first->label, ==, "Erledigt");
  g_assert_cmpstr(second->url, ==, "mailto:b@example.org");
  /* Resolved once, not twice. */
  g_assert_cmpstr(second->label, ==, "R&uuml; &lt;");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/demo/mailto/fields-are-decoded", test_mailto_fields);
  g_test_add_func("/demo/mailto/other-schemes-are-none",
                  test_mailto_other_schemes);
  g_test_add_func("/demo/mailto/links-of-an-html-part", test_mailto_links);
  return g_test_run();
}
