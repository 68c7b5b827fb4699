# SPDX-License-Identifier: Apache-2.0
#
# A real gammu-smsd with Gammu's dummy modem in one scratch directory, its
# database in DIR/smsd.db.  Source it, then:
#
#   gammu_make DIR              the database and the settings
#   gammu_start DIR, gammu_stop DIR     SMSD, by its process id
#   gammu_compose DIR FROM TEXT an SMS in DIR/parts, a file for each part: 1, 2 …
#   gammu_arrive DIR PART…      parts reach the modem in this order
#   gammu_phone DIR FROM TEXT   both: a phone sends an SMS
#   gammu_report DIR TO         the network reports that TO got an SMS of ours
#   gammu_age DIR               what came in did so a minute ago
#   gammu_sql DIR SQL           a look at the database, or a change
#
# Few SMS at a time: 1.42 with the dummy modem hangs in joining when some twenty
# wait.  A file in the modem is an SMS; what has no sender cannot be composed as
# received, so what is composed to be sent is made into that.

gammu_sql() { sqlite3 -cmd '.timeout 5000' "$1/smsd.db" "$2"; }
# The package's own tables where documentation is installed, else our copy.
gammu_make() {
  local dir=$1 schema=/usr/share/doc/gammu-smsd/examples/sqlite.sql
  [ -e $schema ] || schema=$root/tests/support/smsd.sql
  mkdir -p "$dir/modem/sms"/{1,2,3,4,5} "$dir/desk/sms"/{1,2,3,4,5} "$dir/parts"
  sqlite3 "$dir/smsd.db" <"$schema"
  printf '[gammu]\nmodel = dummy\nconnection = none\ndevice = %s/desk\n' "$dir" \
    >"$dir/desk.conf"
  cat >"$dir/smsd.conf" <<CONF
[gammu]
model = dummy
connection = none
device = $dir/modem
[smsd]
service = sql
driver = sqlite3
dbdir = $dir/
database = smsd.db
phoneid = modem1
deliveryreport = sms
logfile = $dir/smsd.log
commtimeout = 1
receivefrequency = 1
statusfrequency = 1
loopsleep = 1
multiparttimeout = 2
CONF
  gammu_next=0
}
gammu_is_up() { [ "$(gammu_sql "$1" "SELECT count(*) FROM phones")" -gt 0 ]; }
gammu_start() {
  gammu-smsd -c "$1/smsd.conf" >>"$1/smsd.out" 2>&1 &
  echo $! >"$1/smsd.pid"
  until_true 20 gammu_is_up "$1"
}
gammu_stop() {
  local pid
  pid=$(cat "$1/smsd.pid" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null
  until_true 10 gammu_is_gone "$pid" || kill -9 "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  rm -f "$1/smsd.pid"
}
gammu_is_gone() { ! kill -0 "$1" 2>/dev/null; }
gammu_compose() {
  rm -f "$1"/desk/sms/1/* "$1"/parts/*
  gammu -c "$1/desk.conf" savesms TEXT -folder 1 -unread -sender "$2" \
    -text "$3" -unicode -len 1000 >"$1/compose.out" 2>&1 || return 1
  sed -i 's/^PDU = Submit/PDU = Deliver/' "$1"/desk/sms/1/*
  mv "$1"/desk/sms/1/* "$1/parts/"
}
gammu_arrive() {
  local dir=$1 part
  shift
  for part in "$@"; do
    gammu_next=$((gammu_next + 1))
    mv "$dir/parts/$part" "$dir/modem/sms/1/$gammu_next" || return 1
  done
}
gammu_phone() {
  gammu_compose "$@" && gammu_arrive "$1" $(ls "$1/parts")
}
# Written anew: a trigger sets the time of each row that is changed.
gammu_age() {
  gammu_sql "$1" "BEGIN IMMEDIATE;
    CREATE TEMP TABLE aged AS SELECT * FROM inbox WHERE Processed = 'false';
    UPDATE aged SET UpdatedInDB = datetime('now', '-60 seconds');
    REPLACE INTO inbox SELECT * FROM aged; COMMIT"
}
# The dummy modem gives all it sends the message reference 255.
gammu_report() {
  gammu_next=$((gammu_next + 1))
  cat >"$1/parts/report" <<SMS
[SMSBackup000]
PDU = Status_Report
SMSC = "123456"
DateTime = $(date -u +%Y%m%dT%H%M%SZ)
State = UnRead
Number = "$2"
Text00 = 00440065006C006900760065007200650064
Coding = Default_No_Compression
Folder = 1
Length = 9
Class = -1
ReplySMSC = False
RejectDuplicates = False
ReplaceMessage = 0
MessageReference = 255
SMS
  mv "$1/parts/report" "$1/modem/sms/1/$gammu_next"
}
