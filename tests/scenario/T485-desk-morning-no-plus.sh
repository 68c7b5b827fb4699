#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Quiet mode where the code travels in the text, over real servers: the server
# takes no plus addresses, the department's program drops References.  The list
# holds many reports and no code of any; its buttons do.  What they write is
# carried out; a reply to the list itself is told so, and carries out nothing.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$(dirname "$0")/lib/morning.sh"
talk_skip
REPLY_TOKEN=text

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
state_is() { ask ticket show "$1" | head -1 | grep -qF "\"state\":\"$2\""; }
lacks() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
letter_lacks() { ! grep -qiE "^($1):" "$D/letter"; }
letter_to() { grep -qE "^To: (.*<)?rathaus@$TOWN>?.?$" "$D/letter"; }

talk_make
quiet_department
ok "all roles start" talk_start

person_write weber "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "the first writer is answered" weber "Eingang bestätigt"
HOLE=$(number_of)
talk_pass 61 # without a proof of the sender: one confirmation an hour
person_write anna "rathaus@$TOWN" --subject "Gehweg" <<TEXT
In der Lindenstr. 3 sind die Gehwegplatten gebrochen und wackeln.
TEXT
gets "the second one, too" anna "Eingang bestätigt"
SLABS=$(number_of)
ok "the department got nothing yet" nothing_else tiefbau

gets_list "in the morning comes the list"
LIST=$MAIL
ok "with the first report" says "$HOLE · "
ok "and the second" says "$SLABS · "
ok "no address of one stands below it" lacks "rathaus+"
ok "and no code of one" lacks "Vorgangscode: d"

# --- a reply to the list itself ---
ok "it is answered as a whole" person_reply tiefbau --as outlook <<<"#erledigt"
ok "by a mail that names no other" letter_lacks 'In-Reply-To|References'
gets "which is told how to answer" tiefbau "Nicht ausgeführt"
ok "with a button" says "mit ihrem Knopf in der Liste"
ok "since there are no addresses" lacks "die unter ihr steht"
ok "the first is as it was" state_is "$HOLE" new
ok "and the second" state_is "$SLABS" new

# --- by its buttons, which write a new mail each ---
MAIL=$LIST
ok "a button of the list is pressed" person_press tiefbau "Erledigt" --text "Das Loch ist zu."
ok "its mail goes to the plain address" letter_to
ok "and names no other" letter_lacks 'In-Reply-To|References'
gets "the command is carried out" tiefbau "verstanden"
DONE=$MAIL
ok "as the citizen will read it" says "│ Das Loch ist zu."
ok "for the first report of the list" state_is "$HOLE" solved
ok "the second is as it was" state_is "$SLABS" new
MAIL=$DONE
ok "a reply to what was understood" person_reply tiefbau --as outlook <<<'#rückgängig'
gets "undoes it" tiefbau "rückgängig gemacht"
ok "and it is open again" state_is "$HOLE" open
MAIL=$DONE
person_reply tiefbau --as outlook <<<$'#erledigt\n\nDas Loch ist jetzt zu.'
gets "it is ended anew" tiefbau "verstanden"
talk_pass 31
gets "the citizen is asked" weber "erledigt"
ok "with the department's words" says "Das Loch ist jetzt zu."
person_reply weber --as outlook <<<'NEIN, es ist wieder auf.'
ok "his NEIN opens it" until_true 20 state_is "$HOLE" open
ok "the department hears nothing before the morning" nothing_else tiefbau

gets_list "on the next morning another list comes"
ok "where it stands first" says "WIEDER OFFEN"
ok "with its number" says "$HOLE"
ok "a button of this one" person_press tiefbau "Übernommen"
gets "acts, too" tiefbau "verstanden"
ok "no word and no address is in the log" bash -c "! grep -Eq 'Schlagloch|anna@|weber@' '$D/log'"
done_testing
