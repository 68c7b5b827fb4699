#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The same damage by SMS over real servers and a real Kannel: a phone is asked
# whether it is what somebody told by mail, and says 1; another joins by AUCH,
# asks for the STATUS of all it told, and ends it by STOPP; a confidential
# ticket is none; both hear what they want to hear when it is solved.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
POSTFIX_DELIMITER=+
ASKED=+493023125003
JOINED=+493023125004
STRANGER=+493023125005

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -F -- "$1" | grep -qF -- "$2"; }
phone_count() { kannel_received "$D/kannel" | tr '+' ' ' | grep -cF -- "$1"; }
texts() { kannel_phone "$D/kannel" "$1" "$OUR_NUMBER" "$2"; }
is_told_by() { ask ticket show "$1" | grep -q "\"reporters\":$2"; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
no_sms_says() { ! kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
is_closed() { ask ticket show "$1" | grep -q '"state":"solved"'; }

talk_make kannel
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<'TEXT'
Vor der Lindenstraße 14 ist ein Schlagloch in der Fahrbahn.
Anna Zander, Kellerweg 99
TEXT
gets "a pothole is reported by mail" anna "Eingang bestätigt"
FIRST=$(number_of)
gets "and on its way" tiefbau "$FIRST"
HOLE=$MAIL

texts "$ASKED" "Schlagloch Lindenstr. 14, sehr breit"
ok "a phone tells it, too, and is confirmed" until_true 20 phone_got "erhalten" "Lindenstr"
ok "and asked" until_true 20 phone_got "Derselbe Schaden?" "Antworten Sie 1"
ok "not by whom" no_sms_says Zander
gets "its department has it at once" tiefbau "Neu:"
ok "with the number of the other" says "vermutlich dasselbe wie $FIRST"
texts "$ASKED" "1"
ok "the phone says yes" until_true 20 phone_got "zusammen" "$FIRST"
ok "two people told of the first" until_true 30 is_told_by "$FIRST" 2

texts "$JOINED" "AUCH ${FIRST%?}$(((${FIRST: -1} + 1) % 10))"
ok "a wrong number is none" until_true 20 phone_got "finden wir keine" "Dazu"
texts "$JOINED" "AUCH $FIRST"
ok "the right one counts" until_true 20 phone_got "dabei" "$FIRST"
ok "three" until_true 30 is_told_by "$FIRST" 3
texts "$JOINED" "STATUS $FIRST"
ok "its state" until_true 20 phone_got "$FIRST" "ist angekommen"
texts "$STRANGER" "auch $FIRST, mein Rad hat nun eine Acht"
gets "what is said besides reaches the department" tiefbau "$FIRST"
ok "as of another person" says "Von einer weiteren Person"
ok "with the count" says "4 Personen"
ok "and no number" silent_about "23125"
ok "four" is_told_by "$FIRST" 4

texts "$JOINED" "STOPP $FIRST"
ok "one wants no more of it" until_true 20 phone_got "$FIRST" "keine SMS"
MAIL=$HOLE
ok "it is solved" person_reply tiefbau <<<'#erledigt'
gets "which is understood" tiefbau "verstanden"
talk_pass 31
gets "who told first hears it" anna "erledigt"
ok "and the phone that said 1" until_true 20 phone_got "Stimmt das?" "Lindenstr"
ok "not the one that stopped" [ "$(kannel_received "$D/kannel" | tr '+' ' ' | grep -F 'Stimmt das?' | grep -cF "$JOINED")" = 0 ]
ok "it is solved for all" is_closed "$FIRST"
texts "$ASKED" "NEIN"
gets "one NEIN opens it" tiefbau "Wieder offen"

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<<'Vor der Bahnhofstraße 8 ist ein Schlagloch.'
gets "another one" tiefbau "Neu:"
HIDDEN=$(number_of)
ok "is made confidential" person_reply tiefbau <<<'#vertraulich'
gets "by its department" tiefbau "verstanden"
before=$(phone_count "finden wir keine")
texts "$STRANGER" "AUCH $HIDDEN"
more() { [ "$(phone_count "finden wir keine")" -gt "$before" ]; }
ok "and is as if it did not exist" until_true 20 more
ok "no number is in the log" bash -c "! grep -Eq '2312500|Zander' '$D/log'"
done_testing
