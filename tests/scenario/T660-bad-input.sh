#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Bad input of each kind gives a clear error – what, why, what to do – and loses
# nothing: mails nobody can read, a forged request, a mistaken command, broken
# files of the town, a folder nobody may write.
set -u
. "$(dirname "$0")/lib/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"

bote() { "$BOTE" "$@" --config "$D/bote.yaml"; }
rows() { is "SELECT count(*) FROM inbox WHERE channel = 'mail'" "$1"; }
last_is() {
  local got
  got=$(sql "SELECT $1 FROM inbox WHERE channel = 'mail' ORDER BY id DESC LIMIT 1")
  [ "$got" = "$2" ] || { echo "# got $got"; return 1; }
}
lies_with_problems() { [ "$(lies_in "$D/in/.Bote.Problem/cur")" -eq 1 ]; }
taken() { until_true 30 rows "$1" && until_true 30 taken_in; }
says() { grep -Eq -- "$2" "$1" || { sed 's/^/# /' "$1"; return 1; }; }
# What came by the signed channel is never answered: it has no way to send.
mails_sent() { is "SELECT count(*) FROM outbox
  WHERE channel = 'mail' AND state <> 'sent'" 0; }
# ends N COMMAND…: its exit code; all that it said is in $D/said.
ends() {
  local want=$1 got
  shift
  "$@" >"$D/said" 2>&1
  got=$?
  [ "$got" -eq "$want" ] || { echo "# exit $got"; sed 's/^/# /' "$D/said"; return 1; }
}

rig_make
cat >"$D/more.yaml" <<YAML
  - name: signed
    provider: generic
    number: "+493023125000"
    path_credential: sms-path
    signature_credential: sms-signature
    transport: sms-out
    countries: [49]
    settings:
      inbound: {id: id, from: from, to: to, text: text}
      signature: {kind: hmac, hash: sha256, header: X-Signature, recipe: B}
YAML
(umask 077 && echo a-key-for-signatures-only >"$D/keys/sms-signature")
sed -i "/^webhook:/{
r $D/more.yaml
N
}" "$D/bote.yaml"
# The channel belongs before the webhook's line.
awk '/^webhook:/ {hook = $0; next} /^limits:/ {print hook} {print}' \
  "$D/bote.yaml" >"$D/sorted.yaml" && mv "$D/sorted.yaml" "$D/bote.yaml"
sms_peer_start
roles_start
until_true 30 curl -s -m 20 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"

# --- mails ---

fed=0
shopt -s lastpipe # so that the last of a pipe counts here
# Without a colon: one line of some forty samples looks like a header field.
head -c 30000 /dev/urandom | tr -d : | head -c 20000 | put_mail bad$((fed += 1))
ok "a mail of random bytes is a row" taken $fed
ok "done or held, never away" last_is "state IN ('done', 'hold')" 1
ok "whole" last_is "size_bytes" 20000
ok "the log says which, why and where to look" says "$D/digest.log" \
  'message-held id=.* what=unreadable why=".*no mail.*" next="bote inbox show"'
bote inbox list >"$D/said" 2>&1
ok "it is seen in the list" says "$D/said" unreadable

{
  mail_head large@example.org "Schlagloch" large
  printf '\n'
  yes "$MARKER $(printf 'a%.0s' $(seq 60))" | head -c 26214401
} | head -c 26214401 | put_mail bad$((fed += 1))
ok "a mail of 25 MiB and a byte is a row" taken $fed
ok "held" last_is state hold
ok "as too large" last_is kind too-large
ok "it lies in the problem folder" \
  until_true 20 lies_with_problems
ok "and its writer is told" until_true 30 is "SELECT count(*) FROM outbox
  WHERE kind = 'too-large' AND state = 'sent'" 1
cat "$D"/out/large@example.org/new/* | sed 1,2d | "$BOTE" parse >"$D/said"
ok "how large it may be" says "$D/said" '25 M'

{
  mail_head nested@example.org "Schlagloch" nested
  for i in $(seq 1000); do
    printf 'Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n' "$i" "$i"
  done
  printf 'Content-Type: text/plain\n\nSchlagloch in der Ringstraße 4\n'
} | put_mail bad$((fed += 1))
ok "a mail of 1,000 nested parts is a row" taken $fed
ok "after one attempt" last_is "state IN ('done', 'hold') AND attempts = 1" 1
ok "a report by its subject, or held for a person" \
  last_is "ticket_id IS NOT NULL OR state = 'hold'" 1

{
  printf 'From: nul@example.org\nSubject: Schlag\0loch\nMessage-ID: <nul@x>\n\n'
  printf 'In der Ringstraße 4 ist ein tiefes Schlagloch.\n'
} | put_mail bad$((fed += 1))
ok "a mail with NUL in a header is a row" taken $fed
ok "and decided" last_is state done
ok "as a report" last_is "ticket_id IS NOT NULL" 1
ok "no reader died of all that" \
  is "SELECT count(*) FROM inbox_event WHERE what = 'reader-died'" 0

# --- requests ---

before=$(sql "SELECT count(*) FROM inbox")
forged=$(curl -s -m 20 -o /dev/null -w '%{http_code}' -H 'X-Signature: 0123abcd' \
  -H 'Content-Type: application/json' -d '{"id":"f1","from":"+493023125009"}' \
  "http://127.0.0.1:$HOOK_PORT/sms/signed/0123456789abcdef0123456789abcdef")
ok "a wrong signature is refused with 401" [ "$forged" = 401 ]
right=$(printf '{"id":"f2","from":"+493023125009","to":"x","text":"Hallo"}')
mac=$(printf %s "$right" | openssl dgst -sha256 \
  -hmac a-key-for-signatures-only | sed 's/.* //')
answer=$(curl -s -m 20 -o /dev/null -w '%{http_code}' -H "X-Signature: $mac" \
  -H 'Content-Type: application/json' -d "$right" \
  "http://127.0.0.1:$HOOK_PORT/sms/signed/0123456789abcdef0123456789abcdef")
ok "a right one is taken" [ "$answer" = 200 ]
ok "only that came in" until_true 30 is "SELECT count(*) FROM inbox
  WHERE channel = 'webhook'" 1
ok "the refusal is counted" until_true 30 \
  grep -Eq 'refused_signature.{1,4}1' "$D/run/webhook.status"

# --- commands ---

feed_mail good
fed=$((fed + 1))
taken $fed
until_true 30 mails_sent
letter=$(grep -rlF "$MARKER" "$D/out/tiefbau@musterhagen.example.org/new" |
  tail -n 1)
# The citizen's text is in quoted-printable, the marker is plain ASCII.
reply_to=$(grep -im1 '^reply-to:' "$letter" | sed 's/.*<\(.*\)>.*/\1/')
mail_text tiefbau@musterhagen.example.org Re: weiter "#weiter mondamt" \
  "$reply_to" | put_mail bad$((fed += 1))
ok "an unknown department in #weiter is a row" taken $fed
ok "nothing was passed on" is "SELECT count(*) FROM ticket
  WHERE department <> 'tiefbau' AND id = (SELECT ticket_id FROM inbox
  WHERE channel = 'mail' ORDER BY id DESC LIMIT 1)" 0
until_true 30 mails_sent
mail=$(find "$D/out/tiefbau@musterhagen.example.org/new" -type f -printf \
  '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
sed 1,2d "$mail" | "$BOTE" parse >"$D/said"
ok "the department is told which word" says "$D/said" mondamt
ok "and what there is" says "$D/said" 'Möglich sind: .*gruen \(Amt für Stadtgrün\)'

# --- the town's files ---

cp -a "$D/town" "$D/broken"
printf '\n- id: mondloch\n  names: {de: Mondloch}\n  words: [Mondloch]\n' \
  >>"$D/broken/categories.yaml"
ok "a category without department ends check with 78" \
  ends 78 "$BOTE" check --town "$D/broken"
ok "with file, line and column" says "$D/said" 'categories\.yaml:[0-9]+:[0-9]+:'
ok "and the missing key" says "$D/said" department
rm -rf "$D/broken"
cp -a "$D/town" "$D/broken"
mkdir -p "$D/broken/texts/de"
printf 'Guten Tag\n{{#number}}Nummer\n' \
  >"$D/broken/texts/de/confirmation.txt.mustache"
ok "a text with an open section ends check with 78" \
  ends 78 "$BOTE" check --town "$D/broken"
ok "with file and line" says "$D/said" 'confirmation\.txt\.mustache:[0-9]+'
ok "and the section's name" says "$D/said" number
roles_kill
sed "s|^town: .*|town: $D/broken|" "$D/bote.yaml" >"$D/broken.yaml"
ok "digest does not start with it" \
  ends 78 timeout 10 "$BOTE" role digest --config "$D/broken.yaml"
ok "and says why" says "$D/said" 'confirmation'

# --- a folder nobody may write ---

as_nobody=()
[ "$(id -u)" != 0 ] || as_nobody=(setpriv --reuid 65534 --regid 65534 --clear-groups)
mkdir "$D/closed"
chmod 500 "$D/closed"
cp -a "$D/keys" "$D/keys2"
[ "$(id -u)" != 0 ] || chown -R 65534:65534 "$D/keys2"
chmod 755 "$D"
sed "s|{state: [^,]*, runtime: [^,]*, credentials: [^}]*}|{state: $D/closed, runtime: $D/closed, credentials: $D/keys2}|" \
  "$D/bote.yaml" >"$D/closed.yaml"
[ "$(id -u)" != 0 ] || chown 65534 "$D/closed"
for role in "mailbox rathaus" digest webhook deliver; do
  # shellcheck disable=SC2086
  timeout 10 "${as_nobody[@]}" "$BOTE" role $role --config "$D/closed.yaml" \
    >"$D/said" 2>&1
  how=$?
  ok "${role%% *} ends when it may not write" [ $how -ge 64 -a $how -lt 80 ]
  ok "${role%% *} names the folder and the reason" \
    says "$D/said" "closed.*(Permission denied|denied)"
  ok "${role%% *} says what to do" says "$D/said" 'next=.*user.*write there'
done

roles_start
ok "all of it is still there" until_true 30 rows $fed
until_true 20 taken_in
until_true 20 mails_sent
roles_kill
assert_invariants "afterwards" $fed
done_testing
