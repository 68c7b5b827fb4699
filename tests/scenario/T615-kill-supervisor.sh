#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# `bote run` itself is killed (kill -9) while mails and SMS flow, and started
# again at once: its roles end with it or are replaced, no two of a kind work
# side by side, and in the end each message is one record with one answer.
# SIGTERM in the middle of the work ends all of it within seconds.
#
# SEED, MAILS, SMS, KILLS may be given; the seed is printed.
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
seed=${SEED:-20261121}
mails=${MAILS:-50} sms=${SMS:-20} kills=${KILLS:-8}
RANDOM=$((seed % 32768))

bote() { "$BOTE" "$@" --config "$D/bote.yaml"; }
run_pid=
run_start() {
  "$BOTE" run --config "$D/bote.yaml" --clock "$D/clock" 2>>"$D/run.log" &
  run_pid=$!
}
# Ends it and takes its exit code; with KILL it leaves its roles to themselves.
run_end() {
  local how
  kill "-$1" "$run_pid"
  wait "$run_pid"
  how=$?
  run_pid=
  return $how
}
end() {
  [ -z "$run_pid" ] || run_end TERM
  # Whatever a failed test left over.
  for pid in $(town_processes); do kill -KILL "$pid"; done
  rig_end
}
# The roles of this town, its supervisor, digest's readers and their children.
town_processes() {
  local found
  found=$(pgrep -d, -f -- "--config.$D/bote.yaml")
  while [ -n "$found" ]; do
    printf '%s\n' "${found//,/$'\n'}"
    found=$(pgrep -d, -P "$found")
  done | sort -un
}
# Dead, though nobody may have asked how.
is_gone() { ! grep -q '^State:.[^ZX]' "/proc/$1/status" 2>/dev/null; }
are_gone() {
  local pid
  for pid in $1; do is_gone "$pid" || return 1; done
}
starts_of() { grep -c "event=role-started role=$1 " "$D/run.log"; }
hook_answers() { curl -s -m 20 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"; }
is_up() { hook_answers && bote inbox list >/dev/null 2>&1; }
feed_all() {
  local i
  for i in $(seq "$mails"); do
    feed_mail "$1m$i"
    [ $((i * sms / mails)) -eq $(((i - 1) * sms / mails)) ] ||
      feed_sms "$1s$i" "+4930231$2$((500 + i * sms / mails))" \
        "Laterne aus in der $3 ${i}00"
    sleep 0.05 # so that there is always something on its way
  done
  echo fed >"$D/fed"
}
fed() { [ -e "$D/fed" ]; }
spool_has_mail() { ! spool_is_empty mailbox; }
all_rows() {
  is "SELECT count(*) FROM inbox WHERE channel = 'mail'" $((mails * $1)) &&
    is "SELECT count(*) FROM inbox WHERE channel = 'sms'" $((sms * $1)) &&
    taken_in
}
hold_is_empty() { is "SELECT count(*) FROM inbox WHERE state = 'hold'" 0; }
# What three ends in a row met lies in hold, where a person puts it back.
put_back() {
  local id
  for id in $(sql "SELECT id FROM inbox WHERE state = 'hold'"); do
    bote inbox retry "$id" >/dev/null 2>&1
  done
}
# Unknown outcomes: an SMS gets its receipt, a mail is repeated.
bring_to_end() {
  local turn
  for turn in $(seq 8); do
    feed_receipts
    ! until_true $((turn == 1 ? 20 : 10)) finished || return 0
    clock_set $((NOON_MS + (turns += 1) * 1900000)) 1
  done
  return 1
}
turns=0
confirmed() {
  find "$D/out" -path '*/b-*@example.org/new/*' -type f |
    sed 's|.*/out/\([^/]*\)/.*|\1|' | sort -u | wc -l
}
one_of_each() {
  local name
  for name in digest deliver webhook "mailbox rathaus"; do
    [ "$(pgrep -fc "bote role $name --config.$D/")" -eq 1 ] || return 1
  done
}

echo "# seed $seed"
rig_make
trap end EXIT
echo "site: {listen: \"unix:$D/site.sock\"}" >>"$D/bote.yaml"
sms_peer_start
run_start
ok "all roles start" until_true 20 is_up

# --- once, at rest ---

all=$(town_processes)
ok "they are ten, with digest's readers and their children" \
  [ "$(wc -w <<<"$all")" -eq 10 ]
run_end KILL
ok "with the supervisor all end, readers too" until_true 20 are_gone "$all"
run_start
ok "started again it works" until_true 20 is_up
ok "nobody had to be started twice" [ "$(starts_of digest)" -eq 2 ]

# --- in the middle of the work ---

feed_all a 25 Ringstraße &
feeder=$!
killed=0
while [ $killed -lt "$kills" ] || ! fed; do
  run_end KILL
  run_start
  killed=$((killed + 1))
  # How long it may run: part of the experiment, nothing waits for it.
  sleep "$((RANDOM % 3)).$((2 + RANDOM % 8))"
  [ $killed -lt 500 ] || break
done
wait $feeder
echo "# $killed kills"
ok "each message is one row" until_true 60 all_rows 1
ok "each role runs once" until_true 30 one_of_each
put_back
ok "what was held is decided after all" until_true 60 hold_is_empty
until_true 60 taken_in
ok "everything was sent" bring_to_end
ok "each message has a ticket" \
  is "SELECT count(DISTINCT ticket_id) FROM inbox" $((mails + sms))
ok "each citizen who mailed has his confirmation" [ "$(confirmed)" -eq "$mails" ]
ok "each who wrote an SMS, too" [ "$(grep -c . "$D/sms-sent")" -eq "$sms" ]

# --- an orderly end in the middle of the work ---

rm "$D/fed"
last=$(sql "SELECT max(id) FROM inbox")
feed_all b 26 Lindenstraße &
feeder=$!
until_true 20 spool_has_mail
all=$(town_processes)
began=$EPOCHSECONDS
ok "SIGTERM ends it with 0" run_end TERM
ok "within fifteen seconds" [ $((EPOCHSECONDS - began)) -le 15 ]
ok "it is the last to go" are_gone "$all"
ok "and says so" grep -q event=all-roles-ended "$D/run.log"
ok "the store is sound as it lies there" store_is_sound
ok "no file is half written" \
  [ "$(find "$D/state/spool/out/new" "$D/state/spool/in/mailbox/new" -size 0 |
    wc -l)" -eq 0 ]
run_start
wait $feeder
ok "started again it takes all the rest" until_true 60 all_rows 2
ok "at the first or the second attempt" \
  is "SELECT count(*) FROM inbox WHERE attempts > 2 AND id > '$last'" 0
ok "and sends it" bring_to_end
ok "each SMS once" [ "$(grep -c . "$D/sms-sent")" -eq $((2 * sms)) ]
ok "nothing is held" hold_is_empty
run_end TERM
assert_invariants "afterwards" $((2 * mails))
done_testing
