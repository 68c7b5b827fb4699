/* SPDX-License-Identifier: Apache-2.0
 *
 * The labels of a mail's header in the languages of the usual programs.
 */
#include "parsers/reply/reply_label.h"

#include <string.h>

#include <glib.h>

#include "parsers/begins.h"

enum { REPLY_LABEL_MAX = 48 }; /* bytes before the colon, stars included */

/* Case-folded, without the colon. */
static const struct {
  const char *word;
  ReplyLabel label;
} label_table[] = {
    /* German, English */
    {"von", REPLY_LABEL_FROM},
    {"absender", REPLY_LABEL_FROM},
    {"gesendet", REPLY_LABEL_SENT},
    {"gesendet am", REPLY_LABEL_SENT},
    {"datum", REPLY_LABEL_DATE},
    {"an", REPLY_LABEL_TO},
    {"empfänger", REPLY_LABEL_TO},
    {"kopie", REPLY_LABEL_CC},
    {"kopie an", REPLY_LABEL_CC},
    {"blindkopie", REPLY_LABEL_CC},
    {"betreff", REPLY_LABEL_SUBJECT},
    {"betr", REPLY_LABEL_SUBJECT},
    {"antwort an", REPLY_LABEL_OTHER},
    {"antworten an", REPLY_LABEL_OTHER},
    {"anlagen", REPLY_LABEL_OTHER},
    {"anhänge", REPLY_LABEL_OTHER},
    {"wichtigkeit", REPLY_LABEL_OTHER},
    {"priorität", REPLY_LABEL_OTHER},
    {"organisation", REPLY_LABEL_OTHER},
    {"from", REPLY_LABEL_FROM},
    {"sent", REPLY_LABEL_SENT},
    {"sent at", REPLY_LABEL_SENT},
    {"date", REPLY_LABEL_DATE},
    {"to", REPLY_LABEL_TO},
    {"cc", REPLY_LABEL_CC},
    {"bcc", REPLY_LABEL_CC},
    {"subject", REPLY_LABEL_SUBJECT},
    {"reply-to", REPLY_LABEL_OTHER},
    {"reply to", REPLY_LABEL_OTHER},
    {"importance", REPLY_LABEL_OTHER},
    {"attachments", REPLY_LABEL_OTHER},
    /* French */
    {"de", REPLY_LABEL_FROM},
    {"expéditeur", REPLY_LABEL_FROM},
    {"envoyé", REPLY_LABEL_SENT},
    {"envoyé le", REPLY_LABEL_SENT},
    {"à", REPLY_LABEL_TO},
    {"a", REPLY_LABEL_TO},
    {"pour", REPLY_LABEL_TO},
    {"destinataire", REPLY_LABEL_TO},
    {"copie à", REPLY_LABEL_CC},
    {"objet", REPLY_LABEL_SUBJECT},
    {"sujet", REPLY_LABEL_SUBJECT},
    {"message du", REPLY_LABEL_SENT}, /* Orange */
    {"répondre à", REPLY_LABEL_OTHER},
    /* Spanish, Portuguese, Catalan */
    {"enviado", REPLY_LABEL_SENT},
    {"enviado el", REPLY_LABEL_SENT},
    {"enviado em", REPLY_LABEL_SENT},
    {"enviada em", REPLY_LABEL_SENT},
    {"enviada", REPLY_LABEL_SENT},
    {"fecha", REPLY_LABEL_DATE},
    {"data", REPLY_LABEL_DATE},
    {"para", REPLY_LABEL_TO},
    {"asunto", REPLY_LABEL_SUBJECT},
    {"assunto", REPLY_LABEL_SUBJECT},
    {"remitente", REPLY_LABEL_FROM},
    {"enviat", REPLY_LABEL_SENT},
    {"tema", REPLY_LABEL_SUBJECT},
    /* Italian, Romanian */
    {"da", REPLY_LABEL_FROM},
    {"inviato", REPLY_LABEL_SENT},
    {"oggetto", REPLY_LABEL_SUBJECT},
    {"risposta", REPLY_LABEL_OTHER},
    {"rispondi a", REPLY_LABEL_OTHER},
    {"de la", REPLY_LABEL_FROM},
    {"trimis", REPLY_LABEL_SENT},
    {"către", REPLY_LABEL_TO},
    {"catre", REPLY_LABEL_TO},
    {"subiect", REPLY_LABEL_SUBJECT},
    /* Dutch */
    {"van", REPLY_LABEL_FROM},
    {"verzonden", REPLY_LABEL_SENT},
    {"aan", REPLY_LABEL_TO},
    {"onderwerp", REPLY_LABEL_SUBJECT},
    /* Danish, Norwegian, Swedish, Finnish */
    {"fra", REPLY_LABEL_FROM},
    {"sendt", REPLY_LABEL_SENT},
    {"dato", REPLY_LABEL_DATE},
    {"til", REPLY_LABEL_TO},
    {"emne", REPLY_LABEL_SUBJECT},
    {"kopi", REPLY_LABEL_CC},
    {"från", REPLY_LABEL_FROM},
    {"skickat", REPLY_LABEL_SENT},
    {"till", REPLY_LABEL_TO},
    {"ämne", REPLY_LABEL_SUBJECT},
    {"kopia", REPLY_LABEL_CC},
    {"lähettäjä", REPLY_LABEL_FROM},
    {"lähetetty", REPLY_LABEL_SENT},
    {"päivämäärä", REPLY_LABEL_DATE},
    {"päiväys", REPLY_LABEL_DATE},
    {"vastaanottaja", REPLY_LABEL_TO},
    {"aihe", REPLY_LABEL_SUBJECT},
    {"kopio", REPLY_LABEL_CC},
    /* Polish, Czech, Slovak, Slovene, Croatian, Hungarian */
    {"od", REPLY_LABEL_FROM},
    {"nadawca", REPLY_LABEL_FROM},
    {"wysłano", REPLY_LABEL_SENT},
    {"wysłane", REPLY_LABEL_SENT},
    {"do", REPLY_LABEL_TO},
    {"adresat", REPLY_LABEL_TO},
    {"temat", REPLY_LABEL_SUBJECT},
    {"dw", REPLY_LABEL_CC},
    {"odesílatel", REPLY_LABEL_FROM},
    {"odesláno", REPLY_LABEL_SENT},
    {"šalje", REPLY_LABEL_FROM}, /* Croatian */
    {"poslano", REPLY_LABEL_SENT},
    {"prima", REPLY_LABEL_TO},
    {"odoslané", REPLY_LABEL_SENT},
    {"komu", REPLY_LABEL_TO},
    {"předmět", REPLY_LABEL_SUBJECT},
    {"predmet", REPLY_LABEL_SUBJECT},
    {"zadeva", REPLY_LABEL_SUBJECT},
    {"poslano", REPLY_LABEL_SENT},
    {"za", REPLY_LABEL_TO},
    {"prima", REPLY_LABEL_TO},
    {"feladó", REPLY_LABEL_FROM},
    {"küldve", REPLY_LABEL_SENT},
    {"elküldve", REPLY_LABEL_SENT},
    {"dátum", REPLY_LABEL_DATE},
    {"címzett", REPLY_LABEL_TO},
    {"tárgy", REPLY_LABEL_SUBJECT},
    /* Turkish, Greek */
    {"kimden", REPLY_LABEL_FROM},
    {"gönderen", REPLY_LABEL_FROM},
    {"gönderildi", REPLY_LABEL_SENT},
    {"gönderilme tarihi", REPLY_LABEL_SENT},
    {"gönderme tarihi", REPLY_LABEL_SENT},
    {"tarih", REPLY_LABEL_DATE},
    {"kime", REPLY_LABEL_TO},
    {"alıcı", REPLY_LABEL_TO},
    {"bilgi", REPLY_LABEL_CC},
    {"konu", REPLY_LABEL_SUBJECT},
    {"από", REPLY_LABEL_FROM},
    {"στάλθηκε", REPLY_LABEL_SENT},
    {"ημερομηνία", REPLY_LABEL_DATE},
    {"προς", REPLY_LABEL_TO},
    {"θέμα", REPLY_LABEL_SUBJECT},
    /* Russian, Ukrainian, Bulgarian */
    {"от", REPLY_LABEL_FROM},
    {"от кого", REPLY_LABEL_FROM},
    {"отправитель", REPLY_LABEL_FROM},
    {"отправлено", REPLY_LABEL_SENT},
    {"дата", REPLY_LABEL_DATE},
    {"кому", REPLY_LABEL_TO},
    {"копия", REPLY_LABEL_CC},
    {"тема", REPLY_LABEL_SUBJECT},
    {"від", REPLY_LABEL_FROM},
    {"від кого", REPLY_LABEL_FROM},
    {"надіслано", REPLY_LABEL_SENT},
    {"відправлено", REPLY_LABEL_SENT},
    {"копія", REPLY_LABEL_CC},
    {"изпратено", REPLY_LABEL_SENT},
    {"до", REPLY_LABEL_TO},
    {"относно", REPLY_LABEL_SUBJECT},
    /* Chinese, Japanese, Korean, Arabic, Hebrew */
    {"发件人", REPLY_LABEL_FROM},
    {"寄件者", REPLY_LABEL_FROM},
    {"发送时间", REPLY_LABEL_SENT},
    {"寄件日期", REPLY_LABEL_SENT},
    {"日期", REPLY_LABEL_DATE},
    {"收件人", REPLY_LABEL_TO},
    {"收件者", REPLY_LABEL_TO},
    {"抄送", REPLY_LABEL_CC},
    {"主题", REPLY_LABEL_SUBJECT},
    {"主旨", REPLY_LABEL_SUBJECT},
    {"差出人", REPLY_LABEL_FROM},
    {"送信日時", REPLY_LABEL_SENT},
    {"日付", REPLY_LABEL_DATE},
    {"宛先", REPLY_LABEL_TO},
    {"件名", REPLY_LABEL_SUBJECT},
    {"보낸 사람", REPLY_LABEL_FROM},
    {"보낸 날짜", REPLY_LABEL_SENT},
    {"받는 사람", REPLY_LABEL_TO},
    {"제목", REPLY_LABEL_SUBJECT},
    {"من", REPLY_LABEL_FROM},
    {"تم الإرسال", REPLY_LABEL_SENT},
    {"التاريخ", REPLY_LABEL_DATE},
    {"إلى", REPLY_LABEL_TO},
    {"الموضوع", REPLY_LABEL_SUBJECT},
    {"מאת", REPLY_LABEL_FROM},
    {"נשלח", REPLY_LABEL_SENT},
    {"תאריך", REPLY_LABEL_DATE},
    {"אל", REPLY_LABEL_TO},
    {"נושא", REPLY_LABEL_SUBJECT},
};

/* Bold and bars of text made from HTML, and blanks, NBSP included. */
static const char *
skip_marks(const char *at)
{
  for (;;) {
    if (*at == '*' || *at == '_' || *at == '|' || *at == ' ' || *at == '\t')
      at++;
    else if (text_begins(at, "\302\240"))
      at += 2;
    else
      return at;
  }
}

/* Does only this stand between the word and the value: marks and a colon? */
static bool
colon_follows(const char *at)
{
  at = skip_marks(at);
  return *at == ':' || text_begins(at, "：");
}

ReplyLabel
reply_label(const char *folded)
{
  const char *at = skip_marks(folded);
  const char *colon = strchr(at, ':');
  if (colon == NULL || colon - at > REPLY_LABEL_MAX) {
    const char *wide = (unsigned char)*at < 0x80 ? NULL : strstr(at, "：");
    if (wide == NULL || wide - at > REPLY_LABEL_MAX)
      return REPLY_LABEL_NONE;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(label_table); i++) {
    const char *word = label_table[i].word;
    if (text_begins(at, word) && colon_follows(at + strlen(word)))
      return label_table[i].label;
  }
  return REPLY_LABEL_NONE;
}
