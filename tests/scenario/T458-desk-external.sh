#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A department outside the administration over real servers: it reads no name,
# its machine's receipt is kept, a colleague it did not list changes nothing,
# the citizen says JA, the desk ends it, in the firm's own name and colours; and
# what it does not answer comes back to the desk.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE netz=netz@stadtwerke.example.org"
FIRM_SENDER=stadtwerke@$TOWN

silent_about() { ! plain | tr '\n' ' ' | grep -qF -- "$1"; }
tells() { ask ticket show "$NUMBER" | grep -qF "\"what\":\"$1\""; }
state_is() { ask ticket show "$NUMBER" | head -1 | grep -qF "\"state\":\"$1\""; }
page() { LC_ALL=de_DE.UTF-8 "$BOTE" report --config "$D/bote/bote.yaml" "$@"; }
page_says() { page | grep -qF -- "$1"; }
dress() {
  mail_tool jpeg 120 40 >"$D/bote/town/stadtwerke.jpg"
  sed -i 's/# logo: stadtwerke.png.*/logo: stadtwerke.jpg/;
    s/# from_address:.*/from_address: '"$FIRM_SENDER"'/' \
    "$D/bote/town/departments.yaml"
}
allow() {
  sed -i "s/^    from_name: .*/&\n    send_as: [$FIRM_SENDER]/" "$D/bote/bote.yaml"
}
checks() { "$BOTE" check --config "$D/bote/bote.yaml" >"$D/check" 2>&1; }

talk_make
dress
ok "a sender that no mailbox may use is refused" bash -c \
  "! '$BOTE' check --config '$D/bote/bote.yaml' >'$D/check' 2>&1"
ok "with line and remedy" grep -qE "departments.yaml:[0-9]+:[0-9]+: no mailbox may send as '$FIRM_SENDER' .* 'send_as'" "$D/check"
allow
ok "and allowed where the mailbox has it" checks
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Laterne dunkel" <<'TEXT'
Die Straßenlaterne vor der Lindenstr. 8 ist aus. Tel. 0152 28817387.

Viele Grüße
Anna Beispiel
TEXT
gets "the citizen hears at once" anna "Eingang bestätigt"
NUMBER=$(field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1)
from_firm() { field From | grep -qF "Stadtwerke Musterhagen" && field From | grep -qF "<$FIRM_SENDER>"; }
ok "in the firm's name and address" from_firm
ok "with answers to the town's mailbox" bash -c "[[ '$(field Reply-To)' == *rathaus+* ]]"
ok "in its colour" bash -c "grep -qF 'background:#00664f' <<<'$(html | tr -d "'")'"
ok "with its logo" bash -c "grep -qF 'cid:logo' <<<'$(html | tr -d "'")'"
ok "as a picture of the mail" bash -c "mail_photo=\$(perl '$root/tests/scenario/lib/mail.pl' photo '$MAIL'); [[ \$mail_photo == '120 40 logo' ]]"

gets "the firm gets the report" stadtwerke "Neu:"
TICKET=$MAIL
ok "with the words" says "vor der Lindenstr. 8 ist aus"
ok "without the name" silent_about "Beispiel"
ok "without the number" silent_about "28817387"
machine_reply stadtwerke <<'TEXT'
Ihre Nachricht ist eingegangen.
Vorgangsnummer: SW-2026/4711
TEXT
ok "their receipt stands with the ticket" until_true 30 tells receipt-confirmed
number_kept() { ask ticket show "$NUMBER" | grep -qF SW-2026/4711; }
ok "with their number" number_kept

MAIL=$TICKET
person_reply netz <<<'#erledigt
Machen wir morgen.'
gets "a colleague they did not list alarms the desk" zentrale "von fremder Adresse"
ok "and changes nothing" state_is new

MAIL=$TICKET
person_press stadtwerke "Die meldende Person danach fragen"
gets "without a proof the listed address is asked" stadtwerke "für Ihr Amt antworten"
person_press stadtwerke "Ja, ausführen"
gets "the citizen is asked" anna "eine Frage an Sie"
ok "for her contact" says "Dürfen wir Ihren Namen"
person_reply anna <<<'JA'
told_contact() { take_mail stadtwerke "$NUMBER" && says "anna@example.org"; }
ok "after her JA the firm reads her address" until_true 30 told_contact

person_write stadtwerke "rathaus@$TOWN" --subject "Vorgang SW-2026/4711" <<<'Das Leuchtmittel ist getauscht.'
gets "what comes under their number goes to the desk" zentrale "Nur zum Lesen"
ok "with their words" says "Leuchtmittel ist getauscht"
person_press zentrale "Erledigt" --text "Die Laterne brennt wieder."
gets "the desk's button acts" zentrale "verstanden"
talk_pass 31
gets "the citizen hears of the end" anna "erledigt"
ok "in the desk's words" says "Die Laterne brennt wieder."
ok "in the firm's name" from_firm

person_write weber "rathaus@$TOWN" --subject "Noch eine Laterne" <<<'Die Laterne vor der Lindenstr. 90 flackert und geht aus.'
gets "a second report" weber "Eingang bestätigt"
NUMBER=$(field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1)
gets "goes to the firm" stadtwerke "$NUMBER"
talk_pass $((45 * 24 * 60))
gets "silence returns it to the desk" zentrale "Neu:" 30
ok "which reads why" says "Zurück an Sie: Stadtwerke"
ok "and the history, too" tells returned-silent

ok "the evaluation names the firm" page_says "(nicht Teil der Verwaltung)"
ok "its own numbers" page_says "dort mit eigener Nummer 1"
ok "and its silence" page_says "1 ohne Antwort bis nach der Frist"
ok "no name in it" bash -c "! grep -qE 'Beispiel|anna@|weber@' <<<'$(page)'"
done_testing
