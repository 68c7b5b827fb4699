#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An administrator starts a town: `bote init` from a pipe writes one that passes
# `bote check`, overwrites nothing, and mistakes are told with their place.
set -u
. "$(dirname "$0")/lib/tap.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

code_full() {
  local wanted=$1
  shift
  "$@" >/dev/full 2>err
  [ $? -eq "$wanted" ]
}
echo 1..32
ok "empty input accepts all proposals" code 0 "$BOTE" init a
ok "the result passes check" code 0 "$BOTE" check --config a/bote.yaml
ok "check says so" grep -q '^ok: Musterhagen' out
ok "and which secrets are still to come" grep -q 'a/credentials/imap-rathaus is not there yet' err
ok "each once" [ "$(grep -c 'credentials/imap-rathaus is not there yet' err)" = 1 ]
ok "and each key" sh -c '[ "$(grep -o spool-public err | wc -l)" = 1 ]'
ok "legal letters have a registry" sh -c '! grep -q "no registry" err'
mkdir desk && cp a/town/* desk && rm desk/letters.yaml
"$BOTE" check --town desk >out 2>err
ok "without one, check says where they go" grep -q "^note: letters.yaml: no registry is named for 'legal'.*the desk" err
ok "credentials are private" [ "$(stat -c %a a/credentials)" = 700 ]
every_command_exists() {
  "$BOTE" init next >steps </dev/null || return 1
  for verb in $(sed -n 's/.* bote \([a-z]*\) .*/\1/p' steps); do
    "$BOTE" "$verb" --help >help || return 1
  done
  grep -q 'bote key create' steps
}
ok "the next steps name commands that are there" every_command_exists
"$BOTE" key create --config next/bote.yaml >out
mkdir -p -m 700 made/credentials
ok "a directory that systemd-tmpfiles made is free" code 0 "$BOTE" init made
touch next/credentials/imap-rathaus
chmod 600 next/credentials/imap-rathaus
chmod 644 next/credentials/master
ok "unsafe and empty secrets end check with 78" code 78 "$BOTE" check --config next/bote.yaml
ok "and both are told" sh -c 'grep -q "^bote: master: others can reach" err && grep -q "^bote: imap-rathaus – is empty" err'
cp -r a before
ok "nothing is overwritten" code 73 "$BOTE" init a
ok "nothing has changed" diff -r before a

printf '%s\n' de 'Klein Beispiel: "Nord"' 'Klein Beispiel: Nord' 123 12345678 \
  du post@klein.example.com mail.example.com team@klein.example.com '' '' '' |
  "$BOTE" init b >out 2>err
ok "wrong answers are asked again" [ $? -eq 0 ]
ok "and say in his language what is needed" grep -q 'gebraucht wird: 8 Ziffern' out
ok "answers stand in the town" grep -q '^name: "Klein Beispiel: Nord"' \
  b/town/town.yaml
ok "form of address" grep -q '^form: du' b/town/town.yaml
ok "no address of the example is left" sh -c \
  '! grep -rq "musterhagen\.example" b'
ok "reports begin in the shadow" grep -q 'report: {state: shadow}' \
  b/town/town.yaml
ok "German after the first answer" grep -q 'Name des Ortes' out

sed -i 's/^form: du/from: du/' b/town/town.yaml
ok "a mistake ends check with 78" code 78 "$BOTE" check --town b/town
ok "and is told with its place" grep -q \
  "^town.yaml:[0-9]*:1: unknown key 'from' – did you mean 'form'?" err
ok "a wrong verb ends with 64" code 64 "$BOTE" chekc
ok "and the nearest is named" grep -q "did you mean 'bote check'" err
ok "an unknown role ends with 64" code 64 "$BOTE" role prase
ok "and the nearest is named" grep -q "did you mean 'parse'" err
ok "help is there behind any word" sh -c '"$1" inbox list --help | grep -q "^Usage: bote inbox"' - "$BOTE"
ok "an answer that nobody could read is no success" code_full 74 "$BOTE" parse "$root/tests/fixtures/mail/plain.eml"
LC_ALL=de_DE.UTF-8 "$BOTE" check --help >out
ok "help is there in German" [ $? -eq 0 ]
ok "and says so" grep -q '^Aufruf: bote check' out
