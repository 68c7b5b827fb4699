/* SPDX-License-Identifier: Apache-2.0
 *
 * The labels and marks of Outlook, Exchange, Gmail, Apple Mail, Thunderbird,
 * GMX, web.de, T-Online, freenet, Yahoo, AOL, Proton Mail, Samsung, K-9, Notes,
 * eM Client, Open-Xchange, Roundcube, Horde, Zimbra, KMail, mutt, The Bat! and
 * the Russian portals, in the languages that those speak.
 */
#include "parsers/forward/forward_words.h"

#include <stddef.h>
#include <string.h>

#include <glib.h>

#include "parsers/word_sieve.h"

/* One label, without its colon. */
typedef struct Label {
  const char *word;
  ForwardField field;
} Label;

/* "an" is German To, "a" Italian and Spanish; "de" is From wherever it is one.
 */
static const Label label_table[] = {
    {"von", FORWARD_FIELD_FROM},
    {"absender", FORWARD_FIELD_FROM},
    {"from", FORWARD_FIELD_FROM},
    {"sender", FORWARD_FIELD_FROM},
    {"de", FORWARD_FIELD_FROM},
    {"de la part de", FORWARD_FIELD_FROM},
    {"expéditeur", FORWARD_FIELD_FROM},
    {"da", FORWARD_FIELD_FROM},
    {"mittente", FORWARD_FIELD_FROM},
    {"remitente", FORWARD_FIELD_FROM},
    {"van", FORWARD_FIELD_FROM},
    {"afzender", FORWARD_FIELD_FROM},
    {"od", FORWARD_FIELD_FROM},
    {"nadawca", FORWARD_FIELD_FROM},
    {"kimden", FORWARD_FIELD_FROM},
    {"gönderen", FORWARD_FIELD_FROM},
    {"от", FORWARD_FIELD_FROM},
    {"от кого", FORWARD_FIELD_FROM},
    {"отправитель", FORWARD_FIELD_FROM},
    {"від", FORWARD_FIELD_FROM},
    {"від кого", FORWARD_FIELD_FROM},
    {"fra", FORWARD_FIELD_FROM},
    {"från", FORWARD_FIELD_FROM},
    {"lähettäjä", FORWARD_FIELD_FROM},
    {"feladó", FORWARD_FIELD_FROM},
    {"de la", FORWARD_FIELD_FROM},
    {"από", FORWARD_FIELD_FROM},
    {"gesendet", FORWARD_FIELD_DATE},
    {"gesendet am", FORWARD_FIELD_DATE},
    {"verschickt", FORWARD_FIELD_DATE},
    {"verschickt am", FORWARD_FIELD_DATE},
    {"datum", FORWARD_FIELD_DATE},
    {"empfangen", FORWARD_FIELD_DATE},
    {"sent", FORWARD_FIELD_DATE},
    {"sent on", FORWARD_FIELD_DATE},
    {"sent at", FORWARD_FIELD_DATE},
    {"date", FORWARD_FIELD_DATE},
    {"received", FORWARD_FIELD_DATE},
    {"envoyé", FORWARD_FIELD_DATE},
    {"envoyé le", FORWARD_FIELD_DATE},
    {"date d'envoi", FORWARD_FIELD_DATE},
    {"inviato", FORWARD_FIELD_DATE},
    {"data", FORWARD_FIELD_DATE},
    {"enviado", FORWARD_FIELD_DATE},
    {"enviado el", FORWARD_FIELD_DATE},
    {"enviada em", FORWARD_FIELD_DATE},
    {"fecha", FORWARD_FIELD_DATE},
    {"verzonden", FORWARD_FIELD_DATE},
    {"wysłano", FORWARD_FIELD_DATE},
    {"gönderildi", FORWARD_FIELD_DATE},
    {"gönderme tarihi", FORWARD_FIELD_DATE},
    {"gönderilme tarihi", FORWARD_FIELD_DATE},
    {"tarih", FORWARD_FIELD_DATE},
    {"отправлено", FORWARD_FIELD_DATE},
    {"дата", FORWARD_FIELD_DATE},
    {"надіслано", FORWARD_FIELD_DATE},
    {"sendt", FORWARD_FIELD_DATE},
    {"dato", FORWARD_FIELD_DATE},
    {"skickat", FORWARD_FIELD_DATE},
    {"lähetetty", FORWARD_FIELD_DATE},
    {"päivämäärä", FORWARD_FIELD_DATE},
    {"odesláno", FORWARD_FIELD_DATE},
    {"odoslané", FORWARD_FIELD_DATE},
    {"dátum", FORWARD_FIELD_DATE},
    {"küldve", FORWARD_FIELD_DATE},
    {"trimis", FORWARD_FIELD_DATE},
    {"στάλθηκε", FORWARD_FIELD_DATE},
    {"an", FORWARD_FIELD_TO},
    {"empfänger", FORWARD_FIELD_TO},
    {"to", FORWARD_FIELD_TO},
    {"à", FORWARD_FIELD_TO},
    {"a", FORWARD_FIELD_TO},
    {"pour", FORWARD_FIELD_TO},
    {"destinataire", FORWARD_FIELD_TO},
    {"destinatario", FORWARD_FIELD_TO},
    {"para", FORWARD_FIELD_TO},
    {"aan", FORWARD_FIELD_TO},
    {"do", FORWARD_FIELD_TO},
    {"adresat", FORWARD_FIELD_TO},
    {"kime", FORWARD_FIELD_TO},
    {"alıcı", FORWARD_FIELD_TO},
    {"кому", FORWARD_FIELD_TO},
    {"til", FORWARD_FIELD_TO},
    {"till", FORWARD_FIELD_TO},
    {"vastaanottaja", FORWARD_FIELD_TO},
    {"komu", FORWARD_FIELD_TO},
    {"címzett", FORWARD_FIELD_TO},
    {"către", FORWARD_FIELD_TO},
    {"προσ", FORWARD_FIELD_TO},
    {"cc", FORWARD_FIELD_CC},
    {"bcc", FORWARD_FIELD_CC},
    {"kopie", FORWARD_FIELD_CC},
    {"copie à", FORWARD_FIELD_CC},
    {"cci", FORWARD_FIELD_CC},
    {"kopi", FORWARD_FIELD_CC},
    {"dw", FORWARD_FIELD_CC},
    {"bilgi", FORWARD_FIELD_CC},
    {"копия", FORWARD_FIELD_CC},
    {"копія", FORWARD_FIELD_CC},
    {"kopia", FORWARD_FIELD_CC},
    {"kopie (cc)", FORWARD_FIELD_CC},
    {"betreff", FORWARD_FIELD_SUBJECT},
    {"betrifft", FORWARD_FIELD_SUBJECT},
    {"thema", FORWARD_FIELD_SUBJECT},
    {"subject", FORWARD_FIELD_SUBJECT},
    {"objet", FORWARD_FIELD_SUBJECT},
    {"sujet", FORWARD_FIELD_SUBJECT},
    {"oggetto", FORWARD_FIELD_SUBJECT},
    {"asunto", FORWARD_FIELD_SUBJECT},
    {"assunto", FORWARD_FIELD_SUBJECT},
    {"onderwerp", FORWARD_FIELD_SUBJECT},
    {"temat", FORWARD_FIELD_SUBJECT},
    {"konu", FORWARD_FIELD_SUBJECT},
    {"тема", FORWARD_FIELD_SUBJECT},
    {"emne", FORWARD_FIELD_SUBJECT},
    {"ämne", FORWARD_FIELD_SUBJECT},
    {"aihe", FORWARD_FIELD_SUBJECT},
    {"předmět", FORWARD_FIELD_SUBJECT},
    {"predmet", FORWARD_FIELD_SUBJECT},
    {"tárgy", FORWARD_FIELD_SUBJECT},
    {"subiect", FORWARD_FIELD_SUBJECT},
    {"θέμα", FORWARD_FIELD_SUBJECT},
    {"antwort an", FORWARD_FIELD_OTHER},
    {"antworten an", FORWARD_FIELD_OTHER},
    {"reply-to", FORWARD_FIELD_OTHER},
    {"reply to", FORWARD_FIELD_OTHER},
    {"répondre à", FORWARD_FIELD_OTHER},
    {"rispondi a", FORWARD_FIELD_OTHER},
    {"responder a", FORWARD_FIELD_OTHER},
    {"antwoord aan", FORWARD_FIELD_OTHER},
    {"wichtigkeit", FORWARD_FIELD_OTHER},
    {"priorität", FORWARD_FIELD_OTHER},
    {"importance", FORWARD_FIELD_OTHER},
    {"priority", FORWARD_FIELD_OTHER},
    {"sensitivity", FORWARD_FIELD_OTHER},
    {"vertraulichkeit", FORWARD_FIELD_OTHER},
    {"anlagen", FORWARD_FIELD_OTHER},
    {"anlage", FORWARD_FIELD_OTHER},
    {"attachments", FORWARD_FIELD_OTHER},
    {"pièces jointes", FORWARD_FIELD_OTHER},
    {"organisation", FORWARD_FIELD_OTHER},
    {"organization", FORWARD_FIELD_OTHER},
    {"message-id", FORWARD_FIELD_OTHER},
    {"x-mailer", FORWARD_FIELD_OTHER},
    {"user-agent", FORWARD_FIELD_OTHER},
    {"signiert von", FORWARD_FIELD_OTHER},
    {"mailingliste", FORWARD_FIELD_OTHER},
    {"newsgroups", FORWARD_FIELD_OTHER},
    {"importanza", FORWARD_FIELD_OTHER},
    {"priorità", FORWARD_FIELD_OTHER},
};

/* One phrase of a mark; the first found in a line tells. */
typedef struct Phrase {
  const char *words;
  ForwardMark mark;
} Phrase;

static const Phrase mark_table[] = {
    {"ende der weitergeleiteten", FORWARD_MARK_END},
    {"end forwarded message", FORWARD_MARK_END},
    {"end of forwarded message", FORWARD_MARK_END},
    {"end of original message", FORWARD_MARK_END},
    {"ende der ursprünglichen", FORWARD_MARK_END},
    {"ende des originaltext", FORWARD_MARK_END},
    {"ende vom originaltext", FORWARD_MARK_END},
    {"fin du message transf", FORWARD_MARK_END},
    {"fin du message réexp", FORWARD_MARK_END},
    {"fin del mensaje reenviado", FORWARD_MARK_END},
    {"fine messaggio inoltrato", FORWARD_MARK_END},
    {"fine del messaggio inoltrato", FORWARD_MARK_END},
    {"einde doorgestuurd bericht", FORWARD_MARK_END},
    {"einde van doorgestuurd bericht", FORWARD_MARK_END},
    {"koniec przekaz", FORWARD_MARK_END},
    {"конец пересылаемого", FORWARD_MARK_END},
    {"конец перенаправленного", FORWARD_MARK_END},
    {"кінець пересланого", FORWARD_MARK_END},
    {"forwarded message", FORWARD_MARK_FORWARD},
    {"forwarded mail", FORWARD_MARK_FORWARD},
    {"forwarded email", FORWARD_MARK_FORWARD},
    {"forwarded by", FORWARD_MARK_FORWARD},
    {"weitergeleitete nachricht", FORWARD_MARK_FORWARD},
    {"weitergeleiteten nachricht", FORWARD_MARK_FORWARD},
    {"weitergeleitete mail", FORWARD_MARK_FORWARD},
    {"weitergeleitete e-mail", FORWARD_MARK_FORWARD},
    {"weitergeleitete email", FORWARD_MARK_FORWARD},
    {"weitergeleiteten e-mail", FORWARD_MARK_FORWARD},
    {"weitergeleitet von", FORWARD_MARK_FORWARD},
    {"message transféré", FORWARD_MARK_FORWARD},
    {"mail transféré", FORWARD_MARK_FORWARD},
    {"message réexpédié", FORWARD_MARK_FORWARD},
    {"transféré par", FORWARD_MARK_FORWARD},
    {"courriel transféré", FORWARD_MARK_FORWARD},
    {"mensaje reenviado", FORWARD_MARK_FORWARD},
    {"correo reenviado", FORWARD_MARK_FORWARD},
    {"messaggio inoltrato", FORWARD_MARK_FORWARD},
    {"doorgestuurd bericht", FORWARD_MARK_FORWARD},
    {"doorgestuurde bericht", FORWARD_MARK_FORWARD},
    {"doorgestuurde e-mail", FORWARD_MARK_FORWARD},
    {"przekazana wiadomość", FORWARD_MARK_FORWARD},
    {"przekazanej wiadomości", FORWARD_MARK_FORWARD},
    {"przekazywanej wiadomości", FORWARD_MARK_FORWARD},
    {"wiadomość przekazana", FORWARD_MARK_FORWARD},
    {"wiadomość przesłana dalej", FORWARD_MARK_FORWARD},
    /* Turkish, without its first letter: fold_case() makes two of it. */
    {"letilen ileti", FORWARD_MARK_FORWARD},
    {"letilen mesaj", FORWARD_MARK_FORWARD},
    {"letilen posta", FORWARD_MARK_FORWARD},
    {"yönlendirilmiş ileti", FORWARD_MARK_FORWARD},
    {"yönlendirilen ileti", FORWARD_MARK_FORWARD},
    {"пересылаемое сообщение", FORWARD_MARK_FORWARD},
    {"пересылаемого сообщения", FORWARD_MARK_FORWARD},
    {"перенаправленное сообщение", FORWARD_MARK_FORWARD},
    {"переадресованного сообщения", FORWARD_MARK_FORWARD},
    {"пересланное сообщение", FORWARD_MARK_FORWARD},
    {"переслане повідомлення", FORWARD_MARK_FORWARD},
    {"перенаправлене повідомлення", FORWARD_MARK_FORWARD},
    {"листа, що пересилається", FORWARD_MARK_FORWARD},
    {"mensagem encaminhada", FORWARD_MARK_FORWARD},
    {"mensagem reencaminhada", FORWARD_MARK_FORWARD},
    {"videresendt", FORWARD_MARK_FORWARD},
    {"vidarebefordrat", FORWARD_MARK_FORWARD},
    {"välitetty viesti", FORWARD_MARK_FORWARD},
    {"přeposlaná zpráva", FORWARD_MARK_FORWARD},
    {"přeposlané zprávy", FORWARD_MARK_FORWARD},
    {"preposlaná správa", FORWARD_MARK_FORWARD},
    {"preposlanej správy", FORWARD_MARK_FORWARD},
    {"továbbított", FORWARD_MARK_FORWARD},
    {"mesaj redirecționat", FORWARD_MARK_FORWARD},
    {"mesajului redirecționat", FORWARD_MARK_FORWARD},
    {"προωθημένο μήνυμα", FORWARD_MARK_FORWARD},
    {"original message", FORWARD_MARK_ORIGINAL},
    {"original e-mail", FORWARD_MARK_ORIGINAL},
    {"ursprüngliche nachricht", FORWARD_MARK_ORIGINAL},
    {"ursprüngliche mitteilung", FORWARD_MARK_ORIGINAL},
    {"ursprüngliche e-mail", FORWARD_MARK_ORIGINAL},
    {"ursprüngliche mail", FORWARD_MARK_ORIGINAL},
    {"urspr. nachricht", FORWARD_MARK_ORIGINAL},
    {"originalnachricht", FORWARD_MARK_ORIGINAL},
    {"original-nachricht", FORWARD_MARK_ORIGINAL},
    {"original nachricht", FORWARD_MARK_ORIGINAL},
    {"original nachrichtentext", FORWARD_MARK_ORIGINAL}, /* The Bat! */
    {"originalmeldung", FORWARD_MARK_ORIGINAL},
    {"message d'origine", FORWARD_MARK_ORIGINAL},
    {"message original", FORWARD_MARK_ORIGINAL},
    {"message initial", FORWARD_MARK_ORIGINAL},
    {"mensaje original", FORWARD_MARK_ORIGINAL},
    {"mensagem original", FORWARD_MARK_ORIGINAL},
    {"messaggio originale", FORWARD_MARK_ORIGINAL},
    {"oorspronkelijk bericht", FORWARD_MARK_ORIGINAL},
    {"wiadomość oryginalna", FORWARD_MARK_ORIGINAL},
    {"oryginalna wiadomość", FORWARD_MARK_ORIGINAL},
    {"orijinal ileti", FORWARD_MARK_ORIGINAL},
    {"orijinal mesaj", FORWARD_MARK_ORIGINAL},
    {"özgün ileti", FORWARD_MARK_ORIGINAL},
    {"исходное сообщение", FORWARD_MARK_ORIGINAL},
    {"початкове повідомлення", FORWARD_MARK_ORIGINAL},
};

static const char *const behalf_table[] = {
    " im auftrag von ", " on behalf of ", " de la part de ",
    " namens ",         " per conto di ", " en nombre de ",
    " w imieniu ",      " adına ",        " от имени ",
};

ForwardField
forward_words_field(const char *label)
{
  for (size_t i = 0; i < G_N_ELEMENTS(label_table); i++)
    if (label_table[i].word[0] == label[0] &&
        strcmp(label_table[i].word, label) == 0)
      return label_table[i].field;
  return FORWARD_FIELD_NONE;
}

ForwardMark
forward_words_mark(const char *folded)
{
  WordSieve sieve = {{0}};
  word_sieve_add_places(&sieve, 1, folded);
  for (size_t i = 0; i < G_N_ELEMENTS(mark_table); i++)
    if (word_sieve_ask(&sieve, mark_table[i].words) != 0 &&
        strstr(folded, mark_table[i].words) != NULL)
      return mark_table[i].mark;
  return FORWARD_MARK_NONE;
}

const char *
forward_words_on_behalf(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(behalf_table); i++) {
    const char *found = strstr(folded, behalf_table[i]);
    if (found != NULL)
      return found + strlen(behalf_table[i]);
  }
  return NULL;
}
