/* SPDX-License-Identifier: Apache-2.0
 *
 * Both readings of replies, and format=flowed.
 */
#include "parsers/reply/reply.h"

#include "tests/support/cpu_time.h"

static const struct Case {
  const char *name, *text, *kept;
} cases[] = {
    {"no-reply", "Guten Tag,\n\nein Loch.\n", "Guten Tag,\n\nein Loch."},
    {"gmail",
     "Ja, erledigt.\n\nAm Do., 21. Mai 2026 um 08:14 Uhr schrieb Bote "
     "<b@example.org>:\n\n> Frage?\n",
     "Ja, erledigt."},
    {"gmail-wrapped",
     "Ja.\n\nAm Do., 21. Mai 2026 um 08:14 Uhr schrieb Bote der Stadt\n"
     "Musterstadt <\nb@example.org>:\n\n> Frage?\n",
     "Ja."},
    {"gmail-english",
     "Yes.\n\nOn Thu, May 21, 2026 at 8:14 AM Bote <b@example.org> wrote:\n> "
     "Q?\n",
     "Yes."},
    {"thunderbird", "Ja.\nAm 21.05.26 um 08:14 schrieb Bote:\n> Frage?\n",
     "Ja."},
    {"apple",
     "Ja.\n\nVon meinem iPhone gesendet\n\n> Am 21.05.2026 um 08:14 schrieb "
     "Bote <b@example.org>:\n> \n> Frage?\n",
     "Ja."},
    {"outlook",
     "Ja.\n\nMit freundlichen Grüßen\nMax\n\nVon: Bote <b@example.org>\n"
     "Gesendet: Donnerstag, 21. Mai 2026 08:14\nAn: Max\nBetreff: Loch\n\n"
     "Frage?\n",
     "Ja.\n\nMit freundlichen Grüßen\nMax"},
    {"outlook-english",
     "Yes.\n________________________________\nFrom: Bote <b@example.org>\n"
     "Sent: Thursday, 21 May 2026\nTo: Max\nSubject: Hole\n\nQ?\n",
     "Yes."},
    {"original-message",
     "Ja.\n-----Ursprüngliche Nachricht-----\nVon: Bote\n\nFrage?\n", "Ja."},
    {"signature", "Ja.\n\n-- \nMax\nMusterstraße 1\n", "Ja."},
    {"inline-answers",
     "Am 21.05.26 um 08:14 schrieb Bote:\n> Wo?\nAm Markt.\n\n> Wann?\n"
     "Gestern.\n",
     "> Wo?\nAm Markt.\n\n> Wann?\nGestern."},
    {"own-line-above-attribution",
     "Ich warte noch.\nAm 21.05.26 um 08:14 schrieb\nBote <b@example.org>:\n> "
     "Frage?\n",
     "Ich warte noch."},
    {"a-letter-that-cites",
     "Herr Muster schrieb im Amtsblatt vom 3. Mai:\nDas Loch bleibt.\nIch bin "
     "anderer Meinung.\n",
     "Herr Muster schrieb im Amtsblatt vom 3. Mai:\nDas Loch bleibt.\nIch bin "
     "anderer Meinung."},
    {"a-letter-with-two-fields",
     "Datum: 3. Mai\nAn: Tiefbauamt\n\nDas Loch bleibt.\n",
     "Datum: 3. Mai\nAn: Tiefbauamt\n\nDas Loch bleibt."},
    {"only-quotes", "> So schreibe ich eben.\n", "> So schreibe ich eben."},
    {"only-a-device", "\n\nVon meinem iPhone gesendet\n", ""},
    {"only-a-signature", "-- \nMax\n", "-- \nMax"},
    {"dashes-within",
     "Oben\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n"
     "19\n20\n21\n22\n23\n24\n25\n26\n",
     "Oben\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n"
     "19\n20\n21\n22\n23\n24\n25\n26"},
    {"answer-below-unquoted-mark",
     "Am 21.05.2026 um 08:14 schrieb Bote <b@example.org>:\n\nHier die "
     "Antwort.\n",
     "Hier die Antwort."},
    {"a-sentence-like-a-phone",
     "Der Brief kam gestern.\nGesendet von der Stadt, sagt er.\nStimmt das?\n",
     "Der Brief kam gestern.\nGesendet von der Stadt, sagt er.\nStimmt das?"},
    {"no-break-spaces", "\u00a0\nJa.\n\u00a0\n-- \nMax\n", "Ja."},
    {"pictures-left-out",
     "Ein Loch.\n[image: IMG_1.jpg]\n[cid:image001.png@01DA.1]\n<IMG_2.jpeg>"
     "\n[Bild: x] steht am Anfang.\n<Markt>\n",
     "Ein Loch.\n[Bild: x] steht am Anfang.\n<Markt>"},
    {"only-a-picture", "[image: IMG_1.jpg]\n\nVon meinem iPhone gesendet\n",
     ""},
    {"empty", "", ""},
};

static void
test_reply_split(gconstpointer data)
{
  const struct Case *row = data;
  g_autoptr(ReplyLines) lines = reply_lines_new(row->text);
  g_autoptr(Reply) reply = reply_split(lines);
  g_assert_cmpstr(reply->text, ==, row->kept);
}

static void
test_reply_parts_are_kept(void)
{
  g_autoptr(ReplyLines) lines = reply_lines_new(
      "Ja.\n\n-- \nMax\n\nAm 21.05.26 um 08:14 schrieb Bote:\n> Frage?\n");
  g_autoptr(Reply) reply = reply_split(lines);
  g_assert_cmpstr(reply->signature, ==, "-- \nMax");
  g_assert_cmpstr(reply->quoted, ==,
                  "Am 21.05.26 um 08:14 schrieb Bote:\n> Frage?");
}

static const struct Staff {
  const char *name, *text;
  bool cites;
  const char *kept;
  bool doubtful;
} staff_cases[] = {
    {"command",
     "#erledigt\nIst repariert.\n\nAm 21.05.26 um 08:14 schrieb "
     "Bote:\n> Loch\n",
     true, "#erledigt\nIst repariert.", false},
    {"below-the-quote-is-left-out",
     "#erledigt\n> Loch\nintern: der Herr nervt\n", true, "#erledigt", false},
    {"closing-formula",
     "#erledigt\nGut.\n\nMit freundlichen Grüßen\nC. Meier\n", true,
     "#erledigt\nGut.", false},
    {"attribution-without-quote-mark",
     "Gut.\nHerr Bote schrieb am 21.05.2026:\nIntern\n", true, "Gut.", false},
    {"quote-introduced", "Gut.\nHerr Meier schrieb mir:\n> intern\n", true,
     "Gut.", false},
    {"our-own-mark", "Gut.\n│ Text eines anderen\nRest\n", true, "Gut.", false},
    {"banner-below", "Gut.\nACHTUNG: Externe E-Mail!\nRest\n", true, "Gut.",
     false},
    {"banner-above", "ACHTUNG: Externe E-Mail!\n\n#erledigt\n", true,
     "#erledigt", false},
    {"outlook-block",
     "Gut.\n\nVon: Bote <b@example.org>\nGesendet: Do\nAn: Amt\n\nText\n", true,
     "Gut.", false},
    {"header-line-within", "Gut.\nBetreff: Beschwerde\nText\n", true, "Gut.",
     true},
    {"long-without-mark", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\n", true,
     "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn", true},
    {"long-without-mark-new-mail", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\n",
     false, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn", false},
    {"short-farewell", "Gut.\n\nVG\nKarla, Durchwahl 99\n", true, "Gut.",
     false},
    {"short-farewell-and-name", "Gut.\nGruß, Karla Meier\n99\n", true, "Gut.",
     false},
    {"no-farewell", "Vgl. den Plan.\nLG baut die Ampel dort im Mai neu.\n",
     true, "Vgl. den Plan.\nLG baut die Ampel dort im Mai neu.", false},
    {"device-of-either-sex", "Gut.\n\nVon meinem/meiner Galaxy gesendet\n",
     true, "Gut.", false},
    {"device", "Gut.\nGesendet von Outlook für iOS\nRest\n", true, "Gut.",
     false},
};

static void
test_reply_staff(gconstpointer data)
{
  const struct Staff *row = data;
  bool doubtful = false;
  g_autoptr(ReplyLines) lines = reply_lines_new(row->text);
  g_autofree char *kept = reply_staff(lines, row->cites, &doubtful);
  g_assert_cmpstr(kept, ==, row->kept);
  g_assert_cmpint(doubtful, ==, row->doubtful);
}

static const struct Case flowed_cases[] = {
    {"joined", "Ein langer \nSatz.\nNeu\n", "Ein langer Satz.\nNeu\n"},
    {"signature", "Text\n-- \nMax\n", "Text\n-- \nMax\n"},
    {"stuffed", " >kein Zitat\n From\n", ">kein Zitat\nFrom\n"},
    {"quote", "> a \n> b\n>> c\n", "> a b\n>> c\n"},
    {"quote-of-a-quote", ">> a \n>> b\n> c \n> d\n", ">> a b\n> c d\n"},
    {"quote-stuffed", "> >kein zweites \n> Zitat\n", "> >kein zweites Zitat\n"},
    {"signature-in-quote", "> a\n> -- \n> b\n", "> a\n> -- \n> b\n"},
    {"signature-ends-paragraph", "a \n-- \nMax\n", "a -- \nMax\n"},
    {"crlf", "a \r\nb\r\n", "a b\n"},
    {"depth-ends", "> a \nb\n", "> a \nb\n"},
};

static void
test_reply_flowed(gconstpointer data)
{
  const struct Case *row = data;
  g_autofree char *text = reply_unfold_flowed(row->text, false);
  g_assert_cmpstr(text, ==, row->kept);
}

static void
test_reply_flowed_delsp(void)
{
  g_autofree char *text = reply_unfold_flowed("Straßen \nbahn\n", true);
  g_assert_cmpstr(text, ==, "Straßenbahn\n");
}

/* Each of these has been quadratic somewhere. */
static void
test_reply_is_linear(void)
{
  static const char *const pieces[] = {
      "> a\nb\n", "x schrieb 1:\n", "Von: a\n", "\n",  "am 3. <\n",
      "<:\n",     "-- \nx\n",       "vg\n",     "|\n", "am 3. 12:30\n\n",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 500000)
      g_string_append(text, pieces[i]);
    gint64 begin_us = cpu_time_us();
    g_autoptr(ReplyLines) lines = reply_lines_new(text->str);
    g_autoptr(Reply) reply = reply_split(lines);
    g_assert_cmpint(cpu_time_us() - begin_us, <, 2 * G_USEC_PER_SEC);
  }
}

static void
add(const char *group, const char *name, gconstpointer row, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf("/parsers/reply/%s/%s", group, name);
  g_test_add_data_func(path, row, test);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    add("split", cases[i].name, &cases[i], test_reply_split);
  for (size_t i = 0; i < G_N_ELEMENTS(staff_cases); i++)
    add("staff", staff_cases[i].name, &staff_cases[i], test_reply_staff);
  for (size_t i = 0; i < G_N_ELEMENTS(flowed_cases); i++)
    add("flowed", flowed_cases[i].name, &flowed_cases[i], test_reply_flowed);
  g_test_add_func("/parsers/reply/parts-are-kept", test_reply_parts_are_kept);
  g_test_add_func("/parsers/reply/is-linear", test_reply_is_linear);
  g_test_add_func("/parsers/reply/flowed-delsp", test_reply_flowed_delsp);
  return g_test_run();
}
