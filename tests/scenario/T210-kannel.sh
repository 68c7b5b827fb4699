#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A real Kannel in between: a citizen's phone on one side, Bote on the other.
# What goes right goes right once; what waits while one of the two is away comes
# through when it is back, whichever died, and never twice.
set -u
. "$(dirname "$0")/lib/rig.sh"
. "$root/tests/scenario/lib/kannel.sh"
for needed in sqlite3 curl bearerbox smsbox; do
  command -v $needed >/dev/null || skip_all "needs $needed"
done
[ -x /usr/lib/kannel/test/fakesmsc ] || skip_all "needs kannel-extras"
OURS=+4915228817386
OURS_DIGITS=${OURS#+}
BURST=40

rig_channels() {
  cat <<YAML
  - name: sms
    provider: kannel
    number: "$OURS"
    path_credential: sms-path
    credential: sms-password
    transport: sms-out
    countries: [49]
    settings:
      url: http://127.0.0.1:${KANNEL_SEND_PORT:-1}/cgi-bin/sendsms
      user: bote
      from: "$OURS"
YAML
}
end() {
  kannel_stop "$D/kannel"
  rig_end
}
writes() { kannel_phone "$D/kannel" "$1" "$OURS" "$2"; }
# How many SMS a phone got.
got() { kannel_received "$D/kannel" | grep -cF "<$OURS $1 "; }
has_got() {
  local count
  count=$(got "$1")
  [ "$count" -eq "$2" ] || { [ "$count" -lt "$2" ] || echo "# $1: $count"; return 1; }
}
rows() { is "SELECT count(*) FROM inbox WHERE channel = 'sms' AND state = 'done'" "$1"; }
outbox_is() {
  is "SELECT count(*) FROM outbox WHERE channel = 'sms' AND state = '$1'" "$2"
}
# As smsbox sees it; the webhook's own counter is told every ten seconds only.
refused() { grep -q 'Status line: <HTTP/1.1 503' "$D/kannel/smsbox.log"; }
# smsbox was told to come again, or found nobody.
kannel_waits() { [ "$(grep -c "$1" "$D/kannel/smsbox.log")" -gt "$2" ]; }
webhook_is_up() {
  curl -s -m 5 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"
}
webhook_again() {
  role_kill webhook
  rig_settings
  role_start webhook
  until_true 30 webhook_is_up
}
letter_says() {
  local file
  for file in $(mails_out); do
    sed 1,2d "$file" | "$BOTE" parse | grep -qF -- "$1" && return 0
  done
  return 1
}

rig_make
trap end EXIT
(umask 077 && echo kannel-secret >"$D/keys/sms-password")
ok "Kannel starts" kannel_start "$D/kannel" \
  "http://127.0.0.1:$HOOK_PORT/$HOOK_PATH?from=%q&to=%Q&ts=%T&id=%I&coding=%c"
rig_settings
roles_start
until_true 30 webhook_is_up
"$BOTE" doctor sms webhook --config "$D/bote.yaml" >"$D/doctor.out"
ok "the doctor finds Kannel" grep -qx 'ok sms sms: kannel can be reached' "$D/doctor.out"
ok "and the webhook" grep -qx "ok webhook: answers at 127.0.0.1:$HOOK_PORT" "$D/doctor.out"
ok "which Kannel does not hear of" sh -c '! grep -q "Got HTTP request" "$1"' - "$D/kannel/smsbox.log"

# --- there and back ---

writes +493023125001 "Schlagloch in der Ringstraße 4. $MARKER"
ok "a citizen's SMS becomes a ticket" until_true 30 is \
  "SELECT count(*) FROM ticket" 1
ok "the phone gets its confirmation" until_true 30 has_got +493023125001 1
ok "it says the number" bash -c "grep -q 'Meldung .*erhalten' <<<\"\$1\"" - \
  "$(kannel_received "$D/kannel")"
ok "receipts make the row delivered" until_true 30 outbox_is delivered 1
ok "there is one, and no other" is "SELECT count(*) FROM outbox
  WHERE channel = 'sms'" 1

# --- a long one in three parts, the last first ---

part() { kannel_part "$D/kannel" +493023125002 "$OURS" "%05%00%03%2A%03$1" "$2"; }
part %03 "seit Wochen aus. Bitte schauen Sie nach. Viele Grüße aus Köpenick"
part %01 "Guten Tag, vor der Ringstraße 9 steht $MARKER eine Laterne, "
part %02 "die flackerte erst und ist nun zur Überraschung aller Fußgänger "
ok "three parts are one SMS" until_true 30 rows 2
ok "joined in their order" until_true 30 letter_says \
  "eine Laterne, die flackerte erst und ist nun zur Überraschung aller Fußgänger seit Wochen aus. Bitte"
ok "and answered once" until_true 30 has_got +493023125002 1
ok "delivered" until_true 30 outbox_is delivered 2

# --- we have no room, then we are away ---

FREE_DISK_MIB=1000000 webhook_again # the most that may be asked for
writes +493023125003 "Der Gehweg vor der Ringstraße 11 ist vereist. $MARKER"
ok "without room on the disk it is refused with 503" until_true 30 refused
ok "nothing came in" rows 2
FREE_DISK_MIB=1 webhook_again
ok "Kannel comes again and it is taken" until_true 30 rows 3
role_kill webhook
before=$(grep -c Retrying "$D/kannel/smsbox.log")
writes +493023125004 "Der Mülleimer in der Ringstraße 12 quillt über. $MARKER"
ok "with us away Kannel waits" until_true 30 kannel_waits Retrying "$before"
webhook_again
ok "and comes again" until_true 30 rows 4
ok "each was answered once" until_true 30 has_got +493023125003 1
ok "so was the other" until_true 30 has_got +493023125004 1
ok "receipts came for both" until_true 30 outbox_is delivered 4

# --- bearerbox dies with SMS waiting both ways ---

# What bearerbox keeps outlives it; smsbox ends with it, and what smsbox itself
# was still repeating to us would be lost, whatever we do.
kept() { grep -rqaF "$1" "$D/kannel/store"; }
kannel_again() {
  kannel_end "$D/kannel" bearerbox KILL
  kannel_end "$D/kannel" smsbox
  kannel_box "$D/kannel" && kannel_smsbox "$D/kannel" || return 1
  [ -e "$D/kannel/fakesmsc.pid" ] || kannel_phones "$D/kannel"
}
role_kill digest
writes +493023125005 "Die Laterne in der Ringstraße 14 ist aus. $MARKER"
is_spooled() {
  "$BIN/spoolcat" "$D/bote.yaml" spool/in/webhook | grep -qF "from=%2B${1#+}"
}
ok "an SMS is taken, with nobody to decide" until_true 30 is_spooled +493023125005
# What bearerbox writes to a phone that is just going is as lost as on the air.
gone() { [ "$(grep -c 'from fakesmsc client' "$D/kannel/bearerbox.log")" -gt "$1" ]; }
before=$(grep -c 'from fakesmsc client' "$D/kannel/bearerbox.log")
kannel_end "$D/kannel" fakesmsc KILL
ok "no phone is reached any more" until_true 30 gone "$before"
role_start digest
ok "an answer was given to Kannel" until_true 30 is "SELECT count(*) FROM outbox
  WHERE channel = 'sms' AND state = 'sent'" 1
ok "and waits there" until_true 30 kept "Gefahr: 112"
ok "bearerbox is killed and starts again" kannel_again
ok "the answer reaches its phone" until_true 20 has_got +493023125005 1

role_kill digest
writes +493023125006 "In der Ringstraße 15 liegt Sperrmüll. $MARKER"
ok "another one is taken" until_true 30 is_spooled +493023125006
kannel_end "$D/kannel" smsbox # between Kannel and us there is nothing now
writes +493023125007 "In der Ringstraße 16 liegt noch mehr. $MARKER"
ok "an SMS waits in Kannel" until_true 30 kept "liegt noch mehr"
role_start digest
ok "an answer waits with us" until_true 30 is "SELECT count(*) FROM outbox
  WHERE channel = 'sms' AND state IN ('queued', 'deferred')" 1
kannel_end "$D/kannel" fakesmsc KILL
ok "bearerbox is killed once more" kannel_again
ok "the SMS comes in" until_true 20 rows 7
pass_a_minute() {
  later_ms=$((${later_ms:-0} + 60000))
  clock_set $((NOON_MS + later_ms)) 1
}
reached() { has_got "$1" 1 || { pass_a_minute && false; }; }
ok "the answer that waited is given to it" until_true 20 reached +493023125006
ok "so is the other" until_true 20 reached +493023125007

# --- many at once ---

for i in $(seq "$BURST"); do
  writes "+4930231251$(printf %02d "$i")" "Ringstraße $((i * 100)): Schlagloch. $MARKER"
done
ok "a burst comes in whole" until_true 30 rows $((7 + BURST))
ok "and is answered" until_true 30 sent_all
each_once() {
  local count
  count=$(kannel_received "$D/kannel" | grep -oE "<[+]$OURS_DIGITS [+]4930231251[0-9]{2} " |
    sort | uniq -c | awk '$1 == 1' | wc -l)
  [ "$count" -eq "$BURST" ]
}
ok "each phone once" until_true 30 each_once
for i in 1 2 3 4 5 6 7; do
  ok "phone $i got one SMS in all" has_got "+49302312500$i" 1
done
roles_kill
ok "neither text nor number nor secret is in a log" bash -c \
  "! grep -Eq '23125|28817386|Ringstra|Meldung|kannel-secret|0123456789abcdef' \
  '$D'/*.log"
assert_invariants "afterwards" 0
done_testing
