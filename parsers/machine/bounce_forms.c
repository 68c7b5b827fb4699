/* SPDX-License-Identifier: Apache-2.0
 *
 * The forms of reports, system after system.  Strings are case-folded
 * (g_utf8_casefold: "ss" for "ß"), with one blank between words.
 */
#include <string.h>

#include "parsers/machine/bounce_private.h"

/* A mark that one system writes and people do not; with `also` both must be
 * there, as either alone could stand in a letter. */
typedef struct Form {
  const char *mark, *also;
} Form;

static const Form form_table[] = {
    /* qmail and its children */
    {"this is the qmail-send program", NULL},
    {"this is a permanent error; i've given up", NULL},
    {"i'm afraid i wasn't able to deliver your message", NULL},
    {"your mail message to the following address(es) could not", NULL},
    /* Exim, GMX, IONOS, web.de, MXLogic, Zoho, mail.ru */
    {"this message was created automatically by mail delivery", NULL},
    {"this message was created automatically by the", "deliver"},
    {"это письмо создано автоматически", NULL},
    {"this message was created automatically by facebook", NULL},
    /* sendmail, and what imitates it */
    {"transcript of session follows", NULL},
    {"transcript of the session follows", NULL},
    {"the following addresses had", "----"},
    {"the following addresses have delivery", "---"},
    /* Exim 1, smail: T-Online and others */
    {"message log follows", "----"},
    {"failed addresses follow", "----"},
    /* Postfix, Zimbra, Yandex */
    {"this is the mail system at host", NULL},
    {"this is the postfix program at host", NULL},
    {"this is the zimbra", "deliver"},
    /* Courier, OpenSMTPD, DragonFly, nullmailer, masqmail, Zmailer */
    {"this is a delivery status notification from", NULL},
    {"this is the mailer-daemon, please do not reply", NULL},
    {"this is the dragonfly mail agent", NULL},
    {"this is the zmailer", NULL},
    {"the original message was received at", "deliver"},
    {"this is an automatically generated delivery status", NULL},
    {"this is a delivery status message", NULL},
    /* Exchange 5.5 to 2019 and Microsoft 365 */
    {"did not reach the following recipient", NULL},
    {"did not reach some or all of the intended recipients", NULL},
    {"delivery has failed to these recipients", NULL},
    {"the following recipient(s) could not be reached", NULL},
    {"the following recipient(s) cannot be reached", NULL},
    {"diagnostic information for administrators", NULL},
    {"wasn't found at", "unknown to address"},
    {"couldn't be delivered", "original message details"},
    {"couldn't be delivered", "status code"},
    {"ihre nachricht hat einige oder alle empfänger nicht erreicht", NULL},
    {"hat einige oder alle empfänger nicht erreicht", NULL},
    {"folgende(r) empfänger kann nicht erreicht werden", NULL},
    {"folgende(r) empfänger konnte nicht erreicht werden", NULL},
    {"folgende empfänger können nicht erreicht werden", NULL},
    {"fehler bei der nachrichtenzustellung an folgende empfänger", NULL},
    {"fehler bei der zustellung an diese empfänger", NULL},
    {"diagnoseinformationen für administratoren", NULL},
    {"diagnoseinformation für administratoren", NULL},
    {"échec de la remise", "destinataires"},
    {"informations de diagnostic pour les administrateurs", NULL},
    {"no se pudo entregar", "destinatarios"},
    {"información de diagnóstico para", "administradores"},
    {"recapito", "informazioni di diagnostica per gli amministratori"},
    {"il recapito non è riuscito", NULL},
    {"diagnostische gegevens voor beheerders", NULL},
    {"informacje diagnostyczne dla administratorów", NULL},
    {"informações de diagnóstico para administradores", NULL},
    {"диагностические сведения для администраторов", NULL},
    {"yöneticiler için", "tanılama bilgileri"},
    {"次の受信者またはグループへの配信に失敗しました", NULL},
    {"管理者向けの診断情報", NULL},
    {"diagnostisk information för administratörer", NULL},
    {"diagnosticeringsoplysninger for administratorer", NULL},
    {"diagnostikkinformasjon for administratorer", NULL},
    {"diagnostické informace pro správce", NULL},
    {"diagnosztikai információk", "rendszergazd"},
    {"管理员的诊断信息", NULL},
    /* Notes and Domino */
    {"was not delivered to:", "because:"},
    {"------- failure reasons", NULL},
    {"wurde nicht zugestellt an:", NULL},
    {"konnte nicht zugestellt werden an:", NULL},
    /* Google, with the languages it speaks */
    {"delivery to the following recipient", "failed permanently"},
    {"delivery to the following recipient has been delayed", NULL},
    {"there was a problem delivering your message to", NULL},
    {"there was a temporary problem delivering your message", NULL},
    {"delivering your message to", "gmail will retry"},
    {"your message wasn't delivered to", NULL},
    {"** address not found **", NULL},
    {"** message not delivered **", NULL},
    {"** message blocked **", NULL},
    {"** delivery incomplete **", NULL},
    {"the response from the remote server was", NULL},
    {"the group you tried to contact", NULL},
    {"ihre nachricht wurde nicht an", "zugestellt, weil"},
    {"die antwort des remote-servers lautet", NULL},
    {"die antwort vom remote-server lautet", NULL},
    {"adresse nicht gefunden", "nicht zugestellt"},
    {"adresse introuvable", "message"},
    {"la réponse du serveur distant", NULL},
    {"no se ha encontrado la dirección", "mensaje"},
    {"la respuesta del servidor remoto", NULL},
    {"indirizzo non trovato", "messaggio"},
    {"la risposta del server remoto", NULL},
    {"adres niet gevonden", "bericht"},
    {"nie znaleziono adresu", "wiadomoś"},
    {"endereço não encontrado", "mensagem"},
    {"адрес не найден", "сообщение"},
    {"adres bulunamadı", "ileti"},
    {"アドレスが見つかりません", NULL},
    /* Yahoo, AOL, Yahoo Japan */
    {"unable to deliver your message to the following address", NULL},
    {"unable to deliver message to the following address", NULL},
    /* Amazon: SES, WorkMail, notifications by SNS */
    {"an error occurred while trying to deliver the mail to", NULL},
    {"notificationtype\\\":\\\"bounce\\\"", NULL},
    {"\"notificationtype\":\"bounce\"", NULL},
    {"notificationtype\\\":\\\"delivery\\\"", NULL},
    {"\"notificationtype\":\"delivery\"", NULL},
    /* Gateways and smaller servers */
    {"the following recipients were affected", NULL},
    {"this is a delivery failure notification message", NULL},
    {"was blocked by our spam firewall", NULL},
    {"message from interscan", NULL},
    {"transcript of the attempts to send the message", NULL},
    {"this has been a permanent failure", NULL},
    {"had permanent fatal delivery errors", NULL},
    {"we had trouble delivering your message", NULL},
    {"your message cannot be delivered to the following", NULL},
    {"your message was not delivered to the following", NULL},
    {"your message was not delivered to following", NULL},
    {"your message could not be delivered to the following", NULL},
    {"your message has not been delivered to the following", NULL},
    {"your message has encountered delivery", NULL},
    {"original message follows", "undeliverable"},
    {"unknown user:", "original message"},
    {"could not be delivered to: <", NULL},
    {"message could not be delivered to mobile", NULL},
    {"unable to deliver message to: <", NULL},
    {"each of the following recipients was rejected", NULL},
    {"the following recipients did not receive", NULL},
    {"final-recipient: rfc822", NULL},
    {"you are not a member of this mailing list", NULL},
    {"this delivery status notification is sent from", NULL},
    {"送信できませんでした", NULL},
    {"配信できませんでした", NULL},
    {"お届けできませんでした", NULL},
    /* IronPort, PowerMTA, CommuniGate, MailEnable, GroupWise, InterMail */
    {"the following message to <", "was undeliverable"},
    {"inform you on the delivery status of a message", NULL},
    {"failed to deliver to '", NULL},
    {"mailenable: message could not be delivered", NULL},
    {"the message that you sent was undeliverable to", NULL},
    {"had the following undeliverable recipient", NULL},
    {"this message was undeliverable due to the following", NULL},
    {"here is your list of failed recipients", NULL},
    {"mail sent to the following recipients could not be", NULL},
    {"could not deliver message to the following recipient", NULL},
    /* Chinese and Korean servers */
    {"您的邮件被退回", NULL},
    {"邮件无法投递", NULL},
    {"메일이 전송되지", NULL},
    {"발송되지 못", NULL},
    /* German servers */
    {"nachricht wurde automatisch", "zugestellt werden"},
    {"dies ist eine automatisch", "zugestellt"},
    {"automatisch erzeugt", "zugestellt werden"},
    {"automatisch generiert", "zugestellt werden"},
    {"automatisch erstellt", "zugestellt werden"},
    {"automatisch", "ist endgültig unzustellbar"},
    {"die folgenden adressen", "konnten nicht erreicht werden"},
    {"an folgende empfänger", "nicht zugestellt werden:"},
    {"an die folgenden empfänger", "nicht zugestellt werden:"},
    {"zustellung an folgende empfänger", "fehlgeschlagen"},
    {"zustellung an die folgenden empfänger", "verzögert"},
    /* Other languages */
    {"message automatique", "n'a pas pu être remis"},
    {"généré automatiquement", "n'a pas pu être"},
    {"generado automáticamente", "no se ha podido entregar"},
    {"mensaje automático", "no pudo ser entregado"},
    {"generato automaticamente", "non è stato possibile"},
    {"automatisch gegenereerd", "niet worden bezorgd"},
    {"wygenerowana automatycznie", "nie można"},
    {"gerada automaticamente", "não pôde ser entregue"},
    {"сообщение не может быть доставлено", NULL},
    {"письмо не может быть", "адресат"},
    {"otomatik olarak", "teslim edilemedi"},
};

bool
bounce_has_known_form(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(form_table); i++)
    if (strstr(folded, form_table[i].mark) != NULL &&
        (form_table[i].also == NULL ||
         strstr(folded, form_table[i].also) != NULL))
      return true;
  return false;
}
