#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A survey is written in a spreadsheet, checked, put into the town's folder and
# exported; what is wrong is told with sheet, row and column.
set -u
. "$(dirname "$0")/lib/tap.sh"
forms=$(cd "$(dirname "$0")/../fixtures/survey" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
says() { grep -qF -- "$1" "${2-out}" || { sed 's/^/# /' out err; return 1; }; }

echo 1..21
ok "a workbook is read" code 0 "$BOTE" survey check "$forms/waldpark.xlsx"
ok "it says what it asks" says "waldpark-2026), 8 questions, de, tr"
ok "and how one takes part" says WALDPARK
code 0 "$BOTE" survey check --price 0.075 "$forms/waldpark.xlsx"
ok "how it is asked by SMS, in each language" says "1/8 Belag? (Auf den Hauptwegen)"
ok "with the numbers to answer with" says "    1 Kies"
ok "what costs much is seen" says "(1 segment, UCS-2)"
ok "and what all of it costs" says "1000 people:"
ok "the form of the mail, too" says "   [ ] a) Kies, wie bisher"
ok "in Turkish" says "1) Hangi zemin?"
ok "a price that is none is told" code 64 "$BOTE" survey check --price viel "$forms/waldpark.xlsx"
ok "it is exported" code 0 "$BOTE" survey export --xlsform "$forms/waldpark.xlsx"
cp out again.csv
ok "what was exported is read" code 0 "$BOTE" survey check again.csv
code 0 "$BOTE" survey export --xlsform again.csv
ok "and is the same" cmp out again.csv

sed 's/,date,last,/,geopoint,last,/' "$forms/waldpark.csv" >bad.csv
ok "problems end with 65" code 65 "$BOTE" survey check bad.csv
ok "with row, column and reason" \
  says "bad.csv:15:2: type 'geopoint' is not supported: an SMS brings no position" err
ok "a file that is missing ends with 66" code 66 "$BOTE" survey check nowhere.csv

"$BOTE" init new </dev/null >/dev/null
town=new/town
mkdir $town/surveys
cp "$forms/waldpark.xlsx" $town/surveys/
touch "$town/surveys/.~lock.waldpark.xlsx#"
ok "a town has surveys" code 0 "$BOTE" check --town $town
cp "$forms/waldpark.yaml" $town/surveys/again.yaml
ok "one survey twice is told" code 78 "$BOTE" check --town $town
ok "by name" says "another survey has the form_id 'waldpark-2026'" err
sed 's/waldpark-2026/other/' "$forms/waldpark.yaml" >$town/surveys/again.yaml
code 78 "$BOTE" check --town $town
ok "and two with one keyword" says "has the keyword 'WALDPARK', too" err
rm $town/surveys/again.yaml
cp bad.csv $town/surveys/
code 78 "$BOTE" check --town $town
ok "and what is wrong in one" says "surveys/bad.csv:15:2: type 'geopoint'" err
