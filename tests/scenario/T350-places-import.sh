#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# `bote places import` on the files of a surveyor's office: a table in
# Windows-1252 with UTM, districts with their axes the wrong way round, an
# extract of OpenStreetMap.  It shows first, writes whole files, keeps the old.
set -u
. "$(dirname "$0")/lib/tap.sh"
D=$(mktemp -d)
trap 'rm -rf "$D"' EXIT
data=$root/tests/fixtures/places-import
cd "$D" || exit 1
cp -r "$root/templates/town" town

import() { "$BOTE" places import --town town "$@"; }
has() { grep -qF -- "$1" "$2" || { sed 's/^/# /' "$2"; return 1; }; }
row() { grep -qxE -- "$1,?" town/places.csv || { sed 's/^/# /' town/places.csv; return 1; }; }
untouched() { cmp -s town/places.csv "$root/templates/town/places.csv"; }

ok "a dry run shows" code 0 import -n "$data/addresses.csv" "$data/districts.geojson"
ok "the columns that were guessed" has "street = STRASSE" out
ok "of all kinds" has "quarter = ORTSTEIL" out
ok "how many streets and houses" has "places.csv: 4 streets and places, 7 house numbers" out
ok "which names stand for two streets" has "Bergstraße: Nord, Süd" out
ok "what is outside" has "outside all districts, left out: 1 row" out
ok "and its name" has "Irgendwo" out
ok "which rows have no name" has "addresses.csv:10:1: it has no name – left out" err
ok "that the zone is the state's" has "UTM (EPSG:25833, as usual in this state) – converted" err
ok "how the districts are called" has "2 districts, named by 'Stadtteil'" out
ok "that axes were turned" has "the axes are the wrong way round, latitude first – turned them" err
ok "and rings closed" has "feature 1: a ring is not closed – closed it" err
ok "it writes nothing" untouched

ok "nor without --yes, where nobody can answer" code 64 import "$data/addresses.csv"
ok "it says how" has "with --yes it is done" err
ok "and nothing is written" untouched

ok "with --yes it writes" code 0 import --yes "$data/addresses.csv" "$data/districts.geojson"
ok "streets with their quarter" row 'Gartenstraße,54\.08[0-9]+,12\.0[0-9]+,Nord'
ok "both of one name" row 'Bergstraße,54\.0[0-9]+,12\.0[0-9]+,Süd'
ok "and which houses each has" row 'Bergstraße,54\.0[0-9]+,12\.0[0-9]+,Süd,1 2-8'
ok "the old file is kept" cmp town/places.csv.bak "$root/templates/town/places.csv"
mode() { [ "$(stat -c %a town/places.csv)" = "$(stat -c %a town/places.csv.bak)" ] &&
  [ "$(stat -c %a town/districts.geojson)" = "$(stat -c %a town/town.yaml)" ]; }
ok "who could read it still can" mode
ok "bote check reads it" code 0 "$BOTE" check --town town
ok "and the districts" has "ok: districts.geojson, 2 districts" out
finds() {
  printf 'From: a@example.org\nSubject: Loch\n\nIn der Gartenstr. 3 ist ein Loch.\n' |
    "$BOTE" parse --town town >out && grep -q '"street":"Gartenstraße"' out
}
ok "a mail finds its street" finds

ok "OpenStreetMap is added" code 0 import --yes --add "$data/town.osm"
ok "to what is there" has "places.csv: 5 streets and places" out
ok "the new street" row 'Hafenstraße,54\.090[0-9]+,12\.100[0-9]+,Nord'
ok "keeps the others" row 'Mühlenweg,54\.0.*,Süd'

# OpenStreetMap brings borders, too; an office's own are not replaced by them.
cp -r "$root/templates/town" fresh
ok "an extract alone" code 0 "$BOTE" places import --yes --town fresh "$data/town.osm"
ok "brings the town's border" has "districts.geojson: 1 district" out
ok "which is read" code 0 "$BOTE" check --town fresh
same=$(md5sum <town/districts.geojson)
ok "where there is one" code 0 import --yes --add "$data/town.osm"
kept() { [ "$(md5sum <town/districts.geojson)" = "$same" ]; }
ok "it stays" kept

printf 'A;B;C\nx;1;2\n' >bad.csv
ok "columns nobody knows are asked for" code 65 import --yes bad.csv
ok "with the names that there are" has "give --column street=NAME; there are: A, B, C" err
printf 'A;B;C\nRing;54,09;12,1\n' >odd.csv
ok "and taken" code 0 import -n odd.csv --column street=A --column y=B --column=x=3
printf '\0\0\0\r\n\t\tOSMHeader' >town.osm.pbf
ok "PBF is not read" code 65 import --yes town.osm.pbf
ok "and it says how to convert it" has "osmium cat IN.osm.pbf -o OUT.osm" err
sed 's/Stadtteil/xy/' "$data/districts.geojson" >nameless.geojson
ok "districts without a name are refused" code 65 import --yes nameless.geojson
ok "with what to give" has "give --name-property, one of: nr, xy" err
ok "which is taken" code 0 import -n nameless.geojson --name-property nr
ok "no file is an error of use" code 64 import
ok "nor is there a file that is not there" code 65 import --yes nothing.csv

# The other lists of a town may be tables, too.
printf 'Kategorie;Wort\nstrassenschaden;Mulde\nstrassenschadne;Delle\n' >town/words.csv
ok "a word of no category is found" code 78 "$BOTE" check --town town
ok "by row and column" has "words.csv:3:1: there is no category 'strassenschadne' – did you mean 'strassenschaden'?" err
sed -i 3d town/words.csv
ok "without it all is well" code 0 "$BOTE" check --town town
mv town/departments.yaml .
printf 'id;name;addresses\nzentrale;Zentrale;zentrale\n' >town/departments.csv
ok "departments may be a table" code 78 "$BOTE" check --town town
ok "checked by row and column, too" has "departments.csv:2:19: 'addresses' must be a mail address" err
rm town/departments.csv
mv departments.yaml town

# Whoever sits at a terminal is asked.
typed() {
  command -v script >/dev/null || return 0
  printf '%s\n' "$1" | script -qec "'$BOTE' places import --town town '$data/addresses.csv'" typescript >out
}
cp town/places.csv before.csv
typed n
ok "a no writes nothing" cmp town/places.csv before.csv
command -v script >/dev/null && {
  typed y
  not_same() { ! cmp -s town/places.csv before.csv; }
  ok "a yes writes" not_same
}
done_testing
