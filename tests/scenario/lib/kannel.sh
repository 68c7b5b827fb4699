# SPDX-License-Identifier: Apache-2.0
#
# A real Kannel with its own fake SMS centre in one scratch directory on free
# loopback ports.  Source it, then:
#
#   kannel_start DIR POST_URL   sets KANNEL_SEND_PORT; SMS that come in are
#                               posted to POST_URL, a sms-service post-url
#   kannel_phone DIR FROM TO TEXT   a phone sends an SMS
#   kannel_part DIR FROM TO UDH TEXT   one part of a long one, its
#                               header in hexadecimal, %05%00…
#   kannel_received DIR         what the phones got, a line an SMS
#   kannel_stop DIR             by process ids
#   kannel_box DIR, kannel_smsbox DIR, kannel_phones DIR   start one of them
#   kannel_end DIR NAME [SIGNAL]   of bearerbox, smsbox, fakesmsc
#
# KANNEL_OPTIONS are further words for bearerbox and smsbox.
#
# smsbox-id and global-sender stay unset: with the first, bearerbox queues for
# ever; the second replaces the receiver.  fakesmsc stays connected, fed through
# a FIFO that is held open: on its end with a message queued, bearerbox dies.
# bearerbox keeps what waits in files, so that it may be killed.

. "$(dirname "${BASH_SOURCE[0]}")/port.sh"

kannel_settings() {
  cat <<CONF
group = core
admin-port = $3
admin-interface = 127.0.0.1
admin-password = scratch
smsbox-port = $4
smsbox-interface = 127.0.0.1
dlr-storage = internal
store-type = spool
store-location = "$1/store"
box-allow-ip = 127.0.0.1
log-file = "$1/bearerbox.log"

group = smsc
smsc = fake
smsc-id = FAKE
port = $5
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = $KANNEL_SEND_PORT
sendsms-interface = 127.0.0.1
log-file = "$1/smsbox.log"
http-request-retry = 20
http-queue-delay = 1

group = sms-service
keyword = default
catch-all = true
post-url = "$2"
send-sender = true
max-messages = 0
omit-empty = true
concatenation = true

group = sendsms-user
username = bote
password = kannel-secret
max-messages = 10
concatenation = true
CONF
}

kannel_start() {
  local dir=$1 admin smsbox smsc
  mkdir -p "$dir/store"
  admin=$(free_port) smsbox=$(free_port) smsc=$(free_port)
  KANNEL_SEND_PORT=$(free_port)
  echo "$smsbox $smsc $KANNEL_SEND_PORT" >"$dir/ports"
  kannel_settings "$dir" "$2" "$admin" "$smsbox" "$smsc" >"$dir/kannel.conf"
  mkfifo "$dir/phones"
  kannel_box "$dir" && kannel_smsbox "$dir" && kannel_phones "$dir"
}

kannel_box() {
  local dir=$1 smsbox smsc _
  read -r smsbox smsc _ <"$dir/ports"
  # shellcheck disable=SC2086 # words
  bearerbox ${KANNEL_OPTIONS:-} "$dir/kannel.conf" >>"$dir/bearerbox.out" 2>&1 &
  echo $! >"$dir/bearerbox.pid"
  wait_for_port "$smsbox" && wait_for_port "$smsc"
}

kannel_smsbox() {
  local dir=$1 send _
  read -r _ _ send <"$dir/ports"
  # shellcheck disable=SC2086 # words
  smsbox ${KANNEL_OPTIONS:-} "$dir/kannel.conf" >>"$dir/smsbox.out" 2>&1 &
  echo $! >"$dir/smsbox.pid"
  wait_for_port "$send"
}

kannel_phones() {
  local dir=$1 smsc _
  read -r _ smsc _ <"$dir/ports"
  # The writer keeps the FIFO open for as long as the rig lives.
  (exec 9<>"$dir/phones" && exec stdbuf -oL /usr/lib/kannel/test/fakesmsc \
    -i 0 -H 127.0.0.1 -r "$smsc" <&9 >>"$dir/phones.out" 2>>"$dir/phones.err") &
  echo $! >"$dir/fakesmsc.pid"
}

# fakesmsc takes one line each time its input becomes readable: a second one
# waits until it has sent the first.
kannel_line() {
  local dir=$1 sent
  sent=$(grep -c 'sent message' "$dir/phones.err")
  printf '%s\n' "$2" >"$dir/phones"
  for _ in $(seq 1500); do
    [ "$(grep -c 'sent message' "$dir/phones.err")" -le "$sent" ] || return 0
    sleep 0.02
  done
  return 1
}

kannel_phone() { kannel_line "$1" "$2 $3 text $4"; }

kannel_part() { kannel_line "$1" "$2 $3 udh-text $4 $5"; }

kannel_received() {
  cat "$1/phones.out" "$1/phones.err" 2>/dev/null | tr -d '\0'
}

kannel_end() {
  local dir=$1 name=$2 pid
  pid=$(cat "$dir/$name.pid" 2>/dev/null) || return 0
  kill "-${3:-TERM}" "$pid" 2>/dev/null
  for _ in $(seq 60); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  kill -9 "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  rm -f "$dir/$name.pid"
}

kannel_stop() {
  local name
  for name in fakesmsc smsbox bearerbox; do kannel_end "$1" $name; done
}
