#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What kind of letter, over real servers: an objection goes whole to the
# registry, a family's trouble travels as a note, thanks change nothing, press
# and council go to their offices, and gas comes before all of them.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE registratur=registratur@$TOWN soziales=soziales@$TOWN
  presse=presse@$TOWN rat=ratsbuero@$TOWN vogt=karin.vogt@example.org
  gazette=redaktion@gazette.example.com"
PHONE=+493023125001

silent_about() { ! { field Subject; plain; html; } | tr '\n' ' ' | grep -qF -- "$1"; }
subject_says() { field Subject | grep -qF -- "$1"; }
phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
tells() { ask ticket show "$NUMBER" | grep -qF -- "$1"; }
tickets() { ask ticket list | grep -c '"number"'; }
inbox_has() { ask inbox list | grep -qF "\"kind\":\"$1\""; }
is_state() { ask ticket show "$NUMBER" | grep -qF "\"state\":\"$1\""; }
raw_says() { tr -d '\r' <"$MAIL" | grep -qF -- "$1"; }

talk_make kannel
cat >>"$D/bote/town/departments.yaml" <<YAML
- {id: soziales, name: Sozialamt, addresses: [soziales@$TOWN]}
- {id: presse, name: Pressestelle, addresses: [presse@$TOWN]}
- {id: rat, name: Ratsbüro, addresses: [ratsbuero@$TOWN]}
YAML
cat >"$D/bote/town/letters.yaml" <<YAML
- {id: legal, to: registratur}
- {id: access, to: registratur}
- {id: confidential, to: soziales}
- {id: press, to: presse, senders: [gazette.example.com]}
- {id: council, to: rat}
YAML
"$BOTE" check --town "$D/bote/town" >"$D/check.out" 2>&1
status=$?
ok "the town's letters are in order" [ $status -eq 0 ]
sed 's/to: rat}/to: rta}/' "$D/bote/town/letters.yaml" >"$D/wrong.yaml"
mkdir "$D/wrong" && cp "$D"/bote/town/*.yaml "$D/wrong" && cp "$D/wrong.yaml" "$D/wrong/letters.yaml"
"$BOTE" check --town "$D/wrong" >"$D/check.out" 2>&1
status=$?
ok "a recipient that is none is refused" [ $status -eq 78 ]
ok "with its line" grep -q "letters.yaml:5:.*no department 'rta'" "$D/check.out"
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Bescheid Hundesteuer" <<'TEXT'
Vielen Dank fuer Ihr Schreiben. Gegen den Bescheid vom 4. Mai lege ich hiermit
Widerspruch ein. Das Schlagloch in der Gartenstr. 12 ist eine andere Sache.
TEXT
gets "an objection is answered" anna "Eingang Ihres Schreibens"
NUMBER=$(number_of)
ok "with the time of receipt" says "Eingang: "
ok "and a hint at the form" says "§ 70 VwGO, § 3a VwVfG"
ok "which is no advice" says "keine Rechtsberatung"
ok "without his own words" silent_about "Hundesteuer"
gets "the registry gets it" registratur "Neu: Antrag oder Rechtsbehelf"
ok "says that a deadline may run" says "FRIST MÖGLICH"
ok "with the original" raw_says "Content-Type: message/rfc822"
ok "which is whole" raw_says "Subject: Bescheid Hundesteuer"
ok "his address is in the original alone" silent_about "anna@"
ok "its signs stand in the history" tells '"what":"letter","actor":"town","detail":"legal"'
ok "no street, no category" silent_about "Gartenstr. 12 ·"
ok "the builders hear nothing of it" nothing_else tiefbau

person_write weber "rathaus@$TOWN" --subject "Kevin" <<'TEXT'
Mein Nachbarskind wird vernachlässigt und ist ganz verwahrlost.
TEXT
gets "a confidential letter is confirmed" weber "Ihre Nachricht ist angekommen"
NUMBER=$(number_of)
ok "without its content" silent_about "verwahrlost"
ok "and subject" silent_about "Kevin"
gets "the office gets a note" soziales "Vertrauliches Schreiben"
ok "without its content" silent_about "verwahrlost"
ok "and subject" silent_about "Kevin"
ok "which says how to read it" says "bote ticket show $NUMBER"
ok "there it stands" tells "verwahrlost"

person_write gazette "rathaus@$TOWN" --subject "Anfrage zum Haushalt" <<'TEXT'
Für unsere Ausgabe am Freitag bitten wir um eine Stellungnahme.
TEXT
gets "a newspaper's enquiry goes to the press office" presse "Neu: Presse"
person_write vogt "rathaus@$TOWN" --subject "Bitte um Auskunft" <<'TEXT'
Für die Sitzung der Fraktion benötigen wir die Zahlen der Stadtreinigung.
TEXT
gets "a council member's letter goes to its office" rat "Neu: Rat"

# Whose address is not proved gets one answer an hour.
talk_pass 61
person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<'TEXT'
In der Gartenstr. 12 ist ein tiefes Schlagloch.
TEXT
gets "a pothole is a pothole" anna "Eingang bestätigt"
NUMBER=$(number_of)
gets "and the builders'" tiefbau "Neu: Straßenschaden"
person_reply tiefbau <<<'#erledigt
Das Loch ist zu.'
gets "who mend it" tiefbau "verstanden"
talk_pass 31
gets "and say so" anna "erledigt"
before=$(tickets)
person_reply anna <<<'Vielen Dank für die schnelle Hilfe, alles ist wieder in Ordnung!'
ok "thanks are filed" until_true 30 inbox_has thanks
ok "open nothing" is_state solved
ok "are told nobody" nothing_else tiefbau
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "👍🙏"
ok "so is a lone emoji" until_true 30 inbox_has wordless
kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "Ich lege Widerspruch gegen den Bescheid ein"
ok "an objection by SMS is answered" until_true 30 phone_got "gesetzl. Form"
gets "and the registry's" registratur "Neu: Antrag oder Rechtsbehelf"
before=$((before + 1))

person_write anna "rathaus@$TOWN" --subject "Danke" <<'TEXT'
Danke für die Hilfe! Aber im Keller der Gartenstr. 12 riecht es stark nach Gas.
TEXT
gets "gas comes before thanks" anna "112"
ok "nothing else became a ticket" [ "$(tickets)" -eq $((before + 1)) ]
ok "no word of theirs is in the log" bash -c "! grep -Eq 'Hundesteuer|verwahrlost|Kevin|anna@' '$D/log'"
done_testing
