#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Signing in at a real IMAP server with XOAUTH2: tokens come from a command, the
# server judges them.  An expired one is replaced once; the second refusal is an
# alarm and a long wait.  No token is seen where others look.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/dovecot.sh"
. "$root/tests/scenario/lib/role.sh"
command -v dovecot >/dev/null && command -v openssl >/dev/null ||
  skip_all "needs dovecot-imapd and openssl"
D=$(mktemp -d /tmp/bote-XXXXXX)
cleanup() {
  roles_kill
  dovecot_stop "$D"
  rm -rf "$D"
}
trap cleanup EXIT
spooled() { [ "$("$BIN/spoolcat" "$D/bote.yaml" spool/in/mailbox | wc -l)" -eq "$1" ]; }
set_aside() { [ "$(dovecot_count "$D" town)" -eq 0 ]; }
asked() { [ "$(wc -l <"$D/asked")" -eq "$1" ]; }
# has FILE TEXT [TIMES]
has() { [ "$(grep -c -- "$2" "$1")" -ge "${3:-1}" ]; }
# Tokens begin with the same letters: {"alg": in base64.
no_token_in() { ! grep -aqr 'eyJhbGciOi' "$@"; }
deliver() {
  printf 'From: a@example.org\nTo: town@example.org\nSubject: %s\n\nText\n' "$1" |
    dovecot_deliver "$D" town
}
# start_role SECONDS…: how long the tokens hold that the command prints, one
# after another, the last for ever.
start_role() {
  printf '%s\n' "$@" >"$D/lives"
  : >"$D/asked"
  : >"$D/mailbox.log"
  role_start mailbox
}

mkdir -p "$D/town" "$D/state-bote" "$D/runtime"
cp "$root"/templates/town/*.yaml "$D/town"
rm -f "$D/town/bote.yaml"
"$BIN/makekeys" "$D/credentials"
dovecot_tokens "$D"
ok "Dovecot starts" dovecot_start "$D"
dovecot_user "$D" town
cat >"$D/token" <<TOKEN
#!/bin/bash
. "$root/tests/scenario/lib/dovecot.sh"
echo asked >>"$D/asked"
life=\$(head -n 1 "$D/lives")
[ "\$(wc -l <"$D/lives")" -eq 1 ] || sed -i 1d "$D/lives"
dovecot_token town "\$life"
TOKEN
chmod 755 "$D/token"
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
    port: $IMAPS_PORT
    tls: implicit
    user: town
    auth: xoauth2
    token_command: $D/token
    address: town@example.org
    ca_file: $D/ca.pem
YAML

start_role 600
ok "a token signs in" until_true 30 has "$D/mailbox.log" event=mailbox-connected
ok "by XOAUTH2" until_true 20 has "$D/dovecot.log" 'Login: user=<town>, method=XOAUTH2'
ok "one was asked for" asked 1
ok "the first look is done" until_true 30 has "$D/mailbox.log" event=mailbox-first-seen
deliver first
ok "mail is spooled" until_true 30 spooled 1
ok "and set aside" until_true 30 set_aside # or it would be taken once more
ok "no token in the arguments" no_token_in "/proc/${role_pids[mailbox]}/cmdline"
ok "nor in the environment" no_token_in "/proc/${role_pids[mailbox]}/environ"
role_kill mailbox TERM

deliver second
start_role -600 600
ok "an expired token is replaced" until_true 30 has "$D/mailbox.log" event=mailbox-connected
ok "for the server refused it" until_true 20 has "$D/dovecot.log" 'Token has expired' 1
ok "two were asked for" asked 2
ok "mail is spooled again" until_true 30 spooled 2
ok "no failure is logged" bash -c "! grep -q event=mailbox-failed '$D/mailbox.log'"
role_kill mailbox TERM

start_role -600
ok "a second refusal is an alarm and a wait" until_true 30 \
  has "$D/mailbox.log" 'kind=auth why="the server refuses: AUTHENTICATIONFAILED" next="tried again in 900 s"'
ok "after two tokens" asked 2
role_kill mailbox TERM
ok "no token in log, spool, state, status" no_token_in "$D/mailbox.log" "$D/state-bote" "$D/runtime"
ok "no address in the log" bash -c "! grep -q example.org '$D/mailbox.log'"
done_testing
