#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Several matters in one letter over real servers: recorded once, one button
# splits it, photos follow their words, one mail to the citizen has all numbers;
# split by itself where the town wishes it, also after a restart; what stays
# whole and what goes to no firm; "Siehe Foto" and nothing at all, by mail and by
# SMS, with an answer and without one.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE reinigung=stadtreinigung@$TOWN registratur=registratur@$TOWN
  ruth=ruth@example.org otto=otto@example.com emil=emil@example.org
  ida=ida@example.com karl=karl@example.org lea=lea@example.com"
PHONE=+493023125003
SECOND_PHONE=+493023125004

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
tickets() { [ "$(ask ticket list | grep -c '"number"')" -eq "$1" ]; }
shows_photo() { [ "$(mail_tool photo "$MAIL" | cut -d' ' -f1)" = "$1" ]; }
photoless() { ! mail_tool photo "$MAIL" >/dev/null 2>&1; }
asked() { ask ticket list | grep -c '"state":"waiting"'; }
asked_twice() { [ "$(asked)" = 2 ]; }
numbers_said() { plain | grep -coE '^  [0-9]{2}-[0-9]{5,}-[0-9]'; }

talk_make kannel
mail_tool jpeg 320 240 >"$D/hole.jpg"
mail_tool jpeg 240 320 >"$D/waste.jpg"
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" \
  --photo "$D/hole.jpg $D/waste.jpg" <<TEXT
Guten Tag,

1. Vor der Gartenstraße 12 ist ein tiefes Schlagloch.
2. In der Lindenstraße 3 ist die Straßenlaterne aus.
3. Am Parkweg 7 liegt wilder Müll, siehe Foto 2.
TEXT
gets "the letter is confirmed" anna "Eingang bestätigt"
FIRST=$(number_of)
ok "once" tickets 1
gets "the department gets it whole" tiefbau "$FIRST"
WHOLE=$MAIL
ok "with what seems to be in it" says "scheint 3 Anliegen zu enthalten"
ok "each with its place and department" says "3. Müll, Am Parkweg 7 → Stadtreinigung"
ok "the button" person_press tiefbau "In 3 Anliegen teilen"
gets "is understood" tiefbau "verstanden"
ok "splits it" says "Jedes Anliegen hat nun seine eigene Nummer"
ok "into three" tickets 3
ok "others do not hear of it before it cannot be taken back" nothing_else reinigung
talk_pass 31
gets "the second department gets its part" reinigung "Müll"
ok "with its words" says "Am Parkweg 7 liegt wilder Müll"
ok "with nothing of the others" silent_about "Gartenstra"
ok "with its own photo" shows_photo 240
gets "the third, too" stadtwerke "laterne"
ok "which has none" photoless
gets "the citizen gets one mail" anna "3 Anliegen, 3 Nummern"
ok "with all numbers" [ "$(numbers_said)" = 3 ]
ok "and no other" nothing_else anna
MAIL=$WHOLE
ok "another clerk presses it, too" person_press tiefbau "In 3 Anliegen teilen"
gets "and is told" tiefbau "Nichts ausgeführt"
ok "that it is done" says "schon geteilt"
ok "nothing more came of it" tickets 3

person_write ruth "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Bahnhofstraße 8 ist ein Schlagloch.

Außerdem ist in der Lindenstraße 9 die Straßenlaterne aus.
TEXT
gets "paragraphs of different places" ruth "Eingang bestätigt"
SECOND=$(number_of)
gets "of which one is a firm's are the desk's" zentrale "$SECOND"
BEFORE=$(field Subject)
ok "as two" says "scheint 2 Anliegen zu enthalten"
ok "the firm gets none of it" nothing_else stadtwerke
ok "taken apart by a reply" person_reply zentrale <<<'#teilen'
gets "which is understood" zentrale "$SECOND] "
ok "and taken back" person_reply zentrale <<<'#rückgängig'
gets "within its time" zentrale "rückgängig"
gets "the letter is the desk's again" zentrale "$SECOND] Neu:"
ok "with its whole place" [ "$(field Subject)" = "$BEFORE" ]
talk_pass 31
ok "the citizen hears nothing of it" nothing_else ruth

person_write karl "rathaus@$TOWN" --subject "Widerspruch" <<TEXT
Hiermit lege ich Widerspruch gegen den Bescheid vom 3. Mai ein.

1. Das Schlagloch in der Gartenstraße 12 habe ich nicht verursacht.
2. Die Straßenlaterne in der Lindenstraße 3 war schon aus.
TEXT
gets "an objection" karl "Eingang Ihres Schreibens"
LEGAL=$(number_of)
gets "goes whole" registratur "$LEGAL"
ok "nothing is proposed" silent_about "scheint 2 Anliegen"
ok "a clerk wants it split all the same" person_reply registratur <<<'#teilen'
gets "which is refused" registratur "$LEGAL] Nichts ausgeführt"
ok "with the reason" says "bleibt ganz"

for part in 1 2; do
  who=ida
  [ $part = 1 ] || who=lea
  talk_stop
  grep -q ^split_above "$D/bote/town/town.yaml" || echo "split_above: 95" >>"$D/bote/town/town.yaml"
  ok "the town splits by itself, start $part" talk_start
  person_write $who "rathaus@$TOWN" --subject "Meldungen" <<TEXT
1. In der Gartenstraße $((20 + part)) ist ein Schlagloch in der Fahrbahn.
2. In der Bergstraße $((30 + part)) liegt wilder Müll.
TEXT
  gets "one mail" $who "2 Anliegen, 2 Nummern"
  ok "has both numbers" [ "$(numbers_said)" = 2 ]
  ok "and is the only one" nothing_else $who
  gets "each goes" tiefbau "Gartenstraße $((20 + part))"
  gets "to its department" reinigung "Bergstraße $((30 + part))"
  ok "alone" silent_about "Gartenstra"
done

person_write otto "rathaus@$TOWN" --subject "Meldung" --photo "$D/hole.jpg" <<<'Siehe Foto'
gets "a photo alone is asked about" otto "Was und wo?"
PHOTO=$(number_of)
ok "kindly" says "Ihr Foto ist angekommen"
ok "nobody gets it yet" nothing_else zentrale
ok "he answers" person_reply otto <<<'Die Straßenbank am Parkweg 7 ist kaputt, dort ist ein Schlagloch.'
gets "the same report is complete" otto "Eingang bestätigt"
ok "with its number" [ "$(number_of)" = "$PHOTO" ]
gets "and goes on its way" tiefbau "$PHOTO"
ok "with the photo" shows_photo 320

person_write emil "rathaus@$TOWN" --subject "" </dev/null
gets "an empty mail is asked about" emil "Was und wo?"
EMPTY=$(number_of)
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Siehe Foto"
ok "an SMS, too" until_true 30 phone_got "Worum geht es und wo"
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Laterne vor der Lindenstr. 14 ist aus"
ok "its answer completes it" until_true 30 phone_got "Lindenstr. 14"
kannel_phone "$D/kannel" "$SECOND_PHONE" "$OUR_NUMBER" "s. Foto"
ok "another one is asked" until_true 30 asked_twice

talk_pass $((3 * 24 * 60 + 1))
gets "after three days the desk gets what there is" zentrale "$EMPTY"
ok "and learns that nobody answered" says "Es kam keine Antwort"
gets "and what came by SMS" zentrale "Neu:"
ok "no word and no address is in the log" bash -c "! grep -Eq 'Schlagloch|anna@|23125003' '$D/log'"
done_testing
