#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A visitor reads the public pages: they come without cookie, script or
# stranger, hide small numbers, and monitoring hears when the town is not
# served.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
command -v curl >/dev/null || skip_all "needs curl"
D=$(mktemp -d /tmp/bote-XXXXXX)
cleanup() {
  town_stop
  rm -rf "$D"
}
trap cleanup EXIT
cd "$D" || exit 1
get() { curl -s -m 20 "http://127.0.0.1:$SITE_PORT$1" "${@:2}"; }
status() { [ "$(get "$2" -o out -w '%{http_code}' "${@:3}")" = "$1" ]; }
shows() { get "$1" "${@:3}" | grep -q "$2"; }
mail() {
  echo "$2 in der Gartenstraße $1." |
    town_mail "$D" "p$1@example.org" "$2" "m$1" | "$BOTE" ingest
}
figures() { shows / '<td>6</td>'; }

echo 1..37
town_make "$D"
mkdir town/surveys
sed 's/^  keyword: WALDPARK/&\n  closes: 2099-06-30 18:00/' \
  "$root/templates/town/surveys/waldpark.yaml" >town/surveys/waldpark.yaml
town_clock "$D" 20
export BOTE_CONFIG=$D/bote.yaml
town_start "$D" site
until_true 30 status 200 /healthz
ok "the process is healthy" status 200 /healthz
ok "the town is not served yet" status 503 /readyz
ok "for these reasons" sh -c 'grep -q "^digest: does not run" out && grep -q "^mailbox rathaus: not read yet" out && grep -q "^public.db" out'
ok "the page asks to come back" status 503 /
for i in 1 2 3 4 5 6; do mail $i "Tiefes Schlagloch"; done
for i in 7 8; do mail $i "Kaputte Straßenlaterne"; done
town_start "$D" mailbox rathaus
town_start "$D" digest
digest_pid=$ROLE_PID
ok "not without the one who sends" until_true 30 shows /readyz '^deliver: does not run'
town_start "$D" deliver
ok "the town is served" until_true 30 status 200 /readyz
ok "figures are projected within their minute" until_true 30 figures

get / -D head >page
ok "German by default" grep -q '<html lang="de">' page
ok "how to write" grep -q 'mailto:rathaus@musterhagen.example.org' page
ok "how to text" grep -q 'sms:+4915228817386' page
ok "six potholes are told" grep -q '<th scope="row">Straßenschaden</th><td>6</td>' page
ok "two lamps are not" grep -q 'aterne</th><td>&lt;5</td>' page
ok "nor by the sum" grep -q '<dd>≥ 7</dd>' page
ok "no script, no stranger" sh -c '! grep -qi "<script\|src=\"http\|href=\"http://" page'
ok "strict CSP" grep -qi "^content-security-policy: default-src 'none'; style-src 'self'" head
ok "no cookie" sh -c '! grep -qi "^set-cookie" head'
ok "nothing personal" sh -c '! grep -q "p1@example\|Gartenstra" page'
ok "the style sheet comes from here" shows /style.css 'focus-visible'
ok "English by choice" shows '/?lang=en' '<html lang="en">'
ok "English by browser" shows / '<html lang="en">' -H 'Accept-Language: fr, en-GB;q=0.8, de;q=0.2'
ok "an unknown language is German" shows '/?lang=xx"><script' '<html lang="de">'
ok "nothing is posted" status 405 / -X POST -d a=b
ok "no other page" status 404 /../etc/passwd --path-as-is
ok "metrics are counted" shows /metrics '^bote_up{role="digest"} 1'
none_is_kept() {
  local page
  for page in /healthz /readyz /metrics; do
    get $page -D head >body
    grep -qi '^cache-control: no-store' head || return 1
  done
}

ok "a draft of a survey is nobody's business" status 404 /survey/waldpark
ok "it opens" "$BOTE" survey open waldpark
ok "its page comes within the minute" until_true 15 status 200 /survey/waldpark
ok "with the word to text" shows /survey/waldpark 'sms:+4915228817386?body=WALDPARK'
ok "until when" shows /survey/waldpark 'mitmachen bis 30.06.2099, 18:00 Uhr'
ok "the start page leads to it" shows / 'href="/survey/waldpark/1?lang=de">Ihr Waldpark'
ok "and in English" shows '/survey/waldpark/1?lang=en' '<h1>Your forest park</h1>'
ok "it pauses" "$BOTE" survey pause waldpark
ok "which the page says" until_true 15 shows /survey/waldpark 'macht eine Pause'
ok "no proxy keeps what is of this moment" none_is_kept
ok "without addresses" sh -c '! curl -s -m 20 "$1" | grep -q "rathaus\|@"' - "http://127.0.0.1:$SITE_PORT/metrics"

kill "$digest_pid"
wait "$digest_pid" 2>/dev/null
touch -d '-2 minutes' run/digest.status
ok "silence of digest is noticed" status 503 /readyz
ok "while the page still comes" status 200 /
