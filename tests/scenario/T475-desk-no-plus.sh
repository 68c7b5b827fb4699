#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The desk, a department and a citizen where nothing but the words of a mail tell
# to what it belongs: the server takes no plus addresses, the programs drop
# References and In-Reply-To (as Outlook on a phone does), a web form drops the
# quote as well.  The code in the quoted text is enough for those who may, and
# not for a stranger; the number in the subject alone is not enough for anybody.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
REPLY_TOKEN=text
PEOPLE="$PEOPLE bauhof=bauhof@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
state_is() { ask ticket show "$NUMBER" | head -1 | grep -qF "\"state\":\"$1\""; }
tells() { ask ticket show "$NUMBER" | grep -qF "\"what\":\"$1\""; }
letter_lacks() { ! grep -qiE "^($1):" "$D/letter"; }
letter_to() { grep -qE "^To: (.*<)?rathaus@$TOWN>?.?$" "$D/letter"; }
done_mails() { [ "$(ask inbox list | grep -c '"state":"done"')" -ge "$1" ]; }
lacks() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }

talk_make
ok "all roles start" talk_start

# --- a department ---
person_write weber "rathaus@$TOWN" --subject "Gehwegplatte locker" <<'TEXT'
Vor der Lindenstraße 3 liegt eine lockere Gehwegplatte.
TEXT
gets "the citizen gets a confirmation" weber "Eingang bestätigt"
CONFIRMATION=$MAIL NUMBER=$(number_of)
gets "the department gets the ticket" tiefbau "Neu:"
TICKET=$MAIL
person_reply tiefbau --as outlook <<<'#in Arbeit bis Ende nächster Woche'
ok "the answer goes to the plain address" letter_to
ok "and names no mail" letter_lacks 'In-Reply-To|References'
gets "the code in the quote is enough for a command" tiefbau "verstanden"
ok "which is done" state_is open
gets "the citizen hears of it" weber "in Arbeit"

MAIL=$TICKET
person_reply tiefbau --as form <<<$'#erledigt\n\nDie Platte liegt fest.'
gets "without the quote it is no command" tiefbau "interne Notiz"
ok "says why" says "trägt nicht den Vorgangscode"
ok "changes nothing" state_is open
person_reply tiefbau --as outlook <<<$'#erledigt\n\nDie Platte liegt fest.'
gets "as the answer to that it is one" tiefbau "verstanden"
ok "as the citizen will read it" says "│ Die Platte liegt fest."
ok "the ticket is solved" state_is solved

# --- the citizen ---
talk_pass 31
gets "the citizen is asked" weber "erledigt"
SOLVED=$MAIL
ok "reads the department's words" says "Die Platte liegt fest."
ok "and none of the ticket mail" lacks "Vorgangscode: d"
person_reply weber --as outlook <<<'NEIN, sie wackelt noch.'
ok "whose answer names no mail" letter_lacks 'In-Reply-To|References'
gets "his NEIN is heard" tiefbau "Wieder offen"
REOPENED=$MAIL
ok "with his words" says "sie wackelt noch."
ok "it is open again" state_is open

# --- strangers with the department's and with the citizen's mail ---
MAIL=$REOPENED
person_reply anna --as outlook <<<'#zda'
gets "a stranger with the right code alarms the desk" zentrale "von fremder Adresse"
ok "and changes nothing" state_is open
MAIL=$REOPENED
person_reply others --as form --from fremd@example.net <<<'#zda'
ok "one with the number alone is read" until_true 20 done_mails 7
ok "and changes nothing, either" state_is open

MAIL=$REOPENED
person_reply tiefbau --as outlook <<<$'#erledigt\n\nJetzt liegt sie fest.'
gets "the department ends it anew" tiefbau "verstanden"
ok "without the citizen's code" lacks "Vorgangscode: c"
person_reply tiefbau --as outlook <<<'#rückgängig'
gets "its answer to what was understood is its own" tiefbau "rückgängig gemacht"
ok "and undoes it" state_is open
MAIL=$REOPENED
person_reply tiefbau --as outlook <<<$'#erledigt\n\nJetzt liegt sie fest.'
gets "it ends it again" tiefbau "verstanden"
talk_pass 31
gets "the citizen is asked anew" weber "erledigt"
SOLVED=$MAIL
person_reply anna --as outlook <<<'NEIN, das Meerrettichglas steht noch da.'
ok "what a stranger says to it is read" until_true 20 done_mails 11
ok "and is not the citizen's word" state_is solved
gets "it is a matter of its own" tiefbau "26-00003-"
ok "which names the other" says "BEZUG:   $NUMBER (hier schreibt jemand anderes"
gets "who wrote has a number for it" anna "26-00003-"
MAIL=$SOLVED
person_reply weber --as outlook <<<'JA'
ok "the citizen's JA closes it" until_true 20 state_is closed

# --- the desk ---
talk_pass 61 # without a proof of the sender: one confirmation an hour
person_write anna "rathaus@$TOWN" --subject "Anliegen" <<'TEXT'
Seit gestern geht mir das Quittenmus nicht aus dem Kopf.
TEXT
gets "an unclear letter is confirmed" anna "Eingang bestätigt"
NUMBER=$(number_of)
gets "and lies at the desk" zentrale "Neu:"
DESK=$MAIL
person_reply anna --as outlook <<<'#weiter tiefbau'
gets "a stranger to the desk alarms it" zentrale "von fremder Adresse"
MAIL=$DESK
person_reply zentrale --as outlook <<<'#weiter tiefbau'
gets "a clerk's decision is heard" zentrale "verstanden"
gets "the department gets the letter" tiefbau "$NUMBER"
TICKET=$MAIL
MAIL=$DESK
person_reply zentrale --as outlook <<<'#zda'
gets "another clerk is told" zentrale "schon entschieden"

MAIL=$TICKET
person_reply tiefbau --as outlook <<<$'#rückfrage\n\nWelches Quittenmus?'
gets "who asks the citizen" tiefbau "verstanden"
gets "the citizen is asked a question" anna "eine Frage an Sie"
person_reply anna --as outlook <<<'Das vom Markt.'
gets "and answers it" tiefbau "$NUMBER"
ok "which reaches the department" says "Das vom Markt."
ok "no word and no address is in the log" bash -c "! grep -Eq 'Quitten|anna@|weber@' '$D/log'"
done_testing
