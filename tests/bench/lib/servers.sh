# SPDX-License-Identifier: Apache-2.0
#
# The parts of `make bench` that need other programs: notmuch, smtp-sink.
# Sourced by tests/bench/run.

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
