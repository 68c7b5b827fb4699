#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The disk of the state folder is full: the webhook answers 503 so that the
# provider comes again, mail stays on the server, no role dies.  When there is
# room again everything drains, each message once.
set -u
STATE_SIZE=24m FREE_DISK_MIB=0
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
[ "$(id -u)" = 0 ] || skip_all "mounting a small tmpfs needs root"
probe=$(mktemp -d)
mount -t tmpfs -o size=1m bote "$probe" 2>/dev/null ||
  { rmdir "$probe"; skip_all "may not mount a tmpfs here"; }
umount "$probe"
rmdir "$probe"

# fill BYTES_LEFT
fill() {
  cat /dev/zero >"$D/state/filler" 2>/dev/null
  [ "$1" -eq 0 ] || truncate -s "-$1" "$D/state/filler"
}
nobody_died() {
  local name
  for name in $ROLES; do
    ! role_is_dead "$name" || { echo "# $name: $(tail -n 1 "$D/$name.log")"; return 1; }
  done
}
rows() { is "SELECT count(*) FROM inbox WHERE channel = '$1'" "$2"; }
post() {
  hook_post -d event=mo -d "id=$1" -d from=%2B493023125001 \
    -d to=%2B4915228817386 --data-urlencode "text=Laterne aus, Ringstraße $1"
}
hook_answers() { curl -s -m 20 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"; }
pass_time() {
  passed=$((${passed:-0} + 1))
  clock_set $((NOON_MS + passed * 120000)) 1
}

rig_make
sms_peer_start
roles_start
until_true 30 hook_answers
feed_mail m1
feed_sms 1 +493023125001 "Laterne aus, Ringstraße 1"
ok "with room all is taken" until_true 20 rows mail 1
ok "and decided" until_true 20 finished

# A new segment, for the room of the old one is reserved.
role_kill webhook
until_true 30 spool_is_empty webhook
fill 0
role_start webhook
until_true 30 hook_answers
ok "the webhook answers 503" [ "$(post 2)" = 503 ]
ok "and again" [ "$(post 2)" = 503 ]
ok "it says so once" [ "$(grep -c spool-full "$D/webhook.log")" -eq 1 ]
feed_photo m2
ok "the mailbox says so" until_true 20 grep -q mailbox-failed "$D/mailbox.log"
ok "the mail stays on the server" [ "$(lies_in "$D/in/new")" -eq 1 ]
ok "nobody died" nobody_died

rm "$D/state/filler"
pass_time
ok "with room again the SMS is taken" feed_sms 2 +493023125001 \
  "Laterne aus, Ringstraße 2"
ok "and so is the mail" until_true 40 rows mail 2
ok "nothing is left over" until_true 40 finished

# Room for the spool, none for what digest makes of it.
role_kill digest
feed_photo m3
until_true 20 server_is_empty
fill 8192
mv "$D/digest.log" "$D/digest-before.log"
role_start digest
ok "digest waits or goes on" until_true 20 grep -Eq \
  'digest-paused|disk-full|role-stopped' "$D/digest.log"
role_is_dead digest && echo "# it ended: $(tail -n 1 "$D/digest.log")"
rm "$D/state/filler"
role_is_dead digest && role_start digest
ok "with room again it decides" until_true 40 is "SELECT count(*) FROM inbox
  WHERE channel = 'mail' AND state = 'done'" 3
pass_time
ok "at the first attempt" is "SELECT max(attempts) FROM inbox" 1
ok "and all is sent" until_true 40 finished
ok "a ticket for each" is "SELECT count(*) FROM ticket" 5
roles_kill
assert_invariants "afterwards" 3
done_testing
