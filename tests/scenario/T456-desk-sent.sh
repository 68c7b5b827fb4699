#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A clerk answers a citizen from the mail program instead of through Bote: the
# watched folder of sent mail tells, and the answer stands in the ticket's
# history.  What else lies there is not kept, and nothing there is changed.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip

SENT=mail/rathaus/.Sent
mailboxes() {
  cat <<YAML
  - name: gesendet
    kind: imap
    host: localhost
    port: $IMAPS_PORT
    ca_file: $D/ca.pem
    user: rathaus
    credential: imap-rathaus
    folder: Sent
    sent: true
YAML
}
# put NAME < mail: a mail program keeps what it sent.
put() {
  sed 's/\r*$/\r/' >"$D/$SENT/tmp/$1"
  chown mail "$D/$SENT/tmp/$1"
  mv "$D/$SENT/tmp/$1" "$D/$SENT/cur/$1:2,S"
}
folder_is_there() {
  mkdir -p "$D/$SENT/cur" "$D/$SENT/new" "$D/$SENT/tmp"
  chown -R mail "$D/mail/rathaus"
}
meets() { talk_logged 'event=mailbox-first-seen mailbox=gesendet'; }
tells() { ask ticket show "$NUMBER" | grep -q '"what":"answered-past-us"'; }
discarded() { grep -c 'table=inbox.*to=discarded' "$D/log"; }
is_discarded() { [ "$(discarded)" -eq "$1" ]; }

talk_make
folder_is_there
cd "$D" || exit 1
ok "check takes a folder of sent mail" code 0 "$BOTE" check --config "$D/bote/bote.yaml"
ok "all roles start" talk_start
ok "the folder is met" until_true 30 meets

person_write anna "rathaus@$TOWN" --subject "Laterne" <<'TEXT'
Die Laterne vor der Lindenstr. 3 ist aus.
TEXT
cp "$D/letter" "$D/asked"
gets "anna's letter is confirmed" anna "Eingang bestätigt"
NUMBER=$(field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1)
perl "$root/tests/scenario/lib/mail.pl" reply "$D/asked" \
  --from "zentrale@$TOWN" <<<"Der Elektriker kommt am Dienstag." | put 1.answer
ok "an answer past us is noticed" until_true 60 tells
ok "with its words" sh -c '"$1" ticket show "$2" --config "$3" | grep -q Elektriker' - "$BOTE" "$NUMBER" "$D/bote/bote.yaml"

perl "$root/tests/scenario/lib/mail.pl" write --from "zentrale@$TOWN" \
  --to egon@example.net --subject "Grillfest" <<<"Bringst du Salat mit?" | put 2.private
ok "what is about no ticket is not kept" until_true 60 is_discarded 1
ok "both lie where they lay" [ "$(find "$D/$SENT" -type f -name '[12].*' | wc -l)" -eq 2 ]
ok "nobody is written to: anna" nothing_else anna
ok "nobody is written to: the desk" nothing_else zentrale
ok "no word is in the log" bash -c "! grep -Eq 'Elektriker|Salat|Grillfest|egon' '$D/log'"
talk_stop
ok "nor in what is kept" bash -c "! grep -rqE 'Elektriker|Salat|Grillfest' '$D/bote/state'"
done_testing
