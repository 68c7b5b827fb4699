#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Mails and SMS flow in while roles are killed at random (kill -9) and started
# again.  In the end each message is exactly one record with one ticket, each
# confirmation went out, an SMS only once.
#
# SEED, MAILS, SMS, KILLS may be given; the seed is printed.
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
seed=${SEED:-20261121}
mails=${MAILS:-500} sms=${SMS:-200} kills=${KILLS:-60}
RANDOM=$((seed % 32768))

bote() { "$BOTE" "$@" --config "$D/bote.yaml"; }
feed_all() {
  local i
  for i in $(seq "$mails"); do
    feed_mail "m$i"
    [ $((i * sms / mails)) -eq $(((i - 1) * sms / mails)) ] ||
      feed_sms "s$i" "+49302312$((5000 + i * sms / mails))" \
        "Laterne aus in der Ringstraße $((i * 19))"
  done
  echo fed >"$D/fed"
}
all_rows() {
  is "SELECT count(*) FROM inbox WHERE channel = 'mail'" "$mails" &&
    is "SELECT count(*) FROM inbox WHERE channel = 'sms'" "$sms" && taken_in
}
hold_is_empty() { is "SELECT count(*) FROM inbox WHERE state = 'hold'" 0; }
confirmed() {
  find "$D/out" -path '*/b-m*@example.org/new/*' -type f |
    sed 's|.*/out/\([^/]*\)/.*|\1|' | sort -u | wc -l
}
# Seven hundred answers in a minute meet the brake of the whole system: those
# are recorded with a note in place of an answer.
braked() {
  sql "SELECT count(DISTINCT i.id) FROM inbox i JOIN inbox_event e
    ON e.inbox_id = i.id WHERE i.channel = '$1' AND e.what = 'no-answer'
    AND e.detail = 'system-10min'"
}
# A mail may be repeated three times after unknown outcomes (retry.h).
most_copies() {
  mails_out | sed 's|.*/||; s|\..*||' | sort | uniq -c | sort -rn |
    awk 'NR == 1 {print $1}'
}

echo "# seed $seed"
rig_make
sms_peer_start
roles_start
names=($ROLES)
feed_all &
feeder=$!
killed=0
while [ $killed -lt "$kills" ] || [ ! -e "$D/fed" ]; do
  name=${names[RANDOM % 4]}
  role_kill "$name"
  role_start "$name"
  killed=$((killed + 1))
  # How long it may run: part of the experiment, nothing waits for it.
  sleep "0.$((1 + RANDOM % 3))$((RANDOM % 10))"
  [ $killed -lt 2000 ] || break
done
wait $feeder
echo "# $killed kills"
ok "each message is one row" until_true 240 all_rows

# What three kills met goes to hold, where a person puts it back.
until_true 30 bote inbox list >"$D/list" 2>&1
for id in $(sql "SELECT id FROM inbox WHERE state = 'hold'"); do
  bote inbox retry "$id" >/dev/null 2>&1
done
ok "what was held is decided after all" until_true 60 hold_is_empty
until_true 60 taken_in
ok "each has a ticket" is "SELECT count(DISTINCT ticket_id) FROM inbox
  WHERE ticket_id IS NOT NULL" $((mails + sms))
ok "and there is none without a message" \
  is "SELECT count(*) FROM ticket" $((mails + sms))
# Unknown outcomes: an SMS gets its receipt, a mail is repeated.
until_true 60 is "SELECT count(*) FROM outbox WHERE state = 'queued'" 0
feed_receipts
for turn in $(seq 12); do
  ! until_true $((turn == 1 ? 20 : 6)) finished || break
  clock_set $((NOON_MS + turn * 1900000)) 1
  feed_receipts
done
ok "everything was sent" finished
ok "each citizen who mailed has his confirmation, or the brake's note" \
  [ $(($(confirmed) + $(braked mail))) -eq "$mails" ]
ok "each who wrote an SMS, too" \
  [ $(($(grep -c . "$D/sms-sent") + $(braked sms))) -eq "$sms" ]
ok "the brake let two hundred through" \
  [ $(($(confirmed) + $(grep -c . "$D/sms-sent"))) -ge 200 ]
ok "no mail more than four times" [ "$(most_copies)" -le 4 ]
roles_kill
assert_invariants "afterwards" "$mails"
done_testing
