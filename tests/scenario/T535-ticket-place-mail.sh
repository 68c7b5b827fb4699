#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Where is it, by mail over real servers: a street that there are two of is
# asked about, a button answers, and the ticket goes to the department of the
# district.  Nobody answers: after a day the category's department has it, and
# a late answer moves it, with news to both.  An open question is answered by a
# street, which is asked about in turn.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$root/tests/scenario/lib/place.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE gruen=stadtgruen@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
tells() { ask ticket show "$NUMBER" | grep -qF "\"what\":\"$1\""; }
state_is() { ask ticket show "$NUMBER" | head -1 | grep -qF "\"state\":\"$1\""; }
# lamp WHO SUBJECT TEXT NAME
lamp() {
  person_write "$1" "rathaus@$TOWN" --subject "$2" <<<"$3"
  gets "$4" "$1" "Eingang bestätigt"
  NUMBER=$(number_of)
}

talk_make
place_make
ok "check takes the districts" "$BOTE" check --config "$D/bote/bote.yaml"
ok "all roles start" talk_start

lamp anna "Laterne" "Die Straßenlaterne in der Bergstraße 3 ist aus." "she is asked at once"
ok "with a number for each quarter" says "2 – Bergstraße 3, Nord"
ok "and nobody in charge yet" bash -c "! grep -q Zuständig <<<\"\$1\"" - "$(plain)"
ok "the ticket waits" state_is waiting
ok "the firm has nothing" nothing_else stadtwerke
ok "nor has the parks department" nothing_else gruen
person_press anna "1 – Bergstraße 3, Alt-Wieke"
gets "a button answers: the department of the district has it" gruen "Neu:"
ok "with the whole place" says "Bergstraße 3, Alt-Wieke"
gets "she hears that it is noted" anna "Ort notiert"
ok "with who is in charge" says "Amt für Stadtgrün"
ok "the history tells" tells told-where

lamp weber "Laterne flackert" "Die Straßenlaterne in der Bergstraße 17 flackert." "so is somebody else"
ASKED=$MAIL
talk_pass $((25 * 60))
gets "nobody answers: after a day the firm has it" stadtwerke "Neu:"
ok "and knows that the place is open" says "ORT UNKLAR"
MAIL=$ASKED
person_reply weber <<'TEXT'
Das war die in Alt-Wieke, beim Bäcker.

Viele Grüße
Jonas Weber
TEXT
gets "a late answer moves it" gruen "Neu:"
ok "with what he wrote" says "beim Bäcker"
gets "and the firm is told" stadtwerke "jetzt: Amt für Stadtgrün"
ok "to whom" says "Amt für Stadtgrün"
ok "so is the history" tells moved-by-place
gets "he is told, too" weber "Ort notiert"

lamp anna "Laterne ist dunkel" "Bei uns ist eine Straßenlaterne dunkel." "no place at all: an open question"
ok "for street and number" says "Wo genau ist das?"
person_reply anna <<<"In der Bergstraße 20."
gets "the street that there are two of is asked about" anna "welcher Ort?"
person_reply anna <<<"die zweite"
gets "the firm has it, once" stadtwerke "Neu:"
ok "with the place" says "Bergstraße 20, Nord"
gets "and she knows" anna "Ort notiert"
ok "nobody got anything else" nothing_else anna
ok "no place stands in the log" bash -c "! grep -q Bergstr '$D/log'"
done_testing
