#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# One survey by mail over Dovecot and Postfix and by SMS over Kannel: two people
# answer by mail, one beside the marks of the quoted form, one by numbers; two
# by telephone.  What is stored is what this script counted, to the last answer.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip kannel
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not installed"
export POSTFIX_DELIMITER=+
PHONE=+493023125101
OTHER=+493023125102

is() { [ "$(ask survey list | jq -r "$1")" = "$2" ]; }
texts() { kannel_phone "$D/kannel" "$1" "$OUR_NUMBER" "$2"; }
store() { sqlite3 -readonly -cmd '.timeout 5000' "$D/bote/state/bote.db" "$1"; }
# An answer is there before the next one is sent.
answers_are() { [ "$(store "SELECT count(*) FROM survey_answer WHERE state <> 'open'")" = "$1" ]; }
holds() { ok "$1" until_true 20 answers_are "$2"; }
# What the script counted, "question value number" a line.
expected() {
  sort <<'ROWS'
besuch jahr 0
besuch monat 2
besuch selten 1
besuch woche 1
stern 1 1
stern 3 1
stern 5 2
weg asphalt 1
weg kies 2
weg rinde 1
zweck gehen hund 1
zweck hund 1
zweck sport 2
ROWS
}
counted() {
  store "SELECT question || ' ' || value || ' ' || count(*) FROM survey_answer
    WHERE state = 'given' AND value IS NOT NULL GROUP BY question, value" | sort
}

talk_make kannel
mkdir -p "$D/bote/town/surveys"
cp "$root/templates/town/surveys/waldpark.yaml" "$D/bote/town/surveys/"
ok "all roles start" talk_start
ok "somebody opens it" "$BOTE" survey open waldpark --config "$D/bote/bote.yaml"

# --- by mail ---

person_write anna "rathaus@$TOWN" --subject "WALDPARK" <<<"Ich mache mit."
gets "the form comes" anna "Umfrage: Ihr Waldpark"
ok "with marks" says "[ ] b) jeden Monat"
ok "and how to answer" says "Setzen Sie ein x in die Klammern"
plain | tr -d '\r' | sed -e 's/\[ \] b) jeden/[x] b) jeden/' \
  -e 's/\[ \] b) Sport/[X] b) Sport/' -e 's/\[ \] a) Kies/[x] a) Kies/' \
  -e 's/^/> /' >"$D/marked"
person_reply anna --as form <"$D/marked"
gets "what was marked is confirmed" anna "Umfrage: Ihr Waldpark"
ok "in words" says "Wie oft sind Sie dort? jeden Monat"
ok "with what is open" says "Nummer 1, Wie gefällt Ihnen der Waldpark?"
holds "three answers are stored" 3
person_reply anna <<<'1: 5
5: Quittenbaenke am See'
gets "the rest in a second mail" anna "Umfrage: Ihr Waldpark"
ok "is thanked for" says "das waren alle Fragen"

person_write weber "rathaus@$TOWN" --subject "Umfrage" <<<"waldpark"
gets "the keyword may stand in the text" weber "Umfrage: Ihr Waldpark"
person_reply weber <<<'1: 3 Sterne
2: seltener
3: a und d
4: b
5: -'
gets "all in one reply" weber "Umfrage: Ihr Waldpark"
ok "is understood" says "spazieren gehen, Hund ausführen"
holds "ten answers are stored" 10

# --- by telephone, at the same time ---

texts $PHONE "WALDPARK 1"
holds "the keyword with an answer" 11
texts $OTHER "Waldpark"
texts $PHONE "zwei"
holds "the other one only begins" 12
texts $OTHER "5"
holds "each answers his own" 13
texts $PHONE "2"
texts $OTHER "a"
holds "with digits and letters" 15
texts $PHONE "Rinde"
texts $OTHER "Hund"
holds "and words" 17
texts $OTHER "1"
holds "to his own question" 18
texts $PHONE "weiter"
texts $OTHER "mehr Schatten"
holds "skipped or in words" 20

# --- what is stored is what was said ---

expected | grep -v ' 0$' >"$D/expected"
counted >"$D/counted"
ok "as the script counted" diff "$D/expected" "$D/counted"
ok "four people began" is .begun 4
ok "four are through" is .complete 4
ok "somebody closes it" "$BOTE" survey close waldpark --config "$D/bote/bote.yaml"
person_reply weber <<<'1: 5'
gets "later is too late" weber "Umfrage: Ihr Waldpark"
ok "and told so" says "ist zu Ende"
ok "nothing joins people and answers" [ "$(store "SELECT count(*) FROM survey_response WHERE link IS NOT NULL")" = 0 ]
counted >"$D/counted"
ok "the answers are as they were" diff "$D/expected" "$D/counted"
ok "of four people nothing is shown" [ "$(ask survey results waldpark | jq -c '[.responses, .figures[0].counts["5"]]')" = "[4,null]" ]
ok "no words and addresses are in the log" bash -c "! grep -Eq 'Quitten|Schatten|2312510|anna@|weber@' '$D/log'"
done_testing
