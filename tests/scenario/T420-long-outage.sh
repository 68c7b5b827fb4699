#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A mailbox with years of mail, and a town that was away for days: nobody gets
# an answer to old mail, and many late answers wait until a person lets them go.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip

TEST=false # what lies here is late by its date, not by the clock
OLD=5000
LATE=300
# lay_mails COUNT WORD HOURS: straight into the Maildir, each from somebody else,
# as if they had come so long ago.
lay_mails() {
  perl -e '
    my ($folder, $to, $count, $word, $hours) = @ARGV;
    my $at = time - 3600 * $hours;
    for my $i (1 .. $count) {
      my $name = "$folder/tmp/$word$i.localhost";
      open my $out, ">", $name or die;
      print $out "Return-Path: <b-$word-$i\@example.net>\n",
        "From: b-$word-$i\@example.net\nTo: $to\nSubject: Schlagloch $i\n",
        "Date: Mon, 1 Jun 2026 10:00:00 +0200\nMessage-ID: <$word-$i\@example.org>\n\n",
        "In der Ringstr. $i ist ein Schlagloch.\n";
      close $out or die;
      chown scalar getpwnam("mail"), -1, $name;
      utime $at, $at, $name;
      rename $name, "$folder/new/$word$i.localhost" or die;
    }' "$D/mail/rathaus" "rathaus@$TOWN" "$@"
}
inbox_is() { [ "$(dovecot_count "$D" rathaus)" -eq "$1" ]; }
outbox_of() { ask outbox list --limit 10000 | grep -c "\"kind\":\"$1\"" ; }
inbox_done() { [ "$(ask inbox list --limit 10000 | grep -c '"state":"done"')" -ge "$1" ]; }
held() { ask outbox list --state hold --limit 10000 | grep -c '"kind":"confirmation"'; }

tickets() { [ "$(mail_count tiefbau)" -ge "$1" ]; }
released() { ask outbox go >"$D/go" && grep -q '"released":[1-9]' "$D/go"; }
others_got() { [ "$(mail_count others)" -ge "$1" ]; }
others_ids() { mails_of others | xargs grep -him1 '^message-id:'; }
says_sorry() {
  MAIL=$(mails_of others | tail -1)
  says "bitte entschuldigen Sie die späte Antwort"
}

talk_make
lay_mails $OLD old 5000
ok "with a full mailbox it starts" talk_start
person_write anna "rathaus@$TOWN" --subject Laterne <<<'In der Hafenstr. 3 ist die Laterne aus.'
gets "a new mail is answered" anna "Eingang bestätigt" 30
ok "the old ones lie where they lay" inbox_is $OLD
ok "none of them was taken in" [ "$(ask inbox list | wc -l)" -eq 1 ]
ok "nobody else was answered" [ "$(outbox_of confirmation)" -eq 1 ]

talk_stop
lay_mails $LATE late 50
ok "after two days it starts again" talk_start
ok "all mails are decided" until_true 40 inbox_done $((LATE + 1))
ok "more than 200 late ones pause the answers" talk_logged event=answers-paused
ok "those behind wait" [ "$(held)" -ge $((LATE - 201)) ]
ok "departments have their tickets" until_true 30 tickets $LATE
ok "the answers go when a person says so" released
ok "all get theirs" until_true 40 others_got $LATE
ok "each once" [ "$(others_ids | sort -u | wc -l)" -eq $LATE ]
ok "and it says that it is late" says_sorry
ok "nothing waits" [ "$(held)" -eq 0 ]
lay_mails 20 later 0
ok "what comes after it is answered" until_true 30 others_got $((LATE + 20))
ok "the old ones still lie where they lay" inbox_is $OLD
done_testing
