#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A deadline over real servers: the date people are told, corrected when it
# moves and admitted when it has passed; the department reads in its list that
# it will be due, then its deputy is told, who acts, and of another report its
# head.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$(dirname "$0")/lib/morning.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE ruth=ruth@example.org gruen=stadtgruen@$TOWN
  leitung=leitung.tiefbau@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
html_says() { html | tr -d '\r' | tr '\n' ' ' | grep -qF -- "$1"; }
tells() { ask ticket show "$1" | grep -qF "$2"; }
# The address below a ticket's line.
address_below() {
  plain | tr -d '\r' | grep -F -A4 "$1 · " | grep -om1 "rathaus+[^ ]*"
}
# Working mornings pass until WHO gets the mail; a list alone does not count.
gets_by_morning() { # NAME WHO SUBJECT
  local day
  MAIL=/dev/null
  for day in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do
    take_mail "$2" "$3" && break
    next_morning
    talk_pass 15
    until_true 6 take_mail "$2" "$3" && break
  done
  ok "$1" [ -s "$MAIL" ]
}
talk_make
pass_until 1 12:00
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "the first writer is answered" anna "Eingang bestätigt"
HOLE=$(number_of)
ok "with a date, which is no promise" says "voraussichtlich bis"
person_write ruth "rathaus@$TOWN" --subject "Gehweg" <<TEXT
In der Lindenstr. 3 sind die Gehwegplatten gebrochen und wackeln.
TEXT
gets "and so is the second one" ruth "Eingang bestätigt"
WALK=$(number_of)
gets "the department gets the report" tiefbau "$HOLE] Neu"

ok "it moves the deadline" person_reply tiefbau <<<'#frist +8t'
gets "which is confirmed" tiefbau "$HOLE] Straßenschaden"
ok "nobody hears of it yet" nothing_else anna
talk_pass 31
gets "after the undo time the writer does" anna "neuer Termin"
ok "with both dates" says "Bisher hatten wir"
ok "in the history stands that" tells "$HOLE" expected-date
talk_pass 60
ok "once" nothing_else anna

gets_by_morning "who waits for the other one hears that it takes longer" ruth \
  "es dauert länger"
ok "that we have asked" says "Wir haben nachgefragt: Tiefbauamt"
gets_by_morning "the deputy gets what is overdue" gruen jemanden
ok "as deputy" says "Sie vertreten dieses Amt"
ok "with the number" says "$WALK · "
ok "and buttons" html_says "Übernommen"
ok "without who wrote" bash -c "! grep -q 'ruth@' '$MAIL'"
OVERDUE=$MAIL
MAIL=$OVERDUE
ok "the deputy acts" person_write gruen "$(address_below "$WALK")" \
  --subject "Re: Liste" <<<'#erledigt'
ok "and it is done" until_true 20 tells "$WALK" '"state":"solved"'

gets_by_morning "of what nobody does the head is told" leitung \
  jemanden
ok "as head" says "Sie leiten dieses Amt"
ok "with that number" says "$HOLE · "
ok "and no other" bash -c "! grep -qF '$WALK' '$MAIL'"
ok "its deputy was told before" take_mail gruen jemanden
ok "both steps stand in the history" tells "$HOLE" escalated
gets_by_morning "the department read before that it would be due" tiefbau \
  "] Tiefbauamt"
ok "no word and no address is in the log" bash -c "! grep -Eq 'Schlagloch|anna@|ruth@' '$D/log'"
done_testing
