# SPDX-License-Identifier: Apache-2.0
#
# A department in quiet mode and the mornings on which it gets its list.  Source
# it after talk.sh, then:
#
#   quiet_department       tiefbau has quiet mode, and no deputy
#   next_morning           the clock is at 07:35 of the next day that is no
#                          weekend
#   gets_list NAME         a TAP line; sets MAIL to the list of the next morning
#                          that has one

quiet_department() {
  sed -i 's/^  name: Tiefbauamt$/&\n  mail: morning/' "$D/bote/town/departments.yaml"
  sed -i '/^  deputy: gruen$/d' "$D/bote/town/departments.yaml"
}
next_morning() {
  local now=$(($(date +%s) + passed_min * 60)) day=1 target
  local TZ=Europe/Berlin
  export TZ
  while
    target=$(date -d "$(date -d "@$now" +%F) +$day day 07:35" +%s)
    [ "$(date -d "@$target" +%u)" -gt 5 ]
  do day=$((day + 1)); done
  export -n TZ
  talk_pass $(((target - now + 59) / 60))
}
# Holidays have no list, so the one after them is asked for.
gets_list() {
  local day
  MAIL=/dev/null
  for day in 1 2 3 4 5; do
    next_morning
    until_true 15 take_mail tiefbau "] Tiefbauamt" && break
  done
  ok "$1" [ -s "$MAIL" ]
}

