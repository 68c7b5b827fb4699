/* SPDX-License-Identifier: Apache-2.0
 *
 * What citizens' words ask for besides the matter, and what only sounds alike.
 */
#include "parsers/wish/wish.h"

#include <string.h>

typedef struct Row {
  const char *text;
  bool says;
} Row;

static const Row unnamed[] = {
    {"Bitte anonym behandeln.", true},
    {"bitte anonym behandeln", true},
    {"Ich möchte anonym bleiben.", true},
    {"Ich moechte gern anonym bleiben, danke", true},
    {"Kann ich das anonym melden?", true},
    {"Anonym: In der Gartenstr. 12 liegt Müll.", true},
    {"Mein Nachbar verbrennt Müll (bitte anonym!)", true},
    {"Dies ist eine anonyme Meldung.", true},
    {"Das ist ein anonymer Hinweis.", true},
    {"Bitte wahren Sie meine Anonymität.", true},
    {"Vertraulich! Der Wirt entsorgt Öl im Gully.", true},
    {"Bitte vertraulich behandeln.", true},
    {"Behandeln Sie das bitte streng vertraulich.", true},
    {"Ich bitte um vertrauliche Behandlung.", true},
    {"VERTRAULICH\nDie Laterne ist aus.", true},
    {"Ich möchte nicht genannt werden.", true},
    {"möchte nicht genannt werden", true},
    {"Wir wollen aber nicht genannt werden.", true},
    {"Mein Name soll nicht genannt werden.", true},
    {"Bitte nennen Sie meinen Namen nicht.", true},
    {"Geben Sie meinen Namen bitte nicht weiter, nicht weitergeben!", true},
    {"Meinen Namen bitte nicht weitergeben.", true},
    {"Bitte keine Namensnennung.", true},
    {"Ohne Nennung meines Namens bitte.", true},
    {"Ich will ungenannt bleiben.", true},
    {"Meinen Namen behalten Sie bitte für sich.", true},
    {"Meine Daten bitte nicht weitergeben.", true},
    {"Der Nachbar soll nicht erfahren, wer sich beschwert hat.", true},
    {"Sagen Sie ihm bitte nicht, dass ich geschrieben habe.", true},
    {"Please treat this anonymously.", true},
    {"I want to stay anonymous.", true},
    {"Please keep this confidential.", true},
    {"Treat as strictly confidential please", true},
    {"Please do not mention my name.", true},
    {"Don't tell them my name.", true},
    {"I do not want to be named.", true},
    {"I write in confidence.", true},
    {"Was kostet eine anonyme Bestattung?", false},
    {"Mein Onkel wurde anonym bestattet.", false},
    {"Wo ist das anonyme Gräberfeld?", false},
    {"Er möchte anonym beigesetzt werden.", false},
    {"Ich wurde anonym angezeigt.", false},
    {"Jemand hat mich anonym angerufen.", false},
    {"Ich habe einen anonymen Brief bekommen.", false},
    {"Wo treffen sich die Anonymen Alkoholiker?", false},
    {"Ich melde das ausdrücklich nicht anonym.", false},
    {"Im Papiercontainer liegen vertrauliche Akten.", false},
    {"Vertrauliche Unterlagen lagen auf der Straße.", false},
    {"Diese E-Mail enthält vertrauliche Informationen und ist nur für den "
     "Empfänger bestimmt.",
     false},
    {"This e-mail is confidential and intended for the recipient only.", false},
    {"Confidential documents lie in the street.", false},
    {"An anonymous letter came.", false},
    {"Wir suchen eine vertrauliche Geburt in der Nähe.", false},
    {"Ich vertraue darauf, dass Sie das reparieren.", false},
    {"Der Weg wird auf dem Schild nicht mit Namen genannt.", false},
    {"Die Laterne in der Gartenstr. 12 ist aus.", false},
    {"Mein Name ist Ayse Kaya.", false},
    {"Der Name der Straße fehlt auf dem Schild.", false},
    {"", false},
};

static const Row again[] = {
    {"Die Laterne ist schon wieder aus.", true},
    {"Das Loch ist immer noch da!", true},
    {"immernoch nicht repariert", true},
    {"Noch nicht repariert.", true},
    {"Es ist schlimmer geworden", true},
    {"Das Loch wird immer größer.", true},
    {"Seit Wochen ist nichts passiert.", true},
    {"Ich habe das bereits gemeldet.", true},
    {"Ich möchte an meine Meldung erinnern.", true},
    {"Wann passiert da endlich etwas?", true},
    {"Es wird noch immer geparkt.", true},
    {"The lamp is still broken.", true},
    {"It is getting worse.", true},
    {"It has not been fixed.", true},
    {"Die Laterne ist aus.", false},
    {"Ein Schlagloch vor der Gartenstr. 12", false},
    {"Danke, alles gut.", false},
    {"Nein", false},
    {"Können Sie das noch vor Weihnachten machen?", false},
    {"Hier steht noch ein Schrottauto.", false},
    {"The lamp is out.", false},
    {"", false},
};

static const Row another[] = {
    {"Noch ein Schlagloch.", true},
    {"Hier ist ein weiteres Loch.", true},
    {"Another pothole is at number 5.", true},
    {"Das Schlagloch ist noch da.", false},
    {"Die Laterne ist immer noch aus.", false},
    {"Da ist immer noch ein Schlagloch.", false},
};

static void
check(const Row *rows, size_t count,
      bool (*says)(const Wishes *wishes, const char *text))
{
  g_autoptr(Wishes) wishes = wishes_new();
  for (size_t i = 0; i < count; i++)
    if (says(wishes, rows[i].text) != rows[i].says) {
      g_test_message("%s: %s", rows[i].says ? "missed" : "wrong", rows[i].text);
      g_test_fail();
    }
}

static void
test_wish_unnamed(void)
{
  check(unnamed, G_N_ELEMENTS(unnamed), wish_to_be_unnamed);
}

static void
test_wish_again(void)
{
  check(again, G_N_ELEMENTS(again), wish_to_be_heard_again);
}

static void
test_wish_another(void)
{
  check(another, G_N_ELEMENTS(another), wish_tells_of_another);
}

static void
test_wish_matter(void)
{
  static const struct {
    const char *text, *words;
  } rows[] = {
      {"Immer noch nicht repariert!", ""},
      {"Es ist schlimmer geworden.", ""},
      {"Guten Tag,\ndie Laterne ist schon wieder aus.", "laterne"},
      {"Mein Nachbar grillt immer noch", "nachbar grilt"},
      {"Gartenstr. 12: immer noch ein Loch", "gartenstr loch"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) words = wish_matter_words(rows[i].text);
    g_ptr_array_add(words, NULL);
    g_autofree char *joined = g_strjoinv(" ", (char **)words->pdata);
    g_assert_cmpstr(joined, ==, rows[i].words);
  }
}

/* A megabyte of it is read once. */
static void
test_wish_hostile(void)
{
  GString *text = g_string_new(NULL);
  while (text->len < 1 << 20)
    g_string_append(text, "anonym nicht ");
  g_autofree char *all = g_string_free(text, FALSE);
  g_autoptr(Wishes) wishes = wishes_new();
  (void)wish_to_be_unnamed(wishes, all); /* ends */
  g_assert_false(wish_to_be_heard_again(wishes, all));
  g_autoptr(GPtrArray) words = wish_matter_words(all);
  g_assert_cmpuint(words->len, ==, WISH_WORDS_MAX);
}

static void
test_wish_leaves_the_matter(void)
{
  static const struct {
    const char *text, *left;
  } rows[] = {
      {"Schlagloch am Tor, bitte vertraulich", "Schlagloch am Tor,"},
      {"Vertraulich! Das Licht ist aus.", "Das Licht ist aus."},
      {"Das Licht ist aus. Ich will nicht, dass mein Name genannt wird.",
       "Das Licht ist aus."},
      {"Bitte anonym.", ""},
      {"Das Licht ist aus.", "Das Licht ist aus."},
      {"", ""},
  };
  g_autoptr(Wishes) wishes = wishes_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *left = wish_without_unnamed(wishes, rows[i].text);
    g_assert_cmpstr(left, ==, rows[i].left);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/wish/unnamed", test_wish_unnamed);
  g_test_add_func("/parsers/wish/leaves-the-matter",
                  test_wish_leaves_the_matter);
  g_test_add_func("/parsers/wish/again", test_wish_again);
  g_test_add_func("/parsers/wish/another", test_wish_another);
  g_test_add_func("/parsers/wish/matter", test_wish_matter);
  g_test_add_func("/parsers/wish/hostile", test_wish_hostile);
  return g_test_run();
}
