#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Where is it, by SMS over Kannel: numbered choices, two questions at once whose
# numbers do not mix, a letter, a street in words; and another matter meanwhile.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$root/tests/scenario/lib/place.sh"
talk_skip kannel
PEOPLE="$PEOPLE gruen=stadtgruen@$TOWN reinigung=stadtreinigung@$TOWN"
PHONE=+493023125001

phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
texts() { kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "$1"; }
tickets() { [ "$(ask ticket list | grep -c '"number"')" = "$1" ]; }

talk_make kannel
place_make
ok "all roles start" talk_start

texts "Strassenlaterne in der Bergstr. 3 ist aus"
ok "a street that there are two of is asked about" until_true 30 phone_got "Wo? Ziffer bitte: 1 = Alt-Wieke; 2 = Nord;"
ok "the firm has nothing yet" nothing_else stadtwerke
texts "Schlagloch im Asphalt der Bergstr. 8"
ok "a second question goes on counting" until_true 30 phone_got "Wo? Ziffer bitte: 3 = Alt-Wieke; 4 = Nord;"
gets "a hole is the same department's everywhere: it has it at once" tiefbau "Neu:"
ok "and knows that the place is asked for" says "ORT OFFEN"
texts "1"
ok "a digit answers the first" until_true 30 phone_got "Bergstraße 3, Alt-Wieke"
gets "which goes to the department of the district" gruen "Neu:"
texts "D"
ok "a letter answers the second" until_true 30 phone_got "Bergstraße 8, Nord"
gets "whose department gets the place" tiefbau "Ergänz"
ok "in full" says "Bergstraße 8, Nord"
ok "these are two tickets" tickets 2

PHONE=+493023125002
texts "Eine Strassenlaterne brennt nicht"
ok "without any place the question is open" until_true 30 phone_got "Wo genau?"
texts "Sperrmuell liegt am Muehlenweg 5"
gets "another matter is a ticket of its own" reinigung "Neu:"
texts "Gartenstr. 12"
gets "a street in words answers" stadtwerke "Neu:"
ok "in the gazetteer's spelling" says "Gartenstraße 12"
ok "these are four" tickets 4
ok "no number and no text is in the log" bash -c "! grep -Eq 'Bergstr|2312500' '$D/log'"
done_testing
