/* SPDX-License-Identifier: Apache-2.0
 *
 * What each event of a ticket is called when it is told.
 */
#include "daemon/admin/cli_story_private.h"

#include <glib.h>
#include <string.h>

#include "daemon/cli_print.h"

static const StorySentence events[] = {
    {"alarm-ended", "Der Alarm endete: {detail}.",
     "The alarm ended: {detail}."},
    {"alarm-goes-on",
     "Noch eine Nachricht von der Gefahr; der Alarm läuft schon.",
     "One more message about the danger; the alarm is on already."},
    {"alarm-joined", "Kein zweiter Alarm: {detail}.",
     "No second alarm: {detail}."},
    {"alarm-taken", "Die Bereitschaft hat übernommen ({detail}).",
     "Somebody on call took over ({detail})."},
    {"alarmed", "Die Bereitschaft wurde alarmiert ({detail}).",
     "Somebody on call was alarmed ({detail})."},
    {"alarmed-desk", "Die Zentrale wurde alarmiert: {detail}.",
     "The desk was alarmed: {detail}."},
    {"asked-not-to-be-named",
     "{who} möchte nicht genannt werden: Nur die Zentrale sieht, wer es ist.",
     "{who} does not want to be named: only the desk sees who it is."},
    {"citizen-wrote", "{who} schrieb noch einmal.", "{who} wrote again."},
    {"closed", "Niemand hat widersprochen: Der Vorgang ist abgeschlossen.",
     "Nobody objected: the ticket is closed."},
    {"confirmed", "{who} sagt JA: Es ist behoben.",
     "{who} says YES: it is repaired."},
    {"contact-granted", "{who} erlaubt, dass {of} Namen und Kontakt erfährt.",
     "{who} lets {of} know name and contact."},
    {"created", "{who} meldete es; zuständig wurde {of}.",
     "{who} reported it; {of} was put in charge."},
    {"danger", "Es klingt nach Gefahr ({detail}).",
     "It sounds like danger ({detail})."},
    {"danger-past", "Es klingt nach einer Gefahr, die vorüber ist ({detail}).",
     "It sounds like a danger that is over ({detail})."},
    {"department-away", "Abwesenheit gemeldet: {detail}.",
     "Absence was told: {detail}."},
    {"department-back", "{of} ist wieder da.", "{of} is back."},
    {"department-lost", "Die E-Mail an {of} kam zurück; die Zentrale weiß es.",
     "The mail to {of} came back; the desk knows."},
    {"department-not-reached",
     "Die E-Mail an {of} ging stundenlang nicht hinaus; die Zentrale weiß es.",
     "The mail to {of} did not go out for hours; the desk knows."},
    {"deputy-told", "Die Vertretung bekam es ({detail}).",
     "The deputy got it ({detail})."},
    {"followed-by",
     "{who} sagt lange nach dem Abschluss NEIN: weiter unter {detail}.",
     "{who} says NO long after the end: it goes on as {detail}."},
    {"follows",
     "Es geht um dasselbe wie {detail}, das lange abgeschlossen war.",
     "It is about the same as {detail}, which was closed long ago."},
    {"joined", "Dasselbe wurde auch unter {detail} gemeldet.",
     "The same was reported as {detail}."},
    {"note", "{who} schrieb eine Notiz; niemand sonst bekam sie.",
     "{who} wrote a note; nobody else got it."},
    {"objected",
     "{who} sagt NEIN, es ist nicht behoben: wieder offen ({detail}).",
     "{who} says NO, it is not repaired: open again ({detail})."},
    {"on-call-refused", "Eine Antwort auf den Alarm galt nicht ({detail}).",
     "An answer to the alarm did not count ({detail})."},
    {"on-call-texted", "Die Bereitschaft antwortete per SMS.",
     "Somebody on call answered by SMS."},
    {"on-call-wrote", "Die Bereitschaft antwortete per E-Mail.",
     "Somebody on call answered by mail."},
    {"opted-out", "{who} möchte dazu nichts mehr hören.",
     "{who} wants to hear no more about it."},
    {"passed-on", "Jemand aus dem Haus gab die Nachricht weiter.",
     "Somebody of the house passed the message on."},
    {"photo-released", "{who} machte ein Foto öffentlich.",
     "{who} made a photo public."},
    {"photo-withdrawn", "{who} nahm ein Foto zurück.",
     "{who} withdrew a photo."},
    {"picture-came", "Ein Bild zur SMS kam nach.",
     "A picture of the SMS came later."},
    {"place-before", "Der Ort war vorher ein anderer.",
     "The place was another one before."},
    {"proposed",
     "{who} schrieb in eigenen Worten; wir haben gefragt, ob es ein Befehl "
     "sein soll.",
     "{who} wrote in plain words; we asked whether a command was meant."},
    {"rated", "{who} gibt {detail} von 5 Sternen.",
     "{who} gives {detail} of 5 stars."},
    {"rating-asked", "Wir haben nach Sternen gefragt.", "We asked for stars."},
    {"receipt-confirmed",
     "{who} bestätigt den Eingang, dortige Nummer {detail}.",
     "{who} confirms the receipt, number there {detail}."},
    {"reminded", "Wiedervorlage: {of} bekam es noch einmal.",
     "As wished, {of} got it once more."},
    {"repeated", "{who} fragte noch einmal nach; es rückt nach vorn.",
     "{who} asked once more; it moves up."},
    {"returned-silent",
     "{of} antwortete nicht in der Frist: zurück an die Zentrale.",
     "{of} did not answer in time: back to the desk."},
    {"sms-suppressed", "Eine SMS ging nicht hinaus: {detail}.",
     "An SMS did not go out: {detail}."},
    {"undone", "{who} nahm den Befehl #{detail} zurück.",
     "{who} took back the command #{detail}."},
};

static const StorySentence commands[] = {
    {"antwort", "{who} antwortete.", "{who} answered."},
    {"beauftragt", "{who} hat eine Firma beauftragt.",
     "{who} commissioned a firm."},
    {"doppelt", "{who} legte es zu einem gleichen Vorgang.",
     "{who} joined it to the same one."},
    {"erledigt", "{who} meldet: erledigt. Wir haben gefragt, ob das stimmt.",
     "{who} says: done. We asked whether that is right."},
    {"freigeben", "{who} gab die Bilder frei.", "{who} released the pictures."},
    {"frist", "{who} setzte eine andere Frist.", "{who} set another deadline."},
    {"geplant", "{who} hat die Arbeit eingeplant.",
     "{who} has planned the work."},
    {"inarbeit", "{who} arbeitet daran.", "{who} works on it."},
    {"intern", "{who} schrieb eine interne Notiz.",
     "{who} wrote an internal note."},
    {"kategorie", "{who} änderte die Kategorie.",
     "{who} changed the category."},
    {"keinemassnahme", "{who} hat geprüft und unternimmt nichts.",
     "{who} checked and does nothing."},
    {"nichtzustaendig", "{who} ist nicht zuständig: zurück an die Zentrale.",
     "{who} is not in charge: back to the desk."},
    {"ort", "{who} trug den Ort ein.", "{who} wrote down the place."},
    {"rueckfrage", "{who} fragte zurück.", "{who} asked a question."},
    {"sperren", "{who} nahm die Bilder zurück.",
     "{who} withdrew the pictures."},
    {"uebernommen", "{who} hat übernommen.", "{who} took it over."},
    {"vertraulich", "{who} hält es vertraulich.",
     "{who} keeps it confidential."},
    {"weiter", "{who} gab es weiter.", "{who} handed it on."},
    {"werbung", "{who} hält es für Werbung.",
     "{who} takes it for advertising."},
    {"wv", "{who} möchte es später noch einmal sehen.",
     "{who} wants to see it again later."},
    {"zda", "{who} legte es zu den Akten.", "{who} filed it."},
};

static const char *
find(const StorySentence *rows, size_t count, const char *what)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp(rows[i].what, what) == 0)
      return cli_text(rows[i].german, rows[i].english);
  return NULL;
}

const char *
story_sentence(const char *what)
{
  return find(events, G_N_ELEMENTS(events), what);
}

const char *
story_command(const char *name)
{
  return find(commands, G_N_ELEMENTS(commands), name);
}
