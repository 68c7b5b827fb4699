#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Mail leaves for a real SMTP server over STARTTLS: with and without a reverse
# path, many over few connections; while the server is away nothing is tried
# and nothing is lost, and what was under way at a crash is unknown, not sent
# again.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/dovecot.sh"
. "$root/tests/scenario/lib/role.sh"
. "$root/tests/scenario/lib/postfix.sh"
if ! command -v postfix >/dev/null || ! command -v openssl >/dev/null ||
  [ "$(id -u)" != 0 ]; then
  skip_all "needs postfix, openssl and root"
fi
D=$(mktemp -d /tmp/bote-XXXXXX)
POSTFIX_BOXES="anna nobody many later crash after"
cleanup() {
  roles_kill
  postfix_stop "$D"
  rm -rf "$D"
}
trap cleanup EXIT
# write_config TLS CA
write_config() {
  cat >"$D/bote.yaml" <<YAML
test: true
town: $D/town
domain: bote.example.org
timezone: Europe/Berlin
paths: {state: $D/state-bote, runtime: $D/runtime, credentials: $D/credentials}
mailboxes:
  - {name: rathaus, kind: maildir, path: $D/maildir, address: town@example.org}
transports:
  - name: mail
    kind: smtp
    host: localhost
    port: $SMTP_PORT
    tls: $1
    ca_file: $2
YAML
}
mail_text() {
  printf 'From: Stadt <town@example.org>\r\nTo: anna@example.org\r\n'
  printf 'Subject: =?UTF-8?Q?St=C3=B6rung?=\r\nMIME-Version: 1.0\r\n'
  printf 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
  printf '.Grüße aus Köln\r\n.\r\n'
}
# put GROUP FROM TO COUNT
put() { mail_text | "$BIN/jobput" "$D/bote.yaml" "$1" mail mail "$2" "$3" "$4" >"$D/ids"; }
results() { "$BIN/spoolcat" "$D/bote.yaml" spool/done 2>>"$D/spoolcat.log"; }
# results_are COUNT GROUP ACTION
results_are() { [ "$(results | grep "\"group\":\"$2\"" | grep -c "\"action\":\"$3\"")" -eq "$1" ]; }
gone_with() { results | grep '"group":"gone"' | grep -q "\"status\":\"$1\""; }
arrived() { [ "$(postfix_count "$D" "$2")" -eq "$1" ]; }
# has NAME TEXT: in a mail that has arrived there.
has() { postfix_mails "$D" "$1" | xargs grep -qF -- "$2"; }

echo 1..24
mkdir -p "$D/town" "$D/state-bote" "$D/runtime"
cp "$root"/templates/town/*.yaml "$D/town"
rm -f "$D/town/bote.yaml"
"$BIN/makekeys" "$D/credentials"
ok "Postfix starts" postfix_start "$D"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -days 2 -subj "/CN=Other CA" -keyout "$D/other.key" -out "$D/other.pem" \
  2>/dev/null

write_config starttls "$D/other.pem"
role_start deliver
put falsecert town@example.org anna@example.org 1
ok "a false certificate gets nothing" until_true 30 results_are 1 falsecert not-tried
ok "and no mail" arrived 0 anna
role_kill deliver TERM

write_config starttls "$D/ca.pem"
role_start deliver
put one town@example.org anna@example.org 1
ok "a mail is reported as sent" until_true 30 results_are 1 one sent
ok "it has arrived" until_true 30 arrived 1 anna
ok "the text is whole, dots and umlauts too" has anna '.Grüße aus Köln'
ok "a line of one dot is text" bash -c "tr -d '\r' <'$(postfix_mails "$D" anna)' | grep -qx '\.'"
ok "its reverse path is ours" has anna 'Return-Path: <town@example.org>'
# Postfix writes its log beside its work.
ok "it came over TLS" until_true 30 grep -q 'TLS connection established from localhost' "$D/postfix.log"
ok "we say who we are" has anna 'from bote.example.org'
queue_id=$(results | grep '"group":"one"' | sed 's/.*"provider_ref":"\([^"]*\)".*/\1/')
ok "the server's queue id is kept" until_true 30 grep -q "$queue_id: to=<anna@example.org>" "$D/postfix.log"
put null "" nobody@example.org 1
ok "a null reverse path is one" until_true 30 has nobody 'Return-Path: <>'

before=$(grep -c ': connect from' "$D/postfix.log")
put many town@example.org many@example.org 50
ok "50 jobs are sent" until_true 90 results_are 50 many sent
ok "50 mails have arrived" until_true 90 arrived 50 many
after=$(grep -c ': connect from' "$D/postfix.log")
ok "over at most 5 connections" [ $((after - before)) -le 5 ]
ok "one result is the last of the group" \
  [ "$(results | grep '"group":"many"' | grep -c '"last":true')" -eq 1 ]

put gone town@example.org gone@example.org 1
ok "an unknown recipient is muted" until_true 30 results_are 1 gone fail-mute
ok "and told with its status" gone_with 5.1.1

postfix_stop "$D"
put down town@example.org later@example.org 3
ok "without a server nothing is tried" until_true 30 results_are 3 down not-tried
postfix_start "$D"
put again town@example.org later@example.org 3
ok "with the server it is delivered" until_true 30 arrived 3 later

role_kill deliver KILL
mkdir -p "$D/state-bote/spool/out/active"
put crashed town@example.org crash@example.org 2
mv "$D/state-bote/spool/out/new/crashed" "$D/state-bote/spool/out/active/crashed"
for file in "$D"/state-bote/spool/out/active/*; do
  [ "${file##*/}" = crashed ] || rm "$file" # digest has stored the others
done
role_start deliver
ok "after a crash what was under way is unknown" until_true 30 results_are 2 crashed unknown
put after town@example.org after@example.org 1
ok "and work goes on" until_true 30 arrived 1 after
ok "nothing unknown was sent" arrived 0 crash
ok "no address and no text is in the log" bash -c "! grep -Eq 'example.org|Grüße' '$D/deliver.log'"
[ "$count" -eq 24 ] || echo "Bail out! $count tests"
