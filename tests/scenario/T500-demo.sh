#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The demo is the end-to-end test: each of its scenes has the effects that the
# people in it would see, also after processes were killed.
set -u
. "$(dirname "$0")/lib/tap.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
trap 'rm -rf "$D"' EXIT
cd "$D" || exit 1
scene() { tail -1 "$D/out" | grep -q "{\"id\":\"$1\",\"title\":\"[^\"]*\",\"passed\":true,\"ms\":[0-9]*}"; }
scenes="photo-report department-solves desk-undo question-and-answer
wrong-department desk-not-fixed out-of-office stranger english phone-photo
html-only rich-text forwarded desk-forward sms-report desk-call kill
stop-by-sms desk-danger desk-objection desk-external ticket-route ticket-replay
ticket-place-sms ticket-place-mail ticket-choice ticket-duplicate survey-answers
ticket-escalation"

ok "the role refuses to run alone" bash -c "'$BOTE' role demo --config '$D/none' 2>/dev/null; [ \$? -ne 0 ]"
began=$(date +%s)
TMPDIR=$D/tmp
export TMPDIR
mkdir "$TMPDIR"
ok "the demo ends well" code 0 "$BOTE" demo --fast --json
sed 's/^/# /' "$D/err"
ok "within two minutes, however busy" [ $(($(date +%s) - began)) -lt 120 ]
ok "its output is one line" [ "$(wc -l <"$D/out")" -eq 1 ]
for name in $scenes; do ok "scene $name" scene "$name"; done
ok "no scene failed" grep -q "\"passed\":$(wc -w <<<"$scenes"),\"failed\":0}\$" "$D/out"
ok "nothing is left behind" [ -z "$(ls -A "$TMPDIR")" ]

ok "German by locale, kept if wished" code 0 env LC_ALL=de_DE.UTF-8 "$BOTE" demo --fast --keep "$D/kept"
ok "with its commentary" grep -q 'Sie bekommt sofort eine Bestätigung' "$D/out"
ok "which says what is killed" grep -q 'der Prozess digest getötet (kill -9)' "$D/out"
ok "and no colours in a file" bash -c "! grep -q \$'\\033' '$D/out'"
done_testing
