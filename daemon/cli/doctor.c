/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote doctor`: runs the checks of daemon/doctor/ and prints what they find, a
 * line each as it comes, or all of it as JSON.
 */
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "daemon/cli_print.h"
#include "daemon/doctor/doctor.h"
#include "daemon/verb.h"
#include "parsers/nearest.h"
#include "queue/secret.h"

static void
print_line(const DoctorFinding *finding, void *user)
{
  static const struct {
    const char *german, *english;
  } words[] = {[DOCTOR_OK] = {"ok", "ok"},
               [DOCTOR_WARNING] = {"Warnung", "warn"},
               [DOCTOR_FAILED] = {"Fehler", "fail"}};

  (void)user;
  printf("%s %s%s%s: %s",
         cli_text(words[finding->state].german, words[finding->state].english),
         finding->check, finding->subject != NULL ? " " : "",
         finding->subject != NULL ? finding->subject : "", finding->message);
  if (finding->remedy != NULL)
    printf(" – %s", finding->remedy);
  putchar('\n');
  (void)fflush(stdout); /* main() looks whether all of it went out */
}

static void
set_optional(json_t *row, const char *key, const char *value)
{
  if (value != NULL)
    json_object_set_new(row, key, json_string(value));
}

static void
collect_row(const DoctorFinding *finding, void *user)
{
  json_t *rows = user;
  json_t *row = json_pack("{s:s}", "check", finding->check);

  set_optional(row, "subject", finding->subject);
  json_object_set_new(row, "state",
                      json_string(doctor_state_to_string(finding->state)));
  set_optional(row, "message", finding->message);
  set_optional(row, "remedy", finding->remedy);
  json_array_append_new(rows, row);
}

static int
refuse_name(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GString) all = g_string_new(NULL);

  for (const DoctorCheck *const *row = check_registry; *row != NULL; row++) {
    g_ptr_array_add(names, (void *)(*row)->name);
    g_string_append_printf(all, "%s%s", all->len > 0 ? ", " : "", (*row)->name);
  }
  const char *nearest =
      nearest_name(name, (const char *const *)names->pdata, names->len);
  g_autofree char *remedy =
      nearest == NULL
          ? g_string_free(g_steal_pointer(&all), FALSE)
          : g_strdup_printf(cli_text("meinten Sie '%s'?", "did you mean '%s'?"),
                            nearest);
  return cli_fail(EX_USAGE, name,
                  cli_text("diese Prüfung gibt es nicht", "no such check"),
                  remedy);
}

/* The checks that are named, all if none is. */
static void
run_checks(Doctor *doctor, int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    doctor_run(doctor, doctor_find(argv[i]));
  for (size_t i = 0; argc == 1 && check_registry[i] != NULL; i++)
    doctor_run(doctor, check_registry[i]);
}

static int
run_with(const Config *config, bool wants_json, int argc, char **argv)
{
  json_auto_t *rows = json_array();
  Doctor doctor;

  doctor_init(&doctor, config, wants_json ? collect_row : print_line, rows);
  run_checks(&doctor, argc, argv);
  if (wants_json) {
    char *text = json_dumps(rows, JSON_COMPACT);
    g_assert(text != NULL);
    puts(text);
    free(text);
  }
  return doctor.worst == DOCTOR_FAILED ? EX_UNAVAILABLE : EX_OK;
}

static int
run_doctor(int argc, char **argv)
{
  const char *file = NULL;
  bool wants_json = cli_take_flag(&argc, argv, "--json");

  if (!cli_take_option(&argc, argv, "--config", &file) ||
      !cli_check_rest(argc, argv, argc))
    return EX_USAGE;
  for (int i = 1; i < argc; i++)
    if (doctor_find(argv[i]) == NULL)
      return refuse_name(argv[i]);
  secret_init();
  g_autofree char *path = config_find(file);
  g_autoptr(GError) error = NULL;
  g_autoptr(Config) config = config_load_plain(path, NULL, &error);
  if (config == NULL)
    return cli_fail_config(error);
  return run_with(config, wants_json, argc, argv);
}

const Verb verb_doctor = {
    .name = "doctor",
    .arguments = "[--json] [--config FILE] [CHECK…]",
    .summary_de = "prüft, ob läuft, was die Konfiguration sagt",
    .summary_en = "check whether what the configuration says works",
    .help_de =
        "  --json         ein Feld aus Objekten: check, subject, state (ok, "
        "warning,\n"
        "                 failed), message, remedy\n"
        "  --config FILE  bote.yaml; sonst $BOTE_CONFIG, /etc/bote/bote.yaml\n"
        "  CHECK…         nur diese Prüfungen\n"
        "\n"
        "Prüfungen heute: calendar (Schließtage des nächsten Jahres),\n"
        "clock (Uhr), credentials (Geheimnisse),\n"
        "departments (Abwesende ohne Vertretung), disk (Platz),\n"
        "sms (Anbieter, Konto und Guthaben jeder SMS-Nummer), webhook "
        "(Rolle).\n"
        "IMAP, SMTP, DNS und die Probemail fehlen noch.\n"
        "\n"
        "Vor wenig Guthaben warnt sms unter min_balance (in settings der "
        "Nummer, sonst 5).\n"
        "\n"
        "Es wird nichts gesendet und nichts geändert, und nichts kostet Geld. "
        "Braucht\n"
        "die Geheimnisse, also die Rechte ihres Besitzers: sudo bote doctor. "
        "Ende mit\n"
        "0, auch bei Warnungen; mit 69, wenn etwas nicht geht; mit 78, wenn "
        "die\n"
        "Konfiguration falsch ist (bote check).",
    .help_en =
        "  --json         an array of objects: check, subject, state (ok, "
        "warning,\n"
        "                 failed), message, remedy\n"
        "  --config FILE  bote.yaml; else $BOTE_CONFIG, /etc/bote/bote.yaml\n"
        "  CHECK…         these checks only\n"
        "\n"
        "Checks today: calendar (next year's closing days), clock,\n"
        "credentials, departments (away with no deputy), disk,\n"
        "sms (provider, account and credit of each SMS\n"
        "number), webhook (the role). IMAP, SMTP, DNS and the loop mail are\n"
        "still missing.\n"
        "\n"
        "sms warns of a balance below min_balance (in the number's settings, "
        "else 5).\n"
        "\n"
        "Nothing is sent or changed, and nothing costs money. Needs the "
        "secrets, hence\n"
        "the rights of their owner: sudo bote doctor. Exits with 0, warnings "
        "or not;\n"
        "with 69 when something does not work; with 78 when the configuration "
        "is wrong\n"
        "(bote check).",
    .run = run_doctor,
};
