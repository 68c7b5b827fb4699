# SPDX-License-Identifier: Apache-2.0
#
# TCP ports of this machine.  Source it, then:
#
#   free_port            one that nobody listens at, on standard output
#   wait_for_port PORT   until somebody listens, at most five seconds
#   wait_for_listener PORT   the same without a connection, for whom a guest
#                        that goes at once is more than nothing

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
  return 1
}

wait_for_port() {
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
      return 0
    fi
    sleep 0.05
  done
  return 1
}

# State 0A is LISTEN (proc(5)).
wait_for_listener() {
  local entry
  entry=$(printf ':%04X 00000000:0000 0A' "$1")
  for _ in $(seq 100); do
    grep -qF "$entry" /proc/net/tcp && return 0
    sleep 0.05
  done
  return 1
}
