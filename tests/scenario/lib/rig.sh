# SPDX-License-Identifier: Apache-2.0
#
# A scratch town for fault scenarios: its directory, its roles as processes of
# their own, mails and SMS to feed, and what must hold after any fault.  Source
# it, then:
#
#   rig_make                 town, settings, keys, one start of digest for the
#                            schema; sets D, everything lies in there
#   roles_start              those of ROLES, by the rig's clock; see role.sh
#   sms_peer_start           a provider that takes everything; $D/sms-sent
#   feed_mail KEY / feed_photo KEY / feed_sms KEY
#   assert_invariants        one TAP line each
#
# Each mail and SMS carries MARKER, which must not be found in plain text in
# anything Bote writes.  Runs as any user; D has a short path, for sockets.
# With it come tap.sh, port.sh and role.sh.

. "$(dirname "${BASH_SOURCE[0]}")/tap.sh"
. "$(dirname "${BASH_SOURCE[0]}")/port.sh"
. "$(dirname "${BASH_SOURCE[0]}")/role.sh"
MARKER=Zwiebelfisch
NOON_MS=1795255200000 # 2026-11-21 11:00 in Berlin: a moment without surprises

# --- the town ---

rig_end() {
  exec 2>&1
  grep -v 'Killed  ' "$D/shell.log" | sed 's/^/# /'
  roles_kill
  sms_peer_stop
  ! mountpoint -q "$D/state" || umount "$D/state"
  if [ -n "${KEEP:-}" ]; then echo "# kept: $D"; else rm -rf "$D"; fi
}
# The channel of SMS; scenarios that have another one define this anew.
rig_channels() {
  cat <<YAML
  - name: sms
    provider: generic
    number: "+4915228817386"
    path_credential: sms-path
    transport: sms-out
    countries: [49]
    settings:
      inbound:
        {syntax: form, id: id, from: from, to: to, text: text,
         when: {path: event, is: [mo]}}
      report:
        {syntax: form, id: id, reference: ref, status: status,
         when: {path: event, is: [dlr]}, states: {DELIVRD: delivered}}
      send:
        method: POST
        url: http://127.0.0.1:$SMS_PORT/send
        form: {to: "{to}", text: "{text}", ref: "{id}"}
        id: id
YAML
}
rig_settings() {
  cat >"$D/bote.yaml" <<YAML
test: true
town: $D/town
domain: musterhagen.example.org
timezone: Europe/Berlin
paths: {state: $D/state, runtime: $D/run, credentials: $D/keys}
mailboxes:
  - name: rathaus
    kind: maildir
    path: $D/in
    address: rathaus@musterhagen.example.org
    reply_token: plus
    authserv_id: mx.example.org
    internal: [musterhagen.example.org]
transports:
  - name: mail
    kind: ${MAIL_KIND:-maildir}
${MAIL_SETTINGS:-    path: $D/out}
  - name: sms-out
    kind: http
channels:
$(rig_channels)
webhook: {listen: "127.0.0.1:$HOOK_PORT", public_url: "http://127.0.0.1:$HOOK_PORT/sms"}
limits:
  undo_minutes: 0
  free_disk_mib: ${FREE_DISK_MIB:-1}
  child_wall_s: ${CHILD_WALL_S:-10}
YAML
}
# clock_set MS RATE: all roles see it within half a second.
clock_set() {
  local uptime _
  read -r uptime _ </proc/uptime
  printf '%s %s %s\n' "$1" "$2" "${uptime/./}0" >"$D/clock.new"
  mv "$D/clock.new" "$D/clock"
}
rig_make() {
  D=$(mktemp -d /tmp/bote-XXXXXX)
  role_options=(--clock "$D/clock")
  trap rig_end EXIT
  exec 2>"$D/shell.log" # the shell names every process that was killed
  SMS_PORT=$(free_port) HOOK_PORT=$(free_port)
  mkdir -p "$D/state"
  [ -z "${STATE_SIZE:-}" ] ||
    mount -t tmpfs -o "size=$STATE_SIZE" bote "$D/state" || return 1
  mkdir -p "$D/town" "$D/state/spool/in" "$D/run" "$D/in"/{new,cur,tmp}
  cp "$root"/templates/town/*.yaml "$D/town"
  rm -f "$D/town/bote.yaml"
  "$BIN/makekeys" "$D/keys"
  (umask 077 && echo 0123456789abcdef0123456789abcdef >"$D/keys/sms-path")
  rig_settings
  clock_set $NOON_MS 1
  roles_start
  until_true 30 grep -q digest-ready "$D/digest.log" ||
    echo "# digest does not start"
  until_true 30 test -s "$D/state/mailbox/rathaus.old" -o \
    -e "$D/state/mailbox/rathaus.old" || echo "# mailbox does not start"
  roles_kill
}

# --- roles ---

ROLES="mailbox webhook digest deliver"

roles_start() {
  local name
  for name in ${1:-$ROLES}; do role_start "$name"; done
}
sms_peer_start() {
  "$BIN/smspeer" "$SMS_PORT" "$D/sms-sent" 2>>"$D/peer.log" &
  peer_pid=$!
}
sms_peer_stop() {
  [ -n "${peer_pid:-}" ] || return 0
  kill "$peer_pid" 2>/dev/null
  wait "$peer_pid" 2>/dev/null
  peer_pid=
}

# --- what comes in ---

# As a delivery agent does: written beside, renamed into new/.
put_mail() {
  cat >"$D/in/tmp/$1"
  mv "$D/in/tmp/$1" "$D/in/new/$1"
}
mail_head() {
  printf 'Authentication-Results: mx.example.org; dmarc=pass header.from=%s\n' \
    "${1#*@}"
  printf 'From: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s@example.org>\n' \
    "$1" "${4:-rathaus@musterhagen.example.org}" "$2" "$3"
  printf 'Date: Sat, 21 Nov 2026 11:00:00 +0100\nMIME-Version: 1.0\n'
}
mail_text() {
  mail_head "$1" "$2" "$3" "${5:-}"
  printf 'Content-Type: text/plain; charset=utf-8\n\n%s\n' "$4"
}
feed_mail() {
  mail_text "b-$1@example.org" "Schlagloch $1" "in-$1" \
    "In der Ringstraße 4 ist ein tiefes Schlagloch. $MARKER $1" | put_mail "$1"
}
# The picture of a fixture, in base64, long enough to become a file of its own.
rig_photo() {
  {
    sed -n '/^iVBOR/,/^$/p' "$root/tests/fixtures/mail/photo-in-text.eml" |
      base64 -d
    head -c 90000 /dev/zero
  } | base64
}
feed_photo() {
  {
    mail_head "b-$1@example.org" "Schlagloch $1" "in-$1"
    printf 'Content-Type: multipart/mixed; boundary=part\n\n--part\n'
    printf 'Content-Type: text/plain; charset=utf-8\n\n'
    printf 'Ringstraße 4: ein tiefes Schlagloch. %s %s\n\n--part\n' "$MARKER" "$1"
    printf 'Content-Type: image/png\nContent-Transfer-Encoding: base64\n'
    printf 'Content-Disposition: attachment; filename="loch.png"\n\n'
    rig_photo
    printf '\n--part--\n'
  } | put_mail "$1"
}
HOOK_PATH=sms/sms/0123456789abcdef0123456789abcdef
hook_post() {
  curl -s -m 20 -o /dev/null -w '%{http_code}\n' "$@" \
    "http://127.0.0.1:$HOOK_PORT/$HOOK_PATH"
}
# feed_sms KEY NUMBER TEXT, as a provider: again until it is taken.
feed_sms() {
  until_true 30 sms_is_taken "$@"
}
sms_is_taken() {
  [ "$(hook_post -d event=mo --data-urlencode "id=$1" \
    --data-urlencode "from=$2" --data-urlencode "to=+4915228817386" \
    --data-urlencode "text=$3")" = 200 ]
}
# Receipts for all that was sent by SMS.
feed_receipts() {
  local ref
  [ -e "$D/sms-sent" ] || return 0
  for ref in $(grep -o 'ref=[^&]*' "$D/sms-sent"); do
    hook_post -d event=dlr -d "$ref" -d status=DELIVRD >/dev/null
  done
}

# --- what became of it ---

sql() { sqlite3 -readonly -cmd '.timeout 5000' "$D/state/bote.db" "$1"; }
# is SQL VALUE
is() { [ "$(sql "$1")" = "$2" ]; }
lies_in() { find "$1" -maxdepth 1 -type f ! -name '*.seg' 2>/dev/null | wc -l; }
server_is_empty() { [ "$(lies_in "$D/in/new")" -eq 0 ]; }
# Not even a segment lies there.
spool_is_empty() { [ -z "$(ls -A "$D/state/spool/in/$1/new")" ]; }
# Nothing is under way between server, spool and decision.
taken_in() {
  server_is_empty && [ "$(lies_in "$D/state/spool/in/mailbox/new")" -eq 0 ] &&
    is "SELECT count(*) FROM inbox WHERE state IN ('incoming', 'active')" 0
}
sent_all() {
  is "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'delivered',
    'hold', 'cancelled', 'suppressed')" 0
}
finished() { taken_in && sent_all; }
mails_out() { find "$D/out" -path '*/new/*' -type f 2>/dev/null; }

# --- invariants ---

store_is_sound() {
  local copy=$D/copy name answer
  mkdir -p "$copy"
  for name in bote keys; do
    rm -f "$copy/$name".db*
    cp "$D/state/$name".db* "$copy/"
    answer=$(sqlite3 "$copy/$name.db" \
      "PRAGMA integrity_check; PRAGMA foreign_key_check")
    [ "$answer" = ok ] || { echo "# $name: $answer"; return 1; }
  done
}
no_plain_text() {
  local found
  found=$(grep -alF -e "$MARKER" -r "$D/state" "$D/run" "$D"/*.log)
  [ -z "$found" ] || { echo "# plain text in: $found"; return 1; }
}
# Each message of the mailbox is one row, whatever happened in between.
mails_are_rows() {
  local fed=$1 left rows
  left=$(lies_in "$D/in/new")
  rows=$(sql "SELECT count(*) FROM inbox WHERE channel = 'mail'")
  [ $((left + rows)) -eq "$fed" ] || { echo "# $left + $rows of $fed"; return 1; }
}
# No two answers of one kind to one message; a Message-ID stands in one row.
answers_are_single() {
  local twice
  twice=$(sql "SELECT inbox_id, kind, lookup, count(*) FROM outbox
    WHERE inbox_id IS NOT NULL GROUP BY 1, 2, 3 HAVING count(*) > 1
    UNION ALL SELECT message_id, '', '', count(*) FROM outbox
    WHERE message_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1")
  [ -z "$twice" ] || { echo "# twice: $twice"; return 1; }
}
# Mails that went out with the same Message-ID are the same mail.
copies_are_equal() {
  local file id sum
  mails_out | while read -r file; do
    id=$(grep -aim1 '^message-id:' "$file" | tr -d '\r')
    sum=$(sed 1,2d "$file" | b2sum -l 128 | cut -d' ' -f1)
    echo "$id $sum"
  done | sort -u | cut -d' ' -f1,2 | uniq -d | grep -q . && return 1
  return 0
}
no_sms_twice() {
  local twice
  [ -e "$D/sms-sent" ] || return 0
  twice=$(grep -o 'ref=[^&]*' "$D/sms-sent" | sort | uniq -d)
  [ -z "$twice" ] || { echo "# SMS twice: $twice"; return 1; }
}
# assert_invariants NAME FED: how many mails were fed
assert_invariants() {
  ok "$1: each mail is one row or still on the server" mails_are_rows "$2"
  ok "$1: no message answered twice" answers_are_single
  ok "$1: what went out twice is the same mail" copies_are_equal
  ok "$1: no SMS twice" no_sms_twice
  ok "$1: store is sound" store_is_sound
  ok "$1: no citizen's text lies about in plain" no_plain_text
}
