#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The desk teaches over real servers: a letter in doubt that a button makes the
# press's, the next one of that newsroom that goes straight there and says why,
# an objection of the same sender that does not, undo and doubt again; what was
# learnt is seen and forgotten at the command line.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE editor=redaktion@example.com registratur=registratur@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
tells() { ask ticket show "$NUMBER" | grep -qF "$1"; }
learnt() { [ "$(ask taught list | grep -c '"kind":"press"')" -eq "$1" ]; }
write() {
  person_write editor "rathaus@$TOWN" --subject "$1" <<TEXT
Guten Tag,

$2
TEXT
}

talk_make
cat >>"$D/bote/town/letters.yaml" <<'YAML'
- id: press
  to: registratur
YAML
ok "all roles start" talk_start

write "Termin" "hätten Sie morgen Zeit? Es geht um das Quittenmus."
gets "the newsroom gets a neutral confirmation" editor "Eingang bestätigt"
gets "the desk gets the letter" zentrale "Neu:"
FIRST=$MAIL
ok "it may say that it is the press's" says "#art press – Presse, an:"
ok "a clerk does, by a button" person_press zentrale "Presse, an: Registratur"
gets "the office gets the letter" registratur "Presse"
gets "the clerk gets a transcript" zentrale "verstanden"
DONE=$MAIL
ok "where it is now" says "Die Meldung liegt jetzt bei: Registratur"
ok "it was learnt" learnt 1

write "Noch etwas" "gestern waren wir verabredet, wegen der Apfelkisten."
gets "the next letter goes straight to the office" registratur "Presse"
ok "which reads why" says "So von der zentralen Stelle am"
NUMBER=$(number_of)
ok "its history tells it, too" tells '"what":"letter-taught"'
ok "the desk heard nothing of it" nothing_else zentrale

write "Bescheid" "hiermit lege ich Widerspruch gegen den Bescheid vom 3. Mai ein."
gets "an objection of his is an objection" registratur "Rechtsbehelf"
ok "which nobody was taught" says "FRIST MÖGLICH"

MAIL=$DONE
ok "the decision is taken back" person_press zentrale "Rückgängig"
gets "the clerk hears so" zentrale "rückgängig gemacht"
ok "nothing is learnt any more" learnt 0
gets "the first letter is the desk's again" zentrale "Neu:"
MAIL=$FIRST
ok "somebody says what it is, from the first mail" \
  person_reply zentrale <<<'#weiter tiefbau'
gets "which goes where he says" tiefbau "Neu:"
write "Frage an Sie" "wir sehen uns am Freitag im Saal, wegen der Birnen."
gets "the next one is in doubt again" zentrale "Neu:"
ok "and becomes the press's by words" person_reply zentrale <<<'#art Presse'
gets "the office gets it" registratur "Presse"
ok "it was learnt once more" until_true 20 learnt 1
ID=$(ask taught list | grep -oE '"id":"[^"]+' | cut -d'"' -f4)
ok "the administrator may see it and only ask" \
  "$BOTE" taught forget "$ID" -n --config "$D/bote/bote.yaml"
ok "nothing happened" learnt 1
ok "and forget it" "$BOTE" taught forget "$ID" --config "$D/bote/bote.yaml"
ok "then it is gone" learnt 0
ok "no word and no address is in the log" bash -c "! grep -Eq 'Quitten|redaktion@' '$D/log'"
done_testing
