#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# `bote run` keeps the roles of a town alive: starts them, restarts what dies,
# refuses a bad configuration on SIGHUP, takes a good one, and ends them all.
set -u
. "$(dirname "$0")/lib/tap.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
run_pid=
cleanup() {
  [ -z "$run_pid" ] || kill "$run_pid" 2>/dev/null
  [ -z "$run_pid" ] || wait "$run_pid" 2>/dev/null
  rm -rf "$D"
}
trap cleanup EXIT
mailbox() { printf '  - {name: %s, kind: maildir, path: %s, address: %s@example.org}\n' "$1" "$D/$1" "$1"; }
write_config() {
  cat >"$D/bote.yaml" <<YAML
test: true
town: $D/town
domain: example.org
paths: {state: $D/state, runtime: $D/runtime, credentials: $D/credentials}
transports:
  - {name: mail, kind: maildir, path: $D/out}
mailboxes:
YAML
  for name in "$@"; do mailbox "$name" >>"$D/bote.yaml"; done
}
# The process that runs a role now, by the log.
pid_of() { grep "event=role-started role=\"\?$1\"\? " "$D/log" | tail -1 | sed 's/.*pid=//'; }
lives() { [ -n "$(pid_of "$1")" ] && kill -0 "$(pid_of "$1")" 2>/dev/null; }
starts() { [ "$(grep -c "event=role-started role=\"\?$1\"\? " "$D/log")" -ge "$2" ]; }
logged() { grep -q "$1" "$D/log"; }
gone() { ! kill -0 "$1" 2>/dev/null; }

echo 1..16
mkdir -p "$D/town" "$D/state" "$D/runtime"
cp "$root"/templates/town/*.yaml "$D/town"
rm -f "$D/town/bote.yaml"
"$BIN/makekeys" "$D/credentials"
write_config rathaus
ok "help is there" bash -c "'$BOTE' run --help | grep -q SIGHUP"
ok "a missing configuration ends with 78" bash -c "'$BOTE' run --config '$D/none' 2>/dev/null; [ \$? -eq 78 ]"
"$BOTE" run --config "$D/bote.yaml" 2>"$D/log" &
run_pid=$!
ok "digest starts" until_true 30 logged event=digest-ready
ok "the mailbox starts" until_true 30 lives 'mailbox rathaus'
ok "it says that the users stay" logged event=users-unchanged

killed=$(pid_of digest)
kill -KILL "$killed"
ok "a killed role starts again at once" until_true 20 starts digest 2
ok "its end is told" logged 'event=role-ended role=digest how="signal 9" restart_s=0'
kill -KILL "$(pid_of digest)"
ok "the second time it waits" until_true 20 logged 'role=digest how="signal 9" restart_s=5'

old=$(pid_of 'mailbox rathaus')
echo 'nonsense: true' >>"$D/bote.yaml"
kill -HUP "$run_pid"
ok "a bad configuration is refused" until_true 20 logged event=reload-refused
ok "and nothing changed" lives 'mailbox rathaus'
write_config rathaus
mkdir -p "$D/town/texts/de"
printf 'Hallo {{#offen}}' >"$D/town/texts/de/confirmation.txt.mustache"
kill -HUP "$run_pid"
ok "a broken text of the town is refused" until_true 20 logged 'reload-refused why="texts/de/confirmation.txt.mustache:1:'
rm -r "$D/town/texts"
ok "and nothing changed" lives 'mailbox rathaus'
write_config rathaus zweitens
kill -HUP "$run_pid"
ok "a good one starts what is new" until_true 20 lives 'mailbox zweitens'
ok "and restarts the others" until_true 20 gone "$old"
until_true 20 lives 'mailbox rathaus'
last=$(pid_of 'mailbox rathaus')
kill -TERM "$run_pid"
ok "SIGTERM ends it" until_true 30 gone "$run_pid"
ok "and all roles" until_true 20 gone "$last"
run_pid=
[ "$count" -eq 16 ] || echo "Bail out! $count tests"
