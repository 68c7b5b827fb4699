#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# SMS over a real gammu-smsd with its dummy modem and SQLite: short and long
# texts both ways, parts in any order, one that comes late, receipts of the
# network and those set in the table; a death between spool and mark, and a
# database that is not there.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/gammu.sh"
. "$root/tests/scenario/lib/port.sh"
. "$root/tests/scenario/lib/role.sh"
for tool in gammu gammu-smsd sqlite3; do
  command -v $tool >/dev/null || skip_all "needs gammu-smsd and sqlite3"
done
PHONE=+493023125001
LONG="Sehr geehrte Damen und Herren, in der Ringstraße 4 ist seit gestern ein \
tiefes Schlagloch, äußerst ärgerlich für Radfahrer und Fußgänger – bitte \
kümmern Sie sich darum 🚲🙏 Viele Grüße, Jürgen Müßig"

D=$(mktemp -d /tmp/bote-XXXXXX)
M=$D/smsd
cleanup() {
  roles_kill
  [ -z "${holder:-}" ] || kill "$holder" 2>/dev/null
  gammu_stop "$M"
  if [ -n "${KEEP:-}" ]; then echo "# kept: $D"; else rm -rf "$D"; fi
}
trap cleanup EXIT
settings() {
  cat >"$D/bote.yaml" <<YAML
test: true
town: $D/town
domain: musterhagen.example.org
timezone: Europe/Berlin
paths: {state: $D/state, runtime: $D/run, credentials: $D/keys}
mailboxes:
  - {name: rathaus, kind: maildir, path: $D/in, address: rathaus@musterhagen.example.org}
transports:
  - {name: mail, kind: maildir, path: $D/out}
  - {name: modem-out, kind: smsd}
channels:
  - name: modem
    provider: gammu
    number: "+4915228817386"
    transport: modem-out
    countries: [49]
    settings: {database: $M/smsd.db, phone: modem1, poll_s: 1}
site: {listen: "127.0.0.1:$(free_port)"}
limits: {free_disk_mib: 1}
YAML
}
ask() { "$BOTE" "$@" --config "$D/bote.yaml" --json; }
store() { sqlite3 -readonly -cmd '.timeout 5000' "$D/state/bote.db" "$1"; }
# store_is SQL VALUE, table_is SQL VALUE: of Bote, of SMSD
store_is() { [ "$(store "$1")" = "$2" ]; }
table_is() { [ "$(gammu_sql "$M" "$1")" = "$2" ]; }
# Texts that were decided; a part of one is none.
SMS="SELECT count(*) FROM inbox WHERE channel = 'sms' AND kind <> 'part'"
# sms_says NUMBER TEXT: the message that came in as NUMBERth, as a person sees it
sms_says() {
  local id
  id=$(store "SELECT id FROM inbox WHERE channel = 'sms' AND kind <> 'part' ORDER BY id LIMIT 1 OFFSET $(($1 - 1))")
  [ -n "$id" ] && ask inbox show "$id" --content | jq -r '.. | strings' | tr '\n' ' ' | grep -qF -- "$2"
}
# What we sent to this phone, one line an SMS.
phone_got() {
  gammu_sql "$M" "SELECT group_concat(TextDecoded, '') FROM (SELECT * FROM sentitems
    WHERE DestinationNumber = '$1' AND Status <> 'SendingError' ORDER BY ID, SequencePosition) GROUP BY ID"
}
phone_reads() { phone_got "$1" | grep -qF -- "$2"; }
# State of our SMS to a phone, as an administrator sees it.
out_state() { ask outbox list | jq -rs --arg id "$1" '.[] | if type == "array" then .[] else . end | select(.id == $id) | .state'; }
out_is() { [ "$(out_state "$1")" = "$2" ]; }
# Our id of the last SMS that SMSD sent to a number.
last_id() { gammu_sql "$M" "SELECT substr(CreatorID, 6) FROM sentitems WHERE DestinationNumber = '$1' ORDER BY ID DESC LIMIT 1"; }
fate() { gammu_sql "$M" "UPDATE sentitems SET Status = '$2', StatusError = $3 WHERE CreatorID = 'bote:$1'"; }

mkdir -p "$D"/{town,state,run,in/new,in/cur,in/tmp,out}
cp "$root"/templates/town/*.yaml "$D/town"
rm -f "$D/town/bote.yaml"
sed -i 's/report: {state: [a-z]*/report: {state: regular/' "$D/town/town.yaml"
"$BIN/makekeys" "$D/keys"
settings
gammu_make "$M"
is_right() { "$BOTE" check --config "$D/bote.yaml" >"$D/check.out"; }
ok "the configuration is right" is_right

# --- out, by deliver alone ---

doctor_says() { "$BOTE" doctor sms --config "$D/bote.yaml" | grep -q "$1"; }
ok "the doctor misses gammu-smsd" doctor_says "^fail sms modem: gammu-smsd has never run"
ok "gammu-smsd starts" gammu_start "$M"
ok "the doctor finds it alive" until_true 30 doctor_says "^ok sms modem: gammu-smsd runs, signal"
role_start deliver
printf 'Kurz und gut: Grüße aus Musterhagen' | "$BIN/jobput" "$D/bote.yaml" short sms modem "" +493023125000 1 >"$D/short"
ok "a short SMS is sent by the modem" until_true 20 phone_reads +493023125000 "Kurz und gut: Grüße aus Musterhagen"
printf %s "$LONG" | "$BIN/jobput" "$D/bote.yaml" long sms modem "" +493023125000 1 >"$D/long"
ok "a long one arrives whole, to the last bicycle" until_true 20 phone_reads +493023125000 "$LONG"
long_parts="SELECT count(*), min(UDH) LIKE '050003%01', max(Coding) FROM sentitems WHERE CreatorID = 'bote:$(cat "$D/long")'"
ok "in parts with headers" table_is "$long_parts" "3|1|Unicode_No_Compression"
ok "nothing is left in SMSD's outbox" until_true 30 table_is "SELECT count(*) FROM outbox" 0
role_kill deliver TERM
# Those jobs were nobody's: digest shall not hear of them.
rm -rf "$D/state/spool"

# --- in ---

role_start digest
ok "digest starts" until_true 20 grep -q digest-ready "$D/digest.log"
role_start deliver
role_start poll modem
gammu_phone "$M" "$PHONE" "Straßenlaterne vor der Lindenstr. 8 ist aus"
ok "an SMS comes in" until_true 20 store_is "$SMS" 1
ok "its row is marked" until_true 30 table_is "SELECT Processed FROM inbox" true
ok "its words are there" sms_says 1 "Straßenlaterne vor der Lindenstr. 8 ist aus"
gammu_compose "$M" +493023125002 "$LONG"
ok "a long one has three parts" test "$(ls "$M/parts" | wc -l)" -eq 3
gammu_arrive "$M" 3 1 2
ok "its parts come in any order" until_true 20 store_is "$SMS" 2
ok "and are one message" sms_says 2 "$LONG"
ok "all its rows are marked" until_true 20 table_is "SELECT count(*) FROM inbox WHERE Processed = 'true'" 4

# SMSD gives up waiting, Bote does not.
taken() { table_is "SELECT count(*) FROM inbox WHERE Processed = 'true'" "$1"; }
gammu_compose "$M" +493023125003 "$LONG"
# Bote leaves such a row alone for ten seconds, in case SMSD still writes.
noted() { table_is "SELECT count(*) FROM inbox" "$1"; }
gammu_arrive "$M" 1 3
until_true 60 noted 6 && gammu_age "$M"
ok "a part is missing: SMSD tells what it has" until_true 60 taken 6
ok "Bote waits for it" store_is "$SMS" 2
gammu_arrive "$M" 2
until_true 60 noted 7 && gammu_age "$M"
ok "the late part is taken" until_true 60 taken 7
ok "and makes it a message" until_true 30 store_is "$SMS" 3
ok "which is whole" sms_says 3 "$LONG"

# --- answers and receipts ---

ok "the phone gets a confirmation" until_true 20 phone_reads "$PHONE" "erhalten"
id=$(last_id "$PHONE")
ok "it is sent" until_true 30 out_is "$id" sent
gammu_report "$M" "$PHONE"
ok "SMSD notes the network's receipt" until_true 20 table_is "SELECT Status FROM sentitems WHERE CreatorID = 'bote:$id'" DeliveryOK
ok "and it is delivered" until_true 30 out_is "$id" delivered
ok "as the administrator sees" sh -c "'$BOTE' outbox show $id --config '$D/bote.yaml' --json | grep -q delivered"
ok "the second phone gets one, too" until_true 20 phone_reads +493023125002 "erhalten"
id=$(last_id +493023125002)
fate "$id" DeliveryPending 48
fate "$id" DeliveryFailed 97 # TP-Status: given up for now
ok "one that failed is failed" until_true 30 out_is "$id" failed
fate "$id" DeliveryOK 0
ok "unless a later receipt knows better" until_true 30 out_is "$id" delivered
gammu_phone "$M" +493023125004 "Ampel an der Kreuzung Ringstraße ist ausgefallen"
until_true 20 phone_reads +493023125004 "erhalten"
id=$(last_id +493023125004)
until_true 30 out_is "$id" sent
fate "$id" SendingError -1
ok "what SMSD could not send is failed" until_true 30 out_is "$id" failed

# --- a death between spool and mark ---

gammu_stop "$M"
before=$(store "$SMS")
gammu_sql "$M" "INSERT INTO inbox (Text, UDH, SenderNumber, TextDecoded, RecipientID, UpdatedInDB) VALUES
  ('', '', '+493023125005', 'Parkbank am Markt ist zerbrochen', 'modem1', datetime('now', '-60 seconds'))"
# Who reads lets others read, too, but nobody commit.
mkfifo "$D/holder"
sqlite3 "$M/smsd.db" <"$D/holder" >"$D/held" 2>&1 &
holder=$!
exec 8>"$D/holder"
echo 'BEGIN; SELECT count(*) FROM inbox;' >&8
until_true 30 test -s "$D/held"
ok "it is taken though it cannot be marked" until_true 20 store_is "$SMS" $((before + 1))
ok "the row is unmarked" table_is "SELECT count(*) FROM inbox WHERE Processed = 'false'" 1
role_kill poll KILL
exec 8>&-
wait "$holder"
holder=
role_start poll modem
ok "after the death it is marked" until_true 20 table_is "SELECT count(*) FROM inbox WHERE Processed = 'false'" 0
gammu_sql "$M" "INSERT INTO inbox (Text, UDH, SenderNumber, TextDecoded, RecipientID, UpdatedInDB) VALUES
  ('', '', '+493023125006', 'Danke', 'modem1', datetime('now', '-60 seconds'))"
ok "the next one comes" until_true 20 store_is "$SMS" $((before + 2))

# --- no database ---

mv "$M/smsd.db" "$M/aside.db"
ok "a database that is gone is told" until_true 30 grep -q 'smsd-unusable.*start gammu-smsd' "$D/poll.log"
mv "$M/aside.db" "$M/smsd.db"
ok "and that it is back" until_true 30 grep -q smsd-usable "$D/poll.log"
# So the first was read twice, and told once.  Last: a role tells its counters
# every ten seconds only.
ok "the role has taken both SMS" until_true 30 grep -q '"accepted":2' "$D/run/poll-modem.status"
ok "no words or numbers are in the logs" sh -c "! grep -E '\\+49302312500|Lindenstr|Schlagloch' '$D'/*.log"
ok "the role tells of signal and battery" grep -q '"signal_percent":42' "$D/run/poll-modem.status"
done_testing
