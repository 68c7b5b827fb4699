# SPDX-License-Identifier: Apache-2.0
#
# A small town of its own for a scenario: the shipped example town with reports
# in regular service, a Maildir as mailbox, a Maildir to send to.  Source it,
# then:
#
#   town_make DIR        DIR/bote.yaml, DIR/town, keys; sets SITE_PORT
#   town_start DIR ROLE… `bote role ROLE… --config DIR/bote.yaml` in the
#                        background, log in DIR/log.ROLE; sets ROLE_PID
#   town_mail DIR FROM SUBJECT ID   a mail, its text from standard input, on
#                        standard output
#   town_deliver DIR     a mail from standard input into the mailbox's new/
#   town_clock DIR RATE  from now on all roles live RATE times as fast
#   town_stop            all roles it started, by process id
#
# $BOTE is the program.  DIR's path must be short: sockets have 107 bytes.

. "$(dirname "${BASH_SOURCE[0]}")/port.sh"

TOWN_PIDS=

town_make() {
  local dir=$1 root
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
  SITE_PORT=$(free_port)
  mkdir -p "$dir/town" "$dir/run" "$dir/state" "$dir/mail/new" "$dir/mail/cur" \
    "$dir/mail/tmp" "$dir/sent"
  cp "$root"/templates/town/*.yaml "$dir/town/"
  rm "$dir/town/bote.yaml"
  sed -i 's/report: {state: [a-z]*/report: {state: regular/' \
    "$dir/town/town.yaml"
  cat >"$dir/bote.yaml" <<YAML
test: true
town: town
domain: musterhagen.example.org
timezone: Europe/Berlin
paths:
  state: state
  runtime: run
  credentials: credentials
mailboxes:
  - name: rathaus
    kind: maildir
    path: mail
    address: rathaus@musterhagen.example.org
    from_name: "Musterhagen an der Wieke"
    reply_token: plus
transports:
  - name: mail
    kind: maildir
    path: sent
  - name: sms-out
    kind: "null"
channels:
  - name: sms
    provider: "null"
    number: "+4915228817386"
    transport: sms-out
    countries: [49]
site:
  listen: 127.0.0.1:$SITE_PORT
  public_url: https://bote.musterhagen.example.org
YAML
  "$BOTE" key create --config "$dir/bote.yaml" >"$dir/log.key"
}

town_start() {
  local dir=$1 role=$2
  shift
  "$BOTE" role "$@" --config "$dir/bote.yaml" >"$dir/log.$role" 2>&1 &
  ROLE_PID=$!
  TOWN_PIDS="$TOWN_PIDS $ROLE_PID"
}

town_mail() {
  printf 'From: %s\nTo: rathaus@musterhagen.example.org\nSubject: %s\n' "$2" "$3"
  printf 'Date: Mon, 1 Jun 2026 10:00:00 +0200\nMessage-ID: <%s@example.org>\n' "$4"
  printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n'
  cat
}

town_deliver() {
  local name
  name=$(date +%s).$RANDOM$RANDOM.example
  cat >"$1/mail/tmp/$name"
  mv "$1/mail/tmp/$name" "$1/mail/new/$name"
}

# The kernel's monotonic clock is the first number of /proc/uptime.
town_clock() {
  local uptime
  read -r uptime _ </proc/uptime
  printf '%s %s %s\n' "$(date +%s%3N)" "$2" "${uptime/./}0" >"$1/clock.new"
  mv "$1/clock.new" "$1/clock"
  export BOTE_CLOCK=$1/clock
}

town_stop() {
  local pid
  for pid in $TOWN_PIDS; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  TOWN_PIDS=
}

