# SPDX-License-Identifier: Apache-2.0
#
# The parts of `make bench` that need other programs: notmuch, smtp-sink, wrk,
# Dovecot, mbsync.  Sourced by tests/bench/run.

have() {
  local name
  for name in "$@"; do
    command -v "$name" >/dev/null || return 1
  done
}

# wait_for SECONDS COMMAND…: looks a hundred times a second.
wait_for() {
  local tries=$(($1 * 100))
  shift
  while ! "$@"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.01
  done
}
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# start LOG COMMAND…: in the background; its id in $started, ended by cleanup.
start() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 &
  started=$!
  pids+=("$started")
}

stop() {
  kill "$1" 2>/dev/null
  wait "$1" 2>/dev/null
}

part_notmuch() {
  local folder=$D/notmuch
  have notmuch || {
    missing notmuch "spool -> ticket, kept child, beside notmuch new" mails/s 1.0
    return
  }
  mkdir -p "$folder/mail/cur" "$folder/mail/new" "$folder/mail/tmp"
  printf '[database]\npath=%s\n[user]\nname=Bench\nprimary_email=a@example.org\n[new]\ntags=new\n' \
    "$folder/mail" >"$folder/notmuch.conf"
  town_make "$folder/kept" 100 && town_make "$folder/each" 1 &&
    BENCH_PEER=$ROOT/tests/bench/lib/notmuch BENCH_SUFFIX=", beside notmuch" \
      MARK_KEPT=1.0 part "$folder" "$BENCH/bench_intake" "$folder" letters 100
}

part_smtp() {
  local folder=$D/smtp port
  have smtp-sink || {
    missing smtp-1 "outbox -> sent, beside curl on 1 connection" mails/s 0.15
    missing smtp-10 "outbox -> sent, beside curl on 10 connections" mails/s 0.20
    return
  }
  port=$(free_port)
  mkdir -p "$folder"
  start "$folder/sink.log" smtp-sink -u "$(id -un)" "127.0.0.1:$port" 1000
  TRANSPORT="    kind: smtp
    host: 127.0.0.1
    port: $port
    tls: none" town_make "$folder/kept" 100 || return 1
  mkdir -p "$folder/kept/state/spool/out/new" "$folder/kept/state/spool/done"
  start "$folder/deliver.log" "$BOTE" role deliver --config "$folder/kept/bote.yaml"
  part "$folder" "$BENCH/bench_deliver" "$folder" "$port" 200
  stop "$started"
}

# wrk_once PORT CONNECTIONS: sets rate, p99; fails on any error.
wrk_once() {
  local path=/sms/signed/0123456789abcdef0123456789abcdef result errors
  BENCH_TIME=$(date +%s)
  BENCH_MAC=$(printf '%s.https://bote.example.org%s.%s' "$BENCH_TIME" "$path" "$BENCH_BODY" |
    openssl dgst -sha256 -hmac "$WEBHOOK_KEY" -r | cut -d' ' -f1)
  export BENCH_TIME BENCH_MAC BENCH_BODY
  result=$(wrk -t1 -c"$2" -d1s -s tests/bench/lib/sms.lua "http://127.0.0.1:$1$path" |
    sed -n 's/^RESULT //p')
  read -r rate p99 errors <<<"$result"
  [ "${errors:-1}" = 0 ]
}

part_webhook() {
  local folder=$D/webhook port bare syncs connections mark
  have wrk openssl || {
    missing webhook-32 "webhook, signed, durable, 32 connections" requests/s 0.10
    missing webhook-250 "webhook, signed, durable, 250 connections" requests/s 0.25
    return
  }
  port=$(free_port)
  bare=$(free_port)
  mkdir -p "$folder"
  WEBHOOK_KEY=a-key-of-the-provider
  BENCH_BODY='{"id":"0123456789","sender":"+4915228817386","system":"+493023125000","text":"Schlagloch in der Lindenstraße vor Haus 12, bitte sichern","time":"2026-06-01T10:00:00Z"}'
  CHANNELS="
  - name: signed
    provider: generic
    number: \"+493023125000\"
    transport: sms-out
    path_credential: sms-path
    signature_credential: sms-signature
    settings:
      inbound: {id: id, from: sender, to: system, text: text}
      signature: {kind: hmac, hash: sha256, header: X-Signature, timestamp: X-Time, recipe: T.U.B}" \
    TRANSPORT="    kind: \"null\"
  - name: sms-out
    kind: \"null\"" \
    WEBHOOK="webhook: {listen: \"127.0.0.1:$port\", public_url: https://bote.example.org/sms}" \
    LIMITS=", connections_per_address: 512" town_make "$folder/town" 1 || return 1
  printf 0123456789abcdef0123456789abcdef >"$folder/town/credentials/sms-path"
  printf %s "$WEBHOOK_KEY" >"$folder/town/credentials/sms-signature"
  chmod 600 "$folder"/town/credentials/*
  start "$folder/role.log" "$BOTE" role webhook --config "$folder/town/bote.yaml"
  start "$folder/bare.log" "$BENCH/bench_http" "$bare"
  wait_for 5 listens "$port" && wait_for 5 listens "$bare" || {
    tail -n 3 "$folder"/*.log >&2
    return 1
  }
  for connections in 32 250; do
    local pairs=() slowest=()
    mark=0.10
    [ $connections = 32 ] || mark=0.25
    for _ in 1 2 3 4 5; do
      wrk_once "$port" $connections || {
        echo "webhook: requests failed" >&2
        tail -n 3 "$folder/role.log" >&2
        return 1
      }
      pairs+=("$rate")
      slowest+=("$p99")
      wrk_once "$bare" $connections || return 1
      pairs+=("$rate")
      rm -f "$folder"/town/state/spool/in/webhook/new/*.seg
    done
    syncs=$("$BENCH/bench_row" syncs "$folder")
    "$BENCH/bench_row" least "webhook-$connections" \
      "webhook, signed, durable, $connections connections" requests/s $mark \
      "$syncs" "${pairs[@]}" >>"$ROWS"
    "$BENCH/bench_row" most "webhook-$connections-p99" \
      "webhook, $connections connections, 99 of 100" ms 15 "$syncs" \
      "${slowest[@]}" >>"$ROWS"
  done
}
