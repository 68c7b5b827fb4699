#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An administrator tries changed rules on last month: saved mails, a mailbox
# file and a provider's request go through the town's rules of today and through
# those of another town directory; nothing of it stays anywhere.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
trap 'rm -rf "$D"' EXIT
export TMPDIR=$D/tmp
mkdir "$TMPDIR"
cd "$D" || exit 1

# mail NUMBER FROM SUBJECT TEXT: as a mailbox saves it
mail() {
  printf 'Return-Path: <%s>\nFrom: <%s>\nTo: <rathaus@musterhagen.example.org>
Subject: %s\nDate: Thu, 21 May 2026 1%s:00:00 +0200\nMessage-ID: <m%s@example.net>
MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n%s\n' \
    "$2" "$2" "$3" "$1" "$1" "$4"
}
# became FILTER WANTED ARGUMENT…: of one message
became() {
  local filter=$1 wanted=$2 got
  shift 2
  got=$("$BOTE" replay --config bote.yaml --json "$@" 2>err |
    jq -r ".became[0] | $filter")
  [ "$got" = "$wanted" ] || { echo "# got: $got"; sed 's/^/# /' err; return 1; }
}
says() { grep -qF -- "$1" out || { sed 's/^/# /' out err; return 1; }; }
lacks() { ! grep -qF -- "$1" out; }
nothing_left() { [ -z "$(ls -A "$TMPDIR")" ] && [ -z "$(ls -A state)" ]; }

town_make "$D"
sed -i 's|^    provider: "null"|    provider: kannel\n    path_credential: sms-path\
    credential: sms-password\
    settings: {url: "http://127.0.0.1:1/cgi-bin/sendsms", user: bote, from: "+4915228817386"}|
  s|^    kind: "null"|    kind: http|' bote.yaml
echo 'webhook: {listen: "127.0.0.1:1", public_url: "http://127.0.0.1:1/sms"}' >>bote.yaml
mkdir mails
mail 0 anna@example.net Laterne "Die Laterne vor der Gartenstr. 4 flackert." >mails/lamp.eml
mail 1 weber@example.net Sperrmüll "In der Gartenstr. 9 liegt ein Kühlschrank." >mails/fridge.eml
mail 2 kim@example.net Gas "Es riecht nach Gas in der Lindenstr. 3!" >mails/gas.eml
mail 3 lena@example.net Danke "Vielen Dank, alles gut." >mails/thanks.eml
{
  echo "From anna@example.net Thu May 21 10:00:00 2026"
  cat mails/lamp.eml
  echo
  echo "From weber@example.net Thu May 21 11:00:00 2026"
  cat mails/fridge.eml
} >month.mbox
printf 'GET /sms/sms/x?from=%%2B4915112345678&to=%%2B4915228817386&text=Laterne+aus+Gartenstr.+7&ts=1779350400&id=7 HTTP/1.1\nHost: x\n\n' >report.http

ok "a lamp finds its way" \
  became '[.kind, .category, .department, .place, .letter] | join(" ")' \
  "report beleuchtung stadtwerke Gartenstr. 4 defect" mails/lamp.eml
ok "and says why" became '.why | any(test("Laterne.*→ beleuchtung"))' true mails/lamp.eml
ok "with its answers" became '.answers | join(", ")' \
  "confirmation by mail, ticket by mail" mails/lamp.eml
ok "and its deadline by the mail's own day" became .due 2026-05-29 mails/lamp.eml
ok "danger is seen" became .danger gas mails/gas.eml
ok "thanks are no report" became '[.kind, .ticket // "-"] | join(" ")' "thanks -" mails/thanks.eml
ok "an SMS provider's request holds one, too" \
  became '[.channel, .category, .place] | join(" ")' "sms beleuchtung Gartenstr. 7" report.http

code 0 "$BOTE" replay --config bote.yaml mails report.http
ok "a folder is read whole, for people" says "Gartenstr. 4"
ok "at its time in the town" says "mails/lamp.eml  (2026-05-21 10:00)"
ok "named by its subject" says ")  Sperrmüll"
ok "with words for reasons" says "'Laterne', 'flackert' → beleuchtung"
code 0 "$BOTE" replay --config bote.yaml --json month.mbox
ok "a mailbox file holds two" says "month.mbox#2"
ok "the oldest comes first" [ "$(head -1 out | jq -r .file)" = "month.mbox#1" ]

# --- changed rules ---
cp -r town changed
sed -i 's/Kühlschrank, //; s/^  department: stadtwerke$/  department: tiefbau/' \
  changed/categories.yaml
ok "the same rules change nothing" \
  code 0 "$BOTE" replay --config bote.yaml --against town mails
ok "which is said" says "The same for all of 4 messages."
ok "others are tried" code 0 "$BOTE" replay --config bote.yaml mails --against changed
ok "what changes is shown" says "stadtwerke → tiefbau"
ok "for the mail it concerns" says "mails/lamp.eml"
ok "and only for that" lacks "mails/thanks.eml"
ok "with a count" says " of 4 messages."
code 0 "$BOTE" replay --config bote.yaml --json mails/lamp.eml --against changed
ok "or as JSON" [ "$(jq -r '.differs[] | select(.what == "department") | .is' out)" = tiefbau ]

# --- what goes wrong ---
: >empty.eml
ok "an empty file is named" code 66 "$BOTE" replay --config bote.yaml empty.eml
ok "with the reason" grep -q "empty.eml.*empty" err
ok "and one that is not there" code 66 "$BOTE" replay --config bote.yaml nowhere.eml
mkdir nothing
ok "and a folder with nothing in it" code 66 "$BOTE" replay --config bote.yaml nothing
printf 'id: [' >changed/categories.yaml
ok "a broken town is refused" code 78 "$BOTE" replay --config bote.yaml mails --against changed
ok "with file and line" grep -q "categories.yaml:1" err
head -c 3000 /dev/urandom >noise.eml
ok "bytes that are no mail are told of, too" code 0 "$BOTE" replay --config bote.yaml noise.eml
ok "no file at all is a mistake" code 64 "$BOTE" replay --config bote.yaml

# --- an interrupt ---
mkdir many
for i in $(seq 400); do mail 1 "p$i@example.net" Laterne "Die Laterne $i flackert." >many/$i.eml; done
"$BOTE" replay --config bote.yaml many >many.out 2>err &
pid=$!
ok "it works on many" until_true 20 test -s many.out
kill $pid
wait $pid
ok "an interrupt ends it" [ $? -ne 0 ]
ok "nothing stays, and the town's store was never opened" nothing_left
done_testing
