# SPDX-License-Identifier: Apache-2.0
#
# One conversation in phases, and one role of it run on its own from the state
# in which the roles before it have done their work; so that a fault can be
# tried at each of its system calls.  Source it instead of rig.sh, set `steps`
# (system calls, comma-separated), then:
#
#   walk_make                the town
#   walk_begin PHASE         feeds it, runs it undisturbed, keeps its outcome
#   walk_count PHASE ROLE    snapshot before the role, its steps in $D/steps
#   steps_of                 their names, one a line
#   walk_from PHASE ROLE INJECT   the role once with a fault, as strace knows it
#   settle PHASE             all roles until nothing is left to do
#   outcome_differs PHASE    compares with the undisturbed run, says how
#
# Phases: mail (with a photo), done (the department's #erledigt), no (the
# citizen's NEIN), sms (a report by SMS and its answer).
. "$(dirname "${BASH_SOURCE[0]}")/rig.sh"
command -v sqlite3 >/dev/null || skip_all "needs sqlite3"
command -v jq >/dev/null || skip_all "needs jq"
strace -qq -e trace=none true 2>/dev/null || skip_all "needs strace"

walk_make() {
  rig_make
  mkdir -p "$D/out"
  : >"$D/sms-sent"
  sms_peer_start
}
walk_begin() {
  clock_set $NOON_MS 0
  case $1 in
    mail) feed_photo m1 ;;
    done) reply "$(newest_to tiefbau@musterhagen.example.org)" \
      tiefbau@musterhagen.example.org "#erledigt
Das Loch ist gefüllt. $MARKER" m2 ;;
    no) reply "$(newest_to b-m1@example.org)" b-m1@example.org "NEIN" m3 ;;
  esac
  save "before-$1"
  settle "$1"
  outcome >"$D/expected-$1"
  save "after-$1"
}
walk_count() {
  restore "before-$1"
  stage "$1" "$2"
  save "$1-$2"
  traced "$D/steps"
  run_role "$1" "$2"
  role_kill "$2"
  role_wrapper=()
}
steps_of() { grep -v -e EEXIST -e '^[+-]' "$D/steps" | cut -d'(' -f1; }
walk_from() {
  restore "$1-$2"
  cat "$D/$2.log" >>"$D/earlier.log"
  : >"$D/$2.log"
  traced "$D/faulted" "$3"
  run_role "$1" "$2"
}
outcome_differs() {
  outcome >"$D/outcome"
  ! cmp -s "$D/outcome" "$D/expected-$1" || return 1
  diff "$D/expected-$1" "$D/outcome" | cut -c1-200 | head -n 20 | sed 's/^/# /'
}

# --- pieces ---

save() {
  rm -rf "$D/snap-$1"
  mkdir "$D/snap-$1"
  cp -a "$D/state" "$D/in" "$D/out" "$D/sms-sent" "$D/snap-$1/"
}
restore() {
  rm -rf "$D/state" "$D/in" "$D/out"
  cp -a "$D/snap-$1/"{state,in,out} "$D/"
  # The peer keeps its file open.
  cat "$D/snap-$1/sms-sent" >"$D/sms-sent"
  clock_set $NOON_MS 0
}
newest_to() {
  find "$D/out/$1/new" -type f -printf '%T@ %p\n' | sort -n | tail -n 1 |
    cut -d' ' -f2
}
field_of() { grep -aim1 "^$2:" "$1" | sed 's/^[^:]*: *//; s/[<>\r]//g'; }
# reply TO_FILE FROM TEXT KEY
reply() {
  mail_text "$2" "Re: $(field_of "$1" subject)" "in-$4" "$3" \
    "$(field_of "$1" reply-to)" |
    sed "s/^Subject:/In-Reply-To: <$(field_of "$1" message-id)>\n&/" |
    put_mail "$4"
}

# What people see: tickets, and each letter once, without what must differ.
letters() {
  mails_out | while read -r file; do
    echo "$(field_of "$file" message-id) $file"
  done | sort -u -k1,1 | while read -r _ file; do
    sed 1,2d "$file" | "$BOTE" parse |
      jq -cS '[.to[0].address, .subject, .full_text, .attachments[]?.size]' |
      sed -E 's/[cd][0-9]{7,}[a-z0-9]*\.[a-z0-9]{16}/TOKEN/g'
  done | sort
}
outcome() {
  sql "SELECT digits, state, category, department FROM ticket ORDER BY 1"
  sql "SELECT channel, state, kind, service, count(*) FROM inbox
    WHERE channel <> 'webhook' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
  sql "SELECT channel, kind, count(*) FROM outbox GROUP BY 1, 2 ORDER BY 1, 2"
  letters
  sed 's/&ref=.*//' "$D/sms-sent" | sort
}
# The most copies of one mail that went out.
copies() {
  mails_out | while read -r file; do field_of "$file" message-id; done |
    sort | uniq -c | sort -rn | awk 'NR == 1 {print $1}'
}

# Only time can bring what is not finished: deliver has told all it knows.
waits_for_time() {
  taken_in && [ "$(lies_in "$D/state/spool/out/new")" -eq 0 ] &&
    [ "$(lies_in "$D/state/spool/done/new")" -eq 0 ] &&
    is "SELECT count(*) FROM outbox WHERE state IN ('queued', 'leased')" 0
}
# All roles until nothing is left to do; time passes when only that can help.
settle() {
  local turn
  role_wrapper=()
  roles_start
  if [ "$1" = sms ]; then
    feed_sms sms1 +493023125001 "Laterne aus, Ringstraße 5"
    until_true 20 is "SELECT count(*) FROM inbox WHERE channel = 'sms'" 1
  fi
  for turn in 1 2 3 4 5 6; do
    until_true 20 waits_for_time
    ! finished || break
    [ "$1" != sms ] || feed_receipts
    until_true 20 taken_in
    clock_set $((NOON_MS + turn * 1900000)) 0
    until_true 2 finished && break # the clock is looked at twice a second
  done
  roles_kill
}
roles_of() {
  if [ "$1" = sms ]; then echo webhook digest deliver; else echo mailbox digest deliver; fi
}
# The roles before this one do their work first.
stage() {
  local phase=$1 until=$2 name
  for name in $(roles_of "$phase"); do
    [ "$name" != "$until" ] || break
    role_start "$name"
    case $name in
      mailbox) until_true 20 server_is_empty ;;
      webhook) feed_sms sms1 +493023125001 "Laterne aus, Ringstraße 5" ;;
      digest) until_true 20 handed_out "$phase" ;;
    esac
    role_kill "$name"
  done
}
handed_out() {
  [ "$1" != sms ] ||
    is "SELECT count(*) FROM inbox WHERE channel = 'sms'" 1 || return 1
  taken_in && is "SELECT count(*) FROM outbox WHERE state = 'queued'" 0 &&
    [ "$(lies_in "$D/state/spool/out/new")" -gt 0 ]
}
traced() { # OUTPUT [INJECT]: also sets how the role is run
  role_wrapper=(strace -D -y -qq -o "$1" -e "trace=$steps" ${2:+-e "inject=$2"})
}
# Where the role's work of this phase ends.
role_is_through() {
  case $2 in
    mailbox) server_is_empty ;;
    webhook) [ -s "$D/fed" ] ;;
    digest) handed_out "$1" ;;
    deliver) [ "$(lies_in "$D/state/spool/out/new")" -eq 0 ] &&
      [ "$(lies_in "$D/state/spool/done/new")" -ge "$jobs" ] ;;
  esac || role_is_dead "$2"
}
run_role() {
  jobs=$(lies_in "$D/state/spool/out/new")
  rm -f "$D/fed"
  role_start "$2"
  if [ "$2" = webhook ]; then
    # Once: a role that dies of it answers nothing.
    until_true 5 hook_answers
    [ "$(hook_post -d event=mo -d id=sms1 -d from=%2B493023125001 \
      -d to=%2B4915228817386 \
      --data-urlencode "text=Laterne aus, Ringstraße 5")" != 200 ] ||
      echo taken >"$D/fed"
  fi
  until_true 5 role_is_through "$1" "$2"
}
hook_answers() {
  role_is_dead webhook || curl -s -m 20 -o /dev/null "http://127.0.0.1:$HOOK_PORT/"
}

