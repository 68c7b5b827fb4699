# SPDX-License-Identifier: Apache-2.0
#
# Roles as processes of their own over $D/bote.yaml, each once.  Source it,
# then:
#
#   role_start NAME [ARGUMENT]   in the background, its log at the end of
#                                $D/NAME.log; the mailbox is rathaus unless told
#                                role_options=(--clock …) are further words;
#                                role_wrapper=(strace -D …) runs it under that;
#                                its process id must stay the role's own
#   role_kill NAME [SIGNAL]      KILL unless told; nothing if it was not started
#   role_is_dead NAME
#   roles_kill [NAMES]           those, or all
#
# role_pids[NAME] is the process id.

declare -A role_pids=()
role_wrapper=() role_options=()

role_start() {
  local name=$1
  [ "$*" != mailbox ] || set -- mailbox rathaus
  "${role_wrapper[@]}" "$BOTE" role "$@" --config "$D/bote.yaml" \
    "${role_options[@]}" 2>>"$D/$name.log" &
  role_pids[$name]=$!
}
role_kill() {
  local name=$1 pid=${role_pids[$1]:-}
  [ -n "$pid" ] || return 0
  kill "-${2:-KILL}" "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  unset "role_pids[$name]"
}
role_is_dead() { ! kill -0 "${role_pids[$1]}" 2>/dev/null; }
roles_kill() {
  local name
  for name in ${1:-${!role_pids[@]}}; do role_kill "$name"; done
}
