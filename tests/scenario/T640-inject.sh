#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A disk that fails: EIO at each sync, and no space at each write, one role
# after the other.  After a failed sync the role exits and has acknowledged
# nothing; where there is no space it refuses or waits, and dies of no signal.
# Started again with a sound disk, the outcome is that of the undisturbed run.
#
# Of digest's many writes every 17th fails; INJECT=full tries each.
set -u
. "$(dirname "$0")/lib/walk.sh"
stride=17
[ "${INJECT:-}" != full ] || stride=1

# How the role ended: an exit code; "alive"; 128 and more: a signal.
ending() {
  if ! role_is_dead "$1"; then
    echo alive
  else
    wait "${role_pids[$1]}"
    echo $?
  fi
}
# The peer still has what is not surely ours.
nothing_acknowledged() {
  case $1 in
    mailbox) [ "$(lies_in "$D/in/new")" -eq 1 ] ;;
    webhook) [ ! -s "$D/fed" ] ;;
    *) true ;; # the next comparison tells
  esac
}
same_in_the_end() {
  role_kill "$2"
  settle "$1"
  ! outcome_differs "$1" && copies_are_equal && no_sms_twice &&
    store_is_sound && answers_are_single
}
# What may fail without ending the role: deliver reports it; public.db can be
# made anew; SQLite ignores the folder of its log, which we sync ourselves; and
# a sync that was not reached has not failed.
may_go_on() {
  [ "$1" = deliver ] || ! grep -q INJECTED "$D/faulted" ||
    grep -q not-projected "$D/$1.log" ||
    grep INJECTED "$D/faulted" | grep -Eq 'fdatasync\([0-9]+<[^>]*/state>'
}
# What the failed call was about may be there before the role has ended.
ended_or_need_not() { role_is_dead "$1" || may_go_on "$1"; }
fails_of_sync() {
  local phase=$1 role=$2 how
  walk_from "$phase" "$role" "$3:error=EIO:when=$4"
  until_true 5 ended_or_need_not "$role"
  ending "$role" >"$D/ending"
  how=$(cat "$D/ending")
  if { [ "$how" = alive ] && ! may_go_on "$role"; } ||
    { [ "$how" != alive ] && [ "$how" -eq 0 -o "$how" -ge 128 ]; } ||
    { grep -q INJECTED "$D/faulted" && ! nothing_acknowledged "$role"; }; then
    echo "# $phase, $role, $3 $4: ends with $how, or said yes"
    role_kill "$role"
    return 1
  fi
  same_in_the_end "$phase" "$role" || {
    echo "# $phase, $role, $3 $4: another outcome"
    return 1
  }
}
survives_full_disk() {
  local phase=$1 role=$2 how
  walk_from "$phase" "$role" "$3:error=ENOSPC:when=$4"
  ending "$role" >"$D/ending"
  how=$(cat "$D/ending")
  if [ "$how" != alive ] && [ "$how" -eq 0 -o "$how" -ge 128 ]; then
    echo "# $phase, $role, $3 $4: ends with $how"
    role_kill "$role"
    return 1
  fi
  same_in_the_end "$phase" "$role" || {
    echo "# $phase, $role, $3 $4: another outcome"
    return 1
  }
}
# every TEST PHASE ROLE STRIDE NAME
every() {
  local test=$1 phase=$2 role=$3 each=$4 syscall good=0 total=0
  declare -A seen=()
  walk_count "$phase" "$role"
  steps_of >"$D/names"
  while read -r syscall; do
    seen[$syscall]=$((${seen[$syscall]:-0} + 1))
    [ $((${seen[$syscall]} % each)) -eq $((1 % each)) ] || continue
    total=$((total + 1))
    ! "$test" "$phase" "$role" "$syscall" "${seen[$syscall]}" ||
      good=$((good + 1))
  done <"$D/names"
  ok "$phase: $role $5 at $total calls" [ "$total" -gt 0 -a "$good" -eq "$total" ]
}

walk_make
for phase in mail sms; do
  walk_begin $phase
  ok "$phase: the undisturbed run ends" finished
  for role in $(roles_of $phase); do
    [ $phase:$role != sms:digest -a $phase:$role != sms:deliver ] || continue
    steps=fsync,fdatasync
    every fails_of_sync $phase "$role" 1 "stops when a sync fails,"
    steps=write,pwrite64,fallocate
    each=1
    [ "$role" != digest ] || each=$stride
    every survives_full_disk $phase "$role" $each "meets a full disk"
  done
  restore after-$phase
done
assert_invariants "afterwards" 1
done_testing
