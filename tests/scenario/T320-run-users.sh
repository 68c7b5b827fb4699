#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# `bote run` as root gives each role its user, its folders (those of
# systemd/bote.tmpfiles) and the credentials it needs; a mail goes through all
# of them, and an SMS by the database of a modem.  Users exist only in a mount namespace of this test.
set -u
. "$(dirname "$0")/lib/tap.sh"
if [ "$(id -u)" -ne 0 ] || ! command -v systemd-tmpfiles >/dev/null || ! unshare -m true 2>/dev/null; then
  skip_all "needs root, mount namespaces and systemd-tmpfiles"
fi
if [ "${1:-}" != inside ]; then
  exec unshare -m "$0" inside
fi
D=$(mktemp -d /tmp/bote-XXXXXX)
run_pid=
cleanup() {
  [ -z "$run_pid" ] || kill "$run_pid" 2>/dev/null
  [ -z "$run_pid" ] || wait "$run_pid" 2>/dev/null
  rm -rf "$D"
}
trap cleanup EXIT
# The users of bote.sysusers, with numbers nobody else has.
make_users() {
  cp /etc/passwd "$D/passwd"
  cp /etc/group "$D/group"
  sed -i '/^bote/d' "$D/passwd" "$D/group"
  local id=60100 name members
  while read -r kind name _; do
    id=$((id + 1))
    members=$(sed -n "s/^m \([a-z-]*\) $name\$/\1/p" "$root/systemd/bote.sysusers" | paste -sd,)
    case $kind in
      g | u) echo "$name:x:$id:$members" >>"$D/group" ;;
    esac
    [ "$kind" != u ] || echo "$name:x:$id:$id::/nonexistent:/usr/sbin/nologin" >>"$D/passwd"
  done <"$root/systemd/bote.sysusers"
  mount --bind "$D/passwd" /etc/passwd && mount --bind "$D/group" /etc/group
}
make_folders() {
  sed "s|/var/lib/bote|$D/state|; s|/run/bote|$D/run|; s|/etc/bote|$D/etc|; /^a+/d" "$root/systemd/bote.tmpfiles" >"$D/tmpfiles"
  systemd-tmpfiles --create "$D/tmpfiles" 2>&1 | sed 's/^/# /'
  [ "$(grep -c '^d' "$D/tmpfiles")" -eq "$(awk '/^d/ {print $2}' "$D/tmpfiles" | xargs -r ls -d | wc -l)" ]
}
pid_of() { grep "event=role-started role=\"\?$1\"\? " "$D/log" | tail -1 | sed 's/.*pid=//'; }
runs_as() { [ "$(stat -c %U "/proc/$(pid_of "$1")")" = "$2" ]; }
given() { [ "$(ls "$D/run-credentials/$1" | paste -sd' ')" = "$2" ]; }
logged() { grep -q "$1" "$D/log"; }

echo 1..16
chmod 755 "$D"
ok "users are made" make_users
ok "folders are made" make_folders
rmdir "$D/etc/credentials"
"$BIN/makekeys" "$D/etc/credentials"
mkdir -p "$D/town" "$D/out" "$D/inbox"
cp "$root"/templates/town/*.yaml "$D/town"
rm -f "$D/town/bote.yaml"
chown bote-deliver "$D/out"
chown bote-mailbox "$D/inbox"
cat >"$D/bote.yaml" <<YAML
test: true
town: $D/town
domain: musterhagen.example.org
paths: {state: $D/state, runtime: $D/run, credentials: $D/etc/credentials}
mailboxes:
  - {name: rathaus, kind: maildir, path: $D/inbox, address: rathaus@musterhagen.example.org}
transports:
  - {name: mail, kind: maildir, path: $D/out}
  - {name: modem-out, kind: smsd}
channels:
  - name: modem
    provider: gammu
    number: "+4915228817386"
    transport: modem-out
    settings: {database: $D/state-smsd/smsd.db, poll_s: 1}
YAML
# As gammu-smsd's user would have it, who is in the group.
sqlite3 "$D/state-smsd/smsd.db" <"$root/tests/support/smsd.sql"
chown nobody:bote-smsd "$D/state-smsd/smsd.db"
chmod 660 "$D/state-smsd/smsd.db"
"$BOTE" run --config "$D/bote.yaml" 2>"$D/log" &
run_pid=$!
ok "digest starts" until_true 30 logged event=digest-ready
ok "the mailbox starts" until_true 30 [ -e "$D/state/mailbox/rathaus.old" ]
ok "digest is its own user" runs_as digest bote-digest
ok "deliver, too" until_true 30 runs_as deliver bote-deliver
ok "and the mailbox" runs_as 'mailbox rathaus' bote-mailbox
ok "and the modem" until_true 30 runs_as 'poll modem' bote-poll
ok "digest has its keys and no other" given digest 'deliver-public master spool-pair'
ok "the mailbox one that opens nothing" given 'mailbox rathaus' spool-public
ok "and the modem, too" given 'poll modem' spool-public
ok "deliver its own" given deliver 'deliver-pair spool-public'
printf 'From: <c@example.org>\nTo: rathaus@musterhagen.example.org\nSubject: Schlagloch\nMessage-ID: <1@example.org>\nDate: Mon, 1 Jun 2026 10:00:00 +0200\n\nIn der Gartenstr. 1 ist ein Schlagloch.\n' >"$D/mail"
chown bote-mailbox "$D/mail"
mv "$D/mail" "$D/inbox/new/1"
ok "a mail becomes a ticket mail" until_true 30 [ -d "$D/out/tiefbau@musterhagen.example.org/new" ]
modem() { sqlite3 -cmd '.timeout 5000' "$D/state-smsd/smsd.db" "$1"; }
answered() { [ "$(modem "SELECT count(*) FROM outbox WHERE DestinationNumber = '+493023125001'")" = 1 ]; }
modem "INSERT INTO inbox (Text, UDH, SenderNumber, TextDecoded, RecipientID) VALUES
  ('', '', '+493023125001', 'Laterne in der Lindenstr. 8 ist aus', 'modem1')"
ok "an SMS is answered by the modem's outbox" until_true 20 answered
ok "no role was refused anything" bash -c "! grep -q 'denied\|not permitted' '$D/log'"
ok "others cannot read the store" [ "$(stat -c %a "$D/state/bote.db")" = 600 ]
[ "$count" -eq 16 ] || echo "Bail out! $count tests"
