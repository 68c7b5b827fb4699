#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The monthly report over real servers: on the first working morning of a month
# the council office gets the figures of the town and a head those of his
# department; `bote report --month` prints the same.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$(dirname "$0")/lib/morning.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE hauptamt=hauptamt@$TOWN leitung=leitung.tiefbau@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
prints() { "$BOTE" report --config "$D/bote/bote.yaml" "${@:2}" | grep -qF -- "$1"; }
today() { TZ=Europe/Berlin date -d "@$(($(date +%s) + passed_min * 60))" "$1"; }
# The clock is in the next month.
next_month() {
  local now=$(($(date +%s) + passed_min * 60)) days=1 month
  month=$(today +%m)
  while [ "$(TZ=Europe/Berlin date -d "@$((now + days * 86400))" +%m)" = "$month" ]; do
    days=$((days + 1))
  done
  pass_until $days 08:05
}
talk_make
next_month
pass_until 2 12:00
ok "all roles start" talk_start
MONTH=$(today +%Y-%m)
person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "the writer is answered" anna "Eingang bestätigt"
HOLE=$(number_of)
next_month
for day in 1 2 3 4 5; do
  until_true 8 take_mail hauptamt "im Monat $MONTH" && break
  pass_until 1 08:05
done
ok "the council office gets the report of the month" [ -s "$MAIL" ]
ok "with what is new" says "Neu: 1 (Vormonat: 0)"
ok "by department" says "NACH AMT"
ok "with the oldest open one" says "$HOLE · Straßenschaden · "
ok "without who wrote" silent_about "anna@"
gets "the head gets that of his department" leitung "$MONTH: Tiefbauamt"
ok "with the same" says "Neu: 1 (Vormonat: 0)"
ok "but nothing of others" silent_about "NACH AMT"
ok "bote report --month prints it" prints "$HOLE" --month "$MONTH" --department tiefbau
ok "as JSON, too" prints '"new":1' --month "$MONTH" --json
ok "a month that is none is told" bash -c "! '$BOTE' report --month Mai --config '$D/bote/bote.yaml' 2>/dev/null"
done_testing
