#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Streets and districts of a surveyor's office, over real servers: after `bote
# places import` a mail finds its street, however it is written, and the
# department of its district; the same category elsewhere is another's.
set -u
. "$(dirname "$0")/lib/talk.sh"
talk_skip
PEOPLE="$PEOPLE gruen=stadtgruen@$TOWN"
data=$root/tests/fixtures/places-import

names_street() { tr '\n' ' ' <<<"$(plain)" | grep -qF -- "$1"; }
by_district() {
  sed -i '0,/^  department: tiefbau$/s//&\n  districts: {Süd: gruen}/' "$D/bote/town/categories.yaml"
}

talk_make
bote() { "$BOTE" "$@" --config "$D/bote/bote.yaml" >"$D/out" 2>&1; }
ok "the town's list is read" bote places import --yes "$data/addresses.csv" \
  "$data/districts.geojson"
by_district
ok "districts of a category are checked" bote check
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" \
  <<<'Im Muehlenwegg 7 ist ein Schlagloch in der Fahrbahn.'
gets "in the south the department of the district gets it" gruen "Neu:"
ok "with the street as the town spells it" names_street "Mühlenweg 7"

person_write weber "rathaus@$TOWN" --subject "Schlagloch" \
  <<<'In der Gartenstr 3 ist ein Schlagloch in der Fahrbahn.'
gets "in the north the category's department" tiefbau "Neu:"
ok "with its street" names_street "Gartenstraße 3"

# A name of two streets decides nothing: it may lie here or there.
person_write anna "rathaus@$TOWN" --subject "Loch" \
  <<<'In der Bergstraße ist ein Schlagloch in der Fahrbahn.'
gets "a street in two districts goes where the category goes" tiefbau "Neu:"
ok "and to nobody else" nothing_else gruen
person_write weber "rathaus@$TOWN" --subject "Loch" \
  <<<'In der Bergstr. in Süd ist ein Schlagloch in der Fahrbahn.'
gets "unless the mail names the quarter" gruen "Bergstraße"
person_write anna "rathaus@$TOWN" --subject "Loch" \
  <<<'Bergstraße 4: ein Schlagloch in der Fahrbahn.'
gets "or only one of them has such a house" gruen "Bergstraße 4"
done_testing
