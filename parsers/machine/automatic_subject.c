/* SPDX-License-Identifier: Apache-2.0
 *
 * Subjects of out-of-office notes: what mail programs write in front of the
 * subject they answer, or instead of it.  People write such words, too: alone
 * they are a soft sign.
 */
#include <string.h>

#include "parsers/begins.h"
#include "parsers/fold.h"
#include "parsers/machine/automatic_private.h"
#include "parsers/subject.h"

/* Case-folded beginnings.  "Auto:" is not among them: in German it is a car. */
static const char *const prefix_table[] = {
    /* English: Exchange, Gmail, Zimbra, vacation(1) */
    "autoreply:",
    "auto-reply:",
    "auto reply:",
    "auto response:",
    "auto-response:",
    "autoresponse:",
    "automatic reply",
    "automatic response",
    "automated reply",
    "automated response",
    "out of office",
    "out-of-office",
    "out of the office",
    "ooo:",
    "vacation reply",
    "away from my mail",
    "away from the office",
    /* German */
    "abwesenheitsnotiz",
    "abwesenheitsnachricht",
    "abwesenheitsmeldung",
    "abwesenheitsmitteilung",
    "abwesenheitsbenachrichtigung",
    "abwesenheitshinweis",
    "abwesenheitsinfo",
    "abwesenheitsantwort",
    "abwesenheitsassistent",
    "abwesenheitsagent",
    "abwesenheit:",
    "abwesend:",
    "automatische antwort",
    "automatische abwesenheit",
    "automatische rückantwort",
    "automatisch generierte antwort",
    "autoantwort:",
    "auto-antwort:",
    "ausser haus:",
    "nicht im büro:",
    "ich bin nicht im büro",
    "ich bin zurzeit nicht im büro",
    "ich bin derzeit nicht im büro",
    "urlaubsnotiz",
    "urlaubsbenachrichtigung",
    /* the neighbours */
    "réponse automatique",
    "réponse d'absence",
    "absence du bureau",
    "absent du bureau",
    "message d'absence",
    "automatisch antwoord",
    "automatische beantwoording",
    "afwezigheidsbericht",
    "niet aanwezig:",
    "risposta automatica",
    "risposta non al computer",
    "fuori sede:",
    "fuori ufficio:",
    "respuesta automática",
    "auto respuesta",
    "fuera de la oficina",
    "fuera de oficina",
    "resposta automática",
    "ausência temporária",
    "fora do escritório",
    "autosvar",
    "auto-svar",
    "automatisk svar",
    "automaattinen vastaus",
    "poissaoloilmoitus",
    "frånvaromeddelande",
    "fraværsmelding",
    "fraværsbesked",
    "automatyczna odpowiedź",
    "odpowiedź automatyczna",
    "autoodpowiedź",
    "poza biurem",
    "automatická odpověď",
    "mimo kancelář",
    "automatikus válasz",
    "răspuns automat",
    "автоответ",
    "автоматический ответ",
    "автоматична відповідь",
    "автовідповідь",
    "otomatik yanıt",
    "otomatik cevap",
    "ofis dışında",
    "αυτόματη απάντηση",
    "自動応答",
    "不在通知",
    "自动答复",
    "自动回复",
    "الرد التلقائي",
    "رد تلقائي",
};

bool
automatic_is_out_of_office(const char *subject)
{
  SubjectPrefix prefix = SUBJECT_PREFIX_NONE;
  g_autofree char *base = subject_base(subject, &prefix);
  if (prefix != SUBJECT_PREFIX_NONE)
    return false;
  g_autofree char *folded = fold_case(base, strlen(base));
  for (size_t i = 0; i < G_N_ELEMENTS(prefix_table); i++)
    if (text_begins(folded, prefix_table[i]))
      return true;
  return false;
}
