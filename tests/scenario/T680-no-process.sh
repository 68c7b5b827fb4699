#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The machine has no process to spare (EAGAIN): first for digest's reader, then
# for the roles.  No message is blamed for it, the log says what is missing, and
# all go on as soon as there is one again.  (For the reader's children:
# tests/unit/test_parse_fork.c.)
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
strace -qq -e trace=none true 2>/dev/null || skip_all "needs strace"

mails=5
done_is() { is "SELECT count(*) FROM inbox WHERE state = 'done'" "$1"; }
nobody_is_blamed() {
  is "SELECT count(*) FROM inbox WHERE attempts <> 1 OR state <> 'done'" 0 &&
    is "SELECT count(*) FROM inbox_event WHERE what = 'reader-died'" 0
}
is_dead() { ! grep -qs '^State:.[^Z]' "/proc/$1/status"; }
injected() { [ "$(grep -c INJECTED "$D/faulted")" -ge "$1" ]; }
# The calls of this range fail in the program that follows.
without_process() {
  role_wrapper=(strace -D -qq -o "$D/faulted" -e trace=clone3
    -e "inject=clone3:error=EAGAIN:when=$1")
}

rig_make

# --- no reader: posix_spawn() is clone3(2) ---

roles_start "mailbox deliver"
without_process 3..4
role_start digest
role_wrapper=()
for i in $(seq $mails); do feed_mail "m$i"; done
ok "with its two readers digest decides" until_true 20 done_is $mails
reader=$(pgrep -P "${role_pids[digest]}" -f 'role parse text')
kill -KILL "$reader"
until_true 20 is_dead "$reader" # else it takes a mail along
feed_mail late
ok "without a reader digest says what is missing" until_true 20 \
  grep -q 'digest-paused.*start the role parse: Resource temporarily' \
  "$D/digest.log"
ok "and that it tries again" grep -q 'digest-paused.*tried again' "$D/digest.log"
ok "the outbox goes on" until_true 20 sent_all
ok "with one the mail is decided" until_true 40 done_is $((mails + 1))
ok "there was none twice" injected 2
ok "no message is blamed" nobody_is_blamed
roles_kill

# --- no role ---

echo "site: {listen: \"unix:$D/site.sock\"}" >>"$D/bote.yaml"
roles="digest deliver webhook site"
started() { grep -q "event=role-started role=\"\?$1\"\? " "$D/run.log"; }
all_started() {
  local name
  for name in $roles "mailbox rathaus"; do started "$name" || return 1; done
}
without_process 2..4
"${role_wrapper[@]}" "$BOTE" run --config "$D/bote.yaml" --clock "$D/clock" \
  2>"$D/run.log" &
role_pids[run]=$!
ok "one role starts, the others cannot" until_true 30 \
  grep -q 'role-not-started.*Resource temporarily.*tried again' "$D/run.log"
feed_mail last
ok "soon all do" until_true 30 all_started
ok "there was none three times" injected 3
ok "and a mail is decided" until_true 30 done_is $((mails + 2))
until_true 20 finished
role_kill run TERM
assert_invariants "afterwards" $((mails + 2))
done_testing
