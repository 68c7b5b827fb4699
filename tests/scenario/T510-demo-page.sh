#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A visitor of the demo writes a mail in the browser and sees the confirmation,
# answers as the department, sends an SMS; other websites are kept out.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/port.sh"
command -v curl >/dev/null || skip_all "needs curl"
D=$(mktemp -d /tmp/bote-XXXXXX)
PORT=${PORT:-$(free_port)}
URL=http://127.0.0.1:$PORT
demo_pid=
cleanup() {
  [ -z "$demo_pid" ] || kill "$demo_pid" 2>/dev/null
  [ -z "$demo_pid" ] || wait "$demo_pid" 2>/dev/null
  rm -rf "$D"
}
trap cleanup EXIT
page() { curl -s -m 20 "$URL$1"; }
shows() { page "$1" | grep -q "$2"; }
status() { [ "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "${@:2}")" = "$1" ]; }
has_field() { curl -s -m 20 -D - -o /dev/null "$URL$1" | grep -qi "^$2"; }
gone() { ! kill -0 "$demo_pid" 2>/dev/null; }
# The newest mail of a person whose subject holds a word, as a path.
mail_of() { page "/demo/p/$1" | grep "$2" | head -1 | grep -o "/demo/p/$1/m/[^\"]*"; }
# A button's form: the value of one of its fields.
value() { grep "name=\"$1\"" "$D/form" | sed 's/.* value="\([^"]*\)".*/\1/' | sed 's/&amp;/\&/g'; }

echo 1..22
mkdir "$D/tmp"
TMPDIR=$D/tmp LC_ALL=de_DE.UTF-8 "$BOTE" demo --port "$PORT" --keep "$D/town" >"$D/out" 2>&1 &
demo_pid=$!
ok "the page is there while the scenes play" until_true 30 shows /demo 'Ayşe Kaya'
ok "with a strict policy" has_field /demo "Content-Security-Policy: default-src 'none'"
ok "in the language of the locale" shows /demo '<html lang="de">'
ok "/ leads to it" status 303 "$URL/"
ok "an unknown page is 404" status 404 "$URL/demo/p/nobody"
ok "a path out of the Maildir is 404" status 404 --path-as-is "$URL/demo/p/kaya/m/..%2f..%2f..%2fbote.yaml"
ok "another name for this machine is refused" status 403 -H 'Host: example.com' "$URL/demo"
ok "another website's form is refused" status 403 -H 'Origin: http://example.com' -d minutes=30 "$URL/demo/advance"
ok "the scenes end" until_true 180 grep -q "$URL/demo" "$D/out"

ok "a mail is sent" status 303 -F to=rathaus@musterhagen.example.org -F 'subject=Ampel brummt' \
  -F 'text=In der Seestr. 44 brummt die Ampel.' -F "photo=@$root/templates/demo/schlagloch.jpg" "$URL/demo/p/clarke/write"
ok "it goes to the town only" status 400 -F to=a@example.com -F text=x "$URL/demo/p/clarke/write"
ok "the confirmation comes" until_true 30 shows /demo/p/clarke 'Seestr. 44'
ok "and the ticket" until_true 30 shows /demo/p/stadtwerke 'Neu: Ampel, Seestr. 44'
mail=$(mail_of stadtwerke 'Seestr. 44')
done_button=$(page "$mail" | sed -n 's/.*\(button=[0-9]*\)">Erledigt.*/\1/p')
ok "it shows its buttons" [ -n "$done_button" ]
ok "its HTML is fenced in" has_field "$mail/html" 'Content-Security-Policy: .*sandbox'
ok "with the photo" status 200 "$URL$mail/i/0"
page "/demo/p/stadtwerke/write?reply=${mail##*/}&$done_button" >"$D/form"
ok "the button prepares a mail" grep -q '^#erledigt' "$D/form"
ok "it is sent" status 303 -F "to=$(value to)" -F "subject=$(value subject)" \
  -F 'text=#erledigt

Die Ampel ist wieder leise.' "$URL/demo/p/stadtwerke/write"
until_true 30 shows /demo/p/stadtwerke 'Ampel, Seestr. 44 – verstanden'
ok "the clock goes forward" status 303 -d minutes=30 "$URL/demo/advance"
ok "the citizen is told" until_true 30 shows /demo/p/clarke 'Seestr. 44 – erledigt'

curl -s -m 20 -o /dev/null -F 'text=HILFE' "$URL/demo/p/lind/write"
ok "an SMS is answered" until_true 30 shows /demo/p/lind '110/112 bei Gefahr'
kill -INT "$demo_pid"
ok "SIGINT ends it" until_true 30 gone
demo_pid=
[ "$count" -eq 22 ] || echo "Bail out! $count tests"
