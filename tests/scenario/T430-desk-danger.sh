#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A danger over real servers: an SMS of a number that wrote too much, in quiet
# hours and with a spent budget, is answered with 112; the person on call gets
# mail and SMS, after five minutes the next one, until one says OK.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
PHONE=+493023125001
FIRST=+491713920001
SECOND=+491713920002
QUIET_HOURS='"00:00-23:59"'

phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
throttled() { ask inbox list | grep -q '"kind":"throttled"'; }
marked() { ask ticket list | grep -q '"danger":"[a-z]'; }
tells() { ask ticket show "$NUMBER" | grep -qF "\"what\":\"$1\""; }
ticket_sent() { ask outbox list | grep '"kind":"ticket"' | grep -q '"state":"sent"'; }
roster() {
  printf 'from;to;number;mail\n'
  printf '00:00;24:00;%s;weber@example.com\n' "$FIRST"
  printf '00:00;24:00;%s;anna@example.org\n' "$SECOND"
}
# Everything that could hold an answer holds.
tighten() {
  sed -i -e 's/^limits: {/&sms_from_number_per_hour: 2, sms_per_number_per_day: 1, /' \
    -e 's/^    transport: sms-out$/&\n    monthly_budget: 1/' "$D/bote/bote.yaml"
}

talk_make kannel
roster >"$D/bote/town/oncall.csv"
tighten
cd "$D" || exit 1
ok "check takes the roster" code 0 "$BOTE" check --config "$D/bote/bote.yaml"
ok "and counts its shifts" grep -q 'oncall.csv, 2 ' out
ok "all roles start" talk_start

for house in 1 2 3; do
  kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Strassenlaterne vor der Lindenstr. $house ist aus"
done
ok "who writes too much is held" until_true 30 throttled

kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "HILFE Gasgeruch im Treppenhaus Gartenstr. 5"
ok "a danger is answered all the same" until_true 30 phone_got "sofort 112 anrufen"
ok "the ticket is marked" until_true 30 marked
gets "who is on duty gets a mail" weber "GEFAHR"
NUMBER=$(field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1)
ok "with the words" says "Gasgeruch im Treppenhaus"
ok "without the number of who wrote" bash -c "! grep -q 23125001 <<<\"\$1\"" - "$(plain)"
ok "and an SMS" until_true 30 phone_got "GEFAHR Musterhagen $NUMBER"
ok "nobody else yet" nothing_else anna
ok "the department has its ticket" until_true 30 ticket_sent
talk_pass 5
gets "after five minutes the next one" anna "GEFAHR"
kannel_phone "$D/kannel" "$SECOND" "$OUR_NUMBER" "OK"
ok "OK is thanked for" until_true 30 phone_got "Sie haben"
gets "the first one hears that it is taken" weber "bernommen"
gets "by mail the second one, too" anna "bernommen"
talk_pass 30
for step in danger alarmed alarm-taken; do
  ok "the history tells: $step" tells $step
done
ok "the first one is left in peace" nothing_else weber
ok "the second one, too" nothing_else anna
ok "no number and no text is in the log" bash -c "! grep -Eq 'Gas|23125001|3920001' '$D/log'"
done_testing
