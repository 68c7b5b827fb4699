#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Quiet mode over real servers: reports wait for the list of the next working
# morning, a danger does not; each line of the list acts by its address and its
# buttons, a reply to the whole list is told how to answer; #wv comes back on
# its morning, #zda files, #hilfe explains; doctor warns of who is away alone.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$(dirname "$0")/lib/morning.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE ruth=ruth@example.org otto=otto@example.com meier=c.meier@$TOWN
  shaft=emil@example.org"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
html_says() { html | tr -d '\r' | tr '\n' ' ' | grep -qF -- "$1"; }
tells() { ask ticket show "$1" | grep -qF "$2"; }
tickets() { [ "$(ask ticket list | grep -c '"number"')" -eq "$1" ]; }
# The address below a ticket's line.
address_below() {
  plain | tr -d '\r' | grep -F -A4 "$1 · " | grep -om1 "rathaus+[^ ]*"
}
write_below() {
  local number=$1 who=$2
  person_write "$who" "$(address_below "$number")" --subject "Re: Liste"
}
would_hold() { ask digest -n | grep '"what":"fresh"' | grep -qF "$1"; }
doctor_says() {
  "$BOTE" doctor departments --config "$D/bote/bote.yaml" --json | tr -d ' \n' |
    grep -qF "\"state\":\"$1\""
}
talk_make
quiet_department
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "the first writer is answered" anna "Eingang bestätigt"
HOLE=$(number_of)
person_write ruth "rathaus@$TOWN" --subject "Gehweg" <<TEXT
In der Lindenstr. 3 sind die Gehwegplatten gebrochen und wackeln.
TEXT
gets "the second one, too" ruth "Eingang bestätigt"
PATH_NUMBER=$(number_of)
person_write otto "rathaus@$TOWN" --subject "Schlagloch Parkweg" <<TEXT
Im Parkweg 7 ist ein Schlagloch, schon seit Wochen.
TEXT
gets "and the third" otto "Eingang bestätigt"
LATER=$(number_of)
for number in "$HOLE" "$PATH_NUMBER" "$LATER"; do
  ok "$number waits for the list" tells "$number" kept-for-list
done
person_write shaft "rathaus@$TOWN" --subject "Gefahr" <<TEXT
Vor der Bahnhofstr. 8 fehlt ein Kanaldeckel, der Schacht ist offen!
TEXT
gets "a danger does not wait" tiefbau "GEFAHR"
ok "nothing else came at once" nothing_else tiefbau

ok "what the list would hold can be seen before" would_hold "$PATH_NUMBER"
gets_list "in the morning comes the list"
LIST=$MAIL
ok "its subject counts" grep -q "3 neu" <<<"$(field Subject)"
for number in "$HOLE" "$PATH_NUMBER" "$LATER"; do
  ok "it has a line for $number" says "$number · "
done
ok "with the beginning of the words" says "│ Vor der Gartenstr. 12"
ok "without an address of a citizen" silent_about "anna@"
ok "nothing else comes" nothing_else tiefbau

ok "a button acts" person_press tiefbau "Übernommen"
gets "with a transcript" tiefbau "verstanden"
MAIL=$LIST
ok "an address below a line acts" write_below "$PATH_NUMBER" tiefbau <<<'#zeigen'
gets "and shows the whole report" tiefbau "$PATH_NUMBER] Neu"
ok "with all its words" says "Gehwegplatten gebrochen und wackeln"
gets "and confirms the command" tiefbau "$PATH_NUMBER] Straßenschaden"
MAIL=$LIST
ok "#hilfe at such an address" write_below "$PATH_NUMBER" tiefbau <<<'#hilfe'
gets "is answered" tiefbau "Befehle"
MAIL=$LIST
ok "#wv +1t" write_below "$LATER" tiefbau <<<'#wv +1t'
gets "is answered" tiefbau "$LATER"
ok "with its day" says "#wv "
MAIL=$LIST
ok "#zda" write_below "$PATH_NUMBER" tiefbau <<<'#zda'
gets "is answered" tiefbau "$PATH_NUMBER] Straßenschaden"
ok "closes" until_true 30 tells "$PATH_NUMBER" '"state":"closed"'

MAIL=$LIST
ok "a reply to the whole list" person_reply tiefbau <<<'Übernommen'
gets "is told how to answer" tiefbau "Nicht ausgeführt"
ok "in plain words" says "antworten Sie zu jeder Meldung einzeln"
MAIL=$LIST
ok "a number in such a reply" person_reply tiefbau <<<"$HOLE erledigt"
gets "does not change that" tiefbau "Nicht ausgeführt"
MAIL=$LIST
ok "a colleague replies to the list" person_reply meier <<<'Ist Herr Krause da?'
gets "and is told, too" meier "Nicht ausgeführt"
ok "none of these became a report" tickets 4

gets_list "on the next morning another list comes"
ok "it is there again" says "WIEDERVORLAGE"
ok "with its number" says "$LATER"

ok "doctor finds nobody away" doctor_says ok
ok "a machine answers the list" machine_reply tiefbau <<<'Ich bin nicht im Haus.'
gets "the desk hears that nobody is there" zentrale "Abwesend: Tiefbauamt"
ok "doctor warns: there is no deputy" doctor_says warning
ok "no word and no address is in the log" bash -c "! grep -Eq 'Schlagloch|anna@|ruth@' '$D/log'"
done_testing
