#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The citizen over real servers: a report that must not name its writer, told
# once more, done, JA and stars; another one by SMS, done, NEIN, "schlimmer"
# with two open; at the end the history reads as a story.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
POSTFIX_DELIMITER=+
PHONE=+493023125002

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
state_is() { ask ticket show "$1" | grep -qF "\"state\":\"$2\""; }
tickets() { [ "$(ask ticket list | grep -c '"number"')" -eq "$1" ]; }
counts() { ask stats | grep -qF "\"table\":\"$1\""; }

talk_make kannel
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Gartenstr. 12 ist ein tiefes Schlagloch. Ich bin Frau Berger,
bitte anonym behandeln.
TEXT
gets "the writer is answered" anna "Eingang bestätigt"
NUMBER=$(number_of)
ok "who sees the name is said" says "sieht nur unsere zentrale Stelle"
gets "the department gets the ticket" tiefbau "$NUMBER"
ok "with the matter" says "ist ein tiefes Schlagloch"
ok "without the name" silent_about "Berger"
ok "and is asked to keep it so" says "möchte nicht genannt werden"
TICKET=$MAIL

person_write anna "rathaus@$TOWN" --subject "Schlagloch" \
  <<<'Das Schlagloch in der Gartenstr. 12 ist immer noch da!'
gets "told once more it is laid with the first" anna "$NUMBER"
ok "as the answer says" says "zu Ihrer Meldung $NUMBER gelegt"
ok "which is no fresh thanks" silent_about "ist angekommen"
gets "the department sees that it moves up" tiefbau "Noch einmal gemeldet"
ok "no second ticket" tickets 1

MAIL=$TICKET
person_reply tiefbau <<<'#erledigt
Das Loch ist zu.'
gets "the department gets its transcript" tiefbau "verstanden"
ok "which does not name the writer either" silent_about "Anna"
talk_pass 31
gets "the writer hears that it is done" anna "erledigt"
ok "and is asked" says "Ist der Schaden behoben? Antworten Sie JA oder NEIN."
person_reply anna <<<'Ja'
gets "after JA comes the question for stars" anna "zufrieden"
ok "which says what is best" says "5 ist am besten"
ok "the ticket is closed" state_is "$NUMBER" closed
person_reply anna <<<'4 Sterne'
gets "the stars are noted" anna "Bewertung"
ok "all four" says "4 von 5 Sternen"
ok "the figures have them" counts stars
for words in "meldete es" "möchte nicht genannt werden" "fragte noch einmal nach" \
  "meldet: erledigt" "sagt JA" "gibt 4 von 5 Sternen"; do
  ok "the story tells: $words" \
    env LC_ALL=de_DE.UTF-8 bash -c 'grep -qF -- "$2" <<<"$("$0" ticket show "$1" --config "$3")"' \
    "$BOTE" "$NUMBER" "$words" "$D/bote/bote.yaml"
done

kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Schlagloch Ringstr. 4"
ok "an SMS is confirmed" until_true 30 phone_got "Meldung"
gets "the department gets it" tiefbau "Ringstr. 4"
SECOND=$(number_of)
SECOND_TICKET=$MAIL
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Gehweg Lindenstr. 3: lose Platte"
gets "and another one" tiefbau "Lindenstr. 3"
MAIL=$SECOND_TICKET
person_reply tiefbau <<<'#erledigt'
gets "the first is done" tiefbau "verstanden"
talk_pass 31
ok "the SMS asks in one sentence" until_true 30 \
  phone_got "Straßenschaden, Ringstr. 4 ist laut Tiefbauamt repariert. Stimmt das? Antworten Sie JA oder NEIN."
ok "no sentence ends twice" bash -c '! grep -F ".." <<<"$1"' - "$(kannel_received "$D/kannel")"
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "NEIN"
gets "NEIN reaches the department" tiefbau "Wieder offen"
ok "the ticket is open again" until_true 30 state_is "$SECOND" open
ok "the figures count it" counts reopened
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Es ist schlimmer geworden"
ok "with two open he is asked which" until_true 30 phone_got "Wozu"
ok "and no third one is opened" tickets 3
ok "no word and no name is in the log" bash -c "! grep -Eq 'Berger|Ringstr|23125002|schlimmer' '$D/log'"
done_testing
