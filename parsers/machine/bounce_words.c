/* SPDX-License-Identifier: Apache-2.0
 *
 * Words by which reports, transcripts and people are told apart.  Strings are
 * case-folded (g_utf8_casefold: "ss" for "ß"), with one blank between words.
 */
#include <string.h>

#include "parsers/machine/bounce_private.h"

static bool
holds_any(const char *folded, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strstr(folded, words[i]) != NULL)
      return true;
  return false;
}

bool
bounce_has_wording(const char *folded)
{
  static const char *const words[] = {
      "deliver",
      "undeliverable",
      "user unknown",
      "unknown user",
      "mailbox",
      "rejected",
      "has failed",
      "could not be sent",
      "returned message",
      "error",
      "zugestellt",
      "zustellung",
      "unzustellbar",
      "quota",
      "recipient",
      "empfänger",
      "destinatai",
      "destinatari",
      "remis",
      "distribu",
      "entreg",
      "recapitat",
      "bezorg",
      "dostarcz",
      "достав",
      "teslim",
      "送信",
      "配信",
      "退",
      "발송",
  };
  return holds_any(folded, words, G_N_ELEMENTS(words));
}

bool
bounce_has_delay(const char *folded)
{
  static const char *const words[] = {
      "this is a warning message only",
      "you do not need to resend",
      "has not yet been delivered",
      "has been delayed",
      "is delayed",
      "will be retried",
      "will retry for",
      "will keep trying",
      "will continue to try",
      "delivery attempts will continue",
      "still trying to deliver",
      "could not yet be delivered",
      "not been delivered yet",
      "temporary problem delivering",
      "noch nicht zugestellt",
      "zustellung verzögert",
      "wird weiterhin versucht",
      "weitere zustellversuche",
      "weitere zustellungsversuche",
      "n'a pas encore été remis",
      "aún no se ha entregado",
      "non è stato ancora recapitato",
      "nog niet bezorgd",
  };
  return holds_any(folded, words, G_N_ELEMENTS(words));
}

/* What only transcripts hold, as they name who failed and how. */
static const char *const transcript_table[] = {
    "rcpt to:",
    "unknown user: ",
    "unknown host: ",
    "undeliverable to ",
    "delivery userid: ",
    "exceeds allowed size: ",
    "delivery failed: ",
    " attempts: ",
    "remote host said",
    "remote server returned",
    "smtp error from ",
    "while talking to ",
    ">... ",
    "recipient address rejected: ",
    "host or domain name not found",
};

bool
bounce_has_transcript(const char *folded)
{
  return holds_any(folded, transcript_table, G_N_ELEMENTS(transcript_table));
}

bool
bounce_has_delivery(const char *folded)
{
  static const char *const words[] = {
      "notificationtype\\\":\\\"delivery\\\"",
      "\"notificationtype\":\"delivery\"",
      "was successfully delivered to",
      "has been successfully delivered to",
      "successfully relayed to the following",
      "wurde erfolgreich zugestellt",
  };
  return holds_any(folded, words, G_N_ELEMENTS(words));
}

bool
bounce_has_person(const char *folded)
{
  static const char *const words[] = {
      "guten tag",       "hallo ",          "hallo,",          "sehr geehrte",
      "liebe ",          "lieber ",         "moin ",           "servus ",
      "freundlichen gr", "freundlicher gr", "freundliche gr",  "viele grüsse",
      "beste grüsse",    "liebe grüsse",    "schöne grüsse",   "mfg",
      "dear ",           "hello ",          "hello,",          "kind regards",
      "best regards",    "best wishes",     "sincerely",       "bonjour",
      "cordialement",    "saludos",         "cordiali saluti", "pozdrawiam",
  };
  return holds_any(folded, words, G_N_ELEMENTS(words));
}

/* Pieces of subjects: English, German, French, Spanish, Italian, Dutch,
 * Polish, Portuguese, Russian, Turkish, Japanese. */
static const char *const subject_table[] = {
    "undeliver",
    "unzustellbar",
    "delivery status",
    "delivery failure",
    "delivery failed",
    "failure notice",
    "delivery notification",
    "returned mail",
    "mail delivery",
    "cannot be delivered",
    "can't be delivered",
    "[bounce]",
    "could not be delivered",
    "couldn't be delivered",
    "mail system error",
    "delivery report",
    "non-delivery",
    "non delivery",
    "nondeliver",
    "warning: message",
    "warning: could not send",
    "mail failure",
    "mail failed",
    "mail status report",
    "mail error",
    "delivery error",
    "failure delivery",
    "delivery unsuccessful",
    "delivery has failed",
    "delivery delayed",
    "message delayed",
    "delayed mail",
    "unable to deliver",
    "message you sent blocked",
    "message blocked",
    "delivery problem",
    "not delivered",
    "returned to sender",
    "returning to sender",
    "returning message to sender",
    "could not send message",
    "error sending your mail",
    "message not accepted",
    "address not found",
    "user unknown",
    "bounced mail",
    "nicht zustellbar",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "zustellung verzögert",
    "verzögerte zustellung",
    "zustellfehler",
    "zustellungsfehler",
    "übermittlungsstatus",
    "zustellungsstatus",
    "zustellstatus",
    "unzustellbarkeit",
    "non remis",
    "echec de",
    "échec de remise",
    "échec de la remise",
    "échec de distribution",
    "non distribu",
    "état de remise",
    "no entregado",
    "no se puede entregar",
    "estado de entrega",
    "non recapitabile",
    "mancato recapito",
    "stato di recapito",
    "recapito non riuscito",
    "onbestelbaar",
    "niet bezorgd",
    "bezorgingsstatus",
    "niedostarczon",
    "nie można dostarczyć",
    "stan dostarczenia",
    "não entregue",
    "não é possível entregar",
    "falha na entrega",
    "status de entrega",
    "недоставленное",
    "не доставлено",
    "не удается доставить",
    "сбой доставки",
    "teslim edilemedi",
    "系统退信",
    "退信",
    "发送失败",
    "전송 실패",
    "발송 실패",
    "배달 실패",
    "配信できません",
    "送信できません",
    "配信不能",
    "配信エラー",
    "送信エラー",
};

bool
bounce_has_subject(const char *folded)
{
  return holds_any(folded, subject_table, G_N_ELEMENTS(subject_table));
}
