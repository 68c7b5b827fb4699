# SPDX-License-Identifier: Apache-2.0
#
# A real Kannel with its own fake SMS centre in one scratch directory on free
# loopback ports.  Source it, then:
#
#   kannel_start DIR POST_URL   sets KANNEL_SEND_PORT; SMS that come in are
#                               posted to POST_URL, a sms-service post-url
#   kannel_phone DIR FROM TO TEXT   a phone sends an SMS
#   kannel_received DIR         what the phones got, a line an SMS
#   kannel_stop DIR             by process ids
#
# smsbox-id and global-sender stay unset: with the first, bearerbox queues for
# ever; the second replaces the receiver.  fakesmsc stays connected, fed through
# a FIFO that is held open: on its end with a message queued, bearerbox dies.

. "$(dirname "${BASH_SOURCE[0]}")/port.sh"

kannel_start() {
  local dir=$1 post_url=$2 admin smsbox smsc
  mkdir -p "$dir"
  admin=$(free_port) smsbox=$(free_port) smsc=$(free_port)
  KANNEL_SEND_PORT=$(free_port)
  cat >"$dir/kannel.conf" <<CONF
group = core
admin-port = $admin
admin-interface = 127.0.0.1
admin-password = scratch
smsbox-port = $smsbox
smsbox-interface = 127.0.0.1
dlr-storage = internal
box-allow-ip = 127.0.0.1
log-file = "$dir/bearerbox.log"

group = smsc
smsc = fake
smsc-id = FAKE
port = $smsc
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = $KANNEL_SEND_PORT
sendsms-interface = 127.0.0.1
log-file = "$dir/smsbox.log"
http-request-retry = 20
http-queue-delay = 1

group = sms-service
keyword = default
catch-all = true
post-url = "$post_url"
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
  bearerbox "$dir/kannel.conf" >"$dir/bearerbox.out" 2>&1 &
  echo $! >"$dir/bearerbox.pid"
  wait_for_port "$smsbox" || return 1
  smsbox "$dir/kannel.conf" >"$dir/smsbox.out" 2>&1 &
  echo $! >"$dir/smsbox.pid"
  wait_for_port "$KANNEL_SEND_PORT" || return 1
  wait_for_port "$smsc" || return 1
  mkfifo "$dir/phones"
  # The writer keeps the FIFO open for as long as the rig lives.
  (exec 9<>"$dir/phones" && exec stdbuf -oL /usr/lib/kannel/test/fakesmsc \
    -H 127.0.0.1 -r "$smsc" <&9 >"$dir/phones.out" 2>"$dir/phones.err") &
  echo $! >"$dir/fakesmsc.pid"
}


kannel_phone() {
  local dir=$1 from=$2 to=$3 text=$4
  printf '%s %s text %s\n' "$from" "$to" "$text" >"$dir/phones"
}

kannel_received() {
  cat "$1/phones.out" "$1/phones.err" 2>/dev/null | tr -d '\0'
}

kannel_stop() {
  local dir=$1 name pid
  for name in fakesmsc smsbox bearerbox; do
    pid=$(cat "$dir/$name.pid" 2>/dev/null) || continue
    kill "$pid" 2>/dev/null
    for _ in $(seq 60); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.05
    done
    kill -9 "$pid" 2>/dev/null
    rm -f "$dir/$name.pid"
  done
}
