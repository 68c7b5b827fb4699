#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A mail whose reader dies, and one whose reader hangs, three times each: both
# go to `hold`, whole and explained; the mails around them are decided; a person
# puts them back and they are read after all.
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
strace -qq -e trace=none true 2>/dev/null || skip_all "needs strace"
! sanitized || skip_all "a sanitized build has no limit of memory"

digest_answers() { bote inbox list >/dev/null 2>&1; }
bote() { "$BOTE" "$@" --config "$D/bote.yaml"; }
held() { is "SELECT count(*) FROM inbox WHERE state = 'hold'" "$1"; }
decided() { is "SELECT count(*) FROM inbox WHERE state = 'done'" "$1"; }
retry() { bote inbox retry "$1" >/dev/null; }
held_id() { sql "SELECT id FROM inbox WHERE state = 'hold' ORDER BY id LIMIT 1"; }
# Too little memory for a large mail, enough for others: a reader maps 100 MiB.
CHILD_WALL_S=1 rig_make
sed -i 's/^limits:/limits:\n  child_memory_mib: 120/' "$D/bote.yaml"
roles_start "mailbox digest"
large_mail() {
  mail_head "b-large@example.org" "Schlagloch mit viel Text" "in-large"
  printf 'Content-Type: text/html; charset=utf-8\n\n'
  yes '<p>In der Ringstraße 4 ist ein tiefes Schlagloch.</p>' | head -c 24000000
}
for i in $(seq 5); do feed_mail "before$i"; done
large_mail | put_mail large
for i in $(seq 20); do feed_mail "after$i"; done
ok "the mails around it are decided" until_true 30 decided 25
ok "the one that kills its reader is held" until_true 30 held 1
id=$(held_id)
ok "after three attempts" is "SELECT attempts FROM inbox WHERE state = 'hold'" 3
bote inbox show "$id" >"$D/show" 2>&1
ok "show explains it" grep -q 'reader-died' "$D/show"
[ -z "${VERBOSE:-}" ] || sed 's/^/# /' "$D/show"
ok "its raw bytes are kept" \
  is "SELECT count(*) FROM inbox WHERE id = '$id' AND raw_blob IS NOT NULL" 1
ok "it is counted" \
  until_true 30 grep -Eq '"?held"?[:= ]+1' "$D/run/digest.status"

# With the usual memory it can be read.
role_kill digest
sed -i '/child_memory_mib/d' "$D/bote.yaml"
sed -i 's/child_wall_s: 1/child_wall_s: 20/' "$D/bote.yaml"
role_start digest
until_true 30 digest_answers
ok "retry takes its id" retry "$id"
ok "and it is decided" until_true 30 decided 26
ok "as a report" is "SELECT count(*) FROM inbox WHERE id = '$id' AND
  ticket_id IS NOT NULL" 1

# A reader that stands still: it looks at its clock for longer than it may run.
role_kill digest
sed -i 's/child_wall_s: 20/child_wall_s: 1/' "$D/bote.yaml"
role_wrapper=(strace -f -D -qq -o /dev/null -e trace=clock_gettime
  -e inject=clock_gettime:delay_enter=20s)
role_start digest
role_wrapper=()
until_true 30 digest_answers
feed_mail hung
ok "the one whose reader hangs is held" until_true 60 held 1
role_kill digest
role_start digest
until_true 30 digest_answers
id=$(held_id)
bote inbox show "$id" >"$D/show" 2>&1
ok "show says that no answer came" grep -Eq 'no answer|wall limit' "$D/show"
[ -z "${VERBOSE:-}" ] || sed 's/^/# /' "$D/show"
for i in $(seq 5); do feed_mail "later$i"; done
ok "later mails are decided" until_true 30 decided 31
bote inbox retry "$id" >/dev/null 2>&1
ok "and so is this one, put back" until_true 30 decided 32
ok "nothing is held any more" held 0
roles_kill
assert_invariants "afterwards" 32
done_testing
