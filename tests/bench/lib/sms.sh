# SPDX-License-Identifier: Apache-2.0
#
# The parts of `make bench` about SMS: what a provider delivers, signed, and
# what goes out to it.  Sourced by tests/bench/run after servers.sh.

SMS_SECRET=0123456789abcdef0123456789abcdef
SMS_KEY=a-key-of-the-provider
SMS_BODY='{"id":"0123456789","sender":"+4915228817386","system":"+493023125000","text":"Schlagloch in der Lindenstraße vor Haus 12, bitte sichern","time":"2026-06-01T10:00:00Z"}'

# sms_channel NAME SIGNATURE: YAML
sms_channel() {
  cat <<YAML
  - name: $1
    provider: generic
    number: "+493023125000"
    path_credential: sms-path
    signature_credential: sms-$1
    transport: sms-out
    countries: [49]
    settings:
      inbound: {id: id, from: sender, to: system, text: text}
      signature: $2
YAML
}

# sms_town DIR PORT: with a channel for each family of signatures.
sms_town() {
  local dir=$1
  mkdir -p "$dir"
  CHANNELS="
$(sms_channel hmac '{kind: hmac, hash: sha256, header: X-Signature, timestamp: X-Time, recipe: T.U.B}')
$(sms_channel ed25519 '{kind: ed25519, encoding: base64, header: X-Signature, timestamp: X-Time, recipe: "T|B"}')" \
    TRANSPORT="    kind: \"null\"
  - name: sms-out
    kind: \"null\"" \
    WEBHOOK="webhook: {listen: \"127.0.0.1:$2\", public_url: https://bote.example.org/sms}" \
    LIMITS=", connections_per_address: 512" town_make "$dir" 1 || return 1
  printf %s "$SMS_SECRET" >"$dir/credentials/sms-path"
  printf %s "$SMS_KEY" >"$dir/credentials/sms-hmac"
  openssl genpkey -algorithm ed25519 -out "$dir/ed25519.pem" 2>/dev/null &&
    openssl pkey -in "$dir/ed25519.pem" -pubout -outform DER | tail -c 32 |
    base64 >"$dir/credentials/sms-ed25519"
  chmod 600 "$dir"/credentials/*
}

# sms_sign DIR CHANNEL: sets BENCH_TIME, BENCH_MAC, BENCH_BODY, path.
sms_sign() {
  path=/sms/$2/$SMS_SECRET
  BENCH_BODY=$SMS_BODY BENCH_TIME=$(date +%s)
  if [ "$2" = hmac ]; then
    BENCH_MAC=$(printf '%s.https://bote.example.org%s.%s' "$BENCH_TIME" "$path" \
      "$SMS_BODY" | openssl dgst -sha256 -hmac "$SMS_KEY" -r | cut -d' ' -f1)
  else
    printf '%s|%s' "$BENCH_TIME" "$SMS_BODY" >"$1/signed"
    BENCH_MAC=$(openssl pkeyutl -sign -rawin -inkey "$1/ed25519.pem" \
      -in "$1/signed" | base64 -w 0)
  fi
  export BENCH_TIME BENCH_MAC BENCH_BODY
}

# sms_once DIR PORT CONNECTIONS CHANNEL: sets rate, p99; fails on any error.
sms_once() {
  local path result errors
  sms_sign "$1" "$4"
  result=$(wrk -t1 -c"$3" -d1s -s tests/bench/lib/sms.lua "http://127.0.0.1:$2$path" |
    sed -n 's/^RESULT //p')
  read -r rate p99 errors <<<"$result"
  rm -f "$1"/state/spool/in/webhook/new/*.seg
  [ "${errors:-1}" = 0 ]
}

# sms_webhook FOLDER: the role and the bare server; sets port, bare.
sms_webhook() {
  port=$(free_port)
  bare=$(free_port)
  mkdir -p "$1"
  sms_town "$1/town" "$port" || return 1
  start "$1/role.log" "$BOTE" role webhook --config "$1/town/bote.yaml"
  start "$1/bare.log" "$BENCH/bench_http" "$bare"
  wait_for 5 listens "$port" && wait_for 5 listens "$bare" || {
    tail -n 3 "$1"/*.log >&2
    return 1
  }
}

# hmac_rows FOLDER CONNECTIONS MARK
hmac_rows() {
  local pairs=() slowest=() syncs rate p99
  for _ in 1 2 3 4 5; do
    sms_once "$1/town" "$port" "$2" hmac || {
      echo "webhook: requests failed" >&2
      return 1
    }
    pairs+=("$rate")
    slowest+=("$p99")
    sms_once "$1/town" "$bare" "$2" hmac || return 1
    pairs+=("$rate")
  done
  syncs=$("$BENCH/bench_row" syncs "$1")
  "$BENCH/bench_row" least "webhook-$2" \
    "webhook, HMAC, durable, $2 connections" requests/s "$3" \
    "$syncs" "${pairs[@]}" >>"$ROWS"
  "$BENCH/bench_row" most "webhook-$2-p99" "webhook, $2 connections, 99 of 100" \
    ms 15 "$syncs" "${slowest[@]}" >>"$ROWS"
}

# ed25519_row FOLDER CONNECTIONS, beside what one core verifies that does
# nothing else.
ed25519_row() {
  local pairs=() rate p99
  for _ in 1 2 3 4 5; do
    sms_once "$1/town" "$port" "$2" ed25519 || {
      echo "webhook: requests with ed25519 failed" >&2
      return 1
    }
    pairs+=("$rate" "$("$BENCH/bench_verify" "$1/town/signed")")
  done
  "$BENCH/bench_row" least "webhook-ed25519-$2" \
    "webhook, ed25519, durable, $2 connections" requests/s 0.60 \
    "$("$BENCH/bench_row" syncs "$1")" "${pairs[@]}" >>"$ROWS"
}

part_webhook() {
  local folder=$D/webhook port bare
  have wrk openssl || {
    missing webhook-32 "webhook, HMAC, durable, 32 connections" requests/s 0.12
    missing webhook-250 "webhook, HMAC, durable, 250 connections" requests/s 0.30
    missing webhook-ed25519-32 "webhook, ed25519, durable, 32 connections" requests/s 0.60
    missing webhook-ed25519-250 "webhook, ed25519, durable, 250 connections" requests/s 0.60
    return
  }
  sms_webhook "$folder" && hmac_rows "$folder" 32 0.12 &&
    hmac_rows "$folder" 250 0.30 && ed25519_row "$folder" 32 &&
    ed25519_row "$folder" 250
}

# replying_town DIR WEBHOOK_PORT PEER_PORT: an SMS that comes in at the one is
# answered at the other.
replying_town() {
  CHANNELS="
  - name: sms
    provider: generic
    number: \"+493023125000\"
    path_credential: sms-path
    transport: sms-out
    countries: [49]
    per_hour: 0
    settings:
      inbound: {id: id, from: sender, to: system, text: text}
      send:
        method: POST
        url: http://127.0.0.1:$3/send
        form: {to: \"{to}\", text: \"{text}\", ref: \"{id}\"}
        id: id" \
    TRANSPORT="    kind: \"null\"
  - name: sms-out
    kind: http" \
    WEBHOOK="webhook: {listen: \"127.0.0.1:$2\"}" \
    LIMITS=", connections_per_address: 512" town_make "$1" 100 || return 1
  (umask 077 && printf %s "$SMS_SECRET" >"$1/credentials/sms-path")
}

# outbound_town DIR PORT: its channel posts to a server there.
outbound_town() {
  CHANNELS="
  - name: sms
    provider: generic
    number: \"+4915228817386\"
    transport: sms-out
    countries: [49]
    per_hour: 0
    settings:
      send:
        method: POST
        url: http://127.0.0.1:$2/send
        form: {to: \"{to}\", text: \"{text}\", ref: \"{id}\"}
        id: id" \
    TRANSPORT="    kind: \"null\"
  - name: sms-out
    kind: http" town_make "$1" 100 &&
    mkdir -p "$1/state/spool/out/new" "$1/state/spool/done"
}

part_outbound() {
  local folder=$D/outbound port
  port=$(free_port)
  mkdir -p "$folder"
  outbound_town "$folder/town" "$port" || return 1
  start "$folder/peer.log" "$BENCH/bench_http" "$port"
  wait_for 5 listens "$port" || return 1
  start "$folder/deliver.log" "$BOTE" role deliver --config "$folder/town/bote.yaml"
  part "$folder" "$BENCH/bench_sms" "$folder" "$port" "${BENCH_SMS:-10000}" 9
  stop "$started"
}

# kannel_settings_quick DIR URL ADMIN: answers every SMS with what URL says,
# keeps nothing on disk, logs errors only.
kannel_settings_quick() {
  local smsbox smsc send
  read -r smsbox smsc send <"$1/ports"
  cat <<CONF
group = core
admin-port = $3
admin-interface = 127.0.0.1
admin-password = scratch
smsbox-port = $smsbox
smsbox-interface = 127.0.0.1
dlr-storage = internal
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = FAKE
port = $smsc
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = $send
sendsms-interface = 127.0.0.1

group = sms-service
keyword = default
catch-all = true
get-url = "$2"
max-messages = 1
CONF
}
kannel_got() { grep -q "Got message $2:" "$1/phones.err"; }

# kannel_once DIR COUNT: sets kannel_rate, from the first SMS sent to the last
# reply received.
kannel_once() {
  local smsc began pid
  read -r _ smsc _ <"$1/ports"
  began=${EPOCHREALTIME/./}
  /usr/lib/kannel/test/fakesmsc -H 127.0.0.1 -r "$smsc" -i 0 -m "$2" \
    "+493023125001 +493023125000 text Schlagloch in der Lindenstrasse vor Haus 12, bitte sichern" \
    >"$1/phones.out" 2>"$1/phones.err" </dev/null &
  pid=$!
  wait_for 60 kannel_got "$1" "$2" || echo "Kannel: $2 replies did not come" >&2
  kannel_rate=$(awk -v n="$2" -v us="$((${EPOCHREALTIME/./} - began))" \
    'BEGIN { print n * 1e6 / us }')
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
}
kannel_bench_end() { kannel_stop "$D/kannel/kannel"; }

# reply_once DIR PEER_PORT COUNT: sets reply_rate, of a town of its own.
reply_once() {
  local inner
  inner=$(free_port)
  replying_town "$1/town" "$inner" "$2" || return 1
  mkdir -p "$1/town/state/spool/out/new" "$1/town/state/spool/done"
  start "$1/webhook.log" "$BOTE" role webhook --config "$1/town/bote.yaml"
  local webhook=$started
  start "$1/deliver.log" "$BOTE" role deliver --config "$1/town/bote.yaml"
  wait_for 5 listens "$inner" || return 1
  reply_rate=$("$BENCH/bench_reply" "$1" "$inner" "$3" 2>"$1/log")
  stop "$started"
  stop "$webhook"
  [ -n "$reply_rate" ]
}

part_kannel() {
  local folder=$D/kannel port bare kannel_rate reply_rate rate p99 pairs=() whole=()
  local KANNEL_OPTIONS="-v 4"
  have wrk openssl bearerbox smsbox /usr/lib/kannel/test/fakesmsc || {
    missing webhook-kannel "webhook, durable, beside Kannel's MO to reply" SMS/s 2.0
    return
  }
  sms_webhook "$folder" || return 1
  mkdir -p "$folder/kannel"
  echo "$(free_port) $(free_port) $(free_port)" >"$folder/kannel/ports"
  kannel_settings_quick "$folder/kannel" \
    "http://127.0.0.1:$bare/?from=%p&text=%a" "$(free_port)" \
    >"$folder/kannel/kannel.conf"
  stops+=(kannel_bench_end)
  kannel_box "$folder/kannel" && kannel_smsbox "$folder/kannel" || return 1
  for round in 1 2 3; do
    sms_once "$folder/town" "$port" 32 hmac || return 1
    kannel_once "$folder/kannel" 3000
    mkdir -p "$folder/reply$round"
    reply_once "$folder/reply$round" "$bare" 1000 || return 1
    pairs+=("$rate" "$kannel_rate")
    whole+=("$reply_rate" "$kannel_rate")
  done
  "$BENCH/bench_row" least webhook-kannel \
    "webhook, durable, beside Kannel's MO to reply" SMS/s 2.0 \
    "$("$BENCH/bench_row" syncs "$folder")" "${pairs[@]}" >>"$ROWS"
  # Only told: Kannel keeps nothing and says one sentence to everybody.
  "$BENCH/bench_row" least reply-kannel \
    "SMS -> ticket -> reply at the provider, beside the same" SMS/s 0 \
    "$("$BENCH/bench_row" syncs "$folder")" "${whole[@]}" >>"$ROWS"
}
