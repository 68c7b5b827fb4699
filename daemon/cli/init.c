/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote init`: ten questions, and a town that passes `bote check`.  It writes
 * files only; no server is asked whether the answers are true.
 */
#include <stdio.h>

#include "daemon/cli_print.h"
#include "daemon/config.h"
#include "daemon/setup/init_answers.h"
#include "daemon/setup/init_files.h"
#include "daemon/verb.h"

static void
print_next_steps(const char *directory, bool german)
{
  static const char text_de[] =
      "\nok: %s ist angelegt und geprüft. Nächste Schritte:\n"
      "  1. Schlüssel anlegen:  bote key create --config %s/bote.yaml\n"
      "  2. Passwörter ablegen: %s/credentials/README sagt, welche.\n"
      "  3. Ämter und Angaben durchsehen: %s/town/*.yaml\n"
      "  4. Prüfen:             bote check --config %s/bote.yaml\n"
      "  5. Starten:            bote run --config %s/bote.yaml\n"
      "Meldungen beginnen im Zustand 'shadow': Bote antwortet noch "
      "niemandem.\n";
  static const char text_en[] =
      "\nok: %s is written and checked. Next steps:\n"
      "  1. Make Bote's keys:           bote key create --config %s/bote.yaml\n"
      "  2. Put the passwords in place: %s/credentials/README says which.\n"
      "  3. Go through departments and the rest: %s/town/*.yaml\n"
      "  4. Check:                      bote check --config %s/bote.yaml\n"
      "  5. Start:                      bote run --config %s/bote.yaml\n"
      "Reports begin in the state 'shadow': Bote answers nobody yet.\n";
  printf(german ? text_de : text_en, directory, directory, directory, directory,
         directory, directory);
}

static int
check_result(const char *directory, bool german)
{
  g_autofree char *path = g_build_filename(directory, "bote.yaml", NULL);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load(path, problems, &error);
  if (config != NULL) {
    print_next_steps(directory, german);
    return EX_OK;
  }
  cli_print_problems(problems);
  return cli_fail(
      EX_CONFIG, path, error->message,
      cli_text("korrigieren, dann bote check", "correct it, then bote check"));
}

static int
run_init(int argc, char **argv)
{
  if (!cli_check_rest(argc, argv, 1))
    return EX_USAGE;
  if (argc != 2)
    return cli_fail(EX_USAGE, "init",
                    cli_text("das Verzeichnis fehlt", "no directory given"),
                    "bote init DIR");
  const char *directory = argv[1];
  if (!init_files_free_place(directory))
    return cli_fail(EX_CANTCREAT, directory,
                    cli_text("dort liegt schon etwas, es wird nichts "
                             "überschrieben",
                             "something is there already, nothing is "
                             "overwritten"),
                    cli_text("ein neues oder leeres Verzeichnis nennen",
                             "name a new or empty directory"));
  g_autoptr(GError) error = NULL;
  if (!init_files_possible(directory, &error)) /* before ten questions */
    return cli_fail(
        EX_CANTCREAT, error->message, NULL,
        cli_text("Rechte und Pfad prüfen", "check rights and path"));
  g_autoptr(InitAnswers) answers =
      init_answers_ask(stdin, stdout, cli_german());
  if (!init_files_write(directory, answers, &error))
    return cli_fail(
        EX_CANTCREAT, error->message, NULL,
        cli_text("Rechte und Platz prüfen", "check rights and space"));
  return check_result(directory, init_answers_german(answers));
}

const Verb verb_init = {
    .name = "init",
    .arguments = "DIR",
    .summary_de = "legt einen neuen Ort an: zehn Fragen, kommentierte Dateien",
    .summary_en = "start a new town: ten questions, commented files",
    .help_de = "Legt DIR/bote.yaml, DIR/town und DIR/credentials an und prüft\n"
               "sie. Eine leere Zeile oder das Ende der Eingabe übernimmt den\n"
               "Vorschlag in Klammern. Vorhandenes wird nie überschrieben.",
    .help_en = "Writes DIR/bote.yaml, DIR/town and DIR/credentials and checks\n"
               "them. An empty line, or the end of input, accepts what stands\n"
               "in brackets. Nothing that exists is overwritten.",
    .run = run_init,
};
