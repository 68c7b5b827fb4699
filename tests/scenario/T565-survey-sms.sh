#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A survey by SMS over Kannel: it opens at its minute, two people answer at the
# same time, one of them in any order and with mistakes, a report comes in
# between; somebody pauses it; at its end it takes no more, and nothing joins
# people and answers.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
PHONE=+493023125001
OTHER=+493023125002

minutes_later() { TZ=Europe/Berlin date -d "+$1 minutes" "+%Y-%m-%d %H:%M"; }
# Long ones come in parts, with %3A for ":".
received() {
  local texts
  texts=$(kannel_received "$D/kannel" | sed 's/\\/\\\\/g; / data /s/+/ /g')
  printf '%b' "${texts//%/\\x}"
}
got() { received | grep -qF -- "$1"; }
hears() { ok "$1" until_true 30 got "$2"; }
texts() { kannel_phone "$D/kannel" "$1" "$OUR_NUMBER" "$2"; }
is() { [ "$(ask survey list | jq -r "$1")" = "$2" ]; }

talk_make kannel
mkdir -p "$D/bote/town/surveys"
sed "s/^  keyword: WALDPARK/&\n  opens: $(minutes_later 30)\n  closes: $(minutes_later 240)/" \
  "$root/templates/town/surveys/waldpark.yaml" >"$D/bote/town/surveys/waldpark.yaml"
ok "the questionnaire is right" "$BOTE" check --config "$D/bote/bote.yaml"
ok "all roles start" talk_start
ok "it is planned" is .state scheduled

texts $PHONE "Waldpark"
hears "who comes too early hears when it begins" "Die Umfrage \"Ihr Waldpark\" beginnt am"
talk_pass 31
ok "it opens at its minute" until_true 30 is .state open

texts $PHONE "WALDPARK"
hears "the first question, with what it is" "Umfrage Ihr Waldpark. Ausgewertet ohne Ihre Nummer. Ende: STOPP."
texts $OTHER "waldpark 5"
hears "another one answers at once" "2/5 Wie oft sind Sie dort?"
texts $PHONE "vier sterne"
texts $OTHER "manchmal halt"
hears "what is not clear comes once more" "Das war nicht klar. 2/5"
texts $OTHER "seltener"
hears "a word of the list will do" "3/5 Was tun Sie dort?"
texts $PHONE "2b 3: 1 und 4"
hears "by number, in any order" "4/5 Hauptwege: welcher Belag?"
ok "all hold for both" until_true 30 is .begun 2

ok "it is paused by hand" "$BOTE" survey pause waldpark --config "$D/bote/bote.yaml"
texts $PHONE "1"
hears "which is told" "macht eine Pause"
ok "and opened again" "$BOTE" survey open waldpark --config "$D/bote/bote.yaml"
texts $PHONE "Kies"
hears "the answer is taken where it stood" "5/5 Was fehlt Ihnen dort?"
texts $PHONE "Mehr Quittenbaenke"
hears "the last one is thanked for" "das waren alle Fragen"
ok "one is through" until_true 30 is .complete 1
texts $PHONE "4: 2"

texts $PHONE "In der Gartenstr. 12 ist ein tiefes Schlagloch"
gets "what is no answer is a report" tiefbau "Neu:"

talk_pass 240
ok "it closes at its minute" until_true 30 is .state closed
texts $OTHER "2"
texts $OTHER "WALDPARK"
hears "late answers are told so" "\"Ihr Waldpark\" ist zu Ende"
cd "$D" || exit 1
ok "it cannot be paused then" code 65 "$BOTE" survey pause waldpark --config "$D/bote/bote.yaml"
ok "nobody's words and numbers are in the log" bash -c "! grep -Eq 'Quitten|2312500' '$D/log'"
done_testing
