#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A server that refuses plus addresses, as Exchange on premises does, and a mail
# program that opens a new mail for each button, without References: the token
# travels in the text, and commands are executed all the same.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
REPLY_TOKEN=text

ticket_is() { ask ticket list | grep -q "\"state\":\"$1\""; }
inbox_done() { [ "$(ask inbox list | grep -c '"state":"done"')" -eq "$1" ]; }
refused() { ! send anna@example.org "$D/letter" "rathaus+d2600001x1a@$TOWN"; }
body_has() { mail_tool part "$D/letter" text/plain | grep -q "$1"; }
letter_lacks() { ! grep -qiE "^($1):" "$D/letter"; }

talk_make
ok "all roles start" talk_start
person_write weber "rathaus@$TOWN" --subject "Gehwegplatte locker" <<'TEXT'
Vor der Lindenstraße 3 liegt eine lockere Gehwegplatte.
TEXT
ok "the server takes no plus address" refused
ok "for it knows none" grep -q 'rathaus+.*User unknown' "$D/postfix.log"
gets "the citizen gets a confirmation" weber "Eingang bestätigt"
confirmation=$MAIL
gets "the department gets a ticket" tiefbau "Neu: "
ticket_mail=$MAIL
ok "its answers go to the plain address" bash -c "! [[ \$1 = *+* ]]" - "$(field Reply-To)"

person_press tiefbau Erledigt --text "Die Platte liegt wieder fest."
ok "the button's mail goes to the plain address" grep -qE "^To: rathaus@$TOWN" "$D/letter"
ok "it is no reply" letter_lacks "In-Reply-To|References"
ok "its text carries the token" body_has '^Vorgangscode: '
gets "the department sees what was understood" tiefbau "verstanden"
ok "as the citizen will read it" says "│ Die Platte liegt wieder fest."
ok "the ticket is solved" ticket_is solved
talk_pass 31
gets "after the time to undo the citizen hears it" weber "erledigt"
ok "in the department's words" says "Die Platte liegt wieder fest."
ok "without the token of the department" bash -c "! grep -q 'Vorgangscode: d' <<<\$1" - "$(plain)"

person_reply weber <<<'NEIN, sie wackelt noch.'
gets "his reply finds the ticket by its References" tiefbau "Wieder offen"
ok "it is open again" ticket_is open
MAIL=$ticket_mail
person_reply tiefbau <<<$'#erledigt\n\nJetzt liegt sie fest.'
gets "so does a reply of the department" tiefbau "verstanden"
ok "the ticket is solved again" ticket_is solved

# Somebody else knows the number but has no token.
mail_tool write --from tiefbau@$TOWN --to "rathaus@$TOWN" \
  --subject "Re: $(MAIL=$confirmation field Subject)" >"$D/letter" \
  <<<$'#zda\n\nVorgangscode: d26-00001-xx-abcd-efgh-ijkm-npqr'
send tiefbau@$TOWN "$D/letter"
ok "a made-up token is read" until_true 30 inbox_done 5
ok "and does nothing" ticket_is solved
done_testing
