#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An administrator asks `bote sms` what a text costs, what a number is, what a
# provider's request holds: every request of tests/fixtures/sms/PROVIDER, each
# CASE.http with CASE.secret and CASE.url where it is signed, gives the JSON of
# CASE.expected, or ends with CASE.code and prints nothing.  Then come inputs
# that nobody should send.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
trap 'rm -rf "$D"' EXIT
cd "$D" || exit 1
unset LC_ALL LC_MESSAGES LANG BOTE_CONFIG

# replay CASE: as its files say
replay() {
  local case=$1 provider arguments=() wanted=0
  provider=$(basename "$(dirname "$case")")
  [ ! -e "$case.secret" ] || arguments+=(--secret-file "$case.secret")
  [ ! -e "$case.url" ] || arguments+=(--url "$(cat "$case.url")")
  [ ! -e "$case.code" ] || wanted=$(cat "$case.code")
  "$BOTE" sms replay "$provider" --json "${arguments[@]}" <"$case.http" >out 2>err
  local got=$?
  [ $got -eq "$wanted" ] || { echo "# exit $got"; sed 's/^/# /' err; return 1; }
  if [ "$wanted" -ne 0 ]; then [ ! -s out ] && [ -s err ]; return; fi
  cmp -s out "$case.expected" || { sed 's/^/# /' out; return 1; }
}
# says JSON VERB…: prints exactly this
says() {
  local wanted=$1
  shift
  [ "$("$BOTE" sms "$@" 2>err)" = "$wanted" ] ||
    { echo "# $("$BOTE" sms "$@" 2>&1)"; return 1; }
}
# reads CODE INPUT VERB…: ends with it, prints to ./out
reads() {
  local wanted=$1 input=$2
  shift 2
  printf '%b' "$input" | "$BOTE" sms "$@" >out 2>err
  [ "${PIPESTATUS[1]}" -eq "$wanted" ]
}
huge() { head -c "$1" /dev/zero | tr '\0' a; }
no_content() { ! grep -q 'Schlagloch\|Radweg\|geheim' err; }

for case in "$root"/tests/fixtures/sms/*/*.http; do
  case=${case%.http}
  ok "replay ${case#"$root"/tests/fixtures/sms/}" replay "$case"
done

# --- requests that nobody should send ---
{ printf 'POST / HTTP/1.1\r\n\r\n'; huge 2097152; } >large
ok "2 MiB are refused" sh -c '"$1" sms replay kannel <large >out 2>err; [ $? -eq 65 ] && [ ! -s out ]' - "$BOTE"
{ printf 'POST / HTTP/1.1\r\n'; yes 'A: b' | head -n 100000; } >endless
ok "endless fields are refused" sh -c '"$1" sms replay kannel <endless >out 2>err; [ $? -eq 65 ]' - "$BOTE"
ok "16 MiB of NUL are refused" sh -c 'head -c 16777216 /dev/zero | "$1" sms replay kannel >out 2>err; [ $? -eq 65 ]' - "$BOTE"
ok "an empty input is refused" reads 65 '' replay kannel
ok "an unknown provider is misuse" reads 64 '' replay knanel
ok "and the nearest is named" grep -q kannel err
ok "no provider is misuse" reads 64 '' replay
printf '\n \n' >empty
ok "a file without a secret is said" reads 66 'GET / HTTP/1.1\n\n' replay generic --secret-file empty
ok "so is a missing one" reads 66 'GET / HTTP/1.1\n\n' replay generic --secret-file none
ok "without a secret it is not checked" reads 0 'GET /?id=1&from=4915228817386&text=Radweg HTTP/1.1\n\n' replay generic
ok "which is said" grep -q 'not checked' err
ok "without a word of the message" no_content
ok "without --json it is JSON, too" grep -q '"text": "Radweg"' out
ok "a bare object is a request" reads 0 '{"id":"1","from":"+4915228817386","text":"x"}' replay generic --json

# --- segments ---
ok "an empty text is one segment" says \
  '{"encoding":"GSM-7","segments":1,"units":0,"non_gsm":[]}' segments --json ''
ok "the characters that cost are named once" says \
  '{"encoding":"UCS-2","segments":1,"units":8,"non_gsm":["„","“","😀"]}' segments --json '„x“ „😀“'
ok "look-alikes are replaced" says \
  '{"encoding":"GSM-7","segments":1,"units":3,"non_gsm":[],"text":"\"x\""}' segments --prepare --json '„x“'
ok "for a person" says 'GSM-7, 1 segment, 5 units' segments Größe
ok "auf Deutsch" env LC_ALL=de_DE.UTF-8 sh -c '[ "$("$1" sms segments -- -x)" = "GSM-7, 1 Segment, 2 Einheiten" ]' - "$BOTE"
ok "39 parts" says '{"encoding":"GSM-7","segments":39,"units":5967,"non_gsm":[]}' \
  segments --json "$(huge 5967)"
ok "lines" reads 0 '{"text":"a"}\n{"text":""}\n' segments -
ok "an answer each" sh -c '[ "$(wc -l <out)" -eq 2 ]'
ok "bytes that are no text are read" reads 0 '{"text":"\xff"}' segments
ok "as one character" grep -q '"units":1,"non_gsm":\["�"\]' out
ok "half a surrogate pair, too" reads 0 '{"text":"a\\ud83d"}' segments
ok "as one character with the other" grep -q '"units":2,"non_gsm":\["�"\]' out
ok "a MiB" sh -c '{ printf "{\"text\":\""; head -c 1048576 /dev/zero | tr "\0" a; echo "\"}"; } | "$1" sms segments >out && grep -q "\"units\":1048576" out' - "$BOTE"
ok "a broken line does not end it" reads 65 'x\n{"text":1}\n{"text":"a"}' segments -
ok "its error stands where it stood" sh -c '[ "$(sed -n "1,2s/{\"error\":.*/e/p;3s/.*\"units\":1.*/a/p" out | tr -d "\n")" = eea ]'

# --- number ---
while read -r number wanted; do
  ok "number $number" says "$wanted" number --json "$number"
done <<'END'
0152-28817386 {"e164":"+4915228817386"}
+4915228817386 {"e164":"+4915228817386"}
+43664123456 {"e164":"+43664123456"}
03023125000 {"refused":"fixed"}
110 {"refused":"emergency"}
0900123456 {"refused":"special"}
22000 {"refused":"short"}
Sparkasse {"refused":"syntax"}
0152*28817386 {"refused":"syntax"}
++4915228817386 {"refused":"syntax"}
0152 28817386 {"e164":"+4915228817386"}
15228817386 {"refused":"ambiguous"}
+491522881738 {"refused":"length"}
+4915228817386000 {"refused":"long"}
END
ok "an empty number" says '{"refused":"empty"}' number --json ''
ok "digits of a provider" says '{"e164":"+4915228817386"}' number --json --mode provider 4915228817386
ok "several numbers" sh -c '[ "$("$1" sms number 110 112 | wc -l)" -eq 2 ]' - "$BOTE"
ok "an unknown mode is misuse" code 64 "$BOTE" sms number --mode x 110
ok "numbers in lines" reads 65 '{"number":"110"}\n{"number":110}\n' number -

# --- intent ---
while IFS='|' read -r text wanted; do
  ok "intent $text" says "$wanted" intent --json "$text"
done <<'END'
stopp!|{"intent":"stop"}
Stopp 26-00417-6|{"intent":"stop","argument":"26-00417-6"}
Stoppt den Bau!|{"intent":"none"}
HILFE|{"intent":"help"}
Hilfe, die Ampel ist kaputt|{"intent":"none"}
SPRACHE TR|{"intent":"language","argument":"tr"}
Löschen|{"intent":"delete"}
ja.|{"intent":"yes"}
Zurück!|{"intent":"undo"}
nein|{"intent":"no"}
START 26-00417-6|{"intent":"start","argument":"26-00417-6"}
status|{"intent":"status"}
A|{"intent":"none"}
END
ok "an empty text is none" says '{"intent":"none"}' intent --json ''

# --- send ---
ok "nothing is sent by hand" code 64 "$BOTE" sms send --provider kannel --to 015228817386 x
ok "which says what to do" grep -q 'with -n' err
for file in "$root"/parsers/providers/*.c "$root"/templates/sms/*.yaml; do
  provider=$(basename "${file%.*}")
  ok "send -n by $provider" code 0 "$BOTE" sms send -n --provider "$provider" --to "0152 28817386" 'Grüße „x“'
  ok "as JSON" code 0 "$BOTE" sms send -n --json --provider "$provider" --to "0152 28817386" 'Grüße „x“'
  ok "with its cost" grep -q '"encoding":"GSM-7","segments":1}$' out
done
ok "secrets are stars" sh -c '"$1" sms send -n --provider kannel --to 015228817386 x | grep -qF "password=***&"' - "$BOTE"
ok "no SMS to 110" code 65 "$BOTE" sms send -n --provider kannel --to 110 x
ok "nor to a land line" code 65 "$BOTE" sms send -n --provider kannel --to 03023125000 x
ok "an unknown channel needs a configuration" code 78 "$BOTE" sms send -n --config none --channel x --to 015228817386 x
ok "no tool is misuse" code 64 "$BOTE" sms
ok "an unknown one, too" code 64 "$BOTE" sms sgements

# --- a configured channel ---
town_make "$D"
sed -i 's/^    provider: "null"/    provider: twilio\n    path_credential: sms-path\n    signature_credential: sms-key\n    credential: sms-key\n    settings: {account_sid: AC0}/' bote.yaml
sed -i 's/^    kind: "null"/    kind: http/' bote.yaml
printf 'webhook: {public_url: "https://bote.example.org/sms"}\n' >>bote.yaml
F=$root/tests/fixtures/sms/twilio
(umask 077 && cp "$F/text.secret" credentials/sms-key &&
  echo 0123456789abcdef0123456789abcdef >credentials/sms-path)
export BOTE_CONFIG=$D/bote.yaml
ok "the configuration is right" code 0 "$BOTE" check
(umask 077 && echo 'too/short' >credentials/sms-path)
ok "a path secret that the webhook would refuse is not" code 78 "$BOTE" check
ok "it is said how to make one" grep -q "channel 'sms': the path secret.*openssl rand" err
(umask 077 && echo 0123456789abcdef0123456789abcdef >credentials/sms-path)
replay_channel() { "$BOTE" sms replay --channel sms --json "${@:2}" <"$F/$1.http" >out 2>err; }
ok "its secret and its address are those of the channel" replay_channel text
ok "and the message is read" cmp -s out "$F/text.expected"
ok "a forged one is found out" sh -c '"$1" sms replay --channel sms <"$2" >out 2>err; [ $? -eq 77 ] && [ ! -s out ]' - "$BOTE" "$F/another-text.http"
ok "an own secret goes before" sh -c 'echo x >x; "$1" sms replay --channel sms --secret-file x <"$2" 2>err; [ $? -eq 77 ]' - "$BOTE" "$F/text.http"
ok "an unknown channel is misuse" code 64 "$BOTE" sms replay --channel smm
ok "a provider and a channel, too" code 64 "$BOTE" sms replay twilio --channel sms
ok "the request that would go out" code 0 "$BOTE" sms send -n --channel sms --to 015228817386 --json "Grüße"
ok "goes from the channel's number to its account" grep -q 'Accounts/AC0/Messages.json.*From=%2B4915228817386&' out
ok "tells where receipts go, without the secret path" grep -q 'StatusCallback=https%3A%2F%2Fbote.example.org%2Fsms%2Fsms%2F\*\*\*%3F' out
ok "and holds no secret" sh -c '! grep -q "auth-token\|0123456789abcdef" out'
ok "not to a country of others" code 65 "$BOTE" sms send -n --channel sms --to +43664123456 x
done_testing
