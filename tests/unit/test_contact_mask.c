/* SPDX-License-Identifier: Apache-2.0
 *
 * What a reader outside the administration gets of a citizen's words.
 */
#include "parsers/contact/contact_mask.h"

#include <string.h>

#include <glib.h>

typedef struct Row {
  const char *text, *left;
} Row;

#define M CONTACT_MASK

static const Row rows[] = {
    {"Die Laterne vor Gartenstr. 12 ist aus.",
     "Die Laterne vor Gartenstr. 12 ist aus."},
    {"Die Laterne ist aus.\n\nMit freundlichen Grüßen\nAyşe Kaya\nGartenstr. 3",
     "Die Laterne ist aus."},
    {"Die Laterne ist aus. Viele Grüße, Ayşe", "Die Laterne ist aus."},
    {"Die Laterne ist aus.\nLG\nAyşe\nPS: Nr. 14 auch.",
     "Die Laterne ist aus.\nPS: Nr. 14 auch."},
    {"Lamp is out.\n\nKind regards,\nA. K.", "Lamp is out."},
    {"Rufen Sie an: 0152 28817386, danke.", "Rufen Sie an: " M ", danke."},
    {"Unter +49 152 28817386 bin ich da.", "Unter " M " bin ich da."},
    {"Tel. 23125-100", "Tel. " M},
    {"Handy: 0152/28817386", "Handy: " M},
    {"(030) 23125 100 ist meine Nummer", M " ist meine Nummer"},
    {"Mail an ayse.kaya@example.net bitte.", "Mail an " M " bitte."},
    {"Seit dem 01.08.2026 ist sie aus.", "Seit dem 01.08.2026 ist sie aus."},
    {"Bei 54.0924, 12.0991 ist es.", "Bei 54.0924, 12.0991 ist es."},
    {"Mast 4711 an der B105", "Mast 4711 an der B105"},
    {"Mein Name ist Ayşe Kaya und die Laterne ist aus.",
     "Mein Name ist " M " und die Laterne ist aus."},
    {"Ich heiße Max von Beispiel. Sie ist aus.",
     "Ich heiße " M ". Sie ist aus."},
    {"My name is Max Sample, the lamp is out.",
     "My name is " M ", the lamp is out."},
    {"Ich wohne in der Gartenstr. 3. Die Laterne ist aus.",
     "Ich wohne " M ". Die Laterne ist aus."},
    {"I live at 3 Garden Street. It is dark.", "I live " M ". It is dark."},
    {"Meine Adresse: Gartenstr. 3, 17033 Musterhagen", "Meine Adresse " M},
    {"Frau Kaya sagt, Kayas Laterne ist aus.",
     "Frau " M " sagt, " M " Laterne ist aus."},
    {"Ayşe Kaya\nGartenstr. 3\n17033 Musterhagen\n\nDie Laterne ist aus.",
     M "\n\nDie Laterne ist aus."},
    {"IBAN DE02 1203 0000 0000 2020 51 für die Rechnung",
     "IBAN " M " für die Rechnung"},
    {"Gruß an alle, die Laterne in der Gartenstraße ist seit Tagen aus.",
     "Gruß an alle, die Laterne in der Gartenstraße ist seit Tagen aus."},
    {"Das Auto HRO-AB 123 steht da.", "Das Auto " M " steht da."},
    {"NB:XY 12, seit Wochen", M ", seit Wochen"},
    {"der Wagen M AB 1234E parkt", "der Wagen " M " parkt"},
    {"(B-MW 7)", "(" M ")"},
    {"LÖ-R 88 und OPR-ZZ 9999H", M " und " M},
    {"Kennzeichen: GB12 XYZ, blau", "Kennzeichen: " M ", blau"},
    {"Das Kennzeichen ist hro ab 123.", "Das Kennzeichen ist " M "."},
    {"licence plate AB-123-CD, blue", "licence plate " M ", blue"},
    {"Das Kennzeichen fehlt seit 2 Wochen.",
     "Das Kennzeichen fehlt seit 2 Wochen."},
    {"An der B 105 und der L 22 bei der A 20.",
     "An der B 105 und der L 22 bei der A 20."},
    {"Ein Zettel in DIN A 4 hängt da.", "Ein Zettel in DIN A 4 hängt da."},
    {"Bus X 31, Linie U 5, Haus 12 B", "Bus X 31, Linie U 5, Haus 12 B"},
    {"SPD und CDU 2024", "SPD und CDU 2024"},
    {"Herr Meier lädt Müll ab.", "Herr " M " lädt Müll ab."},
    {"Das war Frau Anna Schulze.", "Das war Frau " M "."},
    {"Sagen Sie es Herrn Dr. Weber nicht.", "Sagen Sie es Herrn " M " nicht."},
    {"Mein Nachbar Peter Thal grillt.", "Mein Nachbar " M " grillt."},
    {"Familie von Beispiel feiert.", "Familie " M " feiert."},
    {"Mr. Smith and Mrs Jones did it.", "Mr. " M " and Mrs " M " did it."},
    {"Sehr geehrte Damen und Herren, eine Frau ist gestürzt.",
     "Sehr geehrte Damen und Herren, eine Frau ist gestürzt."},
    {"Das Nachbargrundstück ist voll Müll.",
     "Das Nachbargrundstück ist voll Müll."},
    {"", ""},
};

static void
test_mask_rows(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *left = contact_mask(rows[i].text, "Ayşe Kaya");
    if (strcmp(left, rows[i].left) != 0)
      g_test_message("row %zu: %s", i, rows[i].text);
    g_assert_cmpstr(left, ==, rows[i].left);
  }
}

typedef struct HelpRow {
  const char *text, *left;
  bool searches;
} HelpRow;

static const HelpRow help_rows[] = {
    {"Ich wohne in der Gartenstr. 3, es riecht nach Gas.",
     "Ich wohne in der Gartenstr. 3, es riecht nach Gas.", false},
    {"Hier ist Gas ausgetreten. Tel. 0152 28817386",
     "Hier ist Gas ausgetreten. Tel. " M, false},
    {"Hier ist Anna Meier, es brennt!", "Hier ist " M ", es brennt!", false},
    {"FRAU LIEGT AUF DER STRASSE", "FRAU LIEGT AUF DER STRASSE", false},
    {"Frau Schulze liegt da. Ayşe Kaya", "Frau " M " liegt da. " M " " M,
     false},
    {"Gasgeruch!\nViele Grüße\nAnna Meier\nHinter dem Tor 3", "Gasgeruch!",
     false},
    {"Gasgeruch!\nViele Grüße\nAnna Meier\nHinter dem Tor 3\n0152 28817386",
     "Gasgeruch!\nHinter dem Tor 3\n" M, true},
    {"Anna Meier\nTorweg 3\n17033 Musterhagen\n\nEs brennt.",
     M "\n\nEs brennt.", false},
    {"Torweg 3\n17033 Musterhagen\n\nEs brennt.",
     "Torweg 3\n17033 Musterhagen\n\nEs brennt.", true},
    {"Viele Grüße, und kommen Sie schnell: Es brennt",
     "Viele Grüße, und kommen Sie schnell: Es brennt", true},
    {"Es brennt. Viele Grüße, Anna Meier", "Es brennt.", true},
    {"Es brennt.\nMit freundlichen Grüßen Anna Meier", "Es brennt.", true},
};

/* Whoever is on call needs the place and the danger, not who wrote. */
static void
test_mask_for_help(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(help_rows); i++) {
    const HelpRow *row = &help_rows[i];
    g_autofree char *left =
        contact_mask_for_help(row->text, "Ayşe Kaya", row->searches);
    if (strcmp(left, row->left) != 0)
      g_test_message("row %zu: %s", i, row->text);
    g_assert_cmpstr(left, ==, row->left);
  }
}

static void
test_mask_hostile(void)
{
  static const char *const pieces[] = {"@",    "0 ",       "+",          "a@b",
                                       "DE02", "Tel ",     "ich heiße ", "(0",
                                       "İ",    "17033 M\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int n = 0; n < 2000; n++)
      g_string_append(text, pieces[i]);
    g_autofree char *left = contact_mask(text->str, NULL);
    g_autofree char *helping = contact_mask_for_help(text->str, "Al", true);
    g_assert_true(g_utf8_validate(left, -1, NULL));
    g_assert_true(g_utf8_validate(helping, -1, NULL));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/contact/mask/rows", test_mask_rows);
  g_test_add_func("/parsers/contact/mask/for-help", test_mask_for_help);
  g_test_add_func("/parsers/contact/mask/hostile", test_mask_hostile);
  return g_test_run();
}
