#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What is not the town's, over real servers: who reports a hole in a road of the
# Bund, or at a place in another municipality, is told who is in charge; it is
# counted and no ticket; DOCH HIER makes it one; a danger always is.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$root/tests/scenario/lib/place.sh"
talk_skip kannel
POSTFIX_DELIMITER=+
PHONE=+493023125001

phone_got() { kannel_received "$D/kannel" | tr '+' ' ' | grep -qF -- "$1"; }
texts() { kannel_phone "$D/kannel" "$PHONE" "$OUR_NUMBER" "$1"; }
tickets() { [ "$(ask ticket list | grep -c '"number"')" = "$1" ]; }
counted() { ask stats | grep -F elsewhere | grep -qE "[^0-9]$1[^0-9]"; }
check() { "$BOTE" check --config "$D/bote/bote.yaml" >"$D/check" 2>&1; }
neighbours() {
  printf '{"type": "FeatureCollection", "features": ['
  printf '{"type": "Feature", "properties": {"name": "%s"}, "geometry": {"type": "Polygon", "coordinates": [[[12.3,54.0],[12.6,54.0],[12.6,54.2],[12.3,54.2],[12.3,54.0]]]}}' Nachbardorf
  echo ']}'
}

talk_make kannel
place_make
neighbours >"$D/bote/town/neighbours.geojson"
sed -i 's/^  contact: .*400$/&\n  area: [Nirgends]/' "$D/bote/town/responsible.yaml"
ok "a wrong row is refused" bash -c "! '$BOTE' check --config '$D/bote/bote.yaml' >'$D/check' 2>&1"
ok "with line, column and the right key" grep -qE "responsible.yaml:[0-9]+:3: unknown key 'area' .* 'areas'" "$D/check"
sed -i '/area: \[Nirgends\]/d' "$D/bote/town/responsible.yaml"
ok "without it the town is in order" check
ok "all roles start" talk_start

person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<<"Auf der B 105 ist ein tiefes Schlagloch."
gets "she is told who is in charge" anna "jemand anderes zuständig"
ok "by name" says "Straßenmeisterei Wiekeland"
ok "and how to reach them" says "Telefon +49 30 23125 400"
ok "it is no ticket" tickets 0
ok "but counted" counted 1
ok "the department hears nothing" nothing_else tiefbau
talk_pass 61 # an address that proves nothing gets one answer an hour
person_reply anna <<<"Doch hier, am Markt!"
gets "she says that it is here: it becomes a ticket" tiefbau "Neu:"
ok "with her first words" says "tiefes Schlagloch"
gets "and is confirmed" anna "Eingang bestätigt"
ok "one ticket" tickets 1

texts "Strassenlaterne aus bei 54.10000, 12.45000"
ok "a place in another municipality, by SMS" until_true 30 phone_got "ndig ist Nachbardorf"
ok "is no ticket either" tickets 1
ok "and counted" counted 2
texts "Gasgeruch bei 54.10000, 12.45000"
ok "a danger always is one" until_true 30 tickets 2
ok "no place stands in the log" bash -c "! grep -Eq 'B 105|12[.]45' '$D/log'"
done_testing
