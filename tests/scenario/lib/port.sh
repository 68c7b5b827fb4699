# SPDX-License-Identifier: Apache-2.0
#
# TCP ports of this machine.  Source it, then:
#
#   free_port            one that nobody has, on standard output
#   listens PORT         true when somebody listens there
#   wait_for_port PORT   until somebody does, at most thirty seconds
#
# They read what the kernel knows (proc(5)) and connect to nobody: there are
# servers, also those of another test, for whom a guest that goes at once is
# more than nothing.

# port_has PORT REST: a socket of this port, whose line goes on like that
port_has() {
  local entry
  entry=$(printf '^ *[0-9]+: [0-9A-F]+:%04X %s' "$1" "$2")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -qE "$entry"
}

# State 0A is LISTEN.
listens() { port_has "$1" '0+:0000 0A'; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    if ! port_has "$port" ''; then
      echo "$port"
      return 0
    fi
  done
  return 1
}

wait_for_port() {
  for _ in $(seq 600); do
    ! listens "$1" || return 0
    sleep 0.05
  done
  return 1
}
