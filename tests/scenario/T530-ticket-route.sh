#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# An administrator teaches a model from a file, asks where texts would go and
# why, and measures how often that is right; then files that teach nothing.
set -u
. "$(dirname "$0")/lib/tap.sh"
. "$root/tests/scenario/lib/town.sh"
D=$(mktemp -d /tmp/bote-XXXXXX)
trap 'rm -rf "$D"' EXIT
cd "$D" || exit 1

unset BOTE_CONFIG
TOWN=$root/templates/town

# rows CATEGORY PIECE...: ten lines of each piece, by ten people
rows() {
  local category=$1 piece number
  shift
  for piece; do
    for number in 1 2 3 4 5 6 7 8 9 10; do
      printf '{"text": "%s", "category": "%s", "contact": "%s %s"}\n' \
        "$piece" "$category" "$piece" $number
    done
  done
}
# asks TEXT FILTER WANTED [OPTION...]
asks() {
  local text=$1 filter=$2 wanted=$3
  shift 3
  local got
  got=$(jq -nc --arg t "$text" '{text: $t}' |
    "$BOTE" route --town "$TOWN" "$@" 2>err | jq -r "$filter")
  [ "$got" = "$wanted" ] || { echo "# got: $got"; sed 's/^/# /' err; return 1; }
}
refuses() {
  local code=$1 message=$2
  shift 2
  "$BOTE" "$@" >out 2>err
  local got=$?
  [ $got -eq "$code" ] && grep -q "$message" err ||
    { echo "# exit $got"; sed 's/^/# /' out err; return 1; }
}

ok "words alone know a lamp" \
  asks "Die Laterne vor Nr. 4 flackert" .category beleuchtung
ok "and say which department, and why" \
  asks "Die Laterne vor Nr. 4 flackert" \
  '.department, (.why | test("'"'Laterne'"'.*→ beleuchtung 0[.][0-9]+; beleuchtung → stadtwerke"))' \
  $'stadtwerke\ntrue'
divided() {
  mkdir -p town
  cp -r "$root"/templates/town/* town
  . "$root/tests/scenario/lib/place.sh"
  place_in town
}
# here TEXT DEGREES FILTER WANTED
here() {
  local got
  got=$(jq -nc --arg t "$1" "{text: \$t} + $2" |
    "$BOTE" route --town town 2>err | jq -rc "$3")
  [ "$got" = "$4" ] || { echo "# got: $got"; sed 's/^/# /' err; return 1; }
}
divided
ok "the street tells the district, and that whose it is" \
  here "Die Laterne im Mühlenweg 4 flackert" "{}" \
  '[.department, .district, (.why | test("; district Alt-Wieke → gruen$"))]' \
  '["gruen","Alt-Wieke",true]'
ok "so do degrees" \
  here "Die Laterne flackert" "{latitude: 54.05, longitude: 12.1}" \
  '[.department, .district]' '["gruen","Alt-Wieke"]'
ok "before the street" \
  here "Laterne im Mühlenweg 4" "{latitude: 54.15, longitude: 12.1}" \
  '[.department, .district]' '["stadtwerke",null]'
ok "a street that there are two of tells nothing" \
  here "Die Laterne in der Bergstraße 4 flackert" "{}" \
  '[.department, .district]' '["stadtwerke",null]'
ok "nor do degrees that are none" \
  here "Die Laterne flackert" '{latitude: 540, longitude: "12"}' \
  '[.department, .district]' '["stadtwerke",null]'

ok "of what nobody listed they know nothing" \
  asks "Der Zirkuswagen quietscht" .category,.department $'null\nzentrale'

rows laerm_ordnung "Zirkuswagen quietscht" "Zirkuswagen rumpelt" >decided
rows beleuchtung "Funzel zittert" "Funzel glimmt nur" >>decided
rows gruen_baum "Efeuranken wuchern weiter" "Efeuranken kriechen" >>decided
rows nirgends "was auch immer" >>decided
printf 'kein JSON\n{"text": "  ", "category": "ampel"}\n' >>decided
"$BOTE" learn --town "$TOWN" --from decided --model model >out 2>err
ok "learning tells how good it is and where the model lies" \
  grep -q "written: model" out
ok "and what it left out" \
  eval 'grep -q "has no category .nirgends.: 10 lines" err && grep -q "decided:71: 2 lines without a text" err'
ok "others may not read a model" [ "$(stat -c %a model)" = 600 ]
ok "learnt words decide" \
  asks "Der Zirkuswagen quietscht" .category laerm_ordnung --model model
ok "and are named" \
  asks "Der Zirkuswagen quietscht" '.why | test("zirkuswagen")' true --model model
ok "the town's words still count" \
  asks "Die Ampel hat eine zu kurze Grünphase" .category ampel --model model
ok "no word of the texts can be read in the model" \
  eval '! grep -aqi "zirkus\|funzel" model'

"$BOTE" learn --town "$TOWN" --from decided --model model >out 2>err
ok "a model as good as the one that is there is kept" \
  eval 'grep -q "written" out || grep -q "not better" out'
rows ampel "Zirkuswagen quietscht" "Funzel zittert" >mixed
rows muell "Zirkuswagen quietscht" "Funzel zittert" >>mixed
cp model before
"$BOTE" learn --town "$TOWN" --from mixed --model model >out 2>err
ok "one that learnt nonsense is not" \
  eval 'grep -q "nothing written" out && cmp -s model before'

head -n 60 decided >truth
"$BOTE" route --town "$TOWN" --model model --eval truth --json >measures
ok "measured on what it learnt all is right" \
  jq -e ".count == 60 and .accuracy == 1 and .macro_f1 == 1" measures
ok "as text, too" \
  eval '"$BOTE" route --town "$TOWN" --eval decided >out; grep -q "texts: 60, 10 more with categories" out'

rows ampel "Rotlicht" "Ampel" "Grünphase" >one
printf '{"text": "Rotlicht", "category": "ampel"}\n' >few
ok "one category teaches nothing" \
  refuses 65 "same category" learn --town "$TOWN" --from one --model new
ok "few texts teach nothing" \
  refuses 65 "at least 20" learn --town "$TOWN" --from few --model new
ok "a file that is not there" \
  refuses 66 "No such file" learn --town "$TOWN" --from nothing --model new
ok "nothing was written" [ ! -e new ]
printf 'no model at all' >broken
ok "what is no model is refused" \
  refuses 65 "this is no model" route --town "$TOWN" --model broken truth
head -c 2000 model >broken
ok "nor half a model" \
  refuses 65 "not complete" route --town "$TOWN" --model broken truth
ok "lines without a text are told" \
  refuses 65 "decided:71" route --town "$TOWN" decided
ok "nothing to measure is said" \
  refuses 65 "nothing to measure" route --town "$TOWN" --eval /dev/null
done_testing
