/* SPDX-License-Identifier: Apache-2.0
 *
 * What plain words of a department are taken for.
 */
#include "parsers/command_natural.h"

#include <string.h>

/* Thursday, 21 May 2026, 10:14 in Berlin. */
#define NOW_MS INT64_C(1779351240000)

static const struct {
  const char *text, *want; /* the command line; NULL: no guess */
} rows[] = {
    {"Erledigt, neue Lampe ist drin", "#erledigt"},
    {"Haben wir repariert.", "#erledigt"},
    {"Ist bei den Stadtwerken beauftragt bis 20.6.",
     "#beauftragt Stadtwerken bis 20.6."},
    {"Bei Firma Muster beauftragt.", "#beauftragt Firma Muster"},
    {"Wurde heute beseitigt", "#erledigt"},
    {"Das Loch ist geflickt.", "#erledigt"},
    {"Done, the lamp works again", "#erledigt"},
    {"We have fixed it.", "#erledigt"},
    {"Eingeplant für KW 27", "#geplant bis KW 27"},
    {"Ist in Arbeit", "#in Arbeit"},
    {"Geplant bis Ende Juni", "#geplant bis Ende Juni"},
    {"Ist geplant", NULL},
    {"Wir kümmern uns darum.", "#übernommen"},
    {"Ist in Arbeit bis Freitag", "#in Arbeit bis Freitag"},
    {"Wir sind dafür nicht zuständig.", "#nicht zuständig"},
    {"\n\nErledigt am Montag\n\nGruß", "#erledigt"},
    {"Noch nicht erledigt", NULL},
    {"Wird nächste Woche repariert", NULL},
    {"Ist das schon erledigt?", NULL},
    {"Sobald es erledigt ist, melden wir uns", NULL},
    {"Repariert, Anstrich geplant bis Ende Juni", NULL},
    {"Danke.", NULL},
    {"Bitte in die Karte eintragen", NULL},
    {"Angeblich erledigt", NULL},
    {"Reparatur läuft", NULL},
    {"", NULL},
    {"unerledigt", NULL},
    {"Hallo, ist erledigt.", "#erledigt"},
    {"Guten Morgen", NULL},
    {"Hallo Frau Beispiel, wie geht es?\nErledigt.", NULL},
    {"Haben wir gesehen.\nErledigt.", NULL},
};

/* What stands below a greeting; whom it greets is not for the citizen. */
static const struct {
  const char *text, *want, *left;
} greeted[] = {
    {"Hallo,\n\nist erledigt.\n\nGru\303\237", "#erledigt",
     "ist erledigt.\n\nGru\303\237"},
    {"Guten Morgen Frau Beispiel,\nhaben wir repariert.", "#erledigt",
     "haben wir repariert."},
    {"Sehr geehrte Damen und Herren,\n\nErledigt.", "#erledigt", "Erledigt."},
    {"Dear colleagues,\n\nWe have fixed it.", "#erledigt", "We have fixed it."},
};

static void
test_natural_guesses(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *got = command_natural_read(rows[i].text, NOW_MS, zone);
    g_test_message("%s", rows[i].text);
    g_assert_true((got == NULL) == (rows[i].want == NULL));
    if (got == NULL)
      continue;
    /* What it says stays as it was, below a command that can be read. */
    g_autoptr(CommandMail) mail = command_mail_parse(got, NOW_MS, zone);
    g_assert_cmpuint(mail->mistakes->len, ==, 0);
    g_assert_cmpuint(mail->commands->len, ==, 1);
    char *end = strchr(got, '\n');
    g_assert_cmpstr(end + 1, ==, rows[i].text);
    *end = '\0';
    g_assert_cmpstr(got, ==, rows[i].want);
  }
}

static void
test_natural_below_a_greeting(void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

  for (size_t i = 0; i < G_N_ELEMENTS(greeted); i++) {
    g_autofree char *got = command_natural_read(greeted[i].text, NOW_MS, zone);
    g_autofree char *want =
        g_strdup_printf("%s\n%s", greeted[i].want, greeted[i].left);
    g_assert_cmpstr(got, ==, want);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/command/natural/guesses", test_natural_guesses);
  g_test_add_func("/parsers/command/natural/below-a-greeting",
                  test_natural_below_a_greeting);
  return g_test_run();
}
