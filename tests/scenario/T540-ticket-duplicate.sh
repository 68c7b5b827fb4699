#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The same damage told by several people, by mail over real servers: the second
# one is asked, by a button he says yes, the department has one ticket and a
# count; a third one says no and stays alone until staff join him; what they
# write and what staff answer to the joined one lands on the first; a chain,
# taken apart and joined again; all hear once that it is solved, each about his
# own number, and one NEIN opens it again.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE ruth=ruth@example.org otto=otto@example.com ida=ida@example.com"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
state_of() { ask ticket show "$1" | grep -oE '"state":"[a-z-]+"' | head -1 | cut -d'"' -f4; }
is_state() { [ "$(state_of "$1")" = "$2" ]; }
is_told_by() { ask ticket show "$1" | grep -q "\"reporters\":$2"; }
is_alone() { ! ask ticket show "$1" | grep -q '"reporters"'; }

talk_make
mail_tool jpeg 240 320 >"$D/hole.jpg"
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<'TEXT'
Guten Tag,
vor der Gartenstraße 12 ist ein tiefes Schlagloch in der Fahrbahn.
Anna Zander, Kellerweg 99
TEXT
gets "the first one is confirmed" anna "Eingang bestätigt"
FIRST=$(number_of)
ok "without a question" silent_about "derselbe Schaden"
gets "its department has it" tiefbau "$FIRST"
ok "as one person's" silent_about "Personen"
FIRST_TICKET=$MAIL

person_write ruth "rathaus@$TOWN" --subject "Loch in der Straße" \
  --photo "$D/hole.jpg" <<<'In der Gartenstr. 12 klafft ein Schlagloch.'
gets "the second one is confirmed as ever" ruth "Eingang bestätigt"
SECOND=$(number_of)
RUTH_CONFIRMATION=$MAIL
ok "with a number of its own" [ "$SECOND" != "$FIRST" ]
ok "and a question" says "Ist das derselbe Schaden? Antworten Sie 1 für ja, 2 für nein."
ok "what the other one is" says "$FIRST"
ok "nothing of who told it" silent_about "Zander"
ok "nor of his words" silent_about "Kellerweg"
gets "nothing waits: the department has it" tiefbau "$SECOND"
SECOND_TICKET=$MAIL
ok "with what it may be" says "vermutlich dasselbe wie $FIRST"
ok "the photo is there" mail_tool photo "$MAIL"
MAIL=$RUTH_CONFIRMATION
ok "she presses yes" person_press ruth "1: Ja, derselbe"
gets "and is answered" ruth "gemeinsam mit $FIRST"
ok "her number stays" says "$SECOND"
ok "it is the same" until_true 30 is_state "$SECOND" duplicate
ok "the first counts two" is_told_by "$FIRST" 2
ok "the department is not bothered" nothing_else tiefbau

person_write otto "rathaus@$TOWN" --subject "Straßenschaden" <<<'Schlagloch in der Gartenstraße 12, mein Fahrrad hat nun eine Acht.'
gets "a third one is asked, too" otto "Eingang bestätigt"
THIRD=$(number_of)
ok "about the first" says "$FIRST"
ok "he says no" person_reply otto <<<'2'
gets "and stays alone" otto "bleibt eine eigene"
ok "by himself" is_state "$THIRD" new
gets "his ticket is there" tiefbau "$THIRD"
THIRD_TICKET=$MAIL
ok "staff know better" person_reply tiefbau <<<"#doppelt $SECOND"
gets "and are understood" tiefbau "verstanden"
TRANSCRIPT=$MAIL
ok "it stands with the first" is_told_by "$FIRST" 3
ok "taken back" person_reply tiefbau <<<'#rückgängig'
gets "in time" tiefbau "rückgängig"
ok "it counts two again" is_told_by "$FIRST" 2
MAIL=$THIRD_TICKET
ok "and joined once more" person_reply tiefbau <<<"#doppelt $FIRST"
gets "understood" tiefbau "verstanden"
talk_pass 31
gets "his writer hears of it" otto "gemeinsam mit $FIRST"
ok "once" nothing_else otto

MAIL=$RUTH_CONFIRMATION
ok "she writes again" person_reply ruth <<<'Inzwischen steht Regenwasser darin, man sieht es kaum.'
gets "it lands on the first" tiefbau "$FIRST"
ok "as of another person" says "Von einer weiteren Person, zu $SECOND"
ok "with the count" says "3 Personen"
gets "she is thanked" ruth "Ergänzung erhalten"
MAIL=$SECOND_TICKET
ok "an answer to the joined one's mail" person_reply tiefbau <<<'#übernommen'
gets "is for the first" tiefbau "$FIRST] "
ok "and says so" says "$SECOND"
gets "who told first hears it" anna "$FIRST"
gets "the second, too" ruth "$SECOND"
gets "and the third" otto "$THIRD"

person_write ida "rathaus@$TOWN" --subject "AUCH $FIRST" <<<'Bei mir ist die Felge verbogen.'
gets "a fourth one joins by number" ida "gemeinsam mit $FIRST"
FOURTH=$(number_of)
ok "and learns nothing of the others" silent_about "Zander"
gets "the department has her words" tiefbau "$FIRST"
ok "and the count" says "4 Personen"
person_write weber "rathaus@$TOWN" --subject "STATUS $FIRST" </dev/null
gets "anybody may ask for the state" weber "Stand Ihrer Meldung"
ok "which is told" says "in Arbeit"

MAIL=$FIRST_TICKET
ok "it is solved" person_reply tiefbau <<'TEXT'
#erledigt
Das Loch ist geschlossen.
TEXT
gets "understood" tiefbau "verstanden"
ok "for all" says "dasselbe gemeldet haben: 3"
talk_pass 31
for person in "anna $FIRST" "ruth $SECOND" "otto $THIRD" "ida $FOURTH"; do
  gets "${person% *} hears it" ${person% *} "${person#* }] "
  ok "and is asked" says "Ist der Schaden behoben?"
done
ok "the fourth says NEIN" person_reply ida <<<'Nein'
gets "which opens the first" tiefbau "Wieder offen"
ok "for the department" is_state "$FIRST" open
ok "as of another person" says "$FOURTH"

MAIL=$THIRD_TICKET
ok "long after, staff take one out" person_reply tiefbau <<<'#doppelt nein'
gets "which is understood" tiefbau "verstanden"
ok "it is open" is_state "$THIRD" open
ok "the first counts three" is_told_by "$FIRST" 3
ok "and it is alone" is_alone "$THIRD"
ok "no word and no address is in the log" bash -c "! grep -Eq 'Schlagloch|anna@|ruth@' '$D/log'"
done_testing
