#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A report in the evening: outside its working hours the department gets it, and
# so does whoever is named for that, who may act.
set -u
. "$(dirname "$0")/lib/talk.sh"
. "$(dirname "$0")/lib/morning.sh"
talk_skip
POSTFIX_DELIMITER=+
PEOPLE="$PEOPLE bauhof=bauhof@$TOWN"

number_of() { field Subject | grep -oE '[0-9]{2}-[0-9]{5,}-[0-9]' | head -1; }
state_is() { ask ticket show "$1" | head -1 | grep -qF "\"state\":\"$2\""; }

talk_make
sed -i 's/^  name: Tiefbauamt$/&\n  working_hours: [Mo-So 06:00-18:00]\n  after_hours: bauhof/; /^  deputy: gruen$/d' \
  "$D/bote/town/departments.yaml"
cat >>"$D/bote/town/departments.yaml" <<YAML
- {id: bauhof, name: Bauhof, addresses: [bauhof@$TOWN]}
YAML
pass_until 1 20:00
ok "all roles start" talk_start
person_write anna "rathaus@$TOWN" --subject "Schlagloch" <<TEXT
Vor der Gartenstr. 12 ist ein tiefes Schlagloch in der Fahrbahn.
TEXT
gets "the department gets what comes in the evening" tiefbau "Neu:"
HOLE=$(number_of)
gets "and so does the yard" bauhof "$HOLE] Neu"
ok "which reads why" says "In Vertretung: Tiefbauamt hat jetzt keine Dienstzeit, wieder da"
ok "it acts" person_reply bauhof <<<'#erledigt

Das Loch ist zu.'
gets "as the department" bauhof "verstanden"
ok "and it is done" until_true 20 state_is "$HOLE" solved
done_testing
