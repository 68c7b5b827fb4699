#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An administrator asks why: mails come by Maildir and by pipe, `bote inbox
# show` explains them, a held one is read again, and with digest stopped every
# question ends with 69.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
cleanup() {
  town_stop
  rm -rf "$D"
}
trap cleanup EXIT
cd "$D" || exit 1
has() { "$BOTE" "$1" list --json | grep -q "$2"; }
rows() { [ "$("$BOTE" "$1" list --json | wc -l)" -eq "$2" ]; }
id_of() { "$BOTE" "$1" list --json | grep "$2" | sed 's/.*"id":"\([^"]*\)".*/\1/;q'; }
pothole() {
  echo "In der Gartenstraße $1 ist ein tiefes Schlagloch in der Fahrbahn." |
    town_mail "$D" "Ayşe Kaya <a.kaya@example.org>" "Schlagloch $1" "m$1"
}

echo 1..44
town_make "$D"
export BOTE_CONFIG=$D/bote.yaml
ok "keys are private" [ "$(stat -c %a credentials/master)" = 600 ]
cp credentials/master before
ok "keys that exist stay" code 0 "$BOTE" key create
ok "the same bytes" cmp -s credentials/master before

ok "without digest a question ends with 69" code 69 "$BOTE" inbox
ok "and says what to do" grep -q 'digest does not run – start it with' err
ok "migrate -n shows what is missing" sh -c '"$1" migrate -n | grep -q "^differs: bote.db"' - "$BOTE"
ok "and changes nothing" [ ! -e state/bote.db ]
ok "migrate makes the store" code 0 "$BOTE" migrate
ok "then nothing differs" sh -c '! "$1" migrate -n | grep -q differs' - "$BOTE"

pothole 12 >mail12
ok "ingest -n explains" sh -c '"$1" ingest -n <mail12 >out' - "$BOTE"
ok "with category and department" sh -c 'grep -q "strassenschaden" out && grep -q "tiefbau" out'
ok "and takes nothing" [ ! -e state/spool/in/pipe ]
ok "ingest takes a mail" sh -c '"$1" ingest <mail12' - "$BOTE"
ok "sealed" sh -c '! grep -rq Schlagloch state/spool'
ok "an empty mail ends with 65" code 65 "$BOTE" ingest
ok "an unknown mailbox with 67" code 67 "$BOTE" ingest --mailbox nobody
mv credentials/spool-public away
ok "a missing key with 75: the mail server keeps it" sh -c '"$1" ingest <mail12 2>/dev/null; [ $? -eq 75 ]' - "$BOTE"
mv away credentials/spool-public

town_start "$D" mailbox rathaus
until_true 30 test -e run/mailbox-rathaus.status
town_start "$D" digest
until_true 30 test -S run/digest.sock
ok "the mail was decided" until_true 30 has inbox '"state":"done"'
sh -c '"$1" ingest <mail12' - "$BOTE"
pothole 14 | town_deliver "$D"
printf 'this is no mail' | "$BOTE" ingest
ok "a mail from the Maildir, too" until_true 30 rows ticket 2
ok "what is no mail is held" until_true 30 has inbox '"state":"hold"'
ok "the same mail again is absorbed" rows inbox 3

done_id=$(id_of inbox '"state":"done"')
held_id=$(id_of inbox '"state":"hold"')
"$BOTE" inbox show "$done_id" >out
ok "show says why" grep -q 'category-by-words' out
ok "reasons are in order" sh -c 'grep -A9 "^history" out | grep -o "belongs\|category-by" | tr "\n" " " | grep -q "^belongs category-by"'
ok "show hides the content" sh -c '! grep -q Gartenstr out'
ok "unless it is asked for" sh -c '"$1" inbox show "$2" --content | grep -q Gartenstr' - "$BOTE" "$done_id"
"$BOTE" inbox show "$held_id" >out
ok "a held one is explained in whole" grep -q 'this is no mail.*header field.*raw bytes$' out
ok "and what can be done" grep -q "bote inbox retry $held_id" out
ok "and it can be looked at as it came" sh -c '"$1" inbox show --raw "$2" | grep -q "^raw  *this is no mail$"' - "$BOTE" "$held_id"
ok "which shows only when it is asked for" sh -c '! grep -q "^raw " out'
ok "an id that is not there names where ids are" sh -c '"$1" inbox show zzz 2>&1 | grep -q "^bote: zzz – nothing has this id – .bote inbox list"' - "$BOTE"
ok "list may be left out before its options" sh -c '"$1" inbox --state hold --json | grep -q "$2"' - "$BOTE" "$held_id"
ok "a state that does not exist ends with 64" code 64 "$BOTE" inbox list --state helt
ok "a shortened id will do" sh -c '"$1" inbox show "$2" --json | grep -q "\"id\":\"$3\""' - "$BOTE" "${done_id%?}" "$done_id"
ok "an ambiguous one will not" code 65 "$BOTE" inbox show "${done_id%????????????}"
ok "retry -n changes nothing" sh -c '"$1" inbox retry -n "$2" >/dev/null && "$1" inbox list --state hold --json | grep -q "$2"' - "$BOTE" "$held_id"
ok "retry reads it again" code 0 "$BOTE" inbox retry "$held_id"
ok "it is held again" until_true 30 has inbox '"state":"hold"'
ok "who did it is kept" sh -c '"$1" inbox show "$2" --json | grep -q "\"retried\",\"detail\":\"uid $(id -u)\""' - "$BOTE" "$held_id"
ok "discard puts it aside" sh -c '"$1" inbox discard "$2" >/dev/null && "$1" inbox list --state discarded | grep -q "$2"' - "$BOTE" "$held_id"
ok "a ticket by its number" sh -c '"$1" ticket show 1 | grep -q "Gartenstraße 12"' - "$BOTE"
ok "mails to the department wait" has outbox '"kind":"ticket"'
contact=$(id_of contact '"mail"')
ok "an address is masked" sh -c '"$1" contact show "$2" | grep -q "a…@example.org"' - "$BOTE" "$contact"
ok "nothing personal in the log" sh -c '! grep -q "kaya\|Fahrbahn\|Garten" log.digest'
town_stop
ok "digest stopped: 69 again" code 69 "$BOTE" ticket list
