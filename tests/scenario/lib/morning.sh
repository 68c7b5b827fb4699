# SPDX-License-Identifier: Apache-2.0
#
# A department in quiet mode and the mornings on which it gets its list.  Source
# it after talk.sh, then:
#
#   quiet_department       tiefbau has quiet mode, and no deputy; it is noon, so
#                          that no list falls due while the scene is set
#   next_morning           the clock is at 07:35 of the next day that is no
#                          weekend
#   gets_list NAME         a TAP line; sets MAIL to the list of the next morning
#                          that has one

# The clock is at HH:MM of the day that is DAYS days after today.
pass_until() { # DAYS HH:MM
  local TZ=Europe/Berlin now target
  export TZ
  now=$(($(date +%s) + passed_min * 60))
  target=$(date -d "$(date -d "@$now" +%F) +$1 day $2" +%s)
  talk_pass $(((target - now + 59) / 60))
  export -n TZ
}
quiet_department() {
  sed -i 's/^  name: Tiefbauamt$/&\n  mail: morning/' "$D/bote/town/departments.yaml"
  sed -i '/^  deputy: gruen$/d' "$D/bote/town/departments.yaml"
  pass_until 1 12:00
}
next_morning() {
  local now=$(($(date +%s) + passed_min * 60)) day=1
  while [ "$(TZ=Europe/Berlin date -d "@$((now + day * 86400))" +%u)" -gt 5 ]; do
    day=$((day + 1))
  done
  pass_until $day 07:35
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

