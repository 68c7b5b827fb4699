#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Mail reaches the spool from a real IMAP server: over TLS and STARTTLS, within
# seconds of IDLE, each mail exactly once, set aside afterwards; old mail only
# when a person adopts it; through a restart of server and role.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/dovecot.sh"
. "$root/tests/scenario/lib/role.sh"
if ! command -v dovecot >/dev/null || ! command -v openssl >/dev/null; then
  skip_all "needs dovecot-imapd and openssl"
fi
D=$(mktemp -d /tmp/bote-XXXXXX)
cleanup() {
  roles_kill
  dovecot_stop "$D"
  rm -rf "$D"
}
trap cleanup EXIT
spool() { "$BIN/spoolcat" "$D/bote.yaml" spool/in/mailbox; }
spooled() { [ "$(spool | wc -l)" -eq "$1" ]; }
spooled_once() { [ "$(spool | grep -o '"key":"[0-9a-f]*"' | sort -u | wc -l)" -eq "$(spool | wc -l)" ]; }
has() { spool | grep -q "$1"; }
lies() { [ "$(dovecot_count "$D" town "$2")" -eq "$1" ]; }
mail_text() {
  printf 'From: a@example.org\nTo: town@example.org\nSubject: %s\n' "$1"
  printf 'Date: Mon, 1 Jun 2026 10:00:00 +0200\nMessage-ID: <%s@example.org>\n\nText\n' "$1"
}
# A mail of a number of lines of 77 bytes.
large_mail() {
  mail_text "$1"
  yes 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | head -n "$2"
}
# write_config TLS PORT CA
write_config() {
  cat >"$D/bote.yaml" <<YAML
test: true
town: $D/town
domain: example.org
timezone: Europe/Berlin
paths: {state: $D/state-bote, runtime: $D/runtime, credentials: $D/credentials}
mailboxes:
  - name: rathaus
    kind: imap
    host: localhost
    port: $2
    tls: $1
    user: town
    auth: ${AUTH:-login}
    credential: imap-town
    address: town@example.org
    ca_file: $3
YAML
}

echo 1..29
mkdir -p "$D/town" "$D/state-bote" "$D/runtime"
cp "$root"/templates/town/*.yaml "$D/town"
rm -f "$D/town/bote.yaml"
"$BIN/makekeys" "$D/credentials"
(umask 077 && echo town-secret >"$D/credentials/imap-town")
ok "Dovecot starts" dovecot_start "$D"
dovecot_user "$D" town
for i in $(seq 40); do mail_text "old $i" | dovecot_deliver "$D" town; done

# A false server: our authority is not the one that signed.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -days 2 -subj "/CN=Other CA" -keyout "$D/other.key" -out "$D/other.pem" \
  2>/dev/null
write_config implicit "$IMAPS_PORT" "$D/other.pem"
role_start mailbox
ok "a false certificate is an alarm" until_true 30 grep -q 'kind=tls' "$D/mailbox.log"
ok "and nobody signs in" [ "$(grep -c 'Login: user' "$D/dovecot.log")" -eq 0 ]
role_kill mailbox TERM

write_config implicit "$IMAPS_PORT" "$D/ca.pem"
role_start mailbox
ok "signs in over TLS" until_true 30 grep -q 'event=mailbox-first-seen' "$D/mailbox.log"
mail_text first | dovecot_deliver "$D" town
ok "IDLE brings a mail within seconds" until_true 20 spooled 1
ok "it is the new one" has '"subject":"first"'
ok "it lies in Bote/Erledigt" until_true 20 lies 1 Bote/Erledigt
ok "old mail is left alone" lies 40 INBOX

# All are there when it looks, however slowly a busy machine delivers them.
kill -STOP "${role_pids[mailbox]}"
for i in $(seq 120); do mail_text "many $i" | dovecot_deliver "$D" town; done
kill -CONT "${role_pids[mailbox]}"
ok "a pile is spooled whole" until_true 20 spooled 121
ok "each once" spooled_once
ok "many to a file" [ "$(find "$D/state-bote/spool/in/mailbox/new" -type f | wc -l)" -lt 60 ]
ok "all are set aside" until_true 30 lies 121 Bote/Erledigt

large_mail large 50000 >"$D/large"
sed 's/$/\r/' "$D/large" >"$D/large.crlf"
hash=$(b2sum -l 256 "$D/large.crlf" | cut -c 1-16)
dovecot_deliver "$D" town <"$D/large"
ok "a large mail comes in pieces, unchanged" until_true 20 has "\"body_hash\":\"$hash\""
large_mail huge 360000 | dovecot_deliver "$D" town
ok "a mail above 25 MiB gives its header" until_true 30 has '"oversize":true.*"subject":"huge"'
ok "and lies with the problems" until_true 30 lies 1 Bote/Problem

dovecot_stop "$D"
# Dovecot lets a connection live for 10 s that has just been used.
ok "the end of the server is noticed" until_true 30 grep -q 'kind=network' "$D/mailbox.log"
dovecot_start "$D"
mail_text "after restart" | dovecot_deliver "$D" town
ok "after its restart mail comes again" until_true 20 has '"subject":"after restart"'
until_true 30 lies 123 Bote/Erledigt # or it would be taken once more

role_kill mailbox KILL
mail_text "while down" | dovecot_deliver "$D" town
AUTH=plain write_config starttls "$IMAP_PORT" "$D/ca.pem"
role_start mailbox
ok "after a kill it goes on, over STARTTLS and PLAIN" until_true 30 has '"subject":"while down"'
ok "each still once" spooled_once

adopt() { "$BOTE" mailbox adopt rathaus --since 2020-01-01 --config "$D/bote.yaml" "$@"; }
echo n | adopt >"$D/out" 2>&1
ok "adopting counts first" grep -q 'Adopt 40 old mails' "$D/out"
ok "and takes no for an answer" [ ! -e "$D/state-bote/mailbox/rathaus.adopt" ]
adopt --yes >"$D/out" 2>&1
ok "adopted mail is spooled" until_true 20 spooled 165
ok "and marked, so that nobody is answered" [ "$(spool | grep -c '"adopted":true')" -eq 40 ]
ok "the inbox is empty" until_true 30 lies 0 INBOX
ok "the request is gone" until_true 20 [ ! -e "$D/state-bote/mailbox/rathaus.adopt" ]
# 31 days later: what was taken goes, what was adopted or put there stays.
role_kill mailbox TERM
mail_text "put there by a person" >"$D/mail/town/.Bote.Erledigt/new/1.person.localhost"
[ "$(id -u)" != 0 ] || chown mail "$D/mail/town/.Bote.Erledigt/new/1.person.localhost"
ok "it all lies there" [ "$(dovecot_count "$D" town Bote/Erledigt)" -gt 150 ]
read -r up _ </proc/uptime
echo "$(($(date +%s000) + 31 * 86400000)) 1 ${up/./}0" >"$D/clock"
BOTE_CLOCK=$D/clock role_start mailbox
ok "after 30 days it is removed" until_true 20 grep -q 'event=mailbox-cleared' "$D/mailbox.log"
ok "but for what is not ours to remove" until_true 30 lies 41 Bote/Erledigt
ok "no address and no text is in the log" bash -c "! grep -Eq 'example.org|many|secret' '$D/mailbox.log'"
[ "$count" -eq 29 ] || echo "Bail out! $count tests"
