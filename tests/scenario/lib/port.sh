# SPDX-License-Identifier: Apache-2.0
#
# TCP ports of this machine.  Source it, then:
#
#   free_port            one that nobody listens at, on standard output
#   wait_for_port PORT   until somebody listens, at most five seconds

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
