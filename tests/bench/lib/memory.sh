# SPDX-License-Identifier: Apache-2.0
#
# Memory of the roles, for tests/bench/run: private memory while idle, and how
# far it rises while a photo mail of 25 MB comes in.

# private_kib PID: what it shares with nobody.
private_kib() {
  awk '/^Private_/ { sum += $2 } END { print sum + 0 }' "/proc/$1/smaps_rollup"
}
status_kib() {
  awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status"
}
mib() { awk -v kib="$1" 'BEGIN { printf "%.2f", kib / 1024 }'; }

# is_done FILE: digest's log says so of a message.
is_done() { grep -q 'to=done' "$1"; }
is_ready() { [ -s "$1/run/digest.status" ] && [ -s "$1/run/mailbox-rathaus.status" ]; }

part_memory() {
  local folder=$D/memory town=$D/memory/town role pid before=0 after=0 names=() ids=()
  mkdir -p "$folder"
  town_make "$town" 1 || return 1
  for role in digest "mailbox rathaus" deliver; do
    # shellcheck disable=SC2086 # the role's argument is a word of its own
    start "$folder/${role%% *}.log" "$BOTE" role $role --config "$town/bote.yaml"
    names+=("${role%% *}")
    ids+=("$started")
  done
  wait_for 10 is_ready "$town" || return 1
  for pid in $(cat "/proc/${ids[0]}/task/${ids[0]}/children"); do
    names+=("parse $(tr '\0' ' ' <"/proc/$pid/cmdline" | grep -ow 'text\|image' | head -n 1)")
    ids+=("$pid")
  done
  for i in "${!ids[@]}"; do
    "$BENCH/bench_row" most "memory-${names[i]// /-}" \
      "private memory, idle: ${names[i]}" MiB 6 0 \
      "$(mib "$(private_kib "${ids[i]}")")" >>"$ROWS"
    before=$((before + $(status_kib "${ids[i]}" VmRSS)))
    echo 5 >"/proc/${ids[i]}/clear_refs" # the peak begins anew, proc(5)
  done
  # As base64 just below the limit of 25 MiB.
  "$BENCH/write_mail" rathaus@musterhagen.example.org 1 18500000 >"$town/maildir/tmp/photo"
  mv "$town/maildir/tmp/photo" "$town/maildir/new/photo"
  wait_for 60 is_done "$folder/digest.log" || {
    tail -n 3 "$folder"/*.log >&2
    missing memory-photo "peak memory outside the child, 25 MB photo mail" MiB 8
    return 1
  }
  for i in "${!ids[@]}"; do
    after=$((after + $(status_kib "${ids[i]}" VmHWM)))
  done
  "$BENCH/bench_row" most memory-photo \
    "rise of all roles for a photo mail of 25 MB" MiB 8 0 \
    "$(mib $((after - before)))" >>"$ROWS"
}
