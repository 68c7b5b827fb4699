# SPDX-License-Identifier: Apache-2.0
#
# A whole town over real servers: Dovecot holds the mailbox, Postfix takes what
# people and Bote send, Kannel is the SMS provider, `bote run` supervises all
# roles.  Source it, then:
#
#   talk_skip [kannel]     ends the scenario where servers or rights are missing
#   talk_make [kannel]     servers, town, settings; sets D
#   talk_start, talk_stop  `bote run`
#   talk_pass MINUTES      the clock is that much later
#   person_write WHO ADDRESS OPTION… < text     see mail.pl write
#   person_reply WHO OPTION… < text             to the mail in $MAIL
#   person_press WHO LABEL OPTION…              a button of the mail in $MAIL
#   gets NAME WHO SUBJECT [SECONDS]   a TAP line; sets MAIL to the newest mail of
#                          this subject that was not taken before
#   mails_of WHO           their files;  field NAME, plain, html: of $MAIL
#
# RECORD is an address by which staff record for others; it lies in the same
# mailbox.  REPLY_TOKEN and POSTFIX_DELIMITER say how tokens travel; TEST=false: the
# machine's clock, and mails are as old as the server says.  QUIET_HOURS are none
# unless set: by night, news by SMS would wait for the morning.  A scenario with
# more mailboxes defines mailboxes().  WHO is a person of
# PEOPLE, others whoever is at example.net; the department tiefbau gives commands
# without DMARC, which Postfix does not check: `internal` says that this server
# guards the town's domain, as a town's own server does that lets nobody outside
# write in its name.

. "$(dirname "${BASH_SOURCE[0]}")/tap.sh"
. "$root/tests/scenario/lib/dovecot.sh"
. "$root/tests/scenario/lib/postfix.sh"
. "$root/tests/scenario/lib/kannel.sh"
TOWN=musterhagen.example.org
OUR_NUMBER=+4915228817386
SECRET=0123456789abcdef0123456789abcdef
PEOPLE="anna=anna@example.org weber=weber@example.com
  tiefbau=tiefbau@$TOWN zentrale=zentrale@$TOWN
  stadtwerke=stoerung@stadtwerke.example.org others=@example.net"
run_pid=
mailboxes() { :; }

talk_skip() {
  local needed
  [ "$(id -u)" = 0 ] || skip_all "not root"
  for needed in dovecot postfix openssl curl perl ${1:+bearerbox}; do
    command -v "$needed" >/dev/null || skip_all "$needed is not installed"
  done
  [ -z "${1:-}" ] || [ -x /usr/lib/kannel/test/fakesmsc ] ||
    skip_all "kannel-extras is not installed"
}

# --- servers and town ---

talk_end() {
  talk_stop
  kannel_stop "$D/kannel"
  postfix_stop "$D"
  dovecot_stop "$D"
  if [ -n "${KEEP:-}" ]; then echo "# kept: $D"; else rm -rf "$D"; fi
}
talk_sms_settings() {
  cat <<YAML
  - {name: sms-out, kind: http}
channels:
  - name: sms
    provider: kannel
    number: "$OUR_NUMBER"
    path_credential: sms-path
    credential: sms-password
    transport: sms-out
    settings:
      url: http://127.0.0.1:$KANNEL_SEND_PORT/cgi-bin/sendsms
      user: bote
      from: "$OUR_NUMBER"
webhook:
  listen: 127.0.0.1:$WEBHOOK_PORT
  public_url: http://127.0.0.1:$WEBHOOK_PORT/sms
YAML
}
talk_settings() {
  cat <<YAML
test: ${TEST:-true}
town: town
domain: $TOWN
timezone: Europe/Berlin
paths: {state: state, runtime: run, credentials: credentials}
mailboxes:
  - name: rathaus
    kind: imap
    host: localhost
    port: $IMAPS_PORT
    tls: implicit
    ca_file: $D/ca.pem
    user: rathaus
    auth: login
    credential: imap-rathaus
    address: rathaus@$TOWN
    from_name: "Musterhagen an der Wieke"
    reply_token: ${REPLY_TOKEN:-plus}
    ${RECORD:+record: $RECORD}
    internal: [$TOWN]
$(mailboxes)
limits: {undo_minutes: 30, free_disk_mib: 1, quiet_hours: ${QUIET_HOURS:-none}}
transports:
  - name: mail
    kind: smtp
    host: localhost
    port: $SMTP_PORT
    tls: starttls
    ca_file: $D/ca.pem
YAML
  [ -z "${1:-}" ] || talk_sms_settings
}
talk_servers() {
  local person
  POSTFIX_DOMAINS="example.org example.com example.net $TOWN stadtwerke.example.org"
  POSTFIX_BOXES="rathaus@$TOWN=mail/rathaus ${RECORD:+$RECORD=mail/rathaus}"
  for person in $PEOPLE; do
    POSTFIX_BOXES="$POSTFIX_BOXES ${person#*=}=postfix-mail/${person%%=*}"
  done
  dovecot_start "$D" && dovecot_user "$D" rathaus && postfix_start "$D" ||
    return 1
  [ -n "${1:-}" ] || return 0
  WEBHOOK_PORT=$(free_port)
  kannel_start "$D/kannel" "http://127.0.0.1:$WEBHOOK_PORT/sms/sms/$SECRET?from=%q&to=%Q&ts=%T&id=%I&coding=%c"
}
talk_make() {
  local base
  D=$(mktemp -d /tmp/bote-XXXXXX)
  chmod 755 "$D"
  trap talk_end EXIT
  ok "the servers start" talk_servers "${1:-}"
  base=$D/bote
  mkdir -p "$base/town" "$base/state" "$base/run"
  cp "$root"/templates/town/*.yaml "$base/town"
  rm -f "$base/town/bote.yaml"
  "$BIN/makekeys" "$base/credentials"
  (
    umask 077
    echo rathaus-secret >"$base/credentials/imap-rathaus"
    echo $SECRET >"$base/credentials/sms-path"
    echo kannel-secret >"$base/credentials/sms-password"
  )
  talk_settings "${1:-}" >"$base/bote.yaml"
  passed_min=0
  talk_pass 0
  : >"$D/taken"
}
# The servers stamp mails with the machine's time, so the clock starts there.
talk_pass() {
  local uptime _
  passed_min=$((passed_min + $1))
  read -r uptime _ </proc/uptime
  printf '%s 1 %s\n' $((${EPOCHREALTIME/./} / 1000 + passed_min * 60000)) "${uptime/./}0" >"$D/clock.new"
  mv "$D/clock.new" "$D/clock"
}
talk_logged() { grep -q "$1" "$D/log"; }
talk_start() {
  local clock=(--clock "$D/clock") event=mailbox-connected
  [ -n "$(ls -A "$D/bote/state/mailbox" 2>/dev/null)" ] ||
    event=mailbox-first-seen
  [ "${TEST:-true}" = true ] || clock=()
  : >"$D/log"
  "$BOTE" run --config "$D/bote/bote.yaml" "${clock[@]}" 2>"$D/log" &
  run_pid=$!
  until_true 20 talk_logged event=digest-ready &&
    until_true 20 talk_logged event=$event
}
talk_stop() {
  [ -n "$run_pid" ] || return 0
  kill "$run_pid" 2>/dev/null
  wait "$run_pid" 2>/dev/null
  run_pid=
}
# What a person at the machine asks: bote VERB… --json
ask() { "$BOTE" "$@" --config "$D/bote/bote.yaml" --json; }

# --- people ---

address_of() {
  local person
  for person in $PEOPLE; do
    [ "${person%%=*}" != "$1" ] || echo "${person#*=}"
  done
}
mail_tool() { perl "$root/tests/scenario/lib/mail.pl" "$@"; }
# send FROM FILE [TO]: over SMTP, as a mail program does.
send() {
  curl -sS -m 20 --ssl-reqd --cacert "$D/ca.pem" --mail-from "$1" \
    --mail-rcpt "${3:-$(mail_tool receiver <"$2")}" -T "$2" \
    "smtp://localhost:$SMTP_PORT/mail.example.org" 2>>"$D/curl.log"
}
person_write() {
  local who=$1 to=$2
  shift 2
  mail_tool write --from "$(address_of "$who")" --to "$to" "$@" >"$D/letter" &&
    send "$(address_of "$who")" "$D/letter"
}
person_reply() {
  local who=$1
  shift
  mail_tool reply "$MAIL" --from "$(address_of "$who")" "$@" >"$D/letter" &&
    send "$(address_of "$who")" "$D/letter"
}
# An answer written by a machine has a null reverse-path (RFC 3834 3.3).
machine_reply() {
  mail_tool reply "$MAIL" --from "$(address_of "$1")" --auto >"$D/letter" &&
    send "" "$D/letter"
}
person_press() {
  local who=$1 label=$2
  shift 2
  mail_tool press "$MAIL" "$label" --from "$(address_of "$who")" "$@" \
    >"$D/letter" && send "$(address_of "$who")" "$D/letter"
}
mails_of() { postfix_mails "$D" "$1"; }
mail_count() { mails_of "$1" | wc -l; }
head_of() { mail_tool header "$1" "$2"; }
take_mail() {
  local file
  for file in $(mails_of "$1"); do
    grep -qxF "$file" "$D/taken" && continue
    head_of "$file" Subject | grep -qF -- "$2" || continue
    echo "$file" >>"$D/taken"
    MAIL=$file
    return 0
  done
  return 1
}
gets() {
  MAIL=/dev/null
  ok "$1" until_true "${4:-30}" take_mail "$2" "$3"
}
field() { head_of "$MAIL" "$1"; }
plain() { mail_tool part "$MAIL" text/plain; }
html() { mail_tool part "$MAIL" text/html; }
says() { plain | tr -d '\r' | tr '\n' ' ' | grep -qF -- "$1"; }
# All mails that came were looked at.
nothing_else() {
  local file
  for file in $(mails_of "$1"); do
    grep -qxF "$file" "$D/taken" || {
      echo "# $1 also got: $(head_of "$file" Subject)"
      return 1
    }
  done
}
