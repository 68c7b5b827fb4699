/* SPDX-License-Identifier: Apache-2.0
 *
 * Reasons against an answer, and where they stand in a history.
 */
#include "daemon/admin/no_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "daemon/cli_print.h"

typedef struct Reason {
  const char *name, *german, *english;
} Reason;

static const Reason reasons[] = {
    {"address-10min", "er bekam in zehn Minuten schon drei Antworten",
     "he had three answers within ten minutes"},
    {"address-day", "er bekam heute schon zwanzig Antworten",
     "he had twenty answers today"},
    {"address-hour", "er bekam in dieser Stunde schon genug Antworten",
     "he had enough answers within the hour"},
    {"adopted", "alte Post aus der Zeit vor Bote wird nicht beantwortet",
     "old mail from before Bote is not answered"},
    {"answers-off",
     "er schrieb immer wieder dasselbe: 24 Stunden lang keine Antworten",
     "he wrote the same again and again: no answers for 24 hours"},
    {"authentication-failed", "der Absender ist gefälscht (Echtheit: fail)",
     "its sender is forged (authentication: fail)"},
    {"danger-10min", "er bekam in zehn Minuten schon dreimal 112 genannt",
     "he was told of 112 three times within ten minutes"},
    {"danger-day", "er bekam heute schon zwanzigmal 112 genannt",
     "he was told of 112 twenty times today"},
    {"month-budget", "das Monatsbudget des SMS-Kanals ist aufgebraucht",
     "the SMS channel's budget of the month is spent"},
    {"no-channel", "die Person ist nur telefonisch oder per Brief erreichbar",
     "the person can only be reached by telephone or letter"},
    {"no-code", "ein anderer Code kam zurück: erst prüft das ein Mensch",
     "another code came back: a person looks at it first"},
    {"no-usable-originator", "es gibt keine Absenderadresse für eine Antwort",
     "there is no sender's address to answer to"},
    {"not-authenticated",
     "der Absender ist nicht bewiesen und weicht von der Rücksendeadresse ab",
     "its sender is not proved and is not its return path"},
    {"number-day", "die Nummer bekam heute schon genug SMS",
     "the number had enough SMS today"},
    {"same-10min", "dieselbe Antwort ging vor Minuten schon dorthin",
     "the same answer went there minutes ago"},
    {"same-5min",
     "er schrieb immer wieder dasselbe: 24 Stunden lang keine Antworten",
     "he wrote the same again and again: no answers for 24 hours"},
    {"says-the-same", "dieselben Worte wurden eben schon beantwortet",
     "the same words were answered just before"},
    {"sender-cannot-receive", "der Absender der SMS kann keine empfangen",
     "the sender of the SMS cannot receive any"},
    {"sender-hour",
     "er schrieb mehr SMS in der Stunde als erlaubt: ein Mensch entscheidet",
     "he wrote more SMS in the hour than allowed: a person decides"},
    {"service-state", "kein Dienst antwortet ihm zurzeit",
     "no service answers him at present"},
    {"stopped-before", "er hat schon STOPP geschrieben und die Antwort darauf",
     "he said STOP before and has its answer"},
    {"stranger-hour",
     "der Absender ist nicht bewiesen: eine Antwort in der Stunde",
     "its sender is not proved: one answer an hour"},
    {"system-10min", "Bote hat in zehn Minuten zu viel geantwortet (Bremse)",
     "Bote answered too much within ten minutes (brake)"},
    {"two-soft-signs", "zwei Zeichen sprechen für eine Maschine",
     "two signs speak for a machine"},
    {"was-asked", "es ist die Antwort auf unsere Frage; die genügte",
     "it is the answer to our question, which was enough"},
};

const char *
no_answer_words(const char *reason)
{
  for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
    if (strcmp(reasons[i].name, reason) == 0)
      return cli_text(reasons[i].german, reasons[i].english);
  return cli_text("es ist die Post einer Maschine oder einer Liste",
                  "it is the mail of a machine or a list");
}

/* What a history calls it, with the reason as detail. */
static bool
tells_of_it(const char *what)
{
  static const char *const names[] = {"no-answer", "auto-reply", "throttled",
                                      "answers-off", "sms-suppressed"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_strcmp0(what, names[i]) == 0)
      return true;
  return false;
}

void
no_answer_explain(json_t *row)
{
  const char *reason = NULL;
  size_t i;
  json_t *event;
  json_array_foreach(json_object_get(row, "events"), i, event)
  {
    const char *what = json_string_value(json_object_get(event, "what"));
    if (tells_of_it(what))
      reason = json_string_value(json_object_get(event, "detail"));
  }
  if (reason == NULL)
    return;
  json_object_set_new(row, "no_answer_reason", json_string(reason));
  json_object_set_new(row, "no_answer", json_string(no_answer_words(reason)));
}
