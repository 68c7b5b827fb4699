#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Dovecot, the SMTP server and the SMS provider are away for a while and come
# back: mail is fetched when the server is there again, answers leave late but
# once, none is lost and none is given up.
set -u
. "$(dirname "$0")/lib/rig.sh"
. "$root/tests/scenario/lib/dovecot.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
command -v smtp-sink >/dev/null || skip_all "needs smtp-sink of postfix"
command -v dovecot >/dev/null || skip_all "needs dovecot-imapd"

SMTP_PORT=$(free_port)
MAIL_KIND=smtp
MAIL_SETTINGS="    host: 127.0.0.1
    port: $SMTP_PORT
    tls: none
    auth: none"
sink_pid=
sink_start() {
  local as=()
  [ "$(id -u)" != 0 ] || as=(-u nobody)
  smtp-sink "${as[@]}" -d "$D/sink/%M." "127.0.0.1:$SMTP_PORT" 64 \
    2>>"$D/sink.log" &
  sink_pid=$!
}
sink_stop() {
  [ -z "$sink_pid" ] || kill "$sink_pid" 2>/dev/null
  wait "$sink_pid" 2>/dev/null
  sink_pid=
}
end() {
  sink_stop
  dovecot_stop "$D/dovecot"
  rig_end
}
rows() { is "SELECT count(*) FROM inbox WHERE channel = '$1' AND state = 'done'" "$2"; }
feed() { mail_text "b-$1@example.org" "Schlagloch $1" "in-$1" \
  "In der Ringstraße 4 ist ein tiefes Schlagloch. $MARKER $1" |
  dovecot_deliver "$D/dovecot" town; }
sunk() { find "$D/sink" -type f | wc -l; }
sunk_ids() { cat "$D"/sink/* 2>/dev/null | grep -ai '^message-id:' | sort; }
pass_time() {
  passed=$((${passed:-0} + ${1:-400}))
  clock_set $((NOON_MS + passed * 1000)) 1
}
failed() { is "SELECT count(*) FROM outbox WHERE state IN ('failed', 'expired',
  'hold')" "$1"; }
waiting() { is "SELECT count(*) > 0 FROM outbox WHERE channel = '$1' AND
  state = 'deferred'" 1; }
all_sent() { finished || { pass_time && false; }; }

rig_make
trap end EXIT
mkdir -p "$D/dovecot" "$D/sink"
chmod 755 "$D"
chmod 777 "$D/sink"
ok "Dovecot starts" dovecot_start "$D/dovecot"
dovecot_user "$D/dovecot" town
(umask 077 && echo town-secret >"$D/keys/imap-town")
awk -v port="$IMAPS_PORT" -v ca="$DOVECOT_CA" '
  /kind: maildir/ && !done {
    print "    kind: imap\n    host: localhost\n    port: " port
    print "    tls: implicit\n    user: town\n    auth: login"
    print "    credential: imap-town\n    ca_file: " ca
    done = 1; skip = 1; next}
  skip {skip = 0; next}
  {print}' "$D/bote.yaml" >"$D/imap.yaml" && mv "$D/imap.yaml" "$D/bote.yaml"
sms_peer_start
sink_start
roles_start
ok "the mailbox is met" until_true 30 grep -q 'first-seen.*uidvalidity' "$D/mailbox.log"
until_true 30 curl -s -m 20 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"
for i in $(seq 5); do feed "a$i"; done
feed_sms s1 +493023125001 "Laterne aus in der Ringstraße 100"
ok "with all of them there mail comes" until_true 20 rows mail 5
ok "and answers leave" until_true 20 finished
first=$(sunk)

dovecot_stop "$D/dovecot"
sink_stop
sms_peer_stop
ok "the mailbox notices" until_true 30 grep -q 'kind=network' "$D/mailbox.log"
for i in $(seq 5); do feed "b$i"; done
feed_sms s2 +493023125002 "Laterne aus in der Ringstraße 200"
ok "SMS come in all the same" until_true 20 rows sms 2
ok "their answers wait" until_true 20 waiting sms
ok "so do mails" until_true 20 waiting mail
for i in $(seq 6); do
  pass_time 1000
  until_true 1 false # attempts meanwhile
done
ok "nothing is given up" failed 0
ok "no role ended" bash -c "! grep -qs 'role-stopped\|mailbox-stopped' '$D'/*.log"

dovecot_start "$D/dovecot"
sink_start
sms_peer_start
pass_time 4000
ok "with Dovecot back mail comes again" until_true 40 rows mail 10
ok "with the peers back all is sent" until_true 60 all_sent
ok "nothing failed" failed 0
ok "mails left for all" [ "$(sunk)" -gt "$first" ]
ok "each once" [ "$(sunk_ids | uniq -d | wc -l)" -eq 0 ]
ok "as many as the outbox has" is "SELECT count(*) FROM outbox
  WHERE channel = 'mail'" "$(sunk_ids | wc -l)"
ok "each SMS once" [ "$(grep -c . "$D/sms-sent")" -eq 2 ]
roles_kill
ok "one row for each mail" is "SELECT count(*) FROM inbox
  WHERE channel = 'mail'" 10
ok "no message answered twice" answers_are_single
ok "no SMS twice" no_sms_twice
ok "store is sound" store_is_sound
ok "no citizen's text lies about in plain" no_plain_text
done_testing
