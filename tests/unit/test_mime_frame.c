/* SPDX-License-Identifier: Apache-2.0
 *
 * Which of several texts of a mail is read, and in which order.
 */
#include "parsers/mime/mime.h"

#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/cases.h"

/* P and H: a short plain text and a short HTML; L: an HTML of 400 letters; E:
 * an empty plain text.  Others stand for what begins or ends: A( an
 * alternative, M( anything else of several parts. */
static const struct Row {
  const char *name, *parts, *text;
} rows[] = {
    {"html-alone", "H", "Html"},
    {"plain-wins", "A(PH)", "Plain"},
    {"in-any-order", "A(HP)", "Plain"},
    {"long-html-wins", "A(PL)", "Long"},
    {"long-html-wins-first", "A(LP)", "Long"},
    {"empty-plain-loses", "A(EH)", "Html"},
    {"last-html-counts", "A(LPH)", "Plain"},
    {"html-within", "A(PM(H))", "Plain"},
    {"long-html-within", "A(PM(L))", "Long"},
    {"html-and-more-within", "A(EM(HP))", "Html\nPlain"},
    {"sequence", "M(HPH)", "Html\nPlain\nHtml"},
    {"two-html", "M(HH)", "Html\nHtml"},
    {"after-an-empty-one", "M(EHH)", "Html\nHtml"},
    {"alternatives-in-sequence", "M(A(PH)A(EH)P)", "Plain\nHtml\nPlain"},
    {"alternative-within", "A(PA(EH))", "Plain"},
    {"html-of-html", "A(EA(EM(H)))", "Html"},
};

enum { LONG_LETTERS = 400 };

static void
add_leaf(GString *mail, const char *media_type, const char *text)
{
  g_string_append_printf(mail, "Content-Type: %s; charset=utf-8\n\n%s\n",
                         media_type, text);
}

/* Write the entity at `at`; returns what stands behind it. */
static const char *
add_entity(GString *mail, const char *at, char boundary)
{
  g_autofree char *many = g_strnfill(LONG_LETTERS, 'x');
  g_autofree char *longer = g_strdup_printf("<p>Long<!--%s-->%s", many, many);
  switch (*at) {
  case 'P':
    add_leaf(mail, "text/plain", "Plain");
    return at + 1;
  case 'E':
    add_leaf(mail, "text/plain", "");
    return at + 1;
  case 'H':
    add_leaf(mail, "text/html", "<p>Html");
    return at + 1;
  case 'L':
    add_leaf(mail, "text/html", longer);
    return at + 1;
  }
  g_string_append_printf(mail, "Content-Type: multipart/%s; boundary=%c\n\n",
                         *at == 'A' ? "alternative" : "mixed", boundary);
  for (at += 2; *at != ')';) {
    g_string_append_printf(mail, "--%c\n", boundary);
    at = add_entity(mail, at, (char)(boundary + 1));
  }
  g_string_append_printf(mail, "--%c--\n", boundary);
  return at + 1;
}

static void
test_mime_frame_chooses(gconstpointer data)
{
  const struct Row *row = data;
  static const MimeOptions options = {0};
  g_autoptr(GString) mail = g_string_new("From: a@example.org\n");
  (void)add_entity(mail, row->parts, 'a');
  g_autoptr(GBytes) raw = g_bytes_new(mail->str, mail->len);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_nonnull(message);
  g_autofree char *text = g_strdup(message->text);
  text[strcspn(text, "x")] = '\0';
  g_assert_cmpstr(text, ==, row->text);
}

/* Where the plain half is worse though it is not shorter. */
static const struct Half {
  const char *name, *plain, *html, *text;
} halves[] = {
    {"hint", "Ihr E-Mail-Programm kann kein HTML anzeigen.",
     "<p>Ein Loch in der Straße.", "Ein Loch in der Straße."},
    {"hint-english", "This is an HTML message. Please view it in your browser.",
     "<p>A hole.", "A hole."},
    {"quote-lost", "Ja.\n\nIst es behoben?",
     "<p>Ja.<blockquote>Ist es behoben?</blockquote>", "Ja."},
    {"quote-lost-outlook", "Ja.\n\nBote, gestern\n\nIst es behoben?",
     "<p>Ja.<div id=divRplyFwdMsg>Bote, gestern</div>Ist es behoben?", "Ja."},
    {"quote-kept", "Ja (nur hier).\n\n> Ist es behoben?",
     "<p>Ja.<blockquote>Ist es behoben?</blockquote>", "Ja (nur hier)."},
    {"about-html", "Das Formular kann kein HTML, bitte prüfen Sie es.", "<p> ",
     "Das Formular kann kein HTML, bitte prüfen Sie es."},
};

static void
test_mime_frame_worse_half(gconstpointer data)
{
  const struct Half *row = data;
  static const MimeOptions options = {0};
  g_autoptr(GString) mail =
      g_string_new("From: a@example.org\nContent-Type: multipart/alternative; "
                   "boundary=a\n\n--a\n");
  add_leaf(mail, "text/plain", row->plain);
  g_string_append(mail, "--a\n");
  add_leaf(mail, "text/html", row->html);
  g_string_append(mail, "--a--\n");
  g_autoptr(GBytes) raw = g_bytes_new(mail->str, mail->len);
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  g_assert_nonnull(message);
  g_assert_cmpstr(message->text, ==, row->text);
  g_assert_null(strstr(message->full_text, "\xef\xb7"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  CASES_ADD_ROWS("/parsers/mime_frame/half", halves, test_mime_frame_worse_half)
  CASES_ADD_ROWS("/parsers/mime_frame", rows, test_mime_frame_chooses);
  return g_test_run();
}
