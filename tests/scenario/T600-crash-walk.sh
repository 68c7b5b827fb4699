#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Each role is killed before each of its durable steps, started again, and the
# outcome compared with the undisturbed run: the same tickets, the same letters,
# no message lost, none answered differently.
#
#   mail      a citizen's mail with a photo
#   done      the department's #erledigt
#   no        the citizen's NEIN, which opens the ticket again
#   sms       a report by SMS and its answer
#
# Only what deliver had given to the peer may go out twice, as the same mail
# under the same Message-ID; an SMS never, because its receipt came.
# CRASH_WALK=full walks all roles in all phases, and also stops before each
# write; then it takes an hour.  PHASES="no sms" walks in these only: the others
# are played, because each goes on where the one before ended.
set -u
. "$(dirname "$0")/lib/walk.sh"
steps=rename,fsync,fdatasync,unlink,ftruncate
[ "${CRASH_WALK:-}" != full ] || steps=$steps,pwrite64,write,sendto,mkdir

# One step: killed before it, started again, compared.
walk_step() {
  local phase=$1 role=$2 syscall=$3 occurrence=$4 allowed=1
  walk_from "$phase" "$role" "$syscall:signal=KILL:when=$occurrence"
  role_kill "$role"
  settle "$phase"
  [ "$role" != deliver ] || allowed=2
  if outcome_differs "$phase" || [ "$(copies)" -gt "$allowed" ]; then
    echo "# $phase, $role before $syscall $occurrence: $(copies) copies"
    return 1
  fi
  copies_are_equal && no_sms_twice && store_is_sound && answers_are_single
}
walk_role() {
  local phase=$1 role=$2 syscall good=0 total=0
  declare -A seen=()
  walk_count "$phase" "$role"
  steps_of >"$D/names"
  while read -r syscall; do
    seen[$syscall]=$((${seen[$syscall]:-0} + 1))
    total=$((total + 1))
    ! walk_step "$phase" "$role" "$syscall" "${seen[$syscall]}" ||
      good=$((good + 1))
  done <"$D/names"
  ok "$phase: $role stopped before each of $total steps" [ "$total" -gt 0 -a \
    "$good" -eq "$total" ]
  rm -rf "$D/snap-$phase-$role"
}

# Mailbox and deliver treat a reply as they treat the first mail.
walked() {
  case "${CRASH_WALK:-}:$1" in
    :done | :no) echo digest ;;
    *) roles_of "$1" ;;
  esac
}
is_walked() { [[ " ${PHASES:-$1} " = *" $1 "* ]]; }

walk_make
fed=0
for phase in mail done no sms; do
  [ "$phase" = sms ] || fed=$((fed + 1))
  walk_begin "$phase"
  [ -z "${VERBOSE:-}" ] || sed 's/^/# /' "$D/expected-$phase"
  ok "$phase: the undisturbed run ends" finished
  ok "$phase: without a repeat" [ "$(copies)" -eq 1 ]
  ! is_walked "$phase" ||
    for role in $(walked "$phase"); do walk_role "$phase" "$role"; done
  restore "after-$phase"
done
assert_invariants "afterwards" $fed
done_testing
