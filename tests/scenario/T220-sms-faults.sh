#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An SMS provider that misbehaves in every way its API can: what becomes of each
# SMS, and that exactly one went out of those that were to go, however it was
# answered and however late, often and contradictory its receipts are.
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
command -v perl >/dev/null || skip_all "needs perl"

channel() { # NAME PORT
  cat <<YAML
  - name: $1
    provider: generic
    number: "+4915228817386"
    path_credential: sms-path
    transport: sms-out
    countries: [49]
    settings:
      inbound:
        {syntax: form, id: id, from: from, to: to, text: text,
         when: {path: event, is: [mo]}}
      report:
        {syntax: form, id: id, reference: ref, status: status,
         when: {path: event, is: [dlr]},
         states: {SENT: sent, DELIVRD: delivered, UNDELIV: failed_perm}}
      send:
        method: POST
        url: "http://127.0.0.1:$2/send/{to_digits}"
        form: {to: "{to}", text: "{text}", ref: "{id}"}
        id: id
YAML
}
rig_channels() {
  channel sms "$SMS_PORT"
  channel deaf "${DEAF_PORT:-1}"
}

# Each case is a citizen of its own: the last two digits, how often the peer
# does what to an SMS for that number.
RULES='
02 1 status=500 body={"error":"later"}
03 1 status=500 taken body={"error":"oops"}
04 1 drop taken
05 1 drop
06 1 unread
07 1 taken body={"id":"sms-
08 1 taken cut=5
09 1 body=<html>Welcome</html>
10 1 status=400 body={"error":"no such number"}
11 * status=500 body={"error":"for ever"}
12 1 mute taken
13 1 mute
14 2 status=429 header=Retry-After:120 body={}
15 1 status=401 body={}
16 1 status=302 header=Location:http://127.0.0.1:1/ body={}
'
peer_with_rules() {
  sed -n 's/^\([0-9]\)/49302312500\1/p' <<<"$RULES" >"$D/rules"
  "$BIN/smspeer" "$SMS_PORT" "$D/sms-sent" "$D/rules" 2>>"$D/peer.log" &
  peer_pid=$!
}
# A server that listens and never takes a connection: its queue is full.
deaf_start() {
  perl -MSocket -e '
    my ($port, $done) = @ARGV;
    socket my $listener, PF_INET, SOCK_STREAM, 0 or die $!;
    bind $listener, sockaddr_in($port, INADDR_LOOPBACK) or die $!;
    listen $listener, 0 or die $!;
    my @waiting;
    for (1 .. 4) {
      socket my $one, PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0 or die $!;
      connect $one, sockaddr_in($port, INADDR_LOOPBACK);
      push @waiting, $one;
    }
    open my $file, ">", $done or die $!;
    close $file;
    select undef, undef, undef, 600;' "$DEAF_PORT" "$D/deaf" 2>>"$D/peer.log" &
  deaf_pid=$!
  until_true 30 [ -e "$D/deaf" ]
}
deaf_end() {
  [ -z "$deaf_pid" ] || kill "$deaf_pid" 2>/dev/null
  [ -z "$deaf_pid" ] || wait "$deaf_pid" 2>/dev/null
  deaf_pid=
}
deaf_pid=
end() {
  deaf_end
  rig_end
}

pass_time() {
  passed_s=$((${passed_s:-0} + $1))
  clock_set $((NOON_MS + passed_s * 1000)) 1
}
declare -A row=()
outbox_rows() { sql "SELECT count(*) FROM outbox WHERE channel = 'sms'"; }
more_rows() { [ "$(outbox_rows)" -gt "$1" ]; }
# citizen NN [CHANNEL]: writes; its answer's row is ${row[NN]}.
citizen() {
  local before
  before=$(outbox_rows)
  until_true 30 [ "$(curl -s -m 20 -o /dev/null -w '%{http_code}' -d event=mo \
    --data-urlencode "id=m$1" --data-urlencode "from=+49302312500$1" \
    --data-urlencode "to=+4915228817386" \
    --data-urlencode "text=Laterne aus in der Ringstraße $((10#$1 * 100)). $MARKER" \
    "http://127.0.0.1:$HOOK_PORT/sms/${2:-sms}/0123456789abcdef0123456789abcdef")" = 200 ]
  until_true 30 more_rows "$before" || echo "# no answer for $1"
  row[$1]=$(sql "SELECT id FROM outbox WHERE channel = 'sms' ORDER BY id DESC LIMIT 1")
}
state() { sql "SELECT state FROM outbox WHERE id = '${row[$1]}'"; }
state_is() { [ "$(state "$1")" = "$2" ]; }
comes_to() { # NN STATE
  until_true 20 state_is "$1" "$2" || { echo "# $1 is $(state "$1")"; return 1; }
}
went() { grep -c "to=%2B49302312500$1" "$D/sms-sent"; }
went_once() { [ "$(went "$1")" -eq 1 ] || { echo "# $1 went $(went "$1") times"; return 1; }; }
went_never() { [ "$(went "$1")" -eq 0 ]; }
receipt() { # NN STATUS
  hook_post -d event=dlr -d "ref=${row[$1]}" -d "status=$2" >/dev/null
}
# All receipts so far were read.
receipts_read() { is "SELECT count(*) FROM inbox WHERE state IN ('incoming', 'active')" 0; }
webhook_is_up() { curl -s -m 5 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"; }
logged() { grep -q "$1" "$D/digest.log"; }

rig_make
trap end EXIT
DEAF_PORT=$(free_port)
rig_settings
: >"$D/sms-sent"
peer_with_rules
deaf_start
roles_start
until_true 30 webhook_is_up

# These take as long as we have patience, so they come first.
citizen 12
citizen 13
citizen 17 deaf
patience_began=$SECONDS

citizen 01
ok "answered as documented: sent" comes_to 01 sent
receipt 01 SENT
receipt 01 DELIVRD
ok "its receipt makes it delivered" comes_to 01 delivered
receipt 01 DELIVRD
receipt 01 SENT
receipt 01 UNDELIV
until_true 30 receipts_read
ok "repeated, late and contradictory ones change nothing" state_is 01 delivered

citizen 19
comes_to 19 sent
receipt 19 UNDELIV
ok "a receipt that it was not delivered: failed" comes_to 19 failed

# Some unknown outcomes in a row let the channel rest, so one that goes well
# stands between them.
well() {
  citizen "$1"
  comes_to "$1" sent || echo "# $1 should have gone well"
}
for case in "02 500" "03 500, though sent" "04 connection closed, though sent" \
  "05 connection closed" "06 connection reset before it was read" \
  "07 broken JSON" "08 half an answer" "09 a page in HTML"; do
  nn=${case%% *}
  citizen "$nn"
  ok "${case#* }: not known, so it waits" comes_to "$nn" deferred
  well "5${nn#0}"
done
citizen 11
ok "500 for ever: waits, too" comes_to 11 deferred
citizen 10
ok "400: failed" comes_to 10 failed
ok "and nothing went" went_never 10
citizen 16
ok "a redirection is not followed" comes_to 16 deferred

# A receipt says that it went: it must never go again.
for nn in 03 04 07; do
  receipt $nn DELIVRD
  ok "$nn: a late receipt makes it delivered" comes_to $nn delivered
done
receipt 08 SENT
ok "08: one that says less makes it sent" comes_to 08 sent
receipt 12 DELIVRD
ok "12: one that is faster than the answer, delivered" comes_to 12 delivered

# --- no answer at all ---

ok "no answer: our patience ends" until_true $((120 - SECONDS + patience_began)) \
  state_is 13 deferred
ok "12: what was delivered stays so" state_is 12 delivered
ok "12: went once" went_once 12
ok "17: no connection: nothing has left, it waits" state_is 17 deferred
deaf_end
"$BIN/smspeer" "$DEAF_PORT" "$D/sms-sent" 2>>"$D/peer.log" &
deaf_pid=$!

# --- time passes ---

pass_time 600
until_true 2 false # there is time for what must not happen
for nn in 02 05 06 11 13; do
  ok "$nn: after ten minutes it still waits for a receipt" state_is $nn deferred
done
pass_time 600
for nn in 02 05 06 13; do
  ok "$nn: without a receipt it is repeated" comes_to $nn sent
  ok "$nn: and went once" went_once $nn
done
# The provider took it with a page: neither answer nor receipt, so it goes again.
ok "09: repeated, as nobody can know" comes_to 09 sent
ok "11: not known twice, so a person decides" comes_to 11 hold
pass_time 4000
until_true 2 false
ok "11: and it is tried no more" state_is 11 hold
for nn in 03 04 07 08; do ok "$nn: went once" went_once $nn; done

ok "17: goes when somebody listens" comes_to 17 sent
ok "17: went once" went_once 17

# --- throttled, then refused for all ---

citizen 14
ok "429: the channel rests" until_true 30 logged 'transport-paused.*seconds=120'
ok "it is not failed" comes_to 14 deferred
citizen 18
until_true 1 false
ok "another one waits meanwhile" state_is 18 queued
pass_time 121
paused_again() { [ "$(grep -c 'transport-paused.*seconds=120' "$D/digest.log")" -ge 2 ]; }
ok "429 again: it rests again" until_true 30 paused_again
pass_time 121
ok "then both go" comes_to 14 sent
ok "the other, too" comes_to 18 sent
ok "once" went_once 14
ok "once, too" went_once 18
citizen 15
ok "401 fails no message" comes_to 15 deferred
pass_time 4000
ok "with the right key it goes" comes_to 15 sent
ok "15: once" went_once 15

roles_kill
ok "neither text nor number is in a log" bash -c \
  "! grep -Eq '23125|28817386|Ringstra|0123456789abcdef' '$D'/*.log"
ok "no message answered twice" answers_are_single
ok "store is sound" store_is_sound
ok "no citizen's text lies about in plain" no_plain_text
done_testing
