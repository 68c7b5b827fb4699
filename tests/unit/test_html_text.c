/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML mails as text.
 */
#include "parsers/html/html_text.h"

#include <string.h>
#include <sys/resource.h>

#include "tests/support/cases.h"
#include "tests/support/cpu_time.h"

static const struct Row {
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
    {"list-in-list",
     "<ul><li>Eins<ul><li>Innen<ol><li>Tief</li></ol></li></ul></li>"
     "<li>Zwei</li></ul>",
     "- Eins\n  - Innen\n    1. Tief\n- Zwei"},
    {"numbered", "<ol><li>Eins</li><li><p>Zwei</p></li></ol>",
     "1. Eins\n\n2. Zwei"},
    {"numbered-from", "<ol start=3><li>Drei</li><li>Vier</li></ol>",
     "3. Drei\n4. Vier"},
    {"table-with-head",
     "<table><thead><tr><th>Tag</th><th>Zeit</th></tr></thead><tbody><tr>"
     "<td>Mo</td><td></td></tr></tbody></table>Ende",
     "Tag | Zeit\nMo\nEnde"},
    {"table-for-layout",
     "<table><tr><td><table><tr><td><p>Eins</p></td></tr></table></td></tr>"
     "</table>",
     "Eins"},
    {"map-behind-a-picture",
     "Hier: <a href=\"https://maps.example.org/?q=54.1,12.1\"><img "
     "src=\"cid:x\"></a>",
     "Hier: <https://maps.example.org/?q=54.1,12.1>"},
    {"geo-link", "<a href=\"geo:54.1,12.1\">hier</a>", "hier <geo:54.1,12.1>"},
    {"mail-link-with-subject",
     "<a href=\"mailto:a@example.org?subject=x\">Amt</a>",
     "Amt <a@example.org>"},
    {"hidden-preheader",
     "<div style=\"max-height:0px;overflow:hidden;opacity:0\">Vorschau</div>"
     "<span style=\"font-size:0;color:#fff\">x</span>a",
     "a"},
    {"hidden-row", "<table><tr style='display:none'><td>b</td></tr></table>a",
     "a"},
    {"not-hidden",
     "<p style=\"background-color:transparent;opacity:0.9;font-size:0.9em\">"
     "a</p><td style='font-size:0'>b</td>",
     "a\n\nb"},
    {"revealed-comment",
     "<![if !mso]>a<![endif]>b<!--[if !mso]><!-->c<!-- "
     "<![endif]-->",
     "abc"},
    {"signature-mark", "a<div class=\"x moz-signature\">b</div>",
     "a\n\n\xef\xb7\x92"
     "b"},
    {"attribution-mark", "a<div class=gmail_attr>b</div>",
     "a\n\n\xef\xb7\x90"
     "b"},
    {"rest-mark", "a<div id=divRplyFwdMsg>b</div><p>c",
     "a\n\n\xef\xb7\x91"
     "b\n\n\xef\xb7\x91"
     "c"},
    {"mark-within-a-quote", "<blockquote>a<div class=gmail_attr>b</div>",
     "> a\n> b"},
    {"mark-of-quoted-outlook", "a<div id=x_divRplyFwdMsg>b</div>", "a\n\nb"},
    {"marks-from-outside",
     "a\xef\xb7\x91"
     "b&#xFDD0;c",
     "a b c"},
    {"control-characters",
     "a\x01"
     "b&#8;c",
     "abc"},
    {"preformatted", "<pre>a\nb</pre>c", "a\nb\nc"},
    {"not-a-tag", "3 < 4 und 5 > 2", "3 < 4 und 5 > 2"},
    {"empty", "", ""},
};

static void
test_html_text_case(gconstpointer data)
{
  const struct Row *row = data;
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
  gint64 begin_us = cpu_time_us();
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_cmpstr(text, ==, "unten");
  g_assert_cmpint(cpu_time_us() - begin_us, <, 2 * G_USEC_PER_SEC);
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
  gint64 begin_us = cpu_time_us();
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_true(g_str_has_prefix(text, "x\n\nx"));
  g_assert_cmpint(cpu_time_us() - begin_us, <, 2 * G_USEC_PER_SEC);
}

/* The same without ends, in 1 MB; plain text of that size is the measure. */
static double
seconds_for(const char *piece)
{
  g_autoptr(GString) html = g_string_new(NULL);
  while (html->len < 1000000)
    g_string_append(html, piece);
  gint64 begin_us = cpu_time_us();
  g_autofree char *text = html_text(html->str, html->len, html->len);
  return (double)(cpu_time_us() - begin_us) / G_USEC_PER_SEC;
}

static void
test_html_text_is_linear(void)
{
  static const char *const pieces[] = {
      "<div>",
      "<div style='display:none'>",
      "<ul><li>a",
      "<table><tr><td>a",
      "<blockquote>",
      "<a href=http://example.org/map>",
      "<p id=yqt class=gmail_attr>a",
  };
  double plain = MAX(seconds_for("Ein Wort "), 0.002);
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
    double took = seconds_for(pieces[i]);
    g_test_message("%s: %.0f times plain text", pieces[i], took / plain);
    g_assert_cmpfloat(took, <, 100 * plain);
  }
}

#ifndef BOTE_SANITIZED
/* What the process grows by, not what it holds: memory is asked for in ever
 * larger pieces and stays.
 */
static void
test_html_text_nested_divs_are_small(void)
{
  struct rusage before = {0}, after = {0};
  g_autoptr(GString) html = g_string_new(NULL);
  while (html->len < 1000000)
    g_string_append(html, "<div>");
  g_assert_cmpint(getrusage(RUSAGE_SELF, &before), ==, 0);
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_cmpint(getrusage(RUSAGE_SELF, &after), ==, 0);
  g_assert_cmpint(after.ru_maxrss - before.ru_maxrss, <, 20 * 1024); /* KiB */
}
#endif

static void
test_html_text_one_tag_of_many_attributes(void)
{
  g_autoptr(GString) html = g_string_new("vor <p");
  for (int i = 0; i < 100000; i++)
    g_string_append_printf(html, " a%d=b", i);
  g_string_append(html, ">nach");
  gint64 begin_us = cpu_time_us();
  g_autofree char *text = html_text(html->str, html->len, 1000);
  g_assert_cmpstr(text, ==, "vor\n\nnach");
  g_assert_cmpint(cpu_time_us() - begin_us, <, G_USEC_PER_SEC);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/parsers/html-text", cases, test_html_text_case);
  g_test_add_func("/parsers/html-text/is-capped", test_html_text_is_capped);
  g_test_add_func("/parsers/html-text/long-tag-loses-no-text",
                  test_html_text_long_tag_loses_no_text);
  g_test_add_func("/parsers/html-text/nested-divs-are-cheap",
                  test_html_text_nested_divs_are_cheap);
  g_test_add_func("/parsers/html-text/attributes-are-cheap",
                  test_html_text_attributes_are_cheap);
  g_test_add_func("/parsers/html-text/is-linear", test_html_text_is_linear);
#ifndef BOTE_SANITIZED
  g_test_add_func("/parsers/html-text/nested-divs-are-small",
                  test_html_text_nested_divs_are_small);
#endif
  g_test_add_func("/parsers/html-text/one-tag-of-many-attributes",
                  test_html_text_one_tag_of_many_attributes);
  return g_test_run();
}
