# SPDX-License-Identifier: Apache-2.0
#
# Does a role need more memory the longer it runs?  The part `growth` of
# tests/bench/run: what each role holds after a fifth of BENCH_GROWTH (100,000)
# messages and after all of them.

# growth_post PORT COUNT: so many SMS more, at least; counts them in $posted.
growth_post() {
  local end=$((posted + $2)) result errors
  while [ "$posted" -lt "$end" ]; do
    result=$(BENCH_FIRST=$posted wrk -t1 -c32 -d1s -s tests/bench/lib/growth.lua \
      "http://127.0.0.1:$1/sms/sms/$SMS_SECRET" | sed -n 's/^RESULT //p')
    read -r result errors <<<"$result"
    [ "${errors:-1}" = 0 ] && posted=$((posted + result)) || return 1
  done
}
# Rows that are done: of all kinds, and SMS.  Requests are read before the SMS
# they hold.
decided() {
  sqlite3 -readonly -separator ' ' -cmd '.timeout 5000' "$1/state/bote.db" \
    "SELECT count(*), sum(channel = 'sms') FROM inbox WHERE state = 'done'"
}
# growth_wait TOWN COUNT: until so many were decided; a minute of nothing ends it.
growth_wait() {
  local rows=0 sms=0 before=-1 quiet=0
  while [ "$sms" -lt "$2" ] && [ $quiet -lt 60 ]; do
    sleep 1
    read -r rows sms <<<"$(decided "$1")"
    [ "$rows" -gt "$before" ] && quiet=0 || quiet=$((quiet + 1))
    before=$rows sms=${sms:-0}
  done
  [ "$sms" -ge "$2" ]
}
# growth_row ROLE EARLY LATE, in KiB.  26 bytes a message would be 2 MiB; less is
# caches that fill and pages that are not given back.
growth_row() {
  echo "$1 holds $2 KiB, then $3" >&2
  "$BENCH/bench_row" most "growth-$1" \
    "growth of $1 from $((growth / 5)) to $growth messages" MiB 2 0 \
    "$(mib $(($3 - $2)))" >>"$ROWS"
}

growth_in() {
  local folder=$1 town=$1/town posted=0 webhook digest early late
  start "$folder/webhook.log" "$BOTE" role webhook --config "$town/bote.yaml"
  webhook=$started
  wait_for 5 listens "$2" || return 1
  growth_post "$2" $((growth / 5)) || return 1
  early=$(status_kib "$webhook" VmRSS)
  growth_post "$2" $((growth - posted)) || return 1
  late=$(status_kib "$webhook" VmRSS)
  growth_row webhook "$early" "$late"
  stop "$webhook"
  start "$folder/digest.log" "$BOTE" role digest --config "$town/bote.yaml"
  digest=$started
  wait_for 20 grep -q event=digest-ready "$folder/digest.log" || return 1
  growth_wait "$town" $((growth / 5)) || return 1
  early=$(status_kib "$digest" VmRSS)
  growth_wait "$town" "$growth" || return 1
  late=$(status_kib "$digest" VmRSS)
  growth_row digest "$early" "$late"
  stop "$digest"
  return 0 # not how it ended
}

growth_out() {
  local folder=$1 town=$1/town deliver early
  start "$folder/deliver.log" "$BOTE" role deliver --config "$town/bote.yaml"
  deliver=$started
  "$BENCH/bench_sms" "$folder" "$2" $((growth / 5)) 1 >/dev/null \
    2>"$folder/log" || return 1
  early=$(status_kib "$deliver" VmRSS)
  "$BENCH/bench_sms" "$folder" "$2" $((growth - growth / 5)) 1 >/dev/null \
    2>"$folder/log" || return 1
  growth_row deliver "$early" "$(status_kib "$deliver" VmRSS)"
}

part_growth() {
  local folder=$D/growth growth=${BENCH_GROWTH:-100000} port peer
  have wrk sqlite3 || {
    missing growth "growth of a role over $growth messages" MiB 2
    return
  }
  port=$(free_port)
  peer=$(free_port)
  mkdir -p "$folder"
  replying_town "$folder/town" "$port" "$peer" || return 1
  start "$folder/peer.log" "$BENCH/bench_http" "$peer"
  wait_for 5 listens "$peer" && growth_in "$folder" "$port" || {
    tail -n 3 "$folder"/*.log >&2
    return 1
  }
  # A store of its own, with nothing in it.
  replying_town "$folder/out/town" "$port" "$peer" &&
    mkdir -p "$folder/out/town/state/spool/out/new" \
      "$folder/out/town/state/spool/done" && growth_out "$folder/out" "$peer"
}
