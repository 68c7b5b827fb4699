# SPDX-License-Identifier: Apache-2.0
#
# The parts of `make bench` that need a real IMAP server: how long a citizen
# waits, and pulling a heap.  Sourced by tests/bench/run.

# imap_server: Dovecot in $server, a folder of its own since its users must be
# able to go there and sockets want a short path; ended by cleanup.
imap_server() {
  server=$(mktemp -d /tmp/bote-XXXXXX)
  stops+=("imap_server_end $server")
  unset IMAP_PORT IMAPS_PORT # of the part before
  dovecot_start "$server" && dovecot_user "$server" town
}
imap_server_end() {
  dovecot_stop "$1"
  rm -rf "$1"
}

# imap_town DIR PORT TLS: a town whose mailbox lies on that server.
imap_town() {
  MAILBOX="    kind: imap
    host: localhost
    port: $2
    tls: $3
    user: town
    credential: imap-town
    ca_file: $DOVECOT_CA" town_make "$1" 1 || return 1
  (umask 077 && printf town-secret >"$1/credentials/imap-town")
}
has_seen() { grep -q 'event=mailbox-first-seen' "$1"; }

part_latency() {
  local folder=$D/latency sink imap server role bench
  have dovecot || {
    missing latency-p50 "EXISTS -> final dot of the confirmation, p50" ms 20
    missing latency-p99 "EXISTS -> final dot of the confirmation, p99" ms 100
    return
  }
  mkdir -p "$folder"
  sink=$(free_port)
  imap=$(free_port)
  imap_server || return 1
  TRANSPORT="    kind: smtp
    host: 127.0.0.1
    port: $sink
    tls: none" imap_town "$folder/town" "$imap" none || return 1
  (cd "$folder" && exec "$BENCH/bench_latency" "$imap" "$IMAP_PORT" "$sink" \
    "$server/mail/town" 40 >rows 2>log) &
  bench=$!
  for role in digest deliver "mailbox rathaus"; do
    # shellcheck disable=SC2086 # the role's argument is a word of its own
    start "$folder/${role%% *}.log" "$BOTE" role $role --config "$folder/town/bote.yaml"
  done
  wait "$bench" || {
    tail -n 3 "$folder"/log "$folder"/*.log >&2
    return 1
  }
  cat "$folder/rows" >>"$ROWS"
}

# mbsync_config FOLDER ROUND
mbsync_config() {
  mkdir -p "$1/local$2"/{cur,new,tmp}
  cat >"$1/mbsync$2.conf" <<CONF
IMAPStore far
Host localhost
Port $IMAPS_PORT
User peer$2
Pass peer$2-secret
SSLType IMAPS
CertificateFile $DOVECOT_CA

MaildirStore near
Inbox $1/local$2

Channel pull
Far :far:INBOX
Near :near:INBOX
Sync Pull
SyncState $1/state$2
CONF
}

part_imap() {
  local folder=$D/imap server round
  have dovecot openssl mbsync || {
    missing imap "IMAP -> durable record, beside mbsync" mails/s 0.8
    return
  }
  mkdir -p "$folder"
  imap_server && imap_town "$folder/town" "$IMAPS_PORT" implicit || return 1
  mkdir -p "$folder/town/state/spool/in/mailbox"
  ln -s "$server" "$folder/server"
  for round in 0 1 2 3 4; do
    dovecot_user "$server" "peer$round"
    mbsync_config "$folder" "$round"
  done
  start "$folder/mailbox.log" "$BOTE" role mailbox rathaus --config "$folder/town/bote.yaml"
  wait_for 10 has_seen "$folder/mailbox.log" || {
    tail -n 3 "$folder/mailbox.log" >&2
    return 1
  }
  stop "$started"
  part "$folder" "$BENCH/bench_imap" "$folder" 300 "$BOTE"
}
