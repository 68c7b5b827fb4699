#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The desk over real servers: an unclear letter with a photo, a button that
# decides, a second clerk who is told, a third answer in plain text that
# overrules knowingly; advertising that waits for Monday's list, and one of it
# that is a matter after all.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE shop=angebote@example.net gruen=stadtgruen@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
tells() { ask ticket show "$NUMBER" | grep -qF "$1"; }
listed() { ask inbox list | grep -q '"kind":"advertising"'; }

talk_make
mail_tool jpeg 320 240 >"$D/photo.jpg"
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Anliegen" --photo "$D/photo.jpg" <<TEXT
Guten Tag,

seit gestern geht mir das Quittenmus nicht aus dem Kopf.
TEXT
gets "the citizen gets a neutral confirmation" anna "Eingang bestätigt"
ok "which names nobody" silent_about "Tiefbauamt"
gets "the desk gets the letter" zentrale "Neu:"
NUMBER=$(number_of)
DESK_MAIL=$MAIL
ok "with its words" says "│ seit gestern geht mir das Quittenmus"
ok "with its photo" [ -n "$(mail_tool photo "$MAIL")" ]
ok "with what was understood" says "Hinweise auf Gefahr: keine."
ok "with lines to send back" says "• #weiter tiefbau – an: Tiefbauamt"
ok "without her address" silent_about "anna@"

ok "a clerk presses a button" person_press zentrale "an: Tiefbauamt"
gets "the department gets the letter" tiefbau "$NUMBER"
gets "the clerk sees what was understood" zentrale "verstanden"
ok "and where it is now" says "Die Meldung liegt jetzt bei: Tiefbauamt."

MAIL=$DESK_MAIL
ok "another clerk answers the same mail" person_reply zentrale <<<'#zda'
gets "and is told" zentrale "schon entschieden"
TOLD=$MAIL
ok "who did what" says "zentrale@$TOWN hat am"
ok "that nothing changed" says "Ihre Antwort hat nichts geändert."
ok "it is still open" tells '"state":"open"'

MAIL=$TOLD
ok "now that he knows, he takes it back" person_press zentrale "Rückgängig"
gets "the first clerk's decision is undone" zentrale "rückgängig gemacht"
gets "the letter is the desk's again" zentrale "$NUMBER] Neu:"
MAIL=$DESK_MAIL
ok "and decides anew, from the first mail" person_reply zentrale <<<'#weiter gruen'
gets "the other department gets it" gruen "$NUMBER"
ok "the citizen heard no more" nothing_else anna

person_write shop "rathaus@$TOWN" --subject "Nur diese Woche: 20 % Rabatt" <<TEXT
Sehr geehrte Damen und Herren,

sichern Sie sich jetzt unser Angebot: 20 % Rabatt auf alle Quittenpressen.
Jetzt bestellen! Newsletter abbestellen: https://shop.example.net/ab
TEXT
ok "advertising is held" until_true 20 listed
talk_pass $((8 * 24 * 60))
gets "the desk gets the list" zentrale "Werbung? 1 Schreiben" 60
ok "with a line for it" says "1.  angebote@example.net"
ok "one click makes it a matter" person_press zentrale "doch ein Anliegen"
gets "the clerk hears what came of it" zentrale "Werbung: Ihre Antwort"
ok "in a line" says "Nr. 1 ist nun ein Anliegen: angebote@example.net"
gets "which comes as any other" zentrale "Neu:"
ok "with its words" says "20 % Rabatt auf alle Quittenpressen"
ok "no word and no address is in the log" bash -c "! grep -Eq 'Quitten|anna@|angebote@' '$D/log'"
done_testing
