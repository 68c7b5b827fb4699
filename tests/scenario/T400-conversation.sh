#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The conversation of the demo over real servers: a citizen mails a defect with
# a photo, the department answers from its inbox, the citizen objects and is out
# of office; another one reports by SMS and asks how it stands.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
POSTFIX_DELIMITER=+
PHONE=+493023125001

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
# By the quasigroup of Damm over the year's four digits and the serial.
damm_is_right() {
  perl -e '
    my @table = map { [split //] } qw(0317598642 7092154863 4206871359 1750983426
      6123045978 3674209581 5869720134 8945362017 9438617205 2581436790);
    my $interim = 0;
    $interim = $table[$interim][$_] for split //, "20" . (shift =~ s/-//gr);
    exit $interim' "$1"
}
ticket() { ask ticket show "$NUMBER"; }
ticket_is() { ticket | grep -q "\"state\":\"$1\""; }
inbox_has() { [ "$(ask inbox list | grep -c "\"kind\":\"$1\"")" -ge "${2:-1}" ]; }
inbox_all() { [ "$(ask inbox list | grep -vc '"state":"done"')" -eq 0 ]; }
outbox_count() { ask outbox list | wc -l; }
outbox_sms() { ask outbox list | grep '"channel":"sms"' | grep -q "\"state\":\"$1\""; }
phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
small_enough() {
  local width height cid
  read -r width height cid <<<"$(mail_tool photo "$MAIL")"
  [ "$width" -le 1600 ] && [ "$height" -le 1600 ] && [ "$width" -gt 1000 ] &&
    html | grep -qF "src=\"cid:$cid\""
}

talk_make kannel
mail_tool jpeg 2400 1800 >"$D/photo.jpg"
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch in der Gartenstr. 12" \
  --photo "$D/photo.jpg" <<'TEXT'
Guten Tag,

vor der Gartenstr. 12 ist ein tiefes Schlagloch.

Viele Grüße
Anna
TEXT
asked=$(mail_tool header "$D/letter" Message-ID)
gets "the citizen gets a confirmation" anna "Eingang bestätigt"
confirmation=$MAIL
NUMBER=$(number_of)
ok "with a number whose check digit is right" damm_is_right "$NUMBER"
ok "that names the number" says "Nummer:    $NUMBER"
ok "it refers to her own mail" [ "$(field References)" = "$asked" ]
ok "it says that it is automatic" [ "$(field Auto-Submitted)" = auto-replied ]
ok "it has a null reverse-path" [ "$(field Return-Path)" = '<>' ]
ok "it has text" says "Ihre Nachricht ist angekommen"
ok "and HTML" bash -c "grep -q '<' <<<\$1" - "$(html)"
gets "the department gets a ticket" tiefbau "Neu: "
ticket_mail=$MAIL
ok "of this number" [ "$(number_of)" = "$NUMBER" ]
ok "the photo stands in it, smaller" small_enough
ok "it has a button" bash -c "grep -q 'href=\"mailto:rathaus%2B' <<<\$1" - "$(html)"
ok "answers go to a plus address" bash -c "[[ \$1 = *rathaus+*@$TOWN* ]]" - "$(field Reply-To)"
ok "the ticket is new" ticket_is new

person_press tiefbau Übernommen
gets "a press of the button is understood" tiefbau "verstanden"
ok "the ticket is open" ticket_is open
gets "the citizen hears that somebody cares" anna "in Arbeit"

MAIL=$ticket_mail
person_reply tiefbau <<<$'#erledigt\n\nDas Loch ist zu.'
gets "the department sees what was understood" tiefbau "verstanden"
ok "as the citizen will read it" says "│ Das Loch ist zu."
ok "the ticket is solved" ticket_is solved
ok "she has heard nothing yet" nothing_else anna
talk_pass 31
gets "after the time to undo she hears it" anna "erledigt"
ok "in the department's words" says "Das Loch ist zu."
person_reply anna <<<$'NEIN\n\nDas Loch ist noch da.'
gets "on her NEIN the department hears it" tiefbau "Wieder offen"
ok "in her words" says "│ Das Loch ist noch da."
ok "the ticket is open again" ticket_is open

until_true 20 take_mail anna "Ergänzung erhalten"
before=$(outbox_count)
MAIL=$confirmation
machine_reply anna <<<'Ich bin bis Montag nicht im Büro.'
ok "her out-of-office is kept" until_true 30 inbox_has auto-reply
ok "nobody is answered" [ "$(outbox_count)" -eq "$before" ]
ok "and nothing changes" ticket_is open
MAIL=$ticket_mail
machine_reply tiefbau <<<'#erledigt'
ok "the department's is kept, too" until_true 30 inbox_has auto-reply 2
ok "it is no command" ticket_is open
ok "again nobody is answered" [ "$(outbox_count)" -eq "$before" ]

kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Strassenlaterne vor der Lindenstr. 8 ist aus"
gets "an SMS becomes a ticket" stadtwerke "Neu: "
NUMBER=$(number_of)
ok "with a number of its own" damm_is_right "$NUMBER"
ok "it came by SMS" says "per SMS"
ok "the phone gets the confirmation" until_true 30 phone_got "Meldung $NUMBER erhalten"
ok "the receipt makes it delivered" until_true 30 outbox_sms delivered
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "STATUS $NUMBER"
ok "STATUS is answered" until_true 30 phone_got "Meldung $NUMBER ist"

ok "the citizen got nothing else" nothing_else anna
ok "nor did the department" nothing_else tiefbau
ok "nor the desk" nothing_else zentrale
ok "each message is done" until_true 30 inbox_all
# Mails are set aside after they were taken in.
mailbox_is_empty() { [ "$(dovecot_count "$D" rathaus)" -eq 0 ]; }
ok "the mailbox is empty" until_true 30 mailbox_is_empty
ok "no address and no text is in the log" bash -c "! grep -Eq 'example\.(org|com)|Loch|23125001' '$D/log'"
done_testing
