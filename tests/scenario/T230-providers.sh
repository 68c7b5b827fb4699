#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Each provider with an API, played by a stub as its documentation says, all in
# one town: an SMS comes in signed its way, the answer goes out its way, receipts
# come back by its id, twice and out of order.  Then what it does when it is out
# of sorts; and who signs another address or another text is nobody.
set -u
. "$(dirname "$0")/lib/rig.sh"
. "$root/tests/scenario/lib/provider.sh"
for needed in sqlite3 openssl curl jq; do
  command -v $needed >/dev/null || skip_all "needs $needed"
done
PROVIDERS="seven capcom6 twilio vonage sinch telnyx"
OURS=+4915228817386

channel_settings() { # PROVIDER
  case $1 in
  capcom6) echo ", user: office" ;;
  twilio) echo ", account_sid: AC0123" ;;
  vonage) echo ", account: a0123" ;;
  sinch) echo ", plan: p0123" ;;
  esac
}
rig_channels() {
  local provider
  for provider in $PROVIDERS; do
    cat <<YAML
  - name: $provider
    provider: $provider
    number: "$OURS"
    path_credential: sms-path
    credential: sms-key
    signature_credential: sign-$provider
    transport: sms-out
    countries: [49]
    settings: {url: "http://127.0.0.1:$SMS_PORT/$provider"$(channel_settings "$provider")}
YAML
  done
}
make_keys() {
  local provider
  (
    umask 077
    echo a-key-of-the-api >"$D/keys/sms-key"
    for provider in $PROVIDERS; do echo "$SIGNED_KEY" >"$D/keys/sign-$provider"; done
    openssl genpkey -algorithm ed25519 -out "$D/telnyx.pem" 2>/dev/null
    openssl pkey -in "$D/telnyx.pem" -pubout -outform DER | tail -c 32 |
      base64 >"$D/keys/sign-telnyx"
  )
}

# --- how each of them signs: BODY URL, prints the fields, a line each ---

hmac_hex() { openssl dgst "-$1" -hmac "$SIGNED_KEY" -r | cut -d' ' -f1; }
hmac_base64() { openssl dgst "-$1" -hmac "$SIGNED_KEY" -binary | base64 -w 0; }
base64url() { base64 -w 0 | tr '+/' '-_' | tr -d '='; }
at() { rig_now_s; }
sign_seven() {
  local at nonce=$RANDOM$RANDOM$RANDOM$RANDOM
  at=$(at)
  printf 'X-Timestamp: %s\nX-Nonce: %s\nX-Signature: %s\n' "$at" "$nonce" \
    "$(printf '%s\n%s\nPOST\n%s\n%s' "$at" "$nonce" "$2" \
      "$(printf %s "$1" | digest_of -md5)" | hmac_hex sha256)"
}
sign_capcom6() {
  local at
  at=$(at)
  printf 'X-Timestamp: %s\nX-Signature: %s\n' "$at" \
    "$(printf '%s%s' "$1" "$at" | hmac_hex sha256)"
}
# The form's pairs sorted by name, decoded: what we post has %2B at most.
sign_twilio() {
  printf 'X-Twilio-Signature: %s\n' "$(printf '%s%s' "$2" \
    "$(tr '&' '\n' <<<"$1" | sort | sed 's/=//; s/%2B/+/g; s/%20/ /g' | tr -d '\n')" |
    hmac_base64 sha1)"
}
sign_vonage() {
  local what
  what=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf \
    '{"iat":%s,"jti":"%s","iss":"Vonage","payload_hash":"%s"}' "$(at)" \
    "$RANDOM$RANDOM" "$(printf %s "$1" | digest_of -sha256)" | base64url)
  printf 'Authorization: Bearer %s.%s\n' "$what" \
    "$(printf %s "$what" | hmac_base64 sha256 | tr '+/' '-_' | tr -d '=')"
}
sign_sinch() {
  local at nonce=$RANDOM$RANDOM name=x-sinch-webhook-signature
  at=$(at)
  printf '%s-timestamp: %s\n%s-nonce: %s\n%s: %s\n' $name "$at" $name "$nonce" \
    $name "$(printf '%s.%s.%s' "$1" "$nonce" "$at" | hmac_base64 sha256)"
}
sign_telnyx() {
  local at
  at=$(at)
  printf '%s|%s' "$at" "$1" >"$D/signed"
  printf 'telnyx-timestamp: %s\ntelnyx-signature-ed25519: %s\n' "$at" \
    "$(openssl pkeyutl -sign -rawin -inkey "$D/telnyx.pem" -in "$D/signed" |
      base64 -w 0)"
}

# post PROVIDER BODY [SIGNED_BODY [SIGNED_URL [QUERY]]]: its status; what was
# answered lies in $D/answer.
post() {
  local base=http://127.0.0.1:$HOOK_PORT/sms/$1/$SIGNED_PATH${5:-} type=json
  [ "$1" != twilio ] || type=x-www-form-urlencoded
  "sign_$1" "${3:-$2}" "${4:-$base}" >"$D/fields"
  curl -s -m 20 -o "$D/answer" -w '%{http_code}' -H "@$D/fields" \
    -H "Content-Type: application/$type" --data-binary "$2" "$base"
}

# --- what each of them says: PROVIDER, words ---

inbound() { # PROVIDER ID NUMBER TEXT, the number in digits
  case $1 in
  seven) printf '{"webhook_event":"sms_mo","data":{"id":"%s","sender":"%s","system":"%s","text":"%s","time":"1795255200"}}' "$2" "$3" "${OURS#+}" "$4" ;;
  capcom6) printf '{"id":"event-%s","event":"sms:received","payload":{"messageId":"%s","message":"%s","sender":"+%s","recipient":"%s","simNumber":1,"receivedAt":"2026-11-21T11:00:00.000+01:00"}}' "$2" "$2" "$4" "$3" "$OURS" ;;
  twilio) printf 'AccountSid=AC0123&Body=%s&From=%%2B%s&MessageSid=SM%s&To=%%2B%s' "${4// /%20}" "$3" "$2" "${OURS#+}" ;;
  vonage) printf '{"message_uuid":"%s","from":"%s","to":"%s","channel":"sms","message_type":"text","text":"%s","timestamp":"2026-11-21T10:00:00Z"}' "$2" "$3" "${OURS#+}" "$4" ;;
  sinch) printf '{"type":"mo_text","id":"%s","from":"%s","to":"%s","body":"%s","received_at":"2026-11-21T10:00:00Z"}' "$2" "$3" "${OURS#+}" "$4" ;;
  telnyx) printf '{"data":{"event_type":"message.received","id":"event-%s","occurred_at":"2026-11-21T10:00:00Z","payload":{"id":"%s","from":{"phone_number":"+%s"},"to":[{"phone_number":"%s"}],"text":"%s","type":"SMS"}}}' "$2" "$2" "$3" "$OURS" "$4" ;;
  esac
}
receipt() { # PROVIDER ID REFERENCE sent|delivered
  case $1 in
  seven) printf '{"webhook_event":"dlr","data":{"msg_id":"%s","status":"%s","timestamp":"2026-11-21 11:00:00"}}' "$2" "$([ "$4" = sent ] && echo TRANSMITTED || echo DELIVERED)" ;;
  capcom6) printf '{"id":"event-%s","event":"sms:%s","payload":{"messageId":"%s"}}' "$RANDOM" "$4" "$3" ;;
  twilio) printf 'AccountSid=AC0123&MessageSid=%s&MessageStatus=%s' "$2" "$4" ;;
  vonage) printf '{"message_uuid":"%s","status":"%s","timestamp":"2026-11-21T10:00:00Z","client_ref":"%s"}' "$2" "${4/sent/submitted}" "$3" ;;
  sinch) printf '{"type":"recipient_delivery_report_sms","batch_id":"%s","status":"%s","code":0,"client_reference":"%s"}' "$2" "$([ "$4" = sent ] && echo Dispatched || echo Delivered)" "$3" ;;
  telnyx) printf '{"data":{"event_type":"message.%s","id":"event-%s","payload":{"id":"%s","to":[{"status":"%s"}]}}}' "$([ "$4" = sent ] && echo sent || echo finalized)" "$RANDOM" "$2" "$4" ;;
  esac
}
# What the stub does for numbers that end in 2 (fails, though it took it), 3
# (an empty answer, nothing taken), 4 (throttles once); else as documented.
rules() {
  cat <<'RULES'
493023125,2 1 status=500 taken body={"error":"oops"}
493023125,3 1 drop
493023125,4 1 status=429 header=Retry-After:60 body={}
/seven/sms * body={"success":"100","messages":[{"id":"seven-@","parts":1}]}
/capcom6/messages * status=202 body={"id":"capcom6-@","state":"Pending"}
/twilio/2010-04-01/Accounts/AC0123/Messages.json * status=201 body={"sid":"SMout@","status":"queued"}
/vonage/v1/messages * status=202 body={"message_uuid":"vonage-@"}
/sinch/xms/v1/p0123/batches * status=201 body={"id":"sinch-@"}
/telnyx/v2/messages * body={"data":{"id":"telnyx-@"}}
RULES
}
number_of() { # PROVIDER CASE: digits, of its own for each
  local index=0 provider
  for provider in $PROVIDERS; do
    index=$((index + 1))
    [ "$provider" != "$1" ] || echo "4930231250$index$2"
  done
}
peer_start() {
  local provider
  rules | grep -v '^493023125,' >"$D/rules.last"
  for provider in $PROVIDERS; do
    for nn in 2 3 4; do
      rules | sed -n "s/^493023125,$nn /$(number_of "$provider" $nn) /p"
    done
  done | cat - "$D/rules.last" >"$D/rules"
  "$BIN/smspeer" "$SMS_PORT" "$D/sms-sent" "$D/rules" 2>>"$D/peer.log" &
  peer_pid=$!
}

declare -A row=()
rows_of() { sql "SELECT count(*) FROM outbox WHERE transport = '$1'"; }
more_rows() { [ "$(rows_of "$1")" -gt "$2" ]; }
# writes PROVIDER CASE: a citizen, by that provider; the answer's row is in row[]
writes() {
  local before got
  house=$((${house:-0} + 100)) # far from all others: each is a matter of its own
  before=$(rows_of "$1")
  got=$(post "$1" "$(inbound "$1" "$1-$2" "$(number_of "$1" "$2")" \
    "Laterne aus in der Ringstr. $house $MARKER")")
  [ "$got" = 200 ] || { echo "# $1: $got"; return 1; }
  until_true 30 more_rows "$1" "$before" || return 1
  row[$1$2]=$(sql "SELECT id FROM outbox WHERE transport = '$1' ORDER BY id DESC LIMIT 1")
}
state() { sql "SELECT state FROM outbox WHERE id = '${row[$1]}'"; }
state_is() { [ "$(state "$1")" = "$2" ]; }
comes_to() { until_true 30 state_is "$1" "$2" || { echo "# $1 is $(state "$1")"; return 1; }; }
went_once() { # PROVIDER CASE
  [ "$(grep -cE "$(number_of "$1" "$2")" "$D/sms-sent")" -eq 1 ]
}
tells() { # PROVIDER CASE WORD: a receipt
  local id query=
  id=$(sql "SELECT provider_ref FROM outbox WHERE id = '${row[$1$2]}'")
  # A callback of Twilio carries our reference in its query.
  [ "$1" != twilio ] || query="?reference=${row[$1$2]}"
  [ "$(post "$1" "$(receipt "$1" "${id:-none}" "${row[$1$2]}" "$3")" "" "" "$query")" = 200 ]
}
receipts_read() { is "SELECT count(*) FROM inbox WHERE state IN ('incoming', 'active')" 0; }
webhook_is_up() { curl -s -m 5 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"; }
pass_time() {
  passed_s=$((${passed_s:-0} + $1))
  clock_set $((NOON_MS + passed_s * 1000)) 1
}

rig_make
rig_settings
make_keys
: >"$D/sms-sent"
peer_start
roles_start
until_true 30 webhook_is_up || echo "# the webhook does not start"

for p in $PROVIDERS; do
  ok "$p: an SMS comes in as documented and is answered" writes "$p" 1
  wanted=
  [ "$p" != twilio ] || wanted='<Response/>'
  ok "$p: the request is acknowledged as it expects" [ "$(cat "$D/answer")" = "$wanted" ]
  ok "$p: sent as documented" comes_to "${p}1" sent
  tells "$p" 1 delivered
  ok "$p: its receipt is understood" comes_to "${p}1" delivered
  tells "$p" 1 delivered
  tells "$p" 1 sent
  until_true 30 receipts_read
  ok "$p: a second and an older one change nothing" state_is "${p}1" delivered
  body=$(inbound "$p" forged "$(number_of "$p" 9)" "Laterne aus. $MARKER")
  ok "$p: another text than was signed is refused" [ "$(post "$p" "$body" "$body ")" = 401 ]
done
for p in seven twilio; do
  ok "$p: signed over another address, it is refused" \
    [ "$(post $p "$(inbound $p forged "$(number_of $p 9)" Hallo)" "" \
      "http://127.0.0.1:$HOOK_PORT/sms/$p/other")" = 401 ]
done
for p in $PROVIDERS; do
  ok "$p: 500, though it was sent" writes "$p" 2
  comes_to "${p}2" deferred
  ok "$p: no answer" writes "$p" 3
  comes_to "${p}3" deferred
done
# Where the provider knows our id its repeat is harmless; it takes it for one.
for p in seven vonage sinch twilio capcom6; do
  tells $p 2 delivered
done
for p in vonage sinch twilio capcom6; do
  ok "$p: a late receipt with our reference makes it delivered" comes_to ${p}2 delivered
done
for p in $PROVIDERS; do
  writes "$p" 4 || echo "# no answer for $p"
  ok "$p: 429 lets it wait" comes_to "${p}4" deferred
done
pass_time 100
for p in $PROVIDERS; do
  ok "$p: throttled, it goes after the pause" comes_to "${p}4" sent
  ok "$p: once" went_once "$p" 4
done
pass_time 1000
for p in $PROVIDERS; do
  ok "$p: unanswered, it is repeated" comes_to "${p}3" sent
  ok "$p: and went once" went_once "$p" 3
done
for p in vonage sinch twilio capcom6; do ok "$p: went once, though 500 came" went_once $p 2; done
ok "the key of each API stands where it belongs" bash -c \
  "! grep -q a-key-of-the-api '$D/sms-sent'"
roles_kill
ok "neither text, number nor secret is in a log" bash -c \
  "! grep -Eq '23125|28817386|Ringstr|$SIGNED_PATH|$SIGNED_KEY|a-key-of-the-api' '$D'/*.log"
assert_invariants "afterwards" 0
done_testing
