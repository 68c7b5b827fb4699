/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote survey`: questionnaires as files, before they are asked.
 */
#include <stdio.h>
#include <string.h>

#include "daemon/admin/cli_admin.h"
#include "daemon/cli_print.h"
#include "daemon/config_file.h"
#include "daemon/survey_tool/survey_preview.h"
#include "daemon/verb.h"
#include "parsers/survey/survey_response.h"
#include "parsers/survey/xlsform/xlsform.h"

static const CliNoun question_noun = {"Frage", "Fragen", "question",
                                      "questions"};
static const CliNoun problem_noun = {"Fehler", "Fehler", "problem", "problems"};

/* Read a file; NULL after telling why not.
 *
 * out_code  what to exit with then */
static Questionnaire *
read_form(const char *path, int *out_code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GBytes) bytes = config_file_read(path, &error);
  if (bytes == NULL) {
    *out_code = cli_fail(EX_NOINPUT, error->message, NULL, NULL);
    return NULL;
  }
  Questionnaire *form = xlsform_read(bytes, path, problems);
  if (form != NULL)
    return form;
  cli_print_problems(problems);
  g_autofree char *count = cli_count(problems_count(problems), &problem_noun);
  *out_code = cli_fail(EX_DATAERR, count, path,
                       cli_text("korrigieren und erneut prüfen",
                                "correct them and check again"));
  return NULL;
}

/* --- check ---------------------------------------------------------------- */

static void
print_period(const Questionnaire *form)
{
  const char *by_hand = cli_text("von Hand", "by hand");
  printf("  %s: %s – %s\n", cli_text("Zeit", "period"),
         form->opens != NULL ? form->opens : by_hand,
         form->closes != NULL ? form->closes : by_hand);
}

static void
print_summary(const char *path, const Questionnaire *form)
{
  g_autoptr(GString) languages = g_string_new(NULL);
  g_autofree char *questions =
      cli_count(survey_number_last(form), &question_noun);
  for (guint i = 0; i < form->languages->len; i++)
    g_string_append_printf(languages, "%s%s", i > 0 ? ", " : "",
                           (const char *)form->languages->pdata[i]);
  printf("ok: %s: %s (%s), %s, %s\n", path,
         survey_text(form, form->titles, form->languages->pdata[0]), form->id,
         questions, languages->str);
  if (form->keyword != NULL)
    printf("  %s: %s\n", cli_text("Stichwort", "keyword"), form->keyword);
  print_period(form);
  printf("  %s: %s%s\n", cli_text("Zugang", "access"),
         survey_access_to_string(form->access),
         form->anonymous ? cli_text(", anonym", ", anonymous") : "");
  if (form->quota > 0)
    printf("  %s: %u\n", cli_text("höchstens Antworten", "responses at most"),
           form->quota);
}

/* The price of a segment in euros; false after telling that it is none.
 *
 * out_price  0: it is not told */
static bool
take_price(int *argc, char **argv, double *out_price)
{
  const char *text = NULL;
  char *end = NULL;
  *out_price = 0;
  if (!cli_take_option(argc, argv, "--price", &text))
    return false;
  if (text == NULL)
    return true;
  *out_price = g_ascii_strtod(text, &end);
  if (end != text && *end == '\0' && *out_price > 0 && *out_price < 10)
    return true;
  (void)cli_fail(EX_USAGE, text,
                 cli_text("das ist kein Preis eines Segments in Euro",
                          "that is no price of a segment in euros"),
                 "--price 0.075");
  return false;
}

static int
check(int argc, char **argv)
{
  int code = EX_OK;
  double price;
  if (!take_price(&argc, argv, &price))
    return EX_USAGE;
  if (argc < 2)
    return cli_fail(EX_USAGE, "survey check",
                    cli_text("es fehlt eine Datei", "a file is missing"), NULL);
  for (int i = 1; i < argc; i++) {
    g_autoptr(Questionnaire) form = read_form(argv[i], &code);
    if (form == NULL)
      continue;
    print_summary(argv[i], form);
    survey_preview_print(form, price);
  }
  return code;
}

/* --- export --------------------------------------------------------------- */

static int export(int argc, char **argv)
{
  int code = EX_OK;
  bool as_xlsform = cli_take_flag(&argc, argv, "--xlsform");
  if (!as_xlsform || argc != 2)
    return cli_fail(EX_USAGE, "survey export",
                    cli_text("es fehlt, was und wie", "say what and how"),
                    "bote survey export --xlsform FILE");
  g_autoptr(Questionnaire) form = read_form(argv[1], &code);
  g_autofree char *text = form == NULL ? NULL : xlsform_write(form);
  if (text != NULL)
    fputs(text, stdout); /* main() looks after standard output */
  return code;
}

/* --- what digest does ----------------------------------------------------- */

static const char *const list_columns[] = {
    "id", "state", "begun", "complete", "opened_at_ms", "closed_at_ms", NULL};
static const AdminOption list_options[] = {ADMIN_LIMIT_OPTION, {0}};

static const AdminOption results_options[] = {
    {"--cross", "cross", 't', NULL}, {"page", "page", 'p', NULL}, {0}};

static const AdminCommand commands[] = {
    {"list", "survey.list", false, false, list_columns, list_options},
    {"open", "survey.open", true, true, NULL, NULL},
    {"pause", "survey.pause", true, true, NULL, NULL},
    {"close", "survey.close", true, true, NULL, NULL},
    {"results", "survey.results", true, false, NULL, results_options},
    {0},
};

static int
run_survey(int argc, char **argv)
{
  static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
  } rows[] = {{"check", check}, {"export", export}};
  for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(rows); i++)
    if (strcmp(argv[1], rows[i].name) == 0)
      return rows[i].run(argc - 1, argv + 1);
  return cli_admin_run(argc, argv, commands);
}

const Verb verb_survey = {
    .name = "survey",
    .arguments = "[list] | open|pause|close|results ID | check FILE… | export "
                 "--xlsform FILE",
    .summary_de = "prüft Fragebögen, öffnet und schließt Umfragen",
    .summary_en = "check questionnaires, open and close surveys",
    .help_de =
        "FILE ist ein XLSForm: .xlsx, eine CSV-Datei wie von pyxform, oder\n"
        "dieselben Felder als .yaml.\n"
        "\n"
        "  check FILE…            meldet alle Fehler auf einmal als\n"
        "                         DATEI[BLATT]:ZEILE:SPALTE; ohne Fehler, was\n"
        "                         gelesen wurde, und in jeder Sprache die SMS\n"
        "                         und das Formular der E-Mail. Ende mit 0, "
        "mit\n"
        "                         65 bei Fehlern, mit 66, wenn eine Datei\n"
        "                         fehlt.\n"
        "    --price EURO         was ein SMS-Segment kostet: 0.075\n"
        "  export --xlsform FILE  schreibt ihn als eine CSV-Datei, die\n"
        "                         pyxform und Bote lesen.\n"
        "  list [--limit N]       Umfragen des Orts, mit Stand und "
        "Beteiligung\n"
        "  open KENNUNG [-n]      nimmt ab jetzt Antworten an\n"
        "  pause KENNUNG [-n]     nimmt vorerst keine an\n"
        "  close KENNUNG [-n]     nimmt keine mehr an; einer anonymen Umfrage\n"
        "                         führt dann kein Schlüssel mehr von der "
        "Person\n"
        "                         zu den Antworten\n"
        "  results KENNUNG        was bisher geantwortet wurde; Zahlen unter\n"
        "                         fünf und was sie verriete, sind verdeckt\n"
        "    --cross FRAGE,FRAGE  zwei Fragen gegeneinander\n"
        "\n"
        "KENNUNG ist die form_id, mit /2 die zweite Welle. Wo der Fragebogen\n"
        "opens und closes nennt, geschieht es von selbst.\n" CLI_ADMIN_HELP_DE,
    .help_en =
        "FILE is an XLSForm: .xlsx, one CSV file as pyxform has it, or the\n"
        "same fields as .yaml.\n"
        "\n"
        "  check FILE…            reports all problems at once as\n"
        "                         FILE[SHEET]:ROW:COLUMN; without any, what\n"
        "                         was read, and in every language the SMS and\n"
        "                         the form of the mail. Exits with 0, with 65\n"
        "                         after problems, with 66 when a file is\n"
        "                         missing.\n"
        "    --price EURO         what an SMS segment costs: 0.075\n"
        "  export --xlsform FILE  writes it as one CSV file that pyxform and\n"
        "                         Bote read.\n"
        "  list [--limit N]       surveys of the town, with state and turnout\n"
        "  open ID [-n]           takes answers from now on\n"
        "  pause ID [-n]          takes none for a while\n"
        "  close ID [-n]          takes none any more; of an anonymous survey\n"
        "                         no key leads from person to answers then\n"
        "  results ID             what was answered so far; counts below five\n"
        "                         are hidden with what would give them away\n"
        "    --cross QUESTION,QUESTION  one question by another\n"
        "\n"
        "ID is the form_id, with /2 its second wave. Where the questionnaire\n"
        "has opens and closes it happens by itself.\n" CLI_ADMIN_HELP_EN,
    .run = run_survey,
};
