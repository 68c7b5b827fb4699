/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that mean stop, and texts that look like it; more of both, a line
 * each, in tests/fixtures/keyword-soft/.
 */
#include "parsers/keyword/keyword_soft.h"

#include <glib.h>

#include "parsers/keyword/keyword.h"
#include "tests/support/golden.h"

static const char *const meant[] = {
    /* German */
    "bitte keine SMS mehr",
    "Bitte keine SMS mehr!",
    "Keine SMS mehr bitte.",
    "keine sms mehr",
    "Keine weiteren SMS",
    "bitte keine weiteren Nachrichten",
    "will keine nachrichten mehr",
    "Ich möchte keine Nachrichten mehr",
    "ich moechte keine sms von ihnen",
    "Ich brauche keine SMS mehr",
    "SMS nicht erwünscht",
    "Nie wieder SMS",
    "Keine Benachrichtigungen mehr bitte",
    "Keine Mitteilungen mehr",
    "nicht mehr schreiben",
    "Bitte nicht mehr schreiben",
    "Schreibt mir nicht mehr",
    "schreibt mir nicht",
    "Schreiben Sie mir nicht mehr",
    "Bitte nichts mehr schicken",
    "schickt mir nix mehr",
    "Bitte nicht mehr anrufen",
    "nicht mehr kontaktieren",
    "hört auf mir zu schreiben",
    "Hört auf mit den SMS",
    "Hören Sie auf zu schreiben",
    "Bitte SMS stoppen",
    "Stoppt die SMS",
    "stop bitte",
    "Stopp, bitte!",
    "bitte stopp",
    "SMS stopp",
    "Stop sms",
    "bitte abmelden",
    "Möchte mich abmelden",
    "SMS abbestellen",
    "Ich melde mich ab",
    "bitte austragen",
    "lasst mich in ruhe",
    "Lasst mich endlich in Ruhe!",
    "lassen Sie mich in Frieden",
    "Nervt mich nicht",
    "Kein Interesse",
    "kein Interesse mehr, danke",
    "Kein Bedarf",
    "Genug SMS",
    "Schluss mit SMS",
    "zu viele SMS",
    "Falsche Nummer",
    "Bitte meine Nummer löschen",
    "Löscht meine Nummer",
    "Nehmt mich von der Liste",
    "streicht mich",
    "Nicht mehr an diese Nummer",
    "Verschont mich",
    "will nix mehr hören",
    "Ich will keine SMS mehr bekommen",
    "will nichts mehr von euch",
    "habe kein Interesse",
    "Abo kündigen",
    "Sie haben die falsche Nummer",
    "keine Infos mehr",
    "Bitte aus dem Verteiler nehmen",
    "Ich bin nicht interessiert",
    "Bitte mit den Nachrichten aufhören",
    "Möchte nichts mehr erhalten",
    "Bitte stellen Sie die SMS ein",
    "Benachrichtigungen abstellen",
    "Unterlassen Sie die SMS",
    "Ich verzichte auf die Nachrichten",
    "Bitte tragen Sie mich aus",
    "Ich widerrufe meine Einwilligung",
    "Ich wünsche keinen Kontakt mehr",
    "Ich habe kein Interesse daran",
    "Hört auf damit",
    "Keine Werbung bitte",
    "Möchte nicht mehr mitmachen",
    "Sie haben sich verwählt",
    "Keine SMS!",
    "Ich widerspreche weiteren SMS",
    "Können Sie mich bitte austragen",
    "Keine Nachrichten mehr auf mein Handy",
    "Keine SMS von der Stadt bitte",
    "Ich will nicht mehr angeschrieben werden",
    "Möchte mich vom SMS abmelden",
    "Eure SMS nerven mich",
    "Ihr sollt mir nicht mehr schreiben",
    "Wir möchten keine SMS mehr",
    "SMS unerwünscht",
    "Ich bin nicht der richtige Empfänger",
    /* English */
    "no more texts please",
    "No more messages",
    "no more sms",
    "please stop",
    "Stop texting me",
    "please stop texting me",
    "Stop sending me messages",
    "Don't text me anymore",
    "do not contact me again",
    "dont write me",
    "please no more messages",
    "I want no more texts",
    "leave me alone",
    "Not interested",
    "Remove me from this list",
    "Take me off your list",
    "delete my number",
    "unsubscribe me",
    "unsubscribe please",
    "Wrong number",
    "enough messages",
    "Never text me again",
    "cancel these messages",
    "I'm no longer interested",
    "stop spamming me",
    "Do not contact me",
    "I would like to opt out",
    "Cancel my subscription",
    "Please cease contact",
    "Forget my number",
    "I didn't ask for these messages",
    "Leave us in peace",
    "Turn off notifications",
    "Don't send me anything",
    "I do not wish further messages",
    /* as they speak */
    "I mog koa SMS mehr",
    "Lasst mi in Ruah",
    "Nöd meh schriibe bitte",
    "Schicks ma nix mehr",
    /* as thumbs write */
    "bitte kiene sms mehr",
    "keine Nachichten mehr",
    "keine nachrichtn mehr",
    "BITTE KEINE SMS MEHR!!!",
    "bite keine sms mer",
    "nicht mehr schreibn",
    "hoert auf mir zu schreiben",
    "  „Keine SMS mehr“  ",
    "keine sms mehr 😡",
    "no more mesages",
    "stopp bitte keine sms",
    "last mich in ruhe",
};

static const char *const others[] = {
    /* wants more, not less */
    "Nein, schreibt mir weiter",
    "Nein, ich will weitere SMS",
    "No, send me more texts",
    /* cannot get out */
    "Lasst mich raus!",
    "Get me out",
    /* misses what should come */
    "Ich habe nichts mehr bekommen bitte",
    "I do not receive messages",
    "Keine Post mehr",
    "Noch keine Nachricht erhalten",
    "Bekomme keine Nachrichten mehr",
    "Noch immer keine SMS",
    "Wieso keine Nachrichten mehr",
    "Automat nimmt keine SMS mehr",
    /* about something else */
    "Die Werbung nervt",
    "Diese sind abgemeldet",
    "Nehmt die Bank weg",
    "Alarm hört nicht auf",
    "Turn off the lights please",
    "Bitte schalten Sie die Laterne ein",
    "Ampel nervt, bitte abstellen",
    "kein Wasser mehr",
    "keine Mülltonne mehr da",
    "bitte nicht mehr mähen",
    "Stop-Schild weg",
    "Stoppschild fehlt",
    "Stoppt den Bau!",
    "Bitte stop den Verkehr",
    "Stoppt den Lärm",
    "Stopp den Bauarbeiten bitte",
    "Laterne geht nicht mehr",
    "Ampel geht nicht mehr",
    "Keine Straßenbeleuchtung mehr",
    "Bus hält nicht mehr",
    "Tonne wurde nicht mehr geleert",
    "Kein Strom mehr",
    "Keine Bank mehr am Markt",
    "Keine Scheiben mehr im Wartehäuschen",
    "Bitte Graffiti entfernen",
    "bitte entfernen",
    "Bitte löschen",
    "Baum bitte entfernen",
    "Hausnummer falsch",
    "Falsche Hausnummer am Schild",
    "Bitte Hund abmelden",
    "Hund abmelden",
    "Auto abmelden",
    "Ich will nicht mehr",
    "ich kann nicht mehr",
    "ich mag nicht mehr leben",
    "lasst mich nicht allein",
    "dont leave me alone",
    "Keine Ruhe nachts",
    "Endlich Ruhe bitte",
    "Ich will meine Ruhe",
    "Genug Müll",
    "Schluss jetzt",
    "Zu viele Autos",
    "zu viele Hunde",
    "Es nervt",
    "Der Lärm nervt",
    "Hört das nie auf",
    "Wann hört der Lärm auf",
    "Bitte aufhören",
    "Baustelle bitte einstellen",
    "Warum keine SMS mehr?",
    "Keine SMS mehr?",
    "noch keine Nachricht",
    "Keine Nachricht bekommen",
    "Keine Nachricht mehr bekommen",
    "habe keine SMS mehr",
    "Ich will euch was melden",
    "Ich habe keine SMS bekommen",
    "Bitte keine Werbung mehr einwerfen",
    "Kein Amtsblatt mehr bekommen",
    "Kein Interesse am Radweg",
    "Bitte nicht mehr streuen",
    "bitte nicht mehr spritzen",
    "Nicht mehr befahrbar",
    "nein danke",
    "Nein",
    "ja bitte",
    "Bitte melden",
    "Danke für die SMS",
    "Bitte SMS schicken",
    "Bitte schreiben Sie mir",
    "mehr SMS bitte",
    "stop it",
    "Stop the noise",
    "No water anymore",
    "no light any more",
    "No more bins at school",
    "Remove the graffiti please",
    "wrong street name",
    "Stop sign missing",
    "Bus stop broken",
    "Please stop the building works",
    "Stoppuhr gefunden",
    "Ende der Straße überflutet",
    "bitte keine SMS mehr, sondern eine Mail an mich",
    "Ich möchte keine SMS mehr von der Stadt bekommen",
    "26-00417-6",
    "",
    "!!!",
    "😡",
};

static unsigned
count_taken(const char *const *texts, size_t count, bool expected)
{
  unsigned taken = 0;
  for (size_t i = 0; i < count; i++) {
    bool is = keyword_is_soft_stop(texts[i]);
    taken += is;
    if (is != expected)
      g_test_message("%s: %s", expected ? "missed" : "false alarm", texts[i]);
  }
  return taken;
}

/* Each is in the table for a reason: none is missed, none taken wrongly. */
static void
test_keyword_soft_stop(void)
{
  g_assert_cmpuint(G_N_ELEMENTS(meant), >=, 60);
  g_assert_cmpuint(G_N_ELEMENTS(others), >=, 60);
  g_assert_cmpuint(count_taken(meant, G_N_ELEMENTS(meant), true), ==,
                   G_N_ELEMENTS(meant));
  g_assert_cmpuint(count_taken(others, G_N_ELEMENTS(others), false), ==, 0);
}

static void
check_lines(const char *path, bool expected)
{
  g_autoptr(GBytes) bytes = golden_read(path);
  gsize size = 0;
  const char *text = g_bytes_get_data(bytes, &size);
  g_autofree char *all = g_strchomp(g_strndup(text, size));
  g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
  guint count = g_strv_length(lines);
  g_assert_cmpuint(count, >, 400);
  g_assert_cmpuint(count_taken((const char *const *)lines, count, expected), ==,
                   expected ? count : 0);
}

static void
test_keyword_soft_many(void)
{
  check_lines("tests/fixtures/keyword-soft/stop.txt", true);
  check_lines("tests/fixtures/keyword-soft/other.txt", false);
}

/* However a word is written, and however long: it is compared in one form. */
static void
test_keyword_soft_spelling(void)
{
  g_autofree char *run = g_strnfill(5000, 's');
  g_autofree char *mehr = g_strconcat("keine sms mehr", run, NULL);
  g_assert_true(keyword_is_soft_stop("h\303\266rt auf"));
  g_assert_true(keyword_is_soft_stop("ho\314\210rt auf"));
  g_assert_true(keyword_is_soft_stop("hoert auf"));
  g_assert_true(keyword_is_soft_stop("HORT AUF"));
  g_assert_true(keyword_is_soft_stop("**keine** sms mehr"));
  g_assert_true(keyword_is_soft_stop("don\342\200\231t text me"));
  g_assert_true(keyword_is_soft_stop("BANA YAZMAY\304\260N"));
  g_assert_true(keyword_is_soft_stop("keinesmsmehr"));
  g_assert_false(keyword_is_soft_stop(run));
  g_assert_false(keyword_is_soft_stop("* * *"));
  g_assert_true(keyword_is_soft_stop(mehr));
}

/* A word that acts at once is no matter for a question. */
static void
test_keyword_soft_is_no_keyword(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(meant); i++) {
    g_autoptr(Keyword) keyword = keyword_classify(meant[i], NULL);
    g_assert_cmpstr(keyword_kind_to_string(keyword->kind), ==, "content");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/keyword-soft/stop", test_keyword_soft_stop);
  g_test_add_func("/parsers/keyword-soft/many", test_keyword_soft_many);
  g_test_add_func("/parsers/keyword-soft/spelling", test_keyword_soft_spelling);
  g_test_add_func("/parsers/keyword-soft/is-no-keyword",
                  test_keyword_soft_is_no_keyword);
  return g_test_run();
}
