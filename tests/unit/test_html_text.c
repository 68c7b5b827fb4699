/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML mails as text.
 */
#include "parsers/html_text.h"

#include <string.h>

static const struct Case {
  const char *name, *html, *expected;
} cases[] = {
    {"paragraphs", "<p>Eins</p><p>Zwei</p>", "Eins\n\nZwei"},
    {"lines", "Eins<br>Zwei<br><br>Drei", "Eins\nZwei\n\nDrei"},
    {"divs", "<div>Eins</div><div><br></div><div>Zwei</div>", "Eins\n\nZwei"},
    {"blanks", "  a \n\t b&nbsp;&nbsp;c ", "a b c"},
    {"entities", "&Auml;rger &amp; &lt;Loch&gt; &#8364;", "Ärger & <Loch> €"},
    {"quote", "Ja.<blockquote>Frage?<br>Noch eine</blockquote>Ende",
     "Ja.\n\n> Frage?\n> Noch eine\nEnde"},
    {"nested-quote", "a<blockquote>b<blockquote>c</blockquote>d</blockquote>",
     "a\n\n> b\n> > c\n> d"},
    {"yahoo", "a<div class=\"yahoo_quoted\">b<div>c</div></div>",
     "a\n\n\uFDD1b\n\uFDD1c"},
    {"list", "<ul><li>Eins</li><li>Zwei</li></ul>", "- Eins\n- Zwei"},
    {"table",
     "<table><tr><td>Ort</td><td>Am Markt</td></tr><tr><td>Art</td><td>"
     "Loch</td></tr></table>",
     "Ort | Am Markt\nArt | Loch"},
    {"link", "<a href=\"https://example.org/x\">hier</a>.",
     "hier <https://example.org/x>."},
    {"link-that-says-it", "<a href=\"https://example.org/\">example.org</a>",
     "example.org"},
    {"mail-link", "<a href=\"mailto:a@example.org\">Amt</a>",
     "Amt <a@example.org>"},
    {"script-link", "<a href=\"javascript:x()\">hier</a>", "hier"},
    {"hidden",
     "<head><title>t</title><style>p{}</style></head><body>a<script>x</"
     "script><div style=\"Display : none\">b<p>c</p></div>d"
     "<span hidden>e</span></body>",
     "a\nd"},
    {"tracking-picture",
     "a<img src=\"https://example.org/p.gif\" alt=\"Logo\">", "a"},
    {"comment", "a<!--[if mso]>b<![endif]-->c", "ac"},
    {"lying-charset",
     "<meta http-equiv=\"Content-Type\" content=\"text/html; "
     "charset=iso-8859-1\"><p>Grüße</p>",
     "Grüße"},
    {"unclosed", "<p>a<b>b<i>c", "abc"},
    {"preformatted", "<pre>a\nb</pre>c", "a\nb\nc"},
    {"not-a-tag", "3 < 4 und 5 > 2", "3 < 4 und 5 > 2"},
    {"empty", "", ""},
};

static void
test_html_text_case(gconstpointer data)
{
  const struct Case *row = data;
  g_autofree char *text = html_text(row->html, strlen(row->html), 10000);
  g_assert_cmpstr(text, ==, row->expected);
}

static void
test_html_text_is_capped(void)
{
  g_autoptr(GString) html = g_string_new(NULL);
  for (int i = 0; i < 10000; i++)
    g_string_append(html, "<p>äöü</p>");
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_cmpuint(strlen(text), <=, 1003);
  g_assert_true(g_utf8_validate(text, -1, NULL));
}

/* A long data: address is cut, what follows stays. */
static void
test_html_text_long_tag_loses_no_text(void)
{
  g_autoptr(GString) html = g_string_new("vor <img src=\"data:");
  for (int i = 0; i < 10000; i++)
    g_string_append(html, "AAAAAAAAAA");
  g_string_append(html, "\" alt=x> nach");
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_cmpstr(text, ==, "vor nach");
}

static void
test_html_text_nested_divs_are_cheap(void)
{
  g_autoptr(GString) html = g_string_new(NULL);
  for (int i = 0; i < 200000; i++)
    g_string_append(html, "<div>");
  g_string_append(html, "unten");
  gint64 begin_us = g_get_monotonic_time();
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_cmpstr(text, ==, "unten");
  g_assert_cmpint(g_get_monotonic_time() - begin_us, <, 2 * G_USEC_PER_SEC);
}

/* Many distinct attributes in many tags that are each just allowed. */
static void
test_html_text_attributes_are_cheap(void)
{
  g_autoptr(GString) html = g_string_new(NULL);
  while (html->len < 1000000) {
    g_string_append(html, "<p");
    for (int i = 0; i < 2500; i++)
      g_string_append_printf(html, " a%d", i);
    g_string_append(html, ">x</p>");
  }
  gint64 begin_us = g_get_monotonic_time();
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_true(g_str_has_prefix(text, "x\n\nx"));
  g_assert_cmpint(g_get_monotonic_time() - begin_us, <, 2 * G_USEC_PER_SEC);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path =
        g_strdup_printf("/parsers/html-text/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_html_text_case);
  }
  g_test_add_func("/parsers/html-text/is-capped", test_html_text_is_capped);
  g_test_add_func("/parsers/html-text/long-tag-loses-no-text",
                  test_html_text_long_tag_loses_no_text);
  g_test_add_func("/parsers/html-text/nested-divs-are-cheap",
                  test_html_text_nested_divs_are_cheap);
  g_test_add_func("/parsers/html-text/attributes-are-cheap",
                  test_html_text_attributes_are_cheap);
  return g_test_run();
}
