#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Whoever knows the webhook's address and not its secrets gets nothing in and
# learns nothing; whoever signs rightly but late, twice or after a change of keys
# loses nothing.  Then what citizens and strange senders write: each SMS is a
# row, and only who can be answered is.
set -u
. "$(dirname "$0")/lib/rig.sh"
. "$root/tests/scenario/lib/provider.sh"
for needed in sqlite3 openssl curl jq perl; do
  command -v $needed >/dev/null || skip_all "needs $needed"
done
PATH_SECRET=$SIGNED_PATH

rig_channels() { signed_channel signed; }
# sms ID FROM TEXT: the body of a request.
sms() {
  jq -cn --arg id "$1" --arg from "$2" --arg text "$3" \
    '{id: $id, from: $from, to: "+493023125000", text: $text}'
}
rows() { is "SELECT count(*) FROM inbox WHERE channel = 'sms'" "$1"; }
rows_done() {
  is "SELECT count(*) FROM inbox WHERE channel = 'sms' AND state = 'done'" "$1"
}
requests() { is "SELECT count(*) FROM inbox WHERE channel = 'webhook'" "$1"; }
counted() { jq -e ".$1 == $2" "$D/run/webhook.status" >/dev/null; }
# answers NAME CODE BODY: by the variables of signed_post
answers() {
  local got
  got=$(signed_post signed "$3")
  [ "$got" = "$2" ] || echo "# got $got"
  ok "$1: $2" [ "$got" = "$2" ]
}
webhook_is_up() { curl -s -m 5 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"; }

rig_make
rig_settings
signed_secrets "$SIGNED_KEY"
sms_peer_start
roles_start
until_true 30 webhook_is_up
base=http://127.0.0.1:$HOOK_PORT/sms/signed

# --- signatures ---

one=$(sms e1 +493023125001 "Laterne aus, Ringstraße 100. $MARKER")
NONCE=1 answers "rightly signed" 200 "$one"
NONE=1 answers "not signed" 401 "$one"
KEY=guessed answers "signed with another key" 401 "$one"
SIGNED=$base/$PATH_SECRET?x=1 answers "signed over another address" 401 "$one"
SIGNED=https://bote.example.net/sms/signed/$PATH_SECRET \
  answers "signed over another host" 401 "$one"
AGE_S=-4000 answers "signed in a future hour" 200 \
  "$(sms e2 +493023125002 "Laterne aus, Ringstraße 200. $MARKER")"
AGE_S=3600 answers "signed an hour ago, a new event" 200 \
  "$(sms e3 +493023125003 "Laterne aus, Ringstraße 300. $MARKER")"
AGE_S=400000 answers "signed more than four days ago" 401 \
  "$(sms e4 +493023125004 "Laterne aus, Ringstraße 400. $MARKER")"
ok "what was right is there" until_true 30 rows_done 3
NONCE=1 answers "the same once more" 200 "$one"
NONCE=1 AGE_S=90 answers "the same signed anew" 200 "$one"
AGE_S=3600 answers "an event of before, replayed late" 200 "$one"
ok "what was refused is counted" until_true 30 counted refused_signature 5
signed_secrets a-key-that-follows "$SIGNED_KEY"
role_kill webhook
role_start webhook
until_true 30 webhook_is_up
answers "during a change of keys, the old one" 200 \
  "$(sms e5 +493023125005 "Laterne aus, Ringstraße 500. $MARKER")"
KEY=a-key-that-follows answers "and the new one" 200 \
  "$(sms e6 +493023125006 "Laterne aus, Ringstraße 600. $MARKER")"
ok "each event is one message" until_true 30 rows_done 5
until_true 30 finished
ok "each is answered once" is "SELECT count(*) FROM outbox
  WHERE channel = 'sms' AND state = 'sent'" 5

# --- addresses ---

# Status line and fields of a refusal, without what changes by itself.
face() {
  curl -s -m 10 -i -X POST -H 'Content-Type: application/json' -d '{}' "$1" |
    grep -vi '^date:'
}
face "$base/0123456789abcdef0123456789abcdeX" >"$D/wrong-secret"
face "http://127.0.0.1:$HOOK_PORT/sms/nobody/$PATH_SECRET" >"$D/no-channel"
face "http://127.0.0.1:$HOOK_PORT/" >"$D/no-path"
face "http://127.0.0.1:$HOOK_PORT/sms/twilio/$PATH_SECRET" >"$D/no-provider"
face "http://127.0.0.1:$HOOK_PORT/SMS/signed/$PATH_SECRET" >"$D/other-case"
ok "a wrong secret is not found" grep -q '^HTTP/1.1 404' "$D/wrong-secret"
for name in no-channel no-provider no-path other-case; do
  ok "$name looks the same" cmp -s "$D/wrong-secret" "$D/$name"
done

# --- bodies ---

head -c 2097152 /dev/zero | tr '\0' a >"$D/large"
# The answer comes while we still send, then the connection ends.
large() {
  curl -s -m 20 -o /dev/null -w '%{http_code} %{num_connects}\n' -H 'Expect:' \
    -H 'Content-Type: application/json' --data-binary "@$D/large" \
    "$base/$PATH_SECRET" | grep -q '^413'
}
ok "a body of 2 MiB is refused with 413" large
senders=()
for _ in $(seq 20); do
  large &
  senders+=($!)
done
began=${EPOCHREALTIME/./}
answers "twenty of them at once hold up nobody" 200 \
  "$(sms e7 +493023125007 "Laterne aus, Ringstraße 700. $MARKER")"
took=$(((${EPOCHREALTIME/./} - began) / 1000))
ok "for a second" [ "$took" -lt 1000 ]
wait "${senders[@]}"
# raw BYTES: the first line of the answer, and whether the connection ended.
raw() {
  perl -MIO::Socket::INET -e '
    my ($port, $bytes) = @ARGV;
    alarm 15;
    $bytes =~ s/\\r/\r/g; $bytes =~ s/\\n/\n/g;
    my $one = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port") or die $!;
    syswrite $one, $bytes;
    local $/;
    my $all = <$one>; # to the end of the connection
    print $all =~ /^HTTP\/1.1 (\d+)/ ? $1 : "none", "\n";' "$HOOK_PORT" "$1"
}
line="POST /sms/signed/$PATH_SECRET HTTP/1.1\\r\\nHost: x\\r\\n"
while read -r want name fields; do
  got=$(raw "$line$fields")
  ok "$name: $want, and the connection ends" [ "$got" = "$want" ]
done <<'ROWS'
400 chunked Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n
400 two-lengths Content-Length: 1\r\nContent-Length: 2\r\n\r\nab
400 equal-lengths Content-Length: 1\r\nContent-Length: 1\r\n\r\na
400 length-and-chunked Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n
411 no-length \r\n
413 length-of-2-MiB Content-Length: 2097152\r\n\r\n
ROWS
ok "of all that one came in" until_true 30 rows_done 6

# --- strange senders and texts ---

thirty_nine=$(printf 'Schlagloch in der Ringstraße %d. ' $(seq 186) | head -c 5960)
while IFS='|' read -r id from text answered; do
  answers "$id" 200 "$(sms "$id" "$from" "$text")"
  printf '%s %s\n' "$id" "$answered" >>"$D/strange"
done <<ROWS
alphanumeric|DHL Paket|Ihr Paket kommt heute. $MARKER|no
emergency|110|Laterne aus in der Ringstraße 3. $MARKER|no
premium|+499001234567|Laterne aus in der Ringstraße 3. $MARKER|no
short-code|22000|Laterne aus in der Ringstraße 3. $MARKER|no
empty|+493023125011||yes
blank|+493023125012|   |yes
emoji|+493023125013|🕳️🚲 Schlagloch in der Ringstraße 940 😡 $MARKER|yes
39-parts|+493023125014|$thirty_nine|yes
foreign|+33612345678|Laterne aus in der Ringstraße 3. $MARKER|no
ours|+493023125000|Laterne aus in der Ringstraße 3. $MARKER|no
ROWS
strange=$(grep -c . "$D/strange")
ok "each is a row, none lost" until_true 30 rows $((6 + strange))
ok "each decided" until_true 30 rows_done $((6 + strange))
until_true 30 finished
ok "39 parts are whole" is "SELECT count(*) FROM inbox WHERE channel = 'sms'
  AND size_bytes > 5960" 1
for number in 110 22000 +499001234567 +33612345678 DHL +493023125000; do
  ok "no SMS went to $number" bash -c "! grep -qF 'to=$(sed 's/+/%2B/' <<<"$number")&' '$D/sms-sent'"
done
for number in 13 14; do
  ok "one went to the person with ..$number" \
    [ "$(grep -c "to=%2B4930231250$number&" "$D/sms-sent")" -eq 1 ]
done

# --- what was told of it ---

ok "wrong addresses are counted" until_true 30 counted refused_path 6
roles_kill
ok "neither text, number, signature nor secret is in a log" bash -c \
  "! grep -Eq '23125|Ringstra|$PATH_SECRET|$SIGNED_KEY|DHL|Schlagloch|[0-9a-f]{64}' '$D'/*.log"
assert_invariants "afterwards" 0
done_testing
