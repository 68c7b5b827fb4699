#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What is told by telephone and over the counter, over real servers and without
# plus addresses: the desk mails it to an address of its own, the caller hears
# of it by SMS; a colleague who is not listed waits until the desk says yes;
# others write letters of their own; and the same at the keyboard.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
REPLY_TOKEN=text
RECORD=erfassen@$TOWN
PEOPLE="$PEOPLE meier=c.meier@$TOWN"

phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
tickets() { ask ticket list | wc -l; }
newest_is() { ask ticket list | head -1 | grep -qF "$1"; }
held() { ask inbox list | grep '"kind":"record-asked"' | grep -q '"state":"hold"'; }
figure() { ask stats | grep -q "\"channel\",\"state\":\"$1\",\"count\":$2}"; }
says_not() { ! plain | grep -qE "$1"; }
record() { "$BOTE" ticket new --config "$D/bote/bote.yaml" "$@"; }

talk_make kannel
sed -i 's/domain: musterhagen.example.org/addresses: []/' "$D/bote/town/departments.yaml"
cd "$D" || exit 1
ok "check takes the address" code 0 "$BOTE" check --config "$D/bote/bote.yaml"
ok "all roles start" talk_start

person_write zentrale "$RECORD" --subject "Anruf" <<'TEXT'
#neu
#kanal telefon
#von Erna Beispiel, 0172 2881738

In der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "the desk hears what was understood" zentrale "erfasst"
NUMBER=$(number_of)
ok "with the channel" says "#kanal telefon"
ok "and who called" says "#von Erna Beispiel"
ok "the caller gets the confirmation by SMS" until_true 30 phone_got "Meldung $NUMBER erhalten"
gets "the department gets a ticket" tiefbau "Neu: "
ok "that came by telephone" says "am Telefon"
ok "without name and number" says_not 'Erna|2881738'
person_reply tiefbau <<<$'#übernommen'
gets "it takes it on" tiefbau "verstanden"
ok "of which the caller hears" until_true 30 phone_got "Meldung $NUMBER ist in Arbeit"

person_write zentrale "rathaus@$TOWN" --subject "Frau Moser" <<'TEXT'
#neu
#kanal vorsprache
#von Frau Moser, 030 23125 001

Im Park liegt eine alte Matratze, sagt sie.
TEXT
gets "without the address #neu will do" zentrale "erfasst"
ok "nobody is told" says "bekommt keine Nachricht"
ok "figures name the way" figure visit 1
ok "both ways" figure phone 1

person_write zentrale "$RECORD" --subject "Anruf" <<'TEXT'
#neu
#kanl telefon

In der Gartenstr. 14 ist auch eins.
TEXT
gets "a slip of the pen is answered" zentrale "Nichts erfasst"
ok "with the nearest name" says "#kanal"
ok "and nothing is recorded" [ "$(tickets)" -eq 2 ]

person_write meier "$RECORD" --subject "Anruf" <<'TEXT'
#neu
#von Herr Wolf

In der Waldstr. 5 ist der Bordstein am Gehweg lose.
TEXT
ok "a colleague who is not listed waits" until_true 30 held
gets "the desk is asked" zentrale "Darf c.meier"
ok "with the words" says "Bordstein"
person_press zentrale "Ja, erfassen"
gets "its yes lets it be recorded" meier "erfasst"
ok "as the call that it was" newest_is '"channel":"phone"'

person_write anna "$RECORD" --subject "Laterne" <<'TEXT'
#neu
#von Erna Beispiel, 0172 2881738

Die Laterne vor der Lindenstr. 3 ist aus.
TEXT
gets "anybody else writes a letter of her own" anna "Eingang bestätigt"
ok "which came by mail" newest_is '"channel":"mail"'

export LC_ALL=C.UTF-8
ok "help names the command" sh -c '"$1" ticket --help | grep -q "new \[--channel C\]"' - "$BOTE"
echo 'In der Ringstr. 9 ist ein Schlagloch.' >words
record -n --channel fax --json <words >out
ok "at the keyboard -n says what would come" grep -q '"category":"strassenschaden".*"channel":"fax"' out
ok "and records nothing" [ "$(tickets)" -eq 4 ]
ok "without -n it is recorded" sh -c '"$1" ticket new --channel brief --from "Frau Moser, moser@example.net" --config "$2" <words | grep -q "^number"' - "$BOTE" "$D/bote/bote.yaml"
ok "it is a letter" newest_is '"channel":"letter"'
gets "of which she hears by mail" others "Eingang bestätigt"
ok "an unknown channel ends with 65" sh -c '"$1" ticket new --channel taube --config "$2" <words 2>err; [ $? -eq 65 ]' - "$BOTE" "$D/bote/bote.yaml"
ok "no words with 65" sh -c '"$1" ticket new --config "$2" </dev/null 2>err; [ $? -eq 65 ]' - "$BOTE" "$D/bote/bote.yaml"
ok "an option that is not there with 64" sh -c '"$1" ticket new --kanal fax --config "$2" <words 2>err; [ $? -eq 64 ]' - "$BOTE" "$D/bote/bote.yaml"
ok "the desk got nothing else" nothing_else zentrale
ok "no name, number or text is in the log" bash -c "! grep -Eq 'Erna|Moser|Wolf|2881738|23125001|Schlagloch' '$D/log'"
talk_stop
ok "with digest stopped it ends with 69" sh -c '"$1" ticket new --config "$2" <words 2>err; [ $? -eq 69 ]' - "$BOTE" "$D/bote/bote.yaml"
done_testing
