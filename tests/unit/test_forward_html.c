/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails passed on in HTML alone, as the mail programs build it.
 */
#include <string.h>

#include "parsers/parse_message.h"
#include "tests/support/cases.h"

#define ERIKA                                                                  \
  "Erika Muster &lt;<a href=\"mailto:erika@example.org\">"                     \
  "erika@example.org</a>&gt;"

static const struct Row {
  const char *name, *subject, *html, *own;
} rows[] = {
    {"gmail", "Fwd: Loch",
     "<div dir=\"ltr\">Zur Info.<br><br><div class=\"gmail_quote "
     "gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">---------- "
     "Forwarded message ---------<br>Von: <strong class=\"gmail_sendername\" "
     "dir=\"auto\">Erika Muster</strong> <span dir=\"auto\">&lt;<a "
     "href=\"mailto:erika@example.org\">erika@example.org</a>&gt;</span><br>"
     "Date: Do., 21. Mai 2026 um 08:14 Uhr<br>Subject: Loch<br>To: &lt;<a "
     "href=\"mailto:c@example.com\">c@example.com</a>&gt;<br></div><br><br>"
     "<div dir=\"ltr\">Da ist ein Loch.</div></div></div>",
     "Zur Info."},
    {"outlook", "WG: Loch",
     "<div class=\"WordSection1\"><p class=\"MsoNormal\">Zur Info.<o:p></o:p>"
     "</p><p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><div><div "
     "style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm "
     "0cm\"><p class=\"MsoNormal\"><b>Von:</b> " ERIKA " <br><b>Gesendet:</b> "
     "Donnerstag, 21. Mai 2026 08:14<br><b>An:</b> Carla Meier "
     "&lt;c@example.com&gt;<br><b>Betreff:</b> Loch<o:p></o:p></p></div></div>"
     "<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><p class=\"MsoNormal\">Da "
     "ist "
     "ein Loch.<o:p></o:p></p></div>",
     "Zur Info."},
    {"outlook-web", "WG: Loch",
     "<div class=\"elementToProof\">Zur Info.</div><div id=\"appendonsend\">"
     "</div><hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div "
     "id=\"divRplyFwdMsg\" dir=\"ltr\"><font "
     "face=\"Calibri\"><b>Von:</b> " ERIKA
     "<br><b>Gesendet:</b> Donnerstag, 21. Mai 2026 08:14<br><b>An:</b> Carla "
     "Meier &lt;c@example.com&gt;<br><b>Betreff:</b> Loch</font><div>&nbsp;"
     "</div></div><div>Da ist ein Loch.</div>",
     "Zur Info."},
    {"outlook-mobile", "WG: Loch",
     "<div dir=\"ltr\">Zur Info.</div><div id=\"ms-outlook-mobile-signature\">"
     "<a href=\"https://aka.ms/o0ukef\">Outlook f\303\274r iOS</a> beziehen"
     "</div><hr style=\"display:inline-block;width:98%\"><div "
     "id=\"divRplyFwdMsg\"><b>Von:</b> " ERIKA
     "<br><b>Gesendet:</b> Donnerstag,"
     " Mai 21, 2026 8:14 AM<br><b>An:</b> Carla Meier<br><b>Betreff:</b> Loch"
     "</div><div>Da ist ein Loch.</div>",
     "Zur Info."},
    {"apple", "Fwd: Loch",
     "<html><body>Zur Info.<br><div><br><blockquote type=\"cite\"><div>Anfang "
     "der weitergeleiteten Nachricht:</div><br class=\"Apple-interchange-"
     "newline\"><div style=\"margin-top: 0px;\"><span><b>Von: "
     "</b></span><span>" ERIKA
     "<br></span></div><div><span><b>Betreff: </b></span><span><b>Loch"
     "</b><br></span></div><div><span><b>Datum: </b></span><span>21. Mai 2026 "
     "um 08:14:00 MESZ<br></span></div><div><span><b>An: </b></span><span>"
     "c@example.com<br></span></div><br><div>Da ist ein Loch.</div>"
     "</blockquote></div></body></html>",
     "Zur Info."},
    {"iphone", "Fwd: Loch",
     "<html><body dir=\"auto\">Zur Info.<br><br>Von meinem iPhone gesendet<div>"
     "<br>Anfang der weitergeleiteten Nachricht:<br><br></div><blockquote "
     "type=\"cite\"><div><b>Von:</b> " ERIKA
     "<br><b>Datum:</b> 21. Mai 2026 um "
     "08:14:00 MESZ<br><b>An:</b> c@example.com<br><b>Betreff:</b> "
     "<b>Loch</b><br><br></div></blockquote><blockquote type=\"cite\"><div>Da "
     "ist ein Loch.</div></blockquote></body></html>",
     "Zur Info."},
    {"thunderbird", "Fwd: Loch",
     "<p>Zur Info.</p><div class=\"moz-forward-container\"><br><br>-------- "
     "Weitergeleitete Nachricht --------<table "
     "class=\"moz-email-headers-table\""
     " cellspacing=\"0\"><tbody><tr><th valign=\"BASELINE\" align=\"RIGHT\">"
     "Betreff: </th><td>Loch</td></tr><tr><th>Datum: </th><td>Thu, 21 May 2026 "
     "08:14:00 +0200</td></tr><tr><th>Von: </th><td>" ERIKA "</td></tr><tr><th>"
     "An: </th><td>c@example.com</td></tr></tbody></table><br><br>Da ist ein "
     "Loch.</div>",
     "Zur Info."},
    {"gmx", "Fw: Loch",
     "<div style=\"font-family: Verdana;\"><div>Zur Info.</div><div>&nbsp;<div "
     "name=\"quote\" style=\"margin:10px 5px 5px 10px; padding: 10px 0 10px "
     "10px; border-left:2px solid #C3D9E5;\"><div style=\"margin:0 0 10px 0;\">"
     "<b>Gesendet:</b>&nbsp;Donnerstag, 21. Mai 2026 um 08:14 Uhr<br>"
     "<b>Von:</b>&nbsp;&quot;Erika Muster&quot; &lt;erika@example.org&gt;<br>"
     "<b>An:</b>&nbsp;c@example.com<br><b>Betreff:</b>&nbsp;Loch</div><div "
     "name=\"quoted-content\">Da ist ein Loch.</div></div></div></div>",
     "Zur Info."},
    {"yahoo", "Fw: Loch",
     "<div>Zur Info.</div><div id=\"ydp1yahoo_quoted_1\" "
     "class=\"ydp1yahoo_quoted\"><div>----- Weitergeleitete Nachricht -----"
     "</div><div><b>Von:</b> " ERIKA "</div><div><b>An:</b> c@example.com</div>"
     "<div><b>Gesendet:</b> Donnerstag, 21. Mai 2026 um 08:14:00 "
     "MESZ</div><div>"
     "<b>Betreff:</b> Loch</div><div><br></div><div>Da ist ein Loch.</div>"
     "</div>",
     "Zur Info."},
    {"samsung", "WG: Loch",
     "<div dir=\"auto\">Zur Info.</div><div dir=\"auto\"><br></div><div "
     "id=\"composer_signature\" dir=\"auto\"><div style=\"font-size:12px\">Von "
     "meinem Galaxy gesendet</div></div><div><br></div><div "
     "style=\"font-size:100%;color:#000000\"><!-- originalMessage --><div>"
     "-------- Urspr\303\274ngliche Nachricht --------</div><div>Von: " ERIKA
     " </div><div>Datum: 21.05.26  08:14  (GMT+01:00) </div><div>An: "
     "c@example.com </div><div>Betreff: Loch "
     "</div><div><br></div></div><div>Da "
     "ist ein Loch.</div>",
     "Zur Info."},
    {"proton", "Fw: Loch",
     "<div>Zur Info.</div><div class=\"protonmail_quote\">------- "
     "Weitergeleitete Nachricht -------<br>Von: " ERIKA "<br>Datum: Am "
     "Donnerstag, 21. Mai 2026 um 08:14<br>Betreff: Loch<br>An: c@example.com"
     "<br><br><blockquote class=\"protonmail_quote\" type=\"cite\">Da ist ein "
     "Loch.</blockquote></div>",
     "Zur Info."},
    {"open-xchange", "Fwd: Loch",
     "<p>Zur Info.</p><blockquote type=\"cite\"><div>---------- Urspr\303\274ng"
     "liche Nachricht ----------</div><div>Von: " ERIKA "</div><div>An: "
     "c@example.com</div><div>Datum: 21.05.2026 08:14 CEST</div><div>Betreff: "
     "Loch</div><div><br></div><p>Da ist ein Loch.</p></blockquote>",
     "Zur Info."},
    {"roundcube", "Fwd: Loch",
     "<p>Zur Info.</p><p>-------- Originalnachricht --------</p><table "
     "border=\"0\"><tbody><tr><th "
     "align=\"right\">Betreff:</th><td>Loch</td></tr>"
     "<tr><th>Datum:</th><td>21.05.2026 "
     "08:14</td></tr><tr><th>Von:</th><td>" ERIKA
     "</td></tr><tr><th>An:</th><td>c@example.com</td></tr></tbody></table>"
     "<p>Da ist ein Loch.</p>",
     "Zur Info."},
    {"notes", "WG: Loch",
     "<p>Zur Info.</p><font size=\"1\" color=\"#800080\">----- Weitergeleitet "
     "von Carla Meier/Stadt/DE am 21.05.2026 09:00 -----</font><br><br><table>"
     "<tr><td>Von:</td><td>&quot;Erika Muster&quot; "
     "&lt;erika@example.org&gt;</td></tr><tr><td>An:</td><td>c@example.com</td>"
     "</tr><tr><td>Datum:</td><td>21.05.2026 08:14</td></tr><tr><td>Betreff:"
     "</td><td>Loch</td></tr></table><br><p>Da ist ein Loch.</p>",
     "Zur Info."},
    {"em-client", "Fw: Loch",
     "<div>Zur Info.</div><div><br></div><div>------ Weitergeleitete Nachricht "
     "------</div><div>Von: &quot;Erika Muster&quot; &lt;<a "
     "href=\"mailto:erika@example.org\">erika@example.org</a>&gt;</"
     "div><div>An: "
     "c@example.com</div><div>Gesendet: 21.05.2026 08:14:00</div><div>Betreff: "
     "Loch</div><div><br></div><div>Da ist ein Loch.</div>",
     "Zur Info."},
    {"nothing-of-his-own", "WG: Loch",
     "<div><b>Von:</b> " ERIKA "<br><b>Gesendet:</b> Donnerstag, 21. Mai 2026 "
     "08:14<br><b>An:</b> Carla Meier<br><b>Betreff:</b> Loch</div><div>Da ist "
     "ein Loch.</div>",
     "Da ist ein Loch."},
};

static void
test_forward_html(gconstpointer data)
{
  const struct Row *row = data;
  MimeOptions options = {0};
  g_autofree char *mail = g_strdup_printf(
      "From: Rita Rat <rita@example.org>\nSubject: %s\nMIME-Version: "
      "1.0\nContent-Type: text/html; charset=utf-8\n\n%s\n",
      row->subject, row->html);
  g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
  g_autoptr(Message) message = parse_message(raw, &options, NULL, NULL, NULL);
  if (message->forwarded_from == NULL)
    g_test_message("%s", message->full_text);
  g_assert_nonnull(message->forwarded_from);
  g_assert_cmpstr(message->forwarded_from->name, ==, "Erika Muster");
  g_assert_cmpstr(message->forwarded_from->address, ==, "erika@example.org");
  g_assert_cmpstr(message->forwarded_subject, ==, "Loch");
  g_assert_cmpstr(message->forwarded_text, ==, "Da ist ein Loch.");
  g_assert_cmpstr(message->text, ==, row->own);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  CASES_ADD_ROWS("/parsers/forward-html", rows, test_forward_html);
  return g_test_run();
}
